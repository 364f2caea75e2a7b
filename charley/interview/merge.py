"""Adds what a message gave to the sheet, and tells what that changed."""

from __future__ import annotations

from typing import Any

import msgspec

from charley.facts import Fact, FactSheet, Medicine, Person
from charley.language.reading import Reading
from charley.reasoning.state import View
from charley.schema.load import Knowledge

# What is said of the patient's own medicines; not what someone else takes, or "what if I took".
HELD = ("present", "absent", "possible", "historical")


class Merged(msgspec.Struct, frozen=True):
    """The new sheet, the facts and medicines as they were kept, and the ids that changed."""

    sheet: FactSheet
    facts: tuple[Fact, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    changed: tuple[str, ...] = ()


def _person(person: Person, profile: dict[str, Any]) -> Person:
    known = {key: value for key, value in profile.items() if key in Person.__struct_fields__}
    return msgspec.convert({**msgspec.to_builtins(person), **known}, Person)


def _standing(view: View, finding: str) -> tuple[object, ...]:
    """All of a finding that a correction could change."""
    held = view.held(finding)
    return (held.state, *((i.side, i.attributes) for i in held.instances))


def _changed(
    before: FactSheet, after: FactSheet, reading: Reading, knowledge: Knowledge
) -> list[str]:
    old, new = View(before, knowledge), View(after, knowledge)
    findings = dict.fromkeys(fact.finding for fact in reading.facts)
    changed = [name for name in findings if _standing(old, name) != _standing(new, name)]
    changed += [
        key
        for key in Person.__struct_fields__
        if getattr(before.person, key) != getattr(after.person, key)
    ]
    known = {(medicine.name, medicine.assertion) for medicine in before.medicines}
    changed += [
        m.name
        for m in reading.medicines
        if m.assertion in HELD and (m.name, m.assertion) not in known
    ]
    return changed


def _without_answer(sheet: FactSheet, question: str, knowledge: Knowledge) -> FactSheet:
    """A sheet without the answer that is being replaced; danger signs stay until denied."""
    kept = tuple(
        fact
        for fact in sheet.facts
        if fact.question != question or knowledge.findings[fact.finding].danger
    )
    medicines = tuple(one for one in sheet.medicines if one.question != question)
    return msgspec.structs.replace(sheet, facts=kept, medicines=medicines)


def _as_answer(fact: Fact, question: str | None, knowledge: Knowledge) -> Fact:
    """The fact with the open question, where that covers it, so that a change takes it back too."""
    known = knowledge.questions.get(question) if question else None
    if known is None or fact.question is not None or fact.finding not in known.covers:
        return fact
    return msgspec.structs.replace(fact, question=question)


def merge(
    sheet: FactSheet,
    reading: Reading,
    turn: int,
    date: str,
    knowledge: Knowledge,
    replaces: str | None = None,
    question: str | None = None,
) -> Merged:
    """Append a reading to a sheet.

    Nothing that was told before is removed, but for the answer that the person asked to change.

    Args:
        sheet: what was known before the message.
        reading: what the message gave.
        turn: the number of the message.
        date: ISO day of the message; it becomes the day on which the sheet is read.
        knowledge: the findings, for what changed.
        replaces: the question whose earlier answer this message replaces.
        question: the open question; what is said to ``teach_back`` is not about the patient now.
    """
    before = sheet
    if replaces is not None and (reading.facts or reading.medicines):
        sheet = _without_answer(sheet, replaces, knowledge)
    supposed = {"assertion": "hypothetical"} if question == "teach_back" else {}
    facts = tuple(
        msgspec.structs.replace(fact, turn=turn, told_on=date, **supposed) for fact in reading.facts
    )
    facts = tuple(_as_answer(fact, question, knowledge) for fact in facts)
    medicines = tuple(
        msgspec.structs.replace(m, turn=turn, question=question) for m in reading.medicines
    )
    after = msgspec.structs.replace(
        sheet,
        person=_person(sheet.person, reading.profile),
        facts=(*sheet.facts, *facts),
        medicines=(*sheet.medicines, *medicines),
        date=date or sheet.date,
    )
    changed = _changed(before, after, reading, knowledge)
    return Merged(after, facts, medicines, tuple(dict.fromkeys(changed)))

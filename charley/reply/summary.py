"""The plain summary for the doctor: what was told, what was denied, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from charley.facts import Fact, FactSheet
from charley.reasoning.state import View
from charley.reply.acknowledge import fact_words, medicine_words
from charley.reply.text import Wording


def person_words(view: View, wording: Wording) -> tuple[str, ...]:
    """Who the patient is, as far as it was told."""
    told = msgspec.to_builtins(view.person)
    return tuple(wording.part(f"person_{k}", value=plain(value)) for k, value in told.items())


def plain(value: object) -> str:
    """A value of the profile as people write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _quoted(fact: Fact, wording: Wording) -> str:
    label = wording.knowledge.findings[fact.finding].label
    return f'{label} ("{fact.text}")' if fact.text else label


def _by_state(sheet: FactSheet, view: View, wording: Wording) -> Iterator[tuple[str, str]]:
    last = {fact.finding: fact for fact in sheet.facts}  # the newest words for each finding
    for state in ("present", "absent", "possible"):
        held = [fact for fact in last.values() if view.state(fact.finding) == state]
        if held:
            yield state, "; ".join(_quoted(fact, wording) for fact in held)
    past = [fact for fact in sheet.facts if fact.assertion == "historical"]
    if past:
        yield "past", "; ".join(dict.fromkeys(fact_words(fact, wording) for fact in past))


def summary(
    sheet: FactSheet,
    assessment: dict[str, Any],
    unknown: tuple[str, ...],
    withdrawn: tuple[str, ...],
    wording: Wording,
) -> tuple[str, ...]:
    """The summary as paragraphs.

    Args:
        sheet: all that was told.
        assessment: the fields of the public assessment.
        unknown: labels of the questions that got no answer.
        withdrawn: names of warnings that were told and then taken back.
        wording: the texts of this conversation.
    """
    view = View(sheet, wording.knowledge)
    texts = [wording.one("summary_title", date=sheet.date)]
    person = person_words(view, wording)
    if person:
        texts.append(wording.one("summary_person", items="; ".join(person)))
    texts += [
        wording.one(f"summary_{state}", items=items)
        for state, items in _by_state(sheet, view, wording)
    ]
    medicines = dict.fromkeys(medicine_words(m, wording) for m in sheet.medicines)
    sections = {
        "medicines": list(medicines),
        "flags": [flag["name"] for flag in assessment["red_flags"]],
        "withdrawn": list(withdrawn),
        "unasked": list(unknown),
    }
    texts += [
        wording.one(f"summary_{name}", items="; ".join(items))
        for name, items in sections.items()
        if items
    ]
    level = wording.knowledge.levels[assessment["level"]].label
    causes = "; ".join(cause["name"] for cause in assessment["causes"]) or wording.part("no_cause")
    texts.append(wording.one("summary_result", level=level, items=causes))
    return tuple(texts)

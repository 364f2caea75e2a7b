"""The result of a check, derived from the fact sheet alone: same facts, same bytes."""

from __future__ import annotations

from typing import Any

import msgspec

from charley.facts import Fact, FactSheet, Medicine
from charley.reasoning.advise import Item, action, advice, complications
from charley.reasoning.causes import Likelihood, Reason, Weighed, ranked
from charley.reasoning.flags import Fired, Flags
from charley.reasoning.said import quotes
from charley.reasoning.state import View
from charley.reasoning.triage import triage
from charley.reasoning.unknowns import unknowns
from charley.schema.load import Knowledge
from charley.schema.models import Level

MOST_UNKNOWNS = 6  # more would not be read
NOT_THE_PATIENTS = ("other_person", "hypothetical", "absent")


class NamedCause(msgspec.Struct, frozen=True, rename={"for_": "for"}):
    """A cause with its reasons."""

    id: str
    name: str
    likelihood: Likelihood
    for_: tuple[Reason, ...]
    against: tuple[Reason, ...]
    sources: tuple[str, ...]


class NamedFlag(msgspec.Struct, frozen=True):
    """A warning that fired; ``because`` are the person's words."""

    id: str
    name: str
    reason: str
    because: tuple[str, ...]


class NamedMedicine(msgspec.Struct, frozen=True, rename={"class_": "class"}):
    """A medicine that was named, and what is known about it."""

    name: str
    class_: str
    about: str
    sources: tuple[str, ...]


class NamedUnknown(msgspec.Struct, frozen=True):
    """Something that was not told and would change the result."""

    finding: str
    text: str
    level: Level


class Assessment(msgspec.Struct, frozen=True):
    """The result of a check; the fields of the protocol."""

    level: Level
    action: str
    timeframe: str
    causes: tuple[NamedCause, ...]
    red_flags: tuple[NamedFlag, ...]
    amber_flags: tuple[NamedFlag, ...]
    self_care: tuple[Item, ...]
    safety_net: tuple[Item, ...]
    complications: tuple[Item, ...]
    medicines: tuple[NamedMedicine, ...]
    unknowns: tuple[NamedUnknown, ...]
    knowledge_version: str
    links: dict[str, str] = {}


def _canonical(sheet: FactSheet) -> FactSheet:
    """``sheet`` in the one order that its facts have, whatever way they came."""
    encode = msgspec.json.encode

    def place(said: Fact | Medicine) -> tuple[int, int, bytes]:
        return said.turn, said.start, encode(said)

    return msgspec.structs.replace(
        sheet,
        facts=tuple(sorted(sheet.facts, key=place)),
        medicines=tuple(sorted(sheet.medicines, key=place)),
    )


def _named_cause(one: Weighed) -> NamedCause:
    return NamedCause(
        id=one.cause.id,
        name=one.cause.label,
        likelihood=one.likelihood,
        for_=one.speaks_for,
        against=one.speaks_against,
        sources=one.cause.sources,
    )


def _because(rule: Fired, knowledge: Knowledge) -> tuple[str, ...]:
    """The words that made a rule fire; the label of a finding where no words were kept."""
    unquoted = (
        knowledge.findings[fact.finding].label
        for fact in rule.because
        if not fact.text and fact.finding in knowledge.findings
    )
    return tuple(dict.fromkeys((*quotes(rule.because), *sorted(unquoted))))


def _named_flag(rule: Fired, knowledge: Knowledge) -> NamedFlag:
    return NamedFlag(rule.id, rule.name, rule.reason, _because(rule, knowledge))


def _named_medicines(sheet: FactSheet, knowledge: Knowledge) -> tuple[NamedMedicine, ...]:
    named: dict[str, NamedMedicine] = {}
    for medicine in sheet.medicines:
        if medicine.assertion in NOT_THE_PATIENTS:
            continue
        classes = [
            knowledge.medicine_classes[name]
            for name in medicine.all_classes()
            if name in knowledge.medicine_classes
        ]
        told = [one for one in classes if one.about]
        named.setdefault(
            medicine.name.casefold(),
            NamedMedicine(
                name=medicine.name,
                class_=medicine.class_,
                about=" ".join(one.about for one in told),
                sources=tuple(dict.fromkeys(source for one in told for source in one.sources)),
            ),
        )
    return tuple(named.values())


def _named_unknowns(flags: Flags, level: Level) -> tuple[NamedUnknown, ...]:
    knowledge = flags.view.knowledge
    named = []
    open_ends = [unknown for unknown in unknowns(flags, above=level) if not unknown.told]
    grounded = [unknown for unknown in open_ends if unknown.ground]
    for unknown in (grounded or open_ends)[:MOST_UNKNOWNS]:
        kind, _, name = unknown.finding.rpartition(":")
        record: Any = (knowledge.medicine_classes if kind else knowledge.findings).get(name)
        text = record.label if record is not None else name
        named.append(NamedUnknown(unknown.finding, text, unknown.level))
    return tuple(named)


def assess(sheet: FactSheet, knowledge: Knowledge) -> Assessment:
    """The result for ``sheet``; pure, with no clock.

    Args:
        sheet: all that was told.
        knowledge: the medicine.
    """
    sheet = _canonical(sheet)
    flags = Flags(View(sheet, knowledge))
    fired = flags.fired()
    causes = ranked(flags, fired)
    result = triage(flags, fired, causes)
    doing, timeframe = action(flags, result, fired)
    items = advice(flags, result, causes)
    return Assessment(
        level=result.level,
        action=doing,
        timeframe=timeframe,
        causes=tuple(map(_named_cause, causes)),
        red_flags=tuple(_named_flag(rule, knowledge) for rule in fired if rule.red),
        amber_flags=tuple(_named_flag(rule, knowledge) for rule in fired if not rule.red),
        self_care=tuple(item for item in items if item.kind != "safety_net"),
        safety_net=tuple(item for item in items if item.kind == "safety_net"),
        complications=complications(flags, result, causes),
        medicines=_named_medicines(sheet, knowledge),
        unknowns=_named_unknowns(flags, result.level),
        knowledge_version=knowledge.version,
    )


def assessment_json(assessment: Assessment) -> bytes:
    """The assessment as JSON, the same bytes for the same assessment."""
    return msgspec.json.encode(assessment)

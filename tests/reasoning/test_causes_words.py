"""Reasons carry the person's own words, and only those that tell the point."""

from __future__ import annotations

import msgspec

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person
from charley.reasoning.assess import Assessment, NamedCause, assess
from charley.schema.load import knowledge

SHEET = FactSheet(
    person=Person(age=64),
    facts=(
        Fact("leg_cramp", text="horrible cramps", turn=0, start=0),
        Fact("leg_cramp", text="in my calves", turn=1, attributes=Attributes(site=("calf",))),
        Fact("leg_cramp", text="a minute", turn=2, attributes=Attributes(episode_seconds=(60, 60))),
        Fact("cramp_at_night", text="in bed", turn=3),
        Fact("trigger_walking", "absent", text="walking is fine", turn=4),
        Fact("foot_cold", text="cold foot", turn=5),
    ),
    medicines=(Medicine("Zocor", "statin", text="zocor 40"),),
    date="2026-11-24",
)


def _cause(result: Assessment, name: str) -> NamedCause:
    return next(cause for cause in result.causes if cause.id == name)


def test_each_reason_quotes_what_told_it() -> None:
    cause = _cause(assess(SHEET, knowledge()), "nocturnal_idiopathic")
    quoted = {reason.text: reason.quote for reason in cause.for_}
    assert quoted["it is in the calf or the foot"] == "in my calves"
    assert quoted["each cramp lasts less than ten minutes"] == "a minute"
    assert quoted["it comes at night or in bed"] == "in bed"


def test_a_denial_is_quoted_where_it_speaks_against() -> None:
    known_artery = Fact("artery_disease_known", text="narrow arteries", turn=6)
    told = msgspec.structs.replace(SHEET, facts=(*SHEET.facts, known_artery))
    cause = _cause(assess(told, knowledge()), "pad")
    assert "walking is fine" in {reason.quote for reason in cause.against}
    assert {"cold foot", "narrow arteries"} <= {reason.quote for reason in cause.for_}


def test_a_medicine_is_quoted() -> None:
    ache = Fact("muscle_ache", text="both thighs ache", attributes=Attributes(side="both"), turn=6)
    told = FactSheet(person=Person(age=64), facts=(ache,), medicines=SHEET.medicines)
    cause = _cause(assess(told, knowledge()), "med_statin")
    assert "zocor 40" in {reason.quote for reason in cause.for_}


def test_what_was_not_said_is_no_reason() -> None:
    told = FactSheet(facts=(Fact("leg_cramp", text="cramp"), Fact("cramp_at_night", text="bed")))
    for cause in assess(told, knowledge()).causes:
        for reason in (*cause.for_, *cause.against):
            assert reason.quote

"""The level on made-up causes, rules and modifiers: who leads, and what raises it."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.causes import ranked
from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.reasoning.triage import Triage, triage
from charley.schema.models import Cause, Modifier, Rule
from tests.reasoning.cases import sheet_of
from tests.reasoning.made import cause, knowing, modifier, rule


def decide(
    items: list[Any],
    *causes: Cause,
    rules: tuple[Rule, ...] = (),
    modifiers: tuple[Modifier, ...] = (),
) -> Triage:
    """The level of what was told."""
    flags = Flags(View(sheet_of(items), knowing(causes, rules, modifiers)))
    fired = flags.fired()
    return triage(flags, fired, ranked(flags, fired))


def speaks(when: Any, ratio: float) -> dict[str, Any]:
    return {"when": when, "ratio": ratio}


HOME = cause("home", 4.0, "SELF_CARE", speaks("thirst", 5.0))

LEADS = [
    # prior, ratio of a second cause of SOON, told twice over; the first weighs 20
    ("nearly as good", 2.6, 4.1, "SOON"),
    ("just half as good", 2.0, 5.0, "SOON"),
    ("not half as good", 2.3, 4.1, "SELF_CARE"),
    ("as good by its prior alone", 4.0, 3.9, "SELF_CARE"),
]


@pytest.mark.parametrize(("why", "prior", "ratio", "level"), LEADS, ids=[row[0] for row in LEADS])
def test_a_cause_that_is_nearly_as_good_decides_too(
    why: str, prior: float, ratio: float, level: str
) -> None:
    days = cause("days", prior, "SOON", speaks("fever", ratio / 1.001), speaks("nausea", 1.001))
    assert decide(["thirst", "fever", "nausea"], HOME, days).level == level


def test_beside_a_cause_with_its_own_flag_no_other_leads() -> None:
    alarmed = cause("alarmed", 4.0, "URGENT", speaks("thirst", 5.0), rules=["RF_MADE"])
    days = cause("days", 99.0, "SOON", speaks("fever", 5.0), speaks("nausea", 2.0))
    found = decide(
        ["thirst", "fever", "nausea", "dizziness"], alarmed, days,
        rules=(rule("RF_MADE", "URGENT", "dizziness"),),
    )  # fmt: skip
    assert [one.cause.id for one in found.leading] == ["alarmed"]
    assert found.level == "URGENT"


WEAK = [
    ("strong and two things", "SOON", 4.1, "SOON"),
    ("weak", "SOON", 3.9, "ROUTINE"),
    ("weak, and asks for no more", "ROUTINE", 3.9, "ROUTINE"),
    ("weak and for home", "SELF_CARE", 3.9, "SELF_CARE"),
]


@pytest.mark.parametrize(("why", "own", "ratio", "level"), WEAK, ids=[row[0] for row in WEAK])
def test_weak_evidence_asks_for_a_routine_visit(
    why: str, own: str, ratio: float, level: str
) -> None:
    one = cause("one", 1.0, own, speaks("fever", ratio / 2), speaks("nausea", 2.0))
    assert decide(["fever", "nausea"], one).level == level


def test_one_thing_alone_asks_for_a_routine_visit() -> None:
    one = cause("one", 1.0, "SOON", speaks("fever", 9.0))
    assert decide(["fever"], one).level == "ROUTINE"


OLD = modifier("old", {"person": {"age": {"above": 75}}})
ALWAYS = modifier("failed", "self_care_failed", always=True)
AMBER = rule("AF_MADE", "SELF_CARE", "dizziness")
OPTIONAL = rule("AF_MAYBE", "SELF_CARE", "headache", optional=True)
AGED = {"person": {"age": 80}}

RAISES = [
    ("neither new nor worse", [AGED, "thirst"], "SELF_CARE"),
    ("a symptom that gets worse", [AGED, {"thirst": {"course": "worse"}}], "ROUTINE"),
    ("a symptom called new", [AGED, {"thirst": {"recency": "new"}}], "ROUTINE"),
    ("a symptom called old", [AGED, {"thirst": {"recency": "long_standing"}}], "SELF_CARE"),
    ("fourteen days", [AGED, {"thirst": {"onset_days": [14, 14]}}], "ROUTINE"),
    ("fifteen days", [AGED, {"thirst": {"onset_days": [15, 15]}}], "SELF_CARE"),
    ("ten to twenty days", [AGED, {"thirst": {"onset_days": [10, 20]}}], "SELF_CARE"),
    ("a sign of one day", [AGED, "thirst", {"leg_bruise": {"onset_days": [1, 1]}}], "ROUTINE"),
    ("a trigger of one day", [AGED, "thirst", {"trigger_walking": {"onset_days": [1, 1]}}],
     "SELF_CARE"),
    ("what is over", [AGED, "thirst", {"historical fever": {"onset_days": [1, 1]}}], "SELF_CARE"),
    ("an amber flag", [AGED, "thirst", "dizziness"], "ROUTINE"),
    ("an amber flag that is not scored", [AGED, "thirst", "headache"], "SELF_CARE"),
    ("someone else", [{"person": {"age": 60}}, {"thirst": {"course": "worse"}}], "SELF_CARE"),
    ("care that failed", ["thirst", "self_care_failed"], "ROUTINE"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "items", "level"), RAISES, ids=[row[0] for row in RAISES])
def test_who_needs_more_care_is_seen_sooner(why: str, items: list[Any], level: str) -> None:
    found = decide(items, HOME, rules=(AMBER, OPTIONAL), modifiers=(OLD, ALWAYS))
    assert found.level == level


TYPICAL = modifier("old", {"person": {"age": {"above": 75}}}, typical=["home"])
WORSE = {"thirst": {"course": "worse"}}


def test_what_belongs_to_the_state_raises_nothing() -> None:
    assert decide([AGED, WORSE], HOME, modifiers=(TYPICAL,)).level == "SELF_CARE"
    other = cause("other", 4.0, "SELF_CARE", speaks("thirst", 5.0))
    assert decide([AGED, WORSE], other, modifiers=(TYPICAL,)).level == "ROUTINE"


def test_an_amber_flag_raises_even_what_belongs_to_the_state() -> None:
    found = decide([AGED, "thirst", "dizziness"], HOME, rules=(AMBER,), modifiers=(TYPICAL,))
    assert found.level == "ROUTINE"


def test_one_modifier_that_holds_is_enough_and_two_raise_once() -> None:
    items = [AGED, WORSE, "self_care_failed"]
    assert decide(items, HOME, modifiers=(TYPICAL, ALWAYS)).level == "ROUTINE"
    assert decide(items, HOME, modifiers=(OLD, ALWAYS)).level == "ROUTINE"


def test_a_routine_visit_becomes_one_within_days_and_no_more() -> None:
    visit = cause("visit", 4.0, "ROUTINE", speaks("thirst", 5.0))
    days = cause("days", 4.0, "SOON", speaks("thirst", 5.0), speaks("nausea", 1.5))
    assert decide([AGED, WORSE], visit, modifiers=(OLD,)).level == "SOON"
    assert decide([AGED, WORSE, "nausea"], days, modifiers=(OLD,)).level == "SOON"


def test_nothing_that_stands_out_wants_a_routine_visit() -> None:
    assert decide(["thirst"]) == Triage("ROUTINE", ())
    assert decide([AGED, WORSE], modifiers=(OLD,)).level == "SOON"


SWOLLEN = {"finding": "leg_swelling", "side": "one"}
OPEN = [
    ("only its side is not told", SWOLLEN, ["leg_swelling"], "SOON"),
    ("it is in both", SWOLLEN, [{"leg_swelling": {"side": "both"}}], "SELF_CARE"),
    ("something else is lacking too", {"all": [SWOLLEN, "fever"]}, ["leg_swelling"], "SELF_CARE"),
    ("another finding is lacking", {"all": ["numb_foot", "fever"]}, ["numb_foot"], "SELF_CARE"),
    ("it is no danger sign", {"finding": "thirst", "severity": "severe"}, [], "SELF_CARE"),
    ("nothing dangerous is there", SWOLLEN, [], "SELF_CARE"),
]


@pytest.mark.parametrize(("why", "when", "items", "level"), OPEN, ids=[row[0] for row in OPEN])
def test_a_danger_sign_of_which_a_detail_is_open(
    why: str, when: Any, items: list[Any], level: str
) -> None:
    red = rule("RF_MADE", "URGENT", when)
    assert decide(["thirst", *items], HOME, rules=(red,)).level == level


def test_an_open_detail_of_an_amber_flag_changes_nothing() -> None:
    amber = rule("AF_MADE", "SOON", SWOLLEN)
    assert decide(["thirst", "leg_swelling"], HOME, rules=(amber,)).level == "SELF_CARE"


def test_an_open_danger_lowers_nothing() -> None:
    rules = (rule("RF_MADE", "URGENT", SWOLLEN), rule("RF_FEVER", "EMERGENCY", "fever"))
    assert decide(["thirst", "leg_swelling", "fever"], HOME, rules=rules).level == "EMERGENCY"

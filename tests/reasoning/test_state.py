"""What holds after all that was said: the reading rules of ``charley.reasoning.state``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person
from charley.reasoning.flags import Flags, fired
from charley.reasoning.state import View, side_of
from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.reasoning.cases import sheet_of

GROUND = knowledge()
DANGERS = sorted(name for name, finding in GROUND.findings.items() if finding.danger)


def view_of(*items: Any) -> View:
    return View(sheet_of(list(items)), GROUND)


TABLE = yaml.safe_load((Path(__file__).parent / "states.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE["states"], ids=[row["why"] for row in TABLE["states"]])
def test_state(row: dict[str, Any]) -> None:
    assert view_of(*row["items"]).held(row["finding"]).state == row["state"]


SIDES = [
    ("left", ["left"], "left"),
    ("left then right", ["left", "right"], "both"),
    ("one leg", ["one"], "one"),
    ("one leg, later named", ["one", "left"], "left"),
    ("both", ["both"], "both"),
    ("swaps", ["alternating"], "alternating"),
    ("not told", [None], ""),
]


@pytest.mark.parametrize(("why", "told", "side"), SIDES, ids=[s[0] for s in SIDES])
def test_side(why: str, told: list[str | None], side: str) -> None:
    items = [{"leg_pain": {"side": one, "turn": turn}} for turn, one in enumerate(told)]
    assert side_of(view_of(*items).held("leg_pain").instances) == side


def test_a_no_for_one_leg_leaves_the_other_alone() -> None:
    view = view_of(
        {"leg_swelling": {"side": "both"}}, {"absent leg_swelling": {"side": "left", "turn": 2}}
    )
    assert view.state("leg_swelling", "right") == "present"
    assert view.state("leg_swelling", "left") == "unknown"


def test_a_correction_moves_the_finding_and_keeps_its_details() -> None:
    view = view_of(
        {"leg_pain": {"side": "left", "severity": "severe"}},
        {"leg_pain": {"side": "right", "turn": 2, "corrects": True}},
    )
    (only,) = view.held("leg_pain").instances
    assert (only.side, only.attributes.severity) == ("right", "severe")


def test_a_later_fact_adds_to_the_details_and_erases_none() -> None:
    view = view_of(
        {"leg_pain": {"severity": "severe", "onset_days": [2, 2]}},
        {"leg_pain": {"course": "worse", "turn": 2}},
        {"leg_pain": {"severity": "mild", "turn": 3}},
    )
    (only,) = view.held("leg_pain").instances
    assert only.attributes == Attributes(severity="mild", onset_days=(2, 2), course="worse")


def test_a_sign_without_a_side_takes_that_of_the_complaint() -> None:
    one_leg = view_of({"leg_cramp": {"side": "left"}}, "leg_swelling")
    assert side_of(one_leg.held("leg_swelling").instances) == "left"
    both = view_of({"leg_cramp": {"side": "both"}}, "leg_swelling")
    assert side_of(both.held("leg_swelling").instances) == ""


def test_a_plain_yes_to_a_question_about_one_leg_speaks_of_one_leg() -> None:
    asked = view_of({"leg_cramp": {"side": "both"}}, {"leg_swelling": {"question": "leg_swelling"}})
    assert side_of(asked.held("leg_swelling").instances) == "one"
    told = view_of({"leg_swelling": {"question": "leg_swelling", "side": "both"}})
    assert side_of(told.held("leg_swelling").instances) == "both"


def test_pain_that_stays_is_where_the_pain_is() -> None:
    view = view_of({"leg_pain": {"side": "both"}}, "leg_pain_persistent")
    assert side_of(view.held("leg_pain_persistent").instances) == "both"


def test_a_danger_denied_in_own_words_at_a_wide_question_is_absent() -> None:
    told = Fact("numb_foot")
    screen = {"turn": 2, "question": "red_flag_screen"}
    own_words = Fact("numb_foot", "absent", start=0, end=10, **screen)
    blanket = [
        Fact(name, "absent", start=0, end=2, **screen) for name in ("numb_foot", "foot_cold")
    ]
    named = View(FactSheet(facts=(told, own_words)), GROUND)
    passing = View(FactSheet(facts=(told, *blanket)), GROUND)
    assert named.held("numb_foot").state == "absent"
    assert passing.held("numb_foot").state == "present"


def test_an_implied_finding_has_the_side_and_the_times() -> None:
    view = view_of({"foot_drop": {"side": "left", "onset_days": [3, 3], "severity": "mild"}})
    (implied,) = view.held("leg_weakness").instances
    assert implied.side == "left"
    assert implied.attributes == Attributes(onset_days=(3, 3))


def test_days_are_counted_on_to_the_day_of_reading() -> None:
    fact = Fact("leg_pain", attributes=Attributes(onset_days=(2, 3)), told_on="2026-03-01")
    view = View(FactSheet(facts=(fact,), date="2026-03-11"), GROUND)
    assert view.held("leg_pain").instances[0].attributes.onset_days == (12, 13)


def test_pregnancy_is_one_thing_in_profile_and_findings() -> None:
    told = View(FactSheet(person=Person(pregnant=True, weeks=30)), GROUND)
    assert told.held("pregnant").instances[0].attributes.weeks == (30, 30)
    assert view_of("pregnant").person.pregnant is True
    assert View(FactSheet(person=Person(pregnant=False)), GROUND).held("pregnant").state == "absent"


@pytest.mark.parametrize("row", TABLE["medicines"], ids=[row["why"] for row in TABLE["medicines"]])
def test_medicine(row: dict[str, Any]) -> None:
    assert view_of(*row["items"]).takes("statin") == row["state"]


def test_a_medicine_counts_for_each_of_its_classes() -> None:
    medicine = Medicine("diltiazem", "diltiazem", classes=("diltiazem", "statin_interacting"))
    view = View(FactSheet(medicines=(medicine,)), GROUND)
    assert view.takes("diltiazem") == view.takes("statin_interacting") == "present"


# --- for any patient ---

some_facts = st.lists(
    st.builds(
        Fact,
        finding=st.sampled_from(sorted(GROUND.findings)),
        assertion=st.sampled_from(["present", "absent", "possible", "historical"]),
        attributes=st.builds(
            Attributes,
            side=st.sampled_from([None, "left", "right", "both"]),
            onset=st.sampled_from([None, "sudden"]),
            severity=st.sampled_from([None, "severe"]),
        ),
    ),
    max_size=12,
)


def names(facts: list[Fact]) -> set[str]:
    return {flag.id for flag in fired(View(FactSheet(facts=tuple(facts)), GROUND))}


@settings(max_examples=100, derandomize=True, deadline=None)
@given(facts=some_facts, random=st.randoms(use_true_random=False))
def test_the_order_within_a_message_does_not_matter(facts: list[Fact], random: Any) -> None:
    placed = [msgspec.structs.replace(f, start=i, end=i + 1) for i, f in enumerate(facts)]
    shuffled = random.sample(placed, len(placed))
    assert names(placed) == names(shuffled)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(facts=some_facts)
def test_one_message_or_many_is_the_same_where_nothing_is_taken_back(facts: list[Fact]) -> None:
    present = [f for f in facts if f.assertion == "present"]
    many = [msgspec.structs.replace(f, turn=turn) for turn, f in enumerate(present)]
    assert names(present) == names(many)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(facts=some_facts, danger=st.sampled_from(DANGERS))
def test_a_further_danger_sign_never_lowers_the_level(facts: list[Fact], danger: str) -> None:
    told = {fact.finding for fact in facts}
    if danger in told or "foot_warm_pink" in told or "relief_sitting" in told:
        return  # the first is no further sign; the others are the exclusions that test_proofs names
    plain = [msgspec.structs.replace(f, attributes=Attributes(side="left")) for f in facts]
    added = [*plain, Fact(danger, attributes=Attributes(side="left"))]

    def highest(some: list[Fact]) -> int:
        found = fired(View(FactSheet(facts=tuple(some)), GROUND))
        return max((LEVELS.index(flag.level) for flag in found if flag.red), default=-1)

    assert highest(added) >= highest(plain)


def test_the_words_that_made_a_rule_fire_come_with_it() -> None:
    flags = Flags(view_of({"leg_pain": {"onset": "sudden"}}, {"foot_cold": {"side": "left"}}))
    (first, *_) = flags.fired()
    assert first.id == "RF_LIMB_ISCHAEMIA"
    assert {"words for leg_pain", "words for foot_cold"} <= {fact.text for fact in first.because}

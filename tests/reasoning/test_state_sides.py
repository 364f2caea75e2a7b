"""Sides, times, corrections and medicines in the reading of what was said."""

from __future__ import annotations

from typing import Any

import pytest

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person
from charley.reasoning.complaint import COMPLAINT
from charley.reasoning.flags import fired
from charley.reasoning.state import View, merge, side_may_be, side_of
from charley.schema.load import knowledge
from tests.reasoning.cases import sheet_of


def view_of(*items: Any) -> View:
    return View(sheet_of(list(items)), knowledge())


def sides(view: View, finding: str) -> list[str]:
    return sorted(instance.side for instance in view.held(finding).instances)


SIDES = [
    # finding, what is said, the sides at which it then is
    ("numb_leg", [{"numb_leg": {"side": "both"}}], ["left", "right"]),
    ("numb_leg", [{"numb_leg": {"side": "both"}}, {"absent numb_leg": {"turn": 1}}], []),
    ("numb_leg", [{"numb_leg": {"side": "both"}}, {"absent numb_leg": {"turn": 1, "side": "left"}}],
     ["right"]),
    ("numb_leg", [{"numb_leg": {"side": "left"}}, {"absent numb_leg": {"turn": 1, "side": "both"}}],
     []),
    ("numb_leg", [{"absent numb_leg": {"side": "left"}}, {"numb_leg": {"turn": 1, "side": "left"}}],
     ["left"]),
    ("numb_leg", [{"numb_leg": {"side": "left"}}, {"numb_leg": {"turn": 1, "side": "right"}}],
     ["left", "right"]),
    ("numb_leg", [{"numb_leg": {"side": "left"}},
                  {"numb_leg": {"turn": 1, "side": "right", "corrects": True}}], ["right"]),
    # what is implied has the sides of what implies it, without those that were denied
    ("leg_weakness", [{"foot_drop": {"side": "both"}}], ["left", "right"]),
    ("leg_weakness", [{"foot_drop": {"side": "both"}}, {"absent leg_weakness": {"side": "left"}}],
     ["right"]),
    ("leg_weakness", [{"foot_drop": {"side": "left"}}, {"absent leg_weakness": {"side": "left"}}],
     []),
    ("leg_weakness", [{"leg_weakness": {"side": "right"}}, {"foot_drop": {"side": "left"}}],
     ["right"]),
    # a sign of which no side was told is where the complaint is, if that is one leg
    ("leg_swelling", [{"leg_pain": {"side": "left"}}, "leg_swelling"], ["left"]),
    ("leg_swelling", [{"leg_pain": {"side": "one"}}, "leg_swelling"], ["one"]),
    ("leg_swelling", [{"leg_pain": {"side": "alternating"}}, "leg_swelling"], [""]),
    ("leg_swelling", [{"leg_pain": {"side": "both"}}, "leg_swelling"], [""]),
    ("leg_swelling", [{"leg_pain": {"side": "left"}}, {"leg_swelling": {"side": "right"}}],
     ["right"]),
    ("leg_swelling", [{"leg_swelling": {"question": "red_flag_screen"}}], ["one"]),
    ("leg_swelling", [{"leg_swelling": {"question": "duration"}}], [""]),
    ("leg_pain_persistent", [{"leg_pain": {"side": "both"}}, "leg_pain_persistent"],
     ["left", "right"]),
    ("leg_pain_persistent", [{"leg_cramp": {"side": "right"}}, "leg_pain_persistent"], ["right"]),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "items", "want"), SIDES, ids=str)
def test_where_a_finding_is(finding: str, items: list[Any], want: list[str]) -> None:
    assert sides(view_of(*items), finding) == want


STATES = [
    ("both legs denied one by one", [{"absent numb_leg": {"side": "left"}},
      {"absent numb_leg": {"side": "right", "turn": 1}}], "absent"),
    ("one leg denied after a no", ["absent numb_leg",
      {"absent numb_leg": {"side": "left", "turn": 1}}], "absent"),
    ("a yes for one leg after a no", ["absent numb_leg",
      {"numb_leg": {"side": "left", "turn": 1}}], "present"),
    ("maybe, then no", ["possible numb_leg", {"absent numb_leg": {"turn": 1}}], "absent"),
    ("maybe, then yes", ["possible numb_leg", {"numb_leg": {"turn": 1}}], "present"),
    ("maybe at its own question", [{"possible numb_leg": {"question": "numb_leg"}}], "present"),
    ("maybe at another question", [{"possible numb_leg": {"question": "numb_foot"}}], "possible"),
    ("maybe after a no for one leg", [{"absent numb_leg": {"side": "left"}},
      {"possible numb_leg": {"turn": 1}}], "possible"),
]  # fmt: skip


@pytest.mark.parametrize(("why", "items", "state"), STATES, ids=[row[0] for row in STATES])
def test_what_then_holds(why: str, items: list[Any], state: str) -> None:
    assert view_of(*items).held("numb_leg").state == state


def test_a_maybe_is_hedged_until_it_is_said_plainly() -> None:
    asked = {"possible numb_leg": {"question": "numb_leg"}}
    (hedged,) = view_of(asked).held("numb_leg").instances
    (plain,) = view_of(asked, {"numb_leg": {"turn": 1}}).held("numb_leg").instances
    (stays,) = (
        view_of("numb_leg", {"possible numb_leg": {"question": "numb_leg", "turn": 1}})
        .held("numb_leg")
        .instances
    )
    assert (hedged.hedged, plain.hedged, stays.hedged) == (True, False, False)


def test_on_which_leg_something_may_be() -> None:
    for told, left, right in (("left", True, False), ("one", True, True), ("", True, True)):
        assert (side_may_be(told, "left"), side_may_be(told, "right")) == (left, right)


def test_the_state_of_one_leg() -> None:
    view = view_of({"numb_leg": {"side": "left"}})
    assert (view.state("numb_leg", "left"), view.state("numb_leg", "right")) == (
        "present", "unknown",
    )  # fmt: skip
    assert view_of("absent numb_leg").state("numb_leg", "left") == "absent"


def test_what_the_later_does_not_tell_stays() -> None:
    first = Attributes(side="left", severity="mild", site=("calf",))
    assert merge(first, Attributes(severity="severe")) == Attributes(
        side="left", severity="severe", site=("calf",)
    )
    assert merge(first, Attributes()) == first
    assert merge(Attributes(), first) == first


AGED = [
    # told on, read on, days told, days read
    ("2026-03-01", "2026-03-11", (2, 3), (12, 13)),
    ("2026-03-11", "2026-03-11", (2, 3), (2, 3)),
    ("2026-03-12", "2026-03-11", (2, 3), (2, 3)),
    ("", "2026-03-11", (2, 3), (2, 3)),
    ("2026-03-01", "", (2, 3), (2, 3)),
]


@pytest.mark.parametrize(("told_on", "date", "told", "read"), AGED)
def test_days_are_counted_on(
    told_on: str, date: str, told: tuple[int, int], read: tuple[int, int]
) -> None:
    fact = Fact("leg_pain", attributes=Attributes(onset_days=told), told_on=told_on)
    (held,) = View(FactSheet(facts=(fact,), date=date), knowledge()).held("leg_pain").instances
    assert held.attributes.onset_days == read


def test_weeks_are_counted_on() -> None:
    fact = Fact("pregnant", attributes=Attributes(weeks=(20, 21)), told_on="2026-03-01")
    view = View(FactSheet(facts=(fact,), date="2026-03-15"), knowledge())
    assert view.held("pregnant").instances[0].attributes.weeks == (22, 23)


def test_a_birth_in_the_profile_is_one_among_the_findings() -> None:
    view = View(FactSheet(person=Person(postpartum_weeks=3)), knowledge())
    assert view.held("postpartum").instances[0].attributes.weeks == (3, 3)
    assert view.held("pregnant").state == "unknown"
    without = View(FactSheet(person=Person(pregnant=True)), knowledge())
    assert without.held("pregnant").instances[0].attributes == Attributes()


def test_what_was_told_of_a_pregnancy_stands_before_the_profile() -> None:
    fact = Fact("pregnant", attributes=Attributes(weeks=(12, 12)))
    view = View(FactSheet(person=Person(pregnant=False), facts=(fact,)), knowledge())
    assert view.held("pregnant").instances[0].attributes.weeks == (12, 12)
    assert view.person.pregnant is True
    assert view_of("leg_cramp").person.pregnant is None


MEDICINES = [
    # what was said of one tablet, in which messages; what then holds
    ([("present", 0)], "present"),
    ([("present", 0), ("absent", 1)], "absent"),
    ([("absent", 0), ("present", 1)], "present"),
    ([("present", 0), ("absent", 0)], "present"),
    ([("absent", 0), ("present", 0)], "present"),
    ([("present", 0), ("historical", 1)], "unknown"),
    ([("possible", 0), ("absent", 1)], "absent"),
]


@pytest.mark.parametrize(("told", "state"), MEDICINES, ids=str)
def test_the_latest_word_on_a_medicine_counts(told: list[tuple[Any, int]], state: str) -> None:
    said = tuple(
        Medicine(("Zocor", "zocor")[turn], "statin", assertion, turn=turn)
        for assertion, turn in told
    )
    assert View(FactSheet(medicines=said), knowledge()).takes("statin") == state


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ("absent", "possible", "possible"),
        ("possible", "absent", "possible"),
        ("absent", "present", "present"),
        ("present", "absent", "present"),
    ],
)
def test_of_two_medicines_of_a_class_one_is_enough(first: Any, second: Any, state: str) -> None:
    said = (Medicine("one", "statin", first), Medicine("two", "statin", second))
    assert View(FactSheet(medicines=said), knowledge()).takes("statin") == state


def test_both_medicines_of_a_class_are_kept() -> None:
    both = View(
        FactSheet(medicines=(Medicine("one", "statin"), Medicine("two", "statin"))), knowledge()
    )
    assert [medicine.name for medicine in both.medicines_of("statin")] == ["one", "two"]
    assert {"class:statin"} == both.told


def test_of_what_is_over_each_telling_is_kept() -> None:
    view = view_of("historical fever", {"historical fever": {"turn": 1}}, "historical thirst")
    assert {name: len(facts) for name, facts in view.past.items()} == {"fever": 2, "thirst": 1}


def test_the_complaint_is_one_thing_by_whatever_name() -> None:
    view = view_of({"leg_cramp": {"onset": "sudden"}}, "leg_pain_persistent", "thirst")
    told = {fact.finding for instance in view.trouble for fact in instance.facts}
    assert told == {"leg_cramp", "leg_pain_persistent"}
    assert side_of(view.trouble) == ""
    assert set(COMPLAINT) <= set(knowledge().findings)


def test_a_warning_without_words_names_its_findings() -> None:
    facts = (Fact("leg_pain", attributes=Attributes(onset="sudden")), Fact("foot_cold"))
    (first, *_) = fired(View(FactSheet(facts=facts), knowledge()))
    assert {fact.finding for fact in first.because} == {"leg_pain", "foot_cold"}

"""How much it would matter to know something, on made-up rules."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.reasoning.unknowns import Unknown, unknowns
from charley.schema.models import Rule
from tests.reasoning.cases import sheet_of
from tests.reasoning.made import knowing, rule


def open_ends(items: list[Any], *made: Rule, above: Any = None) -> dict[str, Unknown]:
    flags = Flags(View(sheet_of(items), knowing(made=made)))
    return {one.finding: one for one in unknowns(flags, above)}


WEIGHTS = [
    ("EMERGENCY", 1, 8.0),
    ("EMERGENCY", 2, 2.0),
    ("EMERGENCY", 3, 0.5),
    ("URGENT", 1, 4.0),
    ("URGENT", 2, 1.0),
    ("SOON", 1, 1.0),
    ("ROUTINE", 1, 0.25),
    ("SELF_CARE", 1, 0.0),
]


@pytest.mark.parametrize(("level", "lacking", "weight"), WEIGHTS)
def test_danger_and_nearness_give_weight(level: str, lacking: int, weight: float) -> None:
    needed = ["fever", "nausea", "thirst"][:lacking]
    found = open_ends([], rule("RF_BREATH", level, {"all": needed}))["fever"]
    assert (found.weight, found.steps, found.level) == (weight, lacking, level)


def test_what_lacks_four_things_is_too_far_away() -> None:
    four = ["fever", "nausea", "thirst", "dizziness"]
    assert not open_ends([], rule("RF_BREATH", "URGENT", {"all": four}))
    assert open_ends(["dizziness"], rule("RF_BREATH", "URGENT", {"all": four})).keys() == set(
        four[:3]
    )


def test_of_several_ways_the_shortest_counts() -> None:
    far_and_near = {"any": [{"all": ["fever", "nausea"]}, "fever", {"all": ["fever", "thirst"]}]}
    assert open_ends([], rule("RF_BREATH", "URGENT", far_and_near))["fever"].steps == 1


def test_each_rule_that_it_helps_adds_its_weight() -> None:
    found = open_ends(
        [],
        rule("RF_STROKE", "URGENT", "fever"),
        rule("RF_PE", "EMERGENCY", {"all": ["fever", "nausea"]}),
        rule("RF_DVT", "EMERGENCY", "fever"),
        rule("RF_ANAEMIA", "URGENT", "fever"),
    )["fever"]
    assert found.rules == ("RF_DVT", "RF_ANAEMIA", "RF_STROKE", "RF_PE")
    assert (found.level, found.steps) == ("EMERGENCY", 1)
    assert found.weight == 8.0 + 4.0 + 4.0 + 2.0


def test_a_maybe_counts_a_hundredfold_and_has_ground() -> None:
    urgent = rule("RF_DVT", "URGENT", "fever")
    found = open_ends(["possible fever"], urgent)["fever"]
    assert (found.weight, found.ground, found.told) == (400.0, True, False)


def test_what_is_told_but_not_where_has_ground() -> None:
    side = rule("RF_DVT", "URGENT", {"finding": "leg_swelling", "side": "one"})
    found = open_ends(["leg_swelling"], side)["leg_swelling"]
    assert (found.weight, found.ground, found.told) == (4.0, True, True)


def test_only_rules_above_the_level_count() -> None:
    made = [
        rule("RF_PE", "EMERGENCY", "fever"),
        rule("RF_DVT", "URGENT", "nausea"),
        rule("AF_COLD", "SOON", "thirst"),
        rule("AF_HOME", "SELF_CARE", "dizziness"),
    ]
    assert list(open_ends([], *made)) == ["fever", "nausea", "thirst", "dizziness"]
    assert list(open_ends([], *made, above="SELF_CARE")) == ["fever", "nausea", "thirst"]
    assert list(open_ends([], *made, above="URGENT")) == ["fever"]


def test_what_is_equal_stands_by_name() -> None:
    made = rule("RF_DVT", "URGENT", {"any": ["thirst", "fever", "nausea"]})
    assert list(open_ends([], made)) == ["fever", "nausea", "thirst"]

"""Conditions: what they say, how far they are from holding, and what could help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.reasoning.flags import Flags
from charley.reasoning.grammar import parse
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.reasoning.cases import sheet_of

ROWS = yaml.safe_load((Path(__file__).parent / "conditions.yml").read_text(encoding="utf-8"))
TRUTHS = {True: True, False: False, "maybe": None}  # YAML reads yes and no


def flags_of(items: list[Any]) -> Flags:
    return Flags(View(sheet_of(items), knowledge()))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['when']} of {row['items']}")
def test_condition(row: dict[str, Any]) -> None:
    condition, scope = parse(row["when"], knowledge()), flags_of(row["items"]).sure
    assert scope.truth(condition) is TRUTHS[row["truth"]]
    assert scope.steps(condition) == row["steps"]
    assert dict(condition.open(scope, 0)) == row["open"]


@pytest.mark.parametrize("when", [{"any": ["thirst", "fever"]}, {"all": ["thirst", "fever"]}])
def test_what_is_too_far_away_is_not_asked(when: dict[str, Any]) -> None:
    """A rule that lacks three things is asked about; one that lacks more is not."""
    condition, scope = parse(when, knowledge()), flags_of([]).sure
    needed = scope.steps(condition)
    assert dict(condition.open(scope, 3 - needed)) == {"thirst": 3, "fever": 3}
    assert not dict(condition.open(scope, 4 - needed))


def test_a_maybe_said_twice_counts_for_red_flags_alone() -> None:
    flags = flags_of([{"fever": {"is": "possible", "question": "fever"}}])
    fever = parse("fever", knowledge())
    assert flags.wary.truth(fever) is True
    assert flags.sure.truth(fever) is None


BECAUSE: list[tuple[Any, list[Any], set[str]]] = [
    ("fever", ["fever"], {"fever"}),
    ("fever", ["absent fever"], set()),
    ({"any": ["fever", "thirst"]}, ["fever", "absent thirst"], {"fever"}),
    ({"all": ["fever", "thirst"]}, ["fever", "thirst"], {"fever", "thirst"}),
    ({"said": "fever"}, ["fever"], {"fever"}),
    ("class:statin", ["class:statin"], {"class:statin"}),
    ({"trouble": {"onset": "sudden"}}, [{"leg_cramp": {"onset": "sudden"}}], {"leg_cramp"}),
    ({"trouble": {"onset": "sudden"}}, [{"leg_cramp": {"onset": "gradual"}}], set()),
    ({"finding": "fever", "past": 7}, [{"historical fever": {"onset_days": [2, 2]}}], {"fever"}),
    ({"finding": "fever", "past": 7}, [{"historical fever": {"onset_days": [9, 9]}}], set()),
]


@pytest.mark.parametrize(("when", "items", "facts"), BECAUSE, ids=str)
def test_a_condition_names_the_facts_that_made_it_hold(
    when: Any, items: list[Any], facts: set[str]
) -> None:
    condition, scope = parse(when, knowledge()), flags_of(items).sure
    assert {fact.finding for fact in condition.because(scope)} == facts

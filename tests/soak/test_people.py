"""Every simulated person with every patient, every frame, and a thousand changed answers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluate.statistics import Share
from tests.people.cases import all_cases
from tests.people.edits import difference, edits_of
from tests.people.figures import NEVER, evaluate

EDITS = 1000
PAIRS = 2000
CONVERSATIONS = 1000
CASES = all_cases()
RIGHT = 0.90  # of those who tell what they know
POINTS = 5.0  # of accuracy that talking may cost
TELLERS = "people: all who tell what they know"
FRAMES = "people: the same facts in other words around them"


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Any]]:
    """The figures that ``make evaluate people`` prints."""
    return evaluate()


@pytest.mark.parametrize("kind", NEVER)
def test_what_must_never_happen(kind: str, figures: dict[str, dict[str, Any]]) -> None:
    assert figures["people: everyone"][f"faults: {kind}"] == 0


def test_there_are_enough_conversations(figures: dict[str, dict[str, Any]]) -> None:
    assert figures["people: everyone"]["n"] >= CONVERSATIONS


def test_those_who_tell_reach_an_acceptable_level(figures: dict[str, dict[str, Any]]) -> None:
    right = figures[TELLERS]["level acceptable"]
    assert isinstance(right, Share) and right.value >= RIGHT
    assert figures[TELLERS]["points lost by talking"] <= POINTS


def test_no_frame_moves_a_level(figures: dict[str, dict[str, Any]]) -> None:
    assert figures[FRAMES]["pairs"] >= PAIRS
    assert figures[FRAMES]["wrong"] == []


def test_changed_answers_are_as_if_they_had_been_given_so() -> None:
    each = -(-EDITS // len(CASES))
    checked = [(case, edit) for case in CASES for edit in edits_of(case, each)]
    assert len(checked) >= EDITS
    assert [text for one in checked if (text := difference(*one))] == []

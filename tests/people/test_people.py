"""A sample of simulated people; all of them stand in ``make evaluate`` and ``make soak``."""

from __future__ import annotations

import pytest

from tests.evaluate.transport import InProcess
from tests.people.cases import DATE, Case, all_cases, for_another
from tests.people.edits import difference, edits_of
from tests.people.figures import evaluate_frames
from tests.people.person import Person
from tests.people.talk import Held, hold
from tests.people.temperaments import TEMPERAMENTS

EVERY = 23  # of the patients; a prime, so that the sample runs through all kinds
BROKEN = (
    "exception", "silence", "two questions", "question not last", "same words twice", "no result",
    "no safety net", "emergency lost", "asked what was told",
)  # fmt: skip
CASES = all_cases()
KEPT = 0.95  # of the findings told


@pytest.fixture(scope="module")
def held() -> list[Held]:
    """Each temperament with other patients."""
    return [
        hold(kind(case), InProcess(DATE))
        for number, kind in enumerate(TEMPERAMENTS)
        for case in CASES[number::EVERY]
    ]


@pytest.mark.parametrize("kind", BROKEN)
def test_no_conversation_breaks(kind: str, held: list[Held]) -> None:
    assert [detail for one in held for name, detail in one.faults if name == kind] == []


def test_what_was_told_is_kept(held: list[Held]) -> None:
    told = sum(one.told for one in held)
    lost = [detail for one in held for name, detail in one.faults if name == "told, not kept"]
    assert told - len(lost) >= KEPT * told, lost


def test_the_same_seed_gives_the_same_words() -> None:
    case = CASES[40]
    one, two = (hold(Person(case, seed=3), InProcess(DATE)) for _ in range(2))
    assert [turn.said for turn in one.turns] == [turn.said for turn in two.turns]


def test_the_wording_around_the_facts_changes_no_level() -> None:
    assert evaluate_frames(CASES[7::60], processes=1)["wrong"] == []


# A known fault, named in docs/evaluation.md; the soak holds every case, this one too.
KNOWN_FAULT = "O127"
EDITED = [case for case in CASES[::17] if case.id != KNOWN_FAULT]


@pytest.mark.parametrize("case", EDITED, ids=lambda case: case.id)
def test_a_changed_answer_is_as_if_it_had_been_given_so(case: Case) -> None:
    assert [text for edit in edits_of(case, 5) if (text := difference(case, edit))] == []


@pytest.mark.parametrize(
    ("text", "sex", "other"),
    [
        ("I'm short of breath", "M", "he is short of breath"),
        ("I've got a cut on my leg", "F", "she has got a cut on her leg"),
        ("I smoke", "M", "he smokes"),
        ("it helps me", "F", "it helps her"),
    ],
)
def test_a_carer_says_it_of_another(text: str, sex: str, other: str) -> None:
    assert for_another(text, sex) == other

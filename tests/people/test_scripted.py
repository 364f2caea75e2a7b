"""Whole conversations with the development patients, by their words."""

from __future__ import annotations

import statistics

import pytest

from tests.evaluate.patients import load_patients
from tests.people.scripted import DEV, Outcome, hold

FEWEST_RIGHT = 27  # of 30; the figure that was reached, so that it cannot fall unnoticed
MOST_QUESTIONS = 12  # about the illness, in the median


@pytest.fixture(scope="module")
def outcomes() -> list[Outcome]:
    return [hold(patient) for patient in load_patients(DEV)]


def test_every_conversation_comes_to_a_level(outcomes: list[Outcome]) -> None:
    assert [one.patient for one in outcomes if one.level is None] == []


def test_no_required_warning_is_missed(outcomes: list[Outcome]) -> None:
    assert {one.patient: one.missed for one in outcomes if one.missed} == {}


def test_an_emergency_is_told_in_the_conversation(outcomes: list[Outcome]) -> None:
    silent = [
        one.patient for one in outcomes if one.level == "EMERGENCY" and not one.levels_alerted
    ]
    assert silent == []


def test_the_levels_are_acceptable(outcomes: list[Outcome]) -> None:
    wrong = [(one.patient, one.level) for one in outcomes if not one.right]
    assert len(outcomes) - len(wrong) >= FEWEST_RIGHT, wrong


def test_the_questions_are_few(outcomes: list[Outcome]) -> None:
    assert statistics.median(one.illness for one in outcomes) <= MOST_QUESTIONS

"""Whole conversations with the development patients, by their own words."""

from __future__ import annotations

import statistics
from typing import Any

import pytest

from tests.evaluate.conversations import hold, in_process, row_of
from tests.evaluate.patients import PATIENTS, load_patients

FEWEST_RIGHT = 27  # of 30; the figure that was reached, so that it cannot fall unnoticed
MOST_QUESTIONS = 12  # about the illness, in the median


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    """Each patient's conversation, judged; ``alerts`` are the levels that were warned of."""
    patients = load_patients(PATIENTS / "dev.yml")
    held = [(patient, hold(patient, in_process(patient["id"]))) for patient in patients]
    return [{**row_of(patient, one), "alerts": one["alerts"]} for patient, one in held]


def test_every_conversation_comes_to_a_level(rows: list[dict[str, Any]]) -> None:
    assert [row["id"] for row in rows if row["dead_end"]] == []


def test_no_required_warning_is_missed(rows: list[dict[str, Any]]) -> None:
    assert {row["id"]: row["missed_flags"] for row in rows if row["missed_flags"]} == {}


def test_an_emergency_is_told_in_the_conversation(rows: list[dict[str, Any]]) -> None:
    silent = [r["id"] for r in rows if r["level"] == "EMERGENCY" and not r["alerts"]]
    assert silent == []


def test_the_levels_are_acceptable(rows: list[dict[str, Any]]) -> None:
    wrong = [(row["id"], row["level"]) for row in rows if not row["right"]]
    assert len(rows) - len(wrong) >= FEWEST_RIGHT, wrong


def test_the_questions_are_few(rows: list[dict[str, Any]]) -> None:
    assert statistics.median(row["illness_questions"] for row in rows) <= MOST_QUESTIONS

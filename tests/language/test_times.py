"""Durations, frequencies and other numbers: said in words, read as ranges with units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.facts import FactSheet, Person
from charley.language.read import read

TABLE = Path(__file__).parent / "tables" / "times.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
DATE = "2026-11-24"
INPUT = ("say", "ask", "age")


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('ask', '')}: {case['say']}")
def test_reads_the_range(case: dict[str, Any]) -> None:
    sheet = FactSheet(person=Person(age=case["age"])) if "age" in case else None
    reading = read(case["say"], question=case.get("ask"), sheet=sheet, date=DATE)
    for name in (key for key in case if key not in INPUT):
        found = [getattr(fact.attributes, name) for fact in reading.facts]
        wanted = pytest.approx(tuple(case[name]), rel=0.01, abs=0.001)
        assert any(value is not None and value == wanted for value in found), found


@pytest.mark.parametrize(
    "text",
    [
        "I smoke twenty a day",
        "I take one tablet twice a day",
        "see the doctor in 2 weeks",
        "I have an appointment next Tuesday",
        "woke up at half 3 with a dry mouth",
        "I am 5 foot 4",
    ],
)
def test_other_numbers_say_nothing_of_the_cramp(text: str) -> None:
    reading = read(text, date=DATE)
    times = ("onset_days", "duration_days", "episode_seconds", "per_week", "count")
    told = [
        (fact.finding, name)
        for fact in reading.facts
        for name in times
        if fact.finding in ("leg_cramp", "leg_pain") and getattr(fact.attributes, name)
    ]
    assert told == []

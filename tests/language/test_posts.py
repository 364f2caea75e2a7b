"""Posts and reviews: what is read in them, and what must not be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.language.read import read
from charley.language.reading import Reading

TABLE = Path(__file__).parent / "tables" / "posts.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
COMPLAINTS = ("leg_cramp", "leg_pain")
NONE = "none"


def _with(key: str) -> Any:
    cases = [case for case in CASES if key in case]
    return pytest.mark.parametrize("case", cases, ids=lambda case: case["say"][:60])


def _read(case: dict[str, Any]) -> Reading:
    return read(case["say"], date="2026-11-24")


@_with("facts")
def test_reads_what_is_said(case: dict[str, Any]) -> None:
    found = {(fact.finding, fact.assertion) for fact in _read(case).facts}
    for finding, assertion in case["facts"].items():
        assert {said for name, said in found if name == finding} == {assertion}


@_with("never")
def test_invents_nothing(case: dict[str, Any]) -> None:
    present = {fact.finding for fact in _read(case).facts if fact.assertion == "present"}
    assert present.isdisjoint(case["never"])


@_with("complaint")
def test_gives_the_complaint_its_own_times_and_sides(case: dict[str, Any]) -> None:
    told = [fact.attributes for fact in _read(case).facts if fact.finding in COMPLAINTS]
    assert told
    for name, wanted in case["complaint"].items():
        values = {getattr(attributes, name) for attributes in told} - {None}
        expected = tuple(wanted) if isinstance(wanted, list) else wanted
        assert values == (set() if wanted == NONE else {expected})


@_with("medicines")
def test_reads_the_medicines(case: dict[str, Any]) -> None:
    found = [[medicine.class_, medicine.assertion] for medicine in _read(case).medicines]
    assert found == case["medicines"]


@pytest.mark.parametrize("key", ["age", "speaker"])
def test_reads_who_it_is(key: str) -> None:
    cases = [case for case in CASES if key in case]
    found = {case["say"]: _read(case).profile.get(key, NONE) for case in cases}
    assert found == {case["say"]: case[key] for case in cases}


@_with("not_acts")
def test_takes_no_story_for_an_act(case: dict[str, Any]) -> None:
    assert set(_read(case).acts).isdisjoint(case["not_acts"])

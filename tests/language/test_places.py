"""Parts of the body and sides, on the complaint and on the signs that a message names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.facts import Fact, FactSheet
from charley.language.read import read

TABLE = Path(__file__).parent / "tables" / "places.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
DATE = "2026-11-24"


def _subject(case: dict[str, Any]) -> Fact:
    reading = read(case["say"], question=case.get("ask"), date=DATE)
    wanted = (case["of"],) if "of" in case else ("leg_cramp", "leg_pain")
    found = [fact for fact in reading.facts if fact.finding in wanted]
    assert found, [fact.finding for fact in reading.facts]
    return found[0]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_reads_the_place(case: dict[str, Any]) -> None:
    fact = _subject(case)
    if "side" in case:
        assert fact.attributes.side == (None if case["side"] == "none" else case["side"])
    if "site" in case:
        assert set(case["site"]) <= set(fact.attributes.site)
    assert not set(case.get("site_not", ())) & set(fact.attributes.site)
    assert fact.corrects == case.get("corrects", False)


def test_a_side_is_corrected_on_the_complaint_of_the_sheet() -> None:
    before = read("cramp in my left calf", date=DATE)
    reading = read("sorry, right not left", sheet=FactSheet(facts=before.facts), date=DATE)
    (fact,) = reading.facts
    assert (fact.finding, fact.attributes.side, fact.corrects) == ("leg_cramp", "right", True)


@pytest.mark.parametrize(
    "text", ["I left my tablets at home", "that is right", "all right then", "nothing left to try"]
)
def test_left_and_right_that_are_no_sides(text: str) -> None:
    assert all(fact.attributes.side is None for fact in read(text, date=DATE).facts)

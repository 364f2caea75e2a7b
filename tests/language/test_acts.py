"""Asking why, going back, stopping and the like; and answers that only sound like it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.language.read import read

TABLE = Path(__file__).parent / "tables" / "acts.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 100


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"])
def test_reads_the_act(case: dict[str, Any]) -> None:
    acts = read(case["say"], date="2026-11-24").acts
    if "act" in case:
        assert case["act"] in acts
    assert not set(case.get("not", ())) & set(acts)


def test_a_word_that_answers_the_question_is_no_act() -> None:
    reading = read("back", question="sleep_posture", date="2026-11-24")
    assert reading.acts == ()
    assert [fact.finding for fact in reading.facts] == ["posture_supine"]

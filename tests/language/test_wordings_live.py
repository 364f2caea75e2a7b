"""Short sentences of everyday speech, and the findings that are read in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.language.read import read

TABLE = Path(__file__).parent / "tables" / "wordings.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_what_a_sentence_says(case: dict[str, Any]) -> None:
    """What was said is found, what was denied is denied, and look-alikes are not taken for it."""
    facts = read(case["text"], date="2026-11-24").facts
    present = {fact.finding for fact in facts if fact.assertion == "present"}
    absent = {fact.finding for fact in facts if fact.assertion == "absent"}
    assert set(case.get("present", ())) <= present
    assert set(case.get("denied", ())) <= absent
    assert not (set(case.get("denied", ())) | set(case.get("never", ()))) & present

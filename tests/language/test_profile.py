"""Age, sex, pregnancy and who is typing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.language.read import read

TABLE = Path(__file__).parent / "tables" / "profile.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.get('ask', '')}: {case['say']}")
def test_reads_the_person(case: dict[str, Any]) -> None:
    reading = read(case["say"], question=case.get("ask"), date="2026-11-24")
    assert reading.profile == case["gives"]

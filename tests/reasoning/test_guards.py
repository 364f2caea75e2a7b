"""Whole patients whom a warning would only frighten, and the exact warnings of some others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.reasoning.flags import fired
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.reasoning.cases import sheet_of

GUARDS = yaml.safe_load((Path(__file__).parent / "guards.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("guard", GUARDS, ids=[guard["why"] for guard in GUARDS])
def test_exactly_these_warnings_fire(guard: dict[str, Any]) -> None:
    found = fired(View(sheet_of(guard["items"]), knowledge()))
    assert {flag.id for flag in found if not flag.optional} == set(guard["fires"])

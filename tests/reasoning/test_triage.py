"""The level: the highest of what fired and what leads, with the modifiers of the person."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.assess import assess
from charley.reasoning.triage import higher
from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.reasoning.sheets import sheet, table

ROWS = table("triage_levels.yml")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_level(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    assert result.level == row["level"], (result.red_flags, result.amber_flags, result.causes)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_only_a_red_flag_asks_for_help_today(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    assert bool(result.red_flags) == (result.level in ("URGENT", "EMERGENCY"))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["why"])
def test_the_action_is_that_of_the_level(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    assert result.timeframe == knowledge().levels[result.level].timeframe
    assert result.action


def test_levels_are_compared_by_urgency() -> None:
    for first in LEVELS:
        for second in LEVELS:
            want = LEVELS[max(LEVELS.index(first), LEVELS.index(second))]
            assert higher(first, second) == want

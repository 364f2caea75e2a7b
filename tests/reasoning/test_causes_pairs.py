"""Of two causes that are easily confused, the one that fits stands before the other."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.assess import assess
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table


@pytest.mark.parametrize("row", table("confused_pairs.yml"), ids=lambda row: row["pair"])
def test_the_fitting_cause_is_first(row: dict[str, Any]) -> None:
    named = [cause.id for cause in assess(sheet(row), knowledge()).causes]
    assert named[0] == row["best"], named
    assert row["before"] not in named[:1]

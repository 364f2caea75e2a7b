"""One typical patient for each cause: the cause is named, at the right level, with their words."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.assess import assess
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table

PATIENTS = table("typical_patients.yml")


@pytest.mark.parametrize("row", PATIENTS, ids=lambda row: row["cause"])
def test_typical_patient(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    named = [cause.id for cause in result.causes]
    assert row["cause"] in named[: 1 if row.get("first", True) else 3], named
    assert result.level == row["level"], (result.level, result.red_flags, result.amber_flags)
    cause = result.causes[named.index(row["cause"])]
    assert cause.likelihood != "less likely"
    assert any(reason.quote == row["words"] for reason in cause.for_)


def test_every_cause_has_its_patient() -> None:
    assert sorted(row["cause"] for row in PATIENTS) == sorted(knowledge().causes)

"""Whole patients as fact sheets: the level, and the warnings that must and must not fire."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.assess import assess
from charley.schema.load import knowledge
from tests.evaluate.patients import PATIENTS, judge, load_patients, sheet_of

OPEN = [row for half in ("open", "more") for row in load_patients(PATIENTS / f"own-{half}.yml")]


@pytest.mark.parametrize("patient", OPEN, ids=lambda row: f"{row['id']}: {row['about']}")
def test_level_and_warnings(patient: dict[str, Any]) -> None:
    judged = judge(patient["expected"], assess(sheet_of(patient), knowledge()))
    assert judged["right"], judged
    assert not judged["missed_flags"], judged
    assert not judged["false_flags"], judged

"""How people speak of each finding: what is read as a finding, what is not, what is denied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.facts import FactSheet, Person
from charley.language.read import read

TABLES = sorted((Path(__file__).parent / "tables").glob("wordings_*.yml"))
ROWS: list[dict[str, Any]] = [
    row for table in TABLES for row in yaml.safe_load(table.read_text(encoding="utf-8"))
]
CARER = FactSheet(person=Person(speaker="carer"))


def _sentences(kind: str) -> Iterator[Any]:
    for row in ROWS:
        for text in row.get(kind, ()):
            yield pytest.param(row, text, id=f"{row['finding']}: {text[:60]}")


def _assertions(row: dict[str, Any], text: str) -> set[str]:
    """How a message speaks of the row's finding; a carer tells of somebody else."""
    sheet = CARER if row.get("by") == "carer" else None
    facts = read(text, date="2026-11-24", sheet=sheet).facts
    return {fact.assertion for fact in facts if fact.finding == row["finding"]}


@pytest.mark.parametrize(("row", "text"), _sentences("said"))
def test_what_is_said_is_found(row: dict[str, Any], text: str) -> None:
    assert "present" in _assertions(row, text)


@pytest.mark.parametrize(("row", "text"), _sentences("other"))
def test_what_only_looks_alike_is_not_found(row: dict[str, Any], text: str) -> None:
    assert "present" not in _assertions(row, text)


@pytest.mark.parametrize(("row", "text"), _sentences("denied"))
def test_what_is_denied_is_absent(row: dict[str, Any], text: str) -> None:
    assert _assertions(row, text) == {"absent"}

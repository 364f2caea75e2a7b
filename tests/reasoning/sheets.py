"""Fact sheets from the short rows of the test tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person

HERE = Path(__file__).parent
DAY = "2026-11-24"


def table(name: str) -> list[dict[str, Any]]:
    """The rows of a table beside this file."""
    rows: list[dict[str, Any]] = yaml.load(
        (HERE / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
    )
    return rows


def _fact(told: str | dict[str, Any], assertion: str, words: str) -> Fact:
    if isinstance(told, str):
        return msgspec.convert({"finding": told, "assertion": assertion, "text": words}, type=Fact)
    ((finding, attributes),) = told.items()
    return msgspec.convert(
        {
            "finding": finding,
            "assertion": assertion,
            "text": words,
            "attributes": msgspec.convert(attributes, type=Attributes),
        },
        type=Fact,
        from_attributes=True,
    )


def sheet(row: dict[str, Any]) -> FactSheet:
    """The sheet of a row: ``present`` and ``absent`` findings, ``medicines``, keys of Person."""
    words = row.get("words", "")
    person = {key: row[key] for key in Person.__struct_fields__ if key in row}
    return FactSheet(
        person=msgspec.convert(person, type=Person),
        facts=tuple(
            _fact(told, assertion, words)
            for assertion in ("present", "absent", "possible", "historical", "other_person")
            for told in row.get(assertion, ())
        ),
        medicines=tuple(Medicine(name, kind) for name, kind in row.get("medicines", ())),
        date=DAY,
    )

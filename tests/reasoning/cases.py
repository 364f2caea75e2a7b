"""Reads the tables of ``tests/reasoning/tables``: what was said, and whether a rule fires.

A block is ``{why, fires, facts, each, with, person, level}``. Each item of ``each`` makes a case of
its own, together with ``facts``; ``with`` are attributes laid on the items of ``each``. An item is

    leg_cramp                      said to be present
    absent leg_cramp               with another assertion before the name
    class:statin                   a medicine; also "historical class:statin"
    {leg_cramp: {side: left}}      with attributes; ``is``, ``turn``, ``question`` as in a fact
    {person: {age: 60}}            of the patient
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person

TABLES = Path(__file__).parent / "tables"


class Case(msgspec.Struct, frozen=True):
    rule: str
    name: str
    fires: bool
    sheet: FactSheet
    level: str | None = None


def _split(item: Any) -> tuple[str, dict[str, Any]]:
    return next(iter(item.items())) if isinstance(item, dict) else (item, {})


def sheet_of(items: list[Any], laid_on: dict[str, Any] | None = None) -> FactSheet:
    """A sheet from items of the grammar above."""
    facts, medicines, person = [], [], {}
    for item in items:
        name, details = _split(item)
        if name == "person":
            person.update(details)
            continue
        assertion, _, finding = name.rpartition(" ")
        assertion = assertion or details.get("is", "present")
        if finding.startswith("class:"):
            class_ = finding.removeprefix("class:")
            medicines.append(Medicine(class_, class_, assertion))
            continue
        told = {"turn", "question", "told_on", "corrects"}
        attributes = {k: v for k, v in details.items() if k not in told | {"is"}}
        facts.append(
            Fact(
                finding,
                assertion,
                msgspec.convert(attributes, Attributes),
                text=f"words for {finding}",
                **{k: v for k, v in details.items() if k in told},
            )
        )
    return FactSheet(
        person=msgspec.convert(person, Person), facts=tuple(facts), medicines=tuple(medicines)
    )


def _with(item: Any, laid_on: dict[str, Any]) -> Any:
    name, details = _split(item)
    return {name: {**details, **laid_on}} if laid_on else item


def cases() -> Iterator[Case]:
    """Every case of every table."""
    for path in sorted(TABLES.glob("*.yml")):
        for rule, blocks in yaml.load(
            path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
        ).items():
            for block in blocks:
                common = [{"person": block.get("person", {})}, *block.get("facts", [])]
                for item in block.get("each", [None]):
                    items = (
                        [*common] if item is None else [*common, _with(item, block.get("with", {}))]
                    )
                    name = f"{rule}: {block['why']}" + (f" [{_split(item)[0]}]" if item else "")
                    yield Case(rule, name, block["fires"], sheet_of(items), block.get("level"))

"""What changed in the medicine between two versions, in clinical words."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from charley.handbook.words import Clinical
from charley.schema.load import Knowledge

SECTIONS = ("rules", "causes", "advice", "medicine_classes", "faq", "complications")
CONDITIONS = ("when", "unless", "requires", "raise_to", "priors", "evidence")


def earlier(root: Path, revision: str, into: Path) -> Path:
    """Unpack ``knowledge/`` as it stood at a git revision and return its folder.

    Raises:
        subprocess.CalledProcessError: git does not know the revision.
    """
    packed = subprocess.run(
        ["git", "archive", revision, "knowledge"], cwd=root, capture_output=True, check=True
    )
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as archive:
        archive.extractall(into)
    return into / "knowledge"


def _statements(record: Any, clinical: Clinical) -> dict[str, list[str]]:
    """Every field of a record as lines of plain words."""
    said: dict[str, list[str]] = {}
    for name, value in msgspec.to_builtins(record).items():
        if name in CONDITIONS and value:
            parts = value if isinstance(value, list) else [value]
            said[name] = [line for part in parts for line in _condition(part, clinical)]
        elif isinstance(value, list):
            said[name] = [str(part) for part in value]
        elif value not in (None, "", {}):
            said[name] = [str(value)]
    return said


def _condition(part: Any, clinical: Clinical) -> Iterator[str]:
    if isinstance(part, dict) and "when" in part:
        rest = ", ".join(f"{k}: {v}" for k, v in part.items() if k != "when" and v)
        words = "; ".join(text for _, text in clinical.lines(part["when"]))
        yield f"{words} ({rest})"
    else:
        yield from (text for _, text in clinical.lines(part))


def _record_changes(
    name: str, before: dict[str, list[str]], after: dict[str, list[str]]
) -> Iterator[str]:
    for field in sorted(before.keys() | after.keys()):
        old, new = before.get(field, []), after.get(field, [])
        if old == new:
            continue
        gone = [line for line in old if line not in new]
        come = [line for line in new if line not in old]
        verb = "fires on" if field == "when" else f"{field.replace('_', ' ')} has"
        yield from (f"{name} now also {verb}: {line}" for line in come)
        yield from (f"{name} no longer {verb}: {line}" for line in gone)
        if not gone and not come:
            yield f"{name}: the order or grouping of its {field.replace('_', ' ')} changed"


def changes(old: Knowledge, new: Knowledge) -> list[str]:
    """Every difference between two versions, a sentence each."""
    said: list[str] = []
    for section in SECTIONS:
        before, after = getattr(old, section), getattr(new, section)
        said += [f"{name} is new" for name in after if name not in before]
        said += [f"{name} was taken out" for name in before if name not in after]
        for name in after:
            if name in before and before[name] != after[name]:
                said += _record_changes(
                    name,
                    _statements(before[name], Clinical(old)),
                    _statements(after[name], Clinical(new)),
                )
    return said

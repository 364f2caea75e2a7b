"""The hazard log and the red-flag register, as types."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec
import yaml

from charley.reasoning.flags import compiled_rules
from charley.schema.load import knowledge
from charley.schema.wordings import wording_book
from tests.reasoning.solver import findings_of_rule

ROOT = Path(__file__).resolve().parents[2]
LOG = ROOT / "docs" / "safety" / "hazards.yml"


class Hazard(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One hazard; ``before`` and ``after`` are (severity, likelihood), each from 1 to 5."""

    id: str
    area: Literal["dialogue", "language", "knowledge", "channels", "people"]
    cause: str
    harm: str
    before: tuple[int, int]
    after: tuple[int, int]
    control: str
    tests: tuple[str, ...]

    def risk(self, when: Literal["before", "after"]) -> int:
        """Severity times likelihood."""
        severity, likelihood = getattr(self, when)
        return int(severity * likelihood)


def hazards() -> list[Hazard]:
    """The hazard log."""
    data = yaml.load(LOG.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(data, list[Hazard])


def rule_tests(rule: str) -> list[str]:
    """The table files that hold cases for a rule."""
    tables = sorted((ROOT / "tests" / "reasoning" / "tables").glob("*.yml"))
    return [str(t.relative_to(ROOT)) for t in tables if rule in t.read_text(encoding="utf-8")]


def findings_of(rule: str) -> list[str]:
    """The findings that a rule reads, in the order of the handbook."""
    book = knowledge()
    read = findings_of_rule(rule, compiled_rules(book))
    return [finding for finding in book.findings if finding in read]


def wordings_of(rule: str) -> int:
    """How many wordings speak of the findings that a rule reads."""
    read = set(findings_of(rule))
    return sum(line.kind == "say" and line.finding in read for line in wording_book().lines)


def hazards_of(rule: str) -> list[str]:
    """The hazards that name a rule, and those whose proof goes through every rule."""
    proofs = ("tests/reasoning/test_proofs.py", "tests/reasoning/test_tables.py")
    return [
        hazard.id
        for hazard in hazards()
        if rule in hazard.control or any(test.startswith(proofs) for test in hazard.tests)
    ]

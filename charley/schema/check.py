"""Cross-checks of ``knowledge/``: every id that is named exists, every statement has a source.

Run as ``python -m charley.schema.check``; prints one line for each error, with file and line, and
ends with status 1 when there is any.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from charley.schema.load import KNOWLEDGE, Knowledge, load_knowledge
from charley.schema.yaml_lines import KnowledgeError

# Fields that hold an expression of ``charley.reasoning.grammar``.
EXPRESSION_FIELDS = ("when", "unless", "requires", "ground")
COMBINERS = ("all", "any", "of", "not", "said")

# field of a record -> the section that its ids belong to
REFERENCES: dict[str, dict[str, str]] = {
    "findings": {"implies": "findings", "opposite": "findings", "withdraws": "findings"},
    "places": {"part_of": "places"},
    "rules": {"indicates": "causes", "sources": "sources", "strengthened_by": "findings"},
    "causes": {"rules": "rules", "shares": "evidence_sets", "sources": "sources"},
    "medicine_classes": {"sources": "sources"},
    "questions": {"covers": "findings", "findings": "findings", "sources": "sources"},
    "advice": {"causes": "causes", "sources": "sources"},
    "complications": {"causes": "causes", "sources": "sources"},
    "levels": {"sources": "sources"},
    "modifiers": {"typical": "causes", "sources": "sources"},
    "faq": {"sources": "sources"},
    "finding_questions": {"screen_also": "findings", "sources": "sources"},
}

# sections whose every record must name a source
MUST_NAME_A_SOURCE = ("rules", "causes", "advice", "complications", "levels", "modifiers")
# sections whose records hold evidence, each item of which names a source
EVIDENCE_SECTIONS = ("causes", "evidence_sets")


class Problem(Exception):
    """A wrong value and where it stands below its record."""

    def __init__(self, where: str, text: str) -> None:
        super().__init__(text)
        self.where = where


def _as_list(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value)  # a mapping from ids
    return value if isinstance(value, list) else [value]


def _wrong_atom(atom: str, knowledge: Knowledge) -> str | None:
    """Why an atom of an expression is wrong, or None."""
    prefix, _, name = atom.rpartition(":")
    section, noun = {
        "": (knowledge.findings, "finding"),
        "class": (knowledge.medicine_classes, "medicine class"),
        "group": (knowledge.groups, "group"),
        "rule": (knowledge.rules, "rule"),
    }.get(prefix, ({}, "kind of id"))
    return None if name in section else f"unknown {noun} '{atom}'"


def _atoms(expression: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every id that an expression names, with its place."""
    if isinstance(expression, str):
        yield expression, where
    elif isinstance(expression, list):
        for index, part in enumerate(expression):
            yield from _atoms(part, f"{where}[{index}]")
    elif isinstance(expression, dict):
        if "finding" in expression:
            yield expression["finding"], f"{where}.finding"
        for key in COMBINERS:
            if key in expression:
                yield from _atoms(expression[key], f"{where}.{key}")
        if isinstance(expression.get("at_least"), dict):
            yield from _atoms(expression["at_least"], f"{where}.at_least")


def _expressions(value: Any, where: str) -> Iterator[tuple[Any, str]]:
    """Every expression below a record, however deep."""
    if isinstance(value, list):
        for index, part in enumerate(value):
            yield from _expressions(part, f"{where}[{index}]")
    elif isinstance(value, dict):
        for key, part in value.items():
            if key in EXPRESSION_FIELDS and part is not None:
                yield part, f"{where}.{key}"
            else:
                yield from _expressions(part, f"{where}.{key}")


def _references(record: Any, section: str, where: str) -> Iterator[tuple[str, str, str]]:
    """Every id in a plain field: (id, its section, its place)."""
    for field, target in REFERENCES.get(section, {}).items():
        if record.get(field) is None:
            continue
        for index, name in enumerate(_as_list(record[field])):
            yield name, target, f"{where}.{field}[{index}]"


def _record_problems(
    record: dict[str, Any], section: str, where: str, knowledge: Knowledge
) -> Iterator[Problem]:
    for name, target, place in _references(record, section, where):
        if name not in getattr(knowledge, target):
            yield Problem(place, f"unknown id '{name}' (not in {target})")
    for expression, place in _expressions(record, where):
        for atom, spot in _atoms(expression, place):
            wrong = _wrong_atom(atom, knowledge)
            if wrong:
                yield Problem(spot, wrong)
    if section in MUST_NAME_A_SOURCE and not record.get("sources"):
        yield Problem(where, f"'{record['id']}' names no source")
    has_evidence = section in EVIDENCE_SECTIONS
    for index, item in enumerate(record.get("evidence") or [] if has_evidence else []):
        place = f"{where}.evidence[{index}]"
        if not item.get("sources"):
            yield Problem(place, "this evidence names no source")
        for number, name in enumerate(item.get("sources") or []):
            if name not in knowledge.sources:
                yield Problem(f"{place}.sources[{number}]", f"unknown id '{name}' (not in sources)")


def problems(knowledge: Knowledge) -> list[KnowledgeError]:
    """All that is wrong between the files, in the order of the files."""
    found: list[KnowledgeError] = []
    for key, (document, where) in knowledge.origin.items():
        section = key.partition("/")[0]
        record = document.data[int(where[2:-1])]
        for problem in _record_problems(record, section, where, knowledge):
            found.append(document.error(problem.where, str(problem)))
    for group in knowledge.groups.values():
        document, where = knowledge.origin[f"groups/{group.id}"]
        for index, atom in enumerate(group.any_of):
            wrong = _wrong_atom(atom, knowledge)
            if wrong:
                found.append(document.error(f"{where}.any_of[{index}]", wrong))
    return found


def check(root: Path) -> list[KnowledgeError]:
    """Load ``root`` and return every error; an unreadable file is the only one then."""
    try:
        return problems(load_knowledge(root))
    except KnowledgeError as error:
        return [error]


def main() -> int:
    """Check the project's own knowledge."""
    errors = check(KNOWLEDGE)
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())

"""Loads ``knowledge/`` into one object."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec

from charley.schema import models
from charley.schema.yaml_lines import Document, KnowledgeError

KNOWLEDGE = Path(__file__).resolve().parents[2] / "knowledge"


class Knowledge(msgspec.Struct, frozen=True):
    """All of ``knowledge/``, each section by id in the order of its files."""

    version: str
    findings: Mapping[str, models.Finding]
    places: Mapping[str, models.Place]
    groups: Mapping[str, models.Group]
    sources: Mapping[str, models.Source]
    rules: Mapping[str, models.Rule]
    evidence_sets: Mapping[str, models.EvidenceSet]
    causes: Mapping[str, models.Cause]
    medicine_classes: Mapping[str, models.MedicineClass]
    questions: Mapping[str, models.Question]
    advice: Mapping[str, models.Advice]
    complications: Mapping[str, models.Complication]
    levels: Mapping[str, models.LevelText]
    modifiers: Mapping[str, models.Modifier]
    faq: Mapping[str, models.Faq]
    finding_questions: Mapping[str, models.FindingQuestion]
    texts: Mapping[str, models.Text]
    countries: Mapping[str, models.Country]
    people: Mapping[str, models.Relation]
    topics: Mapping[str, models.Topic]
    origin: Mapping[str, tuple[Document, str]]  # "section/id" -> where it stands


# section -> (files, type); a section may lie in one file or in a folder of them
SECTIONS: dict[str, tuple[tuple[str, ...], type[models.Record]]] = {
    "findings": (("findings/*.yml",), models.Finding),
    "places": (("places.yml",), models.Place),
    "groups": (("groups.yml",), models.Group),
    "sources": (("sources.yml",), models.Source),
    "rules": (("red_flags/*.yml", "amber_flags.yml"), models.Rule),
    "evidence_sets": (("evidence_sets.yml",), models.EvidenceSet),
    "causes": (("causes/*.yml",), models.Cause),
    "medicine_classes": (("medicines/*.yml",), models.MedicineClass),
    "questions": (("questions.yml",), models.Question),
    "advice": (("advice/*.yml",), models.Advice),
    "complications": (("complications.yml",), models.Complication),
    "levels": (("levels.yml",), models.LevelText),
    "modifiers": (("modifiers.yml",), models.Modifier),
    "faq": (("faq/*.yml",), models.Faq),
    "finding_questions": (("finding_questions.yml",), models.FindingQuestion),
    "texts": (("texts.yml",), models.Text),
    "countries": (("countries.yml",), models.Country),
    "people": (("people.yml",), models.Relation),
    "topics": (("topics.yml",), models.Topic),
}


def _load_section(
    root: Path, section: str, origin: dict[str, tuple[Document, str]]
) -> Mapping[str, Any]:
    patterns, kind = SECTIONS[section]
    records: dict[str, Any] = {}
    for path in (p for pattern in patterns for p in sorted(root.glob(pattern))):
        document = Document(path)
        for index, record in enumerate(document.convert_list(kind)):
            where = f"$[{index}]"
            if record.id in records:
                other, there = origin[f"{section}/{record.id}"]
                first = f"{other.path}:{other.line(there)}"
                raise document.error(where, f"the id '{record.id}' stands already at {first}")
            records[record.id] = record
            origin[f"{section}/{record.id}"] = (document, where)
    return MappingProxyType(records)


def load_knowledge(root: Path) -> Knowledge:
    """Load every section below ``root``; see ``charley.schema.check`` for the cross-checks.

    Raises:
        KnowledgeError: a file is not YAML, has a wrong field, or repeats an id.
    """
    if not root.is_dir():
        raise KnowledgeError(f"{root}:1: no such folder of knowledge")
    origin: dict[str, tuple[Document, str]] = {}
    sections = {name: _load_section(root, name, origin) for name in SECTIONS}
    version = (root / "VERSION").read_text(encoding="utf-8").strip()
    return Knowledge(version=version, origin=MappingProxyType(origin), **sections)


@lru_cache(maxsize=1)
def knowledge() -> Knowledge:
    """The project's own knowledge, loaded once."""
    return load_knowledge(KNOWLEDGE)

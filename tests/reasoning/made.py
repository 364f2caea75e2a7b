"""Small made-up knowledge, so that a test can say what counts for how much."""

from __future__ import annotations

from typing import Any

import msgspec

from charley.schema.load import Knowledge, knowledge
from charley.schema.models import Cause, Modifier, Rule


def rule(name: str, level: str, when: Any, **more: Any) -> Rule:
    """A rule over real findings."""
    record = {"id": name, "level": level, "label": name, "when": when, "reason": ""}
    return msgspec.convert(record | {"sources": ["GK"]} | more, Rule)


def cause(name: str, prior: float, level: str, *evidence: dict[str, Any], **more: Any) -> Cause:
    """A cause over real findings; evidence as in the knowledge files, its text left out."""
    items = [{"text": str(item["when"]), "sources": ["GK"], **item} for item in evidence]
    record = {
        "id": name, "label": name, "prior": prior, "default_level": level, "evidence": items,
        "explanation": "", "sources": ["GK"],
    }  # fmt: skip
    return msgspec.convert(record | more, Cause)


def modifier(name: str, when: Any, **more: Any) -> Modifier:
    """A modifier of the level."""
    return msgspec.convert(
        {"id": name, "label": name, "when": when, "sources": []} | more, Modifier
    )


def knowing(
    causes: tuple[Cause, ...] = (),
    made: tuple[Rule, ...] = (),
    modifiers: tuple[Modifier, ...] = (),
) -> Knowledge:
    """The real findings with other causes, rules and modifiers, and nothing that names the real."""
    known = knowledge()
    levels = {
        name: msgspec.structs.replace(level, variants=()) for name, level in known.levels.items()
    }
    return msgspec.structs.replace(
        known,
        levels=levels,
        advice={},
        complications={},
        finding_questions={},
        causes={one.id: one for one in causes},
        rules={one.id: one for one in made},
        modifiers={one.id: one for one in modifiers},
    )

"""Conditions of knowledge records, read once for each loaded knowledge."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from charley.reasoning.grammar import ConditionError, parse
from charley.reasoning.logic import Condition
from charley.schema.load import Knowledge

T = TypeVar("T")


def once_per_knowledge(build: Callable[[Knowledge], T]) -> Callable[[Knowledge], T]:
    """Keep what ``build`` makes of a knowledge, by the identity of that knowledge."""
    kept: dict[int, tuple[Knowledge, T]] = {}

    @wraps(build)
    def built(knowledge: Knowledge) -> T:
        entry = kept.get(id(knowledge))
        if entry is None or entry[0] is not knowledge:
            entry = kept[id(knowledge)] = (knowledge, build(knowledge))
        return entry[1]

    return built


def read_condition(spec: Any, knowledge: Knowledge, key: str, field: str) -> Condition | None:
    """The condition in ``field`` of the record ``key`` ("section/id"), or None where it is empty.

    Raises:
        KnowledgeError: the condition does not follow the grammar; names file and line.
    """
    if spec is None:
        return None
    try:
        return parse(spec, knowledge)
    except ConditionError as error:
        document, where = knowledge.origin[key]
        raise document.error(f"{where}.{field}", f"{key}: {error}") from error


def must_read(spec: Any, knowledge: Knowledge, key: str, field: str) -> Condition:
    """Like ``read_condition`` for a field that must not be empty.

    Raises:
        KnowledgeError: the condition is missing or does not follow the grammar.
    """
    condition = read_condition(spec, knowledge, key, field)
    if condition is None:
        document, where = knowledge.origin[key]
        raise document.error(f"{where}.{field}", f"{key}: a condition is missing")
    return condition

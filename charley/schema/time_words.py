"""``knowledge/time_words.yml``, typed: what words of number and time stand for."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document

Range = tuple[float, float]


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of time: its length in seconds, and the words for one and for several."""

    seconds: float
    one: tuple[str, ...]
    many: tuple[str, ...]


class Distance(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit of length: its metres and its words."""

    metres: float
    words: tuple[str, ...]


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; the comments in it say what each part means."""

    numbers: dict[str, float]
    multipliers: dict[str, float]
    repeats: dict[str, float]
    ordinals: dict[str, float]
    vague_numbers: dict[str, Range]
    pronoun_one_after: frozenset[str]
    units: dict[str, Unit]
    only_after_a_number: frozenset[str]
    unnumbered_units: dict[str, Range]
    distances: dict[str, Distance]
    weekdays: tuple[tuple[str, ...], ...]
    weekdays_that_are_words: frozenset[str]
    months: tuple[tuple[str, ...], ...]
    seasons: dict[str, tuple[int, int]]
    feasts: dict[str, tuple[int, int]]
    days_ago: dict[str, Range]
    not_a_start: frozenset[str]
    long_ago: dict[str, Range]
    since_young: dict[str, Range]
    a_while: dict[str, Range]
    new: tuple[str, ...]
    frequency: dict[str, Range]
    only_to_a_question: dict[str, Range]
    whole_spells: dict[str, Range]
    times_words: tuple[str, ...]
    unlike_attacks: frozenset[str]
    travel: frozenset[str]
    beginning: frozenset[str]


def load_time_words(path: Path) -> TimeWords:
    """Read one file of time words.

    Raises:
        KnowledgeError: a field is missing, unknown or of the wrong type.
    """
    return Document(path).convert(TimeWords)


@lru_cache(maxsize=1)
def time_words() -> TimeWords:
    """The project's own time words, loaded once."""
    return load_time_words(KNOWLEDGE / "time_words.yml")

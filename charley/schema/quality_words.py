"""``knowledge/quality_words.yml``, typed: words for course, severity, onset and timing."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document

Phrases = dict[str, tuple[str, ...]]


class QualityWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands: value of the attribute to the phrases for it."""

    course: Phrases
    not_course_before: frozenset[str]
    severity: Phrases
    not_mild_before: frozenset[str]
    onset: Phrases
    attack_words: frozenset[str]
    timing: Phrases


@lru_cache(maxsize=1)
def quality_words() -> QualityWords:
    """The project's own words of quality, loaded once."""
    return Document(KNOWLEDGE / "quality_words.yml").convert(QualityWords)

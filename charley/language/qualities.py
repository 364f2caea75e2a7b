"""How it goes, how it began, how bad it is, when it is there: the attributes told in words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from charley.language.line import Line
from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.quality_words import Phrases, quality_words

MILD_UP_TO, MODERATE_UP_TO = 3, 6  # marks out of ten
ATTRIBUTES = ("course", "severity", "onset", "timing")


class Quality(msgspec.Struct, frozen=True):
    """A value of one attribute, from token ``first`` to ``last``, both inclusive."""

    attribute: str
    value: str
    first: int
    last: int


@lru_cache(maxsize=1)
def _tables() -> dict[str, PhraseTable[str]]:
    known = quality_words()
    by_attribute: dict[str, Phrases] = {name: getattr(known, name) for name in ATTRIBUTES}
    return {
        name: PhraseTable({phrase: value for value, all_ in phrases.items() for phrase in all_})
        for name, phrases in by_attribute.items()
    }


def _following(text: Text, last: int) -> str:
    after = last + 1
    if after >= len(text.tokens) or text.tokens[after].clause != text.tokens[last].clause:
        return ""
    return text.tokens[after].norm


def _is_meant(text: Text, quality: Quality) -> bool:
    """Leaves out "worse at night" (a circumstance) and "a bit worse" (no mild pain)."""
    known = quality_words()
    following = _following(text, quality.last)
    if quality.attribute == "course" and quality.value in ("worse", "better"):
        return following not in known.not_course_before
    if quality.attribute == "severity" and quality.value == "mild":
        return following not in known.not_mild_before
    if quality.attribute == "severity" and quality.first:
        return text.tokens[quality.first - 1].norm not in ("not", "isnt", "wasnt", "nothing")
    return True


def _scores(line: Line) -> Iterator[Quality]:
    for number in line.numbers:
        if number.kind == "score":
            mark = number.low
            value = (
                "mild" if mark <= MILD_UP_TO else "moderate" if mark <= MODERATE_UP_TO else "severe"
            )
            yield Quality("severity", value, number.first, number.last)


def find_qualities(text: Text, line: Line) -> tuple[Quality, ...]:
    """Course, severity, onset and timing told in words, in the order of the attributes."""
    words = [token.norm for token in text.tokens]
    found = list(_scores(line))
    for attribute, table in _tables().items():
        for first, last, value in table.find(words, text.tokens):
            quality = Quality(attribute, value, first, last)
            if _is_meant(text, quality):
                found.append(quality)
    return tuple(found)


def speaks_of_attacks(text: Text, quality: Quality) -> bool:
    """Whether "suddenly" is how each attack comes, and not how the whole trouble began."""
    clause = text.clause_of(quality.first)
    words = {t.norm for t in text.tokens[clause.first : clause.last + 1]}
    return bool(words & quality_words().attack_words)

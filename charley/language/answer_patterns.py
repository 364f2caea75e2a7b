"""What the words of an answer are looked up in, for each question."""

from __future__ import annotations

from functools import lru_cache

from charley.facts import Fact
from charley.language.reading import Mention
from charley.language.text import Text, stem
from charley.language.wordings import Matcher
from charley.schema.answers import answer_words
from charley.schema.place_words import places
from charley.schema.sign_words import sign_words

HARD = ("hard", "tough", "difficult")  # "hard to tell" is no hard leg


@lru_cache(maxsize=1)
def stems_that_name_nothing() -> frozenset[str]:
    """Words of labels that are parts of the body or small words."""
    parts = {w for p in places().values() for say in (p.label, *p.say) for w in say.split()}
    return frozenset(stem(w) for w in {*parts, *answer_words().label_words})


def signs_of(finding: str) -> tuple[str, ...]:
    """The short words that name a sign."""
    known = sign_words().signs.get(finding)
    return known.sign if known else ()


@lru_cache(maxsize=16)
def matcher_of(question: str) -> Matcher:
    """The words that are enough where a question is open."""
    return Matcher(answer_words().book(question))


@lru_cache(maxsize=64)
def denials_of(question: str) -> Matcher:
    """The words that deny what a question asks."""
    return Matcher(answer_words().denial_book(question))


def cuts(fact: Fact, text: Text, turn: Mention) -> bool:
    """Whether a fact shares words with a turn of phrase and does not hold all of it."""
    inside = fact.start <= turn.start and turn.end <= fact.end
    hard = text.raw[turn.start : turn.end].lower().startswith(HARD)
    return hard and not inside and fact.start < turn.end and turn.start < fact.end

"""Whether the writer sets herself apart from, or beside, whoever else is told of."""

from __future__ import annotations

import itertools

from charley.language.text import Text
from charley.schema.person_words import person_words

BESIDE = frozenset({"too", "also", "mine"})
BESIDE_ME = frozenset({("as", "well"), ("with", "me"), ("like", "me")})


def sets_apart(text: Text) -> bool:
    """Whether a message says "my wife has it, I don't", "mine is stiff", "he has it like me"."""
    words = [token.norm for token in text.tokens]
    if BESIDE & set(words):
        return True
    for at, pair in enumerate(itertools.pairwise(words)):
        if pair in BESIDE_ME or (pair[0] in ("i", "me") and pair[1] in person_words().apart):
            return True
        if pair == ("im", "not") and _closes(text, at + 1):
            return True
    return False


def _closes(text: Text, at: int) -> bool:
    """Whether a border or a comma follows a token."""
    tokens = text.tokens
    if at + 1 >= len(tokens) or tokens[at + 1].clause != tokens[at].clause:
        return True
    return "," in tokens[at + 1].before

"""Plain answers: yes, no, none, maybe, not sure, skip, the same as before."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.answers import answer_words

OPENERS = 3  # empty words that may stand before a plain answer ("um well no")


class Plain(msgspec.Struct, frozen=True):
    """A plain answer that opens a message.

    ``kind`` is a key of ``plain`` in ``answers.yml``; ``first`` and ``last`` are its tokens;
    ``alone`` is true where nothing but empty words follows; ``phrase`` is what was said.
    """

    kind: str
    first: int
    last: int
    alone: bool
    phrase: str


_SHORTENED = {"id": "iwould", "ill": "iwill"}  # how charley.language.text tells "i'd" from "id"


@lru_cache(maxsize=1)
def _table() -> PhraseTable[str]:
    table: dict[str, str] = {}
    for kind, phrases in answer_words().plain.items():
        for phrase in phrases:
            table[phrase] = kind
            first, _, rest = phrase.partition(" ")
            if first in _SHORTENED:
                table[f"{_SHORTENED[first]} {rest}"] = kind
    return PhraseTable(table)


def rest_is_padding(text: Text, first: int, last: int) -> bool:
    """Whether all words outside ``first`` to ``last`` are empty ones ("no, thank you dear")."""
    padding = answer_words().padding
    return all(t.norm in padding for t in text.tokens if not first <= t.index <= last)


def polarity(text: Text) -> Plain | None:
    """The plain answer that a message begins with, if any.

    Args:
        text: the message.
    """
    if not text.tokens:
        return None
    words = [token.typed for token in text.tokens]
    whole = list(_table().find(words, text.tokens))
    padding = answer_words().padding
    for first, last, kind in whole:
        if first <= OPENERS and all(word in padding for word in words[:first]):
            phrase = " ".join(words[first : last + 1])
            return _stronger(
                text, Plain(kind, first, last, rest_is_padding(text, first, last), phrase), whole
            )
        break
    return None


def _stronger(text: Text, plain: Plain, whole: list[tuple[int, int, str]]) -> Plain:
    """ "No idea" and "yes, not sure" are unsure, whatever word they begin with."""
    for first, last, kind in whole[1:]:
        if kind in ("unsure", "skip") and plain.kind in ("yes", "no", "maybe") and plain.alone:
            return Plain(kind, first, last, True, text.quote(first, last).lower())
    return plain

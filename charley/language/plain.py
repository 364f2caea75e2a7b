"""Plain answers: yes, no, none, maybe, not sure, skip, the same as before."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.answers import answer_words

NOT_KNOWING = ("unsure", "skip")
NEGATIONS = frozenset({"not", "never", "dont", "nothing", "none"})
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


def polarity(text: Text, begin: int = 0) -> Plain | None:
    """The plain answer that a message, or the rest of it, begins with, if any.

    Of several readings of the same beginning the one that knows less counts: "I haven't a clue" is
    no "I haven't". A yes or no inside a longer sentence counts only where it stands for itself.

    Args:
        text: the message.
        begin: the token from which on it is read.
    """
    as_typed = [token.typed for token in text.tokens]
    as_corrected = [token.norm for token in text.tokens]
    return _read(text, as_typed, begin) or _read(text, as_corrected, begin)


def _read(text: Text, words: list[str], begin: int) -> Plain | None:
    """The plain answer in the words as typed, or as corrected where no such phrase was typed."""
    padding = answer_words().padding
    found: list[tuple[bool, int, int, int, str]] = []
    for start in range(begin, min(begin + OPENERS + 1, len(words))):
        if start > begin and words[start - 1] not in padding:
            break
        match = next(_table().find(words[start:], text.tokens[start:]), None)
        if match and match[0] == 0:
            last, kind = start + match[1], match[2]
            if kind == "yes" and not NEGATIONS.isdisjoint(words[begin:start]):
                continue  # "not that I am"
            found.append((kind not in NOT_KNOWING, start, start - last, last, kind))
    if not found:
        return None
    _, first, _, last, kind = min(found)
    alone = all(t.norm in padding for t in text.tokens[begin:] if not first <= t.index <= last)
    plain = Plain(kind, first, last, alone, " ".join(words[first : last + 1]))
    plain = _less_sure(text, plain, words)
    return plain if _stands_for_itself(text, plain) else None


def _less_sure(text: Text, plain: Plain, words: list[str]) -> Plain:
    """Takes a later "not sure" over: "no, not sure" is unsure, whatever word it begins with."""
    for first, last, kind in _table().find(words, text.tokens):
        if first > plain.last and kind in NOT_KNOWING and plain.alone:
            return Plain(kind, first, last, True, " ".join(words[first : last + 1]))
    return plain


def _stands_for_itself(text: Text, plain: Plain) -> bool:
    """Whether a phrase is an answer, and not the beginning of a sentence that says something else.

    "No, my leg is fine" and "no it isn't" are; "no better" and "it isn't my leg" are not.
    """
    after = plain.last + 1
    if plain.kind in NOT_KNOWING and {"mean", "means"} & {t.typed for t in text.tokens}:
        return False  # "no idea what you mean" asks for help
    if plain.alone or plain.kind in NOT_KNOWING or after >= len(text.tokens):
        return True
    following = text.tokens[_end_of_padding(text, after)]
    if following.clause != text.tokens[plain.last].clause or "," in following.before:
        return True
    known = answer_words()
    if not {plain.phrase, plain.phrase.split()[-1]} & known.single:  # "no", "god no"
        return False
    sure = plain.kind != "no" or plain.phrase in known.surely_no
    return sure or following.norm in known.after_no


def _end_of_padding(text: Text, start: int) -> int:
    """The token after empty words that end at a comma ("no none *of those*, I am well")."""
    padding = answer_words().padding
    for token in text.tokens[start:]:
        parted = "," in token.before or token.clause != text.tokens[start - 1].clause
        if parted or token.norm not in padding:
            return token.index if parted else start
    return start

"""Puts the marks that a hasty answer leaves out: "no feeling is normal" is "no. Feeling is normal".

The message keeps its length, so that every place in it stays true.
"""

from __future__ import annotations

import msgspec

from charley.language.chatter import pieces
from charley.language.text import Speller, Text, read_text
from charley.schema.answers import answer_words
from charley.schema.sign_words import sign_words

NOES = frozenset({"no", "nope", "nah", "naw", "nay"})
COPULAS = frozenset({"is", "are", "feels", "feel", "looks", "look", "seems", "works", "working",
                     "all", "still", "moves", "moving", "goes"})  # fmt: skip
WELL_ALONE = frozenset({"fine", "ok", "okay", "grand", "perfect"})  # well without an "is" before it
OPENERS = 3  # tokens that may stand before the "no"
LONGEST = 7  # tokens from the "no" to what says that all is well


def with_marks(text: Text, speller: Speller) -> Text:
    """An answer with a border behind a "no" that a statement of being well follows.

    Args:
        text: the answer.
        speller: corrects its typos.
    """
    at = _loose_no(text)
    if at is None:
        return text
    end = text.tokens[at].end
    marked = read_text(f"{text.raw[:end]}.{text.raw[end + 1 :]}", speller)
    return msgspec.structs.replace(marked, raw=text.raw)


def without_cries(text: Text, speller: Speller) -> Text:
    """An answer with the cries before it blanked out: "oh god please help me, years".

    Args:
        text: the answer.
        speller: corrects its typos.
    """
    known = answer_words()
    start = 0
    for first, last in pieces(text) if text.tokens else ():
        words = {text.tokens[i].norm for i in range(first, last + 1)}
        if not words <= known.cries | known.fear:
            break
        start = last + 1
    if not 0 < start < len(text.tokens):
        return text
    begin = text.tokens[start].start
    return msgspec.structs.replace(read_text(" " * begin + text.raw[begin:], speller), raw=text.raw)


def _loose_no(text: Text) -> int | None:
    """The token of a "no" that does not belong to what follows it without a full stop."""
    padding = answer_words().padding
    parts = list(pieces(text)) if text.tokens else []
    for (first, last), following in zip(parts, [*parts[1:], (0, -1)], strict=False):
        for at in range(first, min(first + OPENERS, last + 1)):
            if text.tokens[at].norm in NOES:
                end = last if at < last else following[1]  # "no feeling is fine", "no, feeling ..."
                return at if _all_well(text, at + 1, end) else None
            if text.tokens[at].norm not in padding:
                break
    return None


def _all_well(text: Text, first: int, last: int) -> bool:
    """Whether the rest of a piece says of what it names first that it is well."""
    words = [token.norm for token in text.tokens[first : last + 1]]
    well = next((i for i, word in enumerate(words) if word in sign_words().well), None)
    if not well or well > LONGEST:
        return False
    known, padding = sign_words(), answer_words().padding
    if (known.denial | known.hedges) & set(words[: well + 1]):
        return False
    sure = words[well] in WELL_ALONE or not COPULAS.isdisjoint(words[1:well])
    return sure and all(w in padding or w in known.well for w in words[well + 1 :])

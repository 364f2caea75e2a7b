"""Plain answers in more words: "no more than usual", "I'd sooner not say", "god only knows"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from charley.language.chatter import pieces
from charley.language.plain import NOT_KNOWING, OPENERS, Plain, rest_is_padding
from charley.language.reading import Mention
from charley.language.text import Text
from charley.language.wordings import Matcher
from charley.schema.answers import answer_words
from charley.schema.turns_of_phrase import turns_of_phrase

ANYWHERE = ("unsure", "skip", "usual")
ANSWERS = ("unsure", "skip", "no", "usual", "yes")  # of several the one that knows least counts


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(turns_of_phrase().book())


@lru_cache(maxsize=2)  # of the message at hand, for which several questions are asked
def _turns(text: Text) -> tuple[Mention, ...]:
    return _matcher().find(text, _matcher().page(text))


def turns(text: Text, kind: str) -> list[Mention]:
    """The turns of phrase of one kind in a message."""
    return [turn for turn in _turns(text) if turn.finding == kind]


def plain_by_turn(text: Text, kinds: Sequence[str] = ANSWERS) -> Plain | None:
    """The plain answer that a turn of phrase gives, if one does.

    A yes or no must be all of its part of the message: "never had it so bad" is none.
    """
    begins = _beginnings(text)
    for kind in kinds:
        for turn in turns(text, kind):
            if kind not in ANYWHERE and turn.first not in begins:
                continue
            if kind in ("no", "yes", "all") and not _ends(text, turn):
                continue
            if kind in NOT_KNOWING and {"mean", "means"} & {t.typed for t in text.tokens}:
                continue  # "no idea what you mean" asks for help
            alone = rest_is_padding(text, turn.first, turn.last)
            kind = "no" if kind == "usual" else kind
            return Plain(kind, turn.first, turn.last, alone, text.quote(turn.first, turn.last))
    return None


def _beginnings(text: Text) -> set[int]:
    """The tokens at which a part of the message begins, but for empty words before them."""
    padding = answer_words().padding
    found: set[int] = set()
    for first, last in pieces(text):
        for token in range(first, min(first + OPENERS, last) + 1):
            found.add(token)
            if text.tokens[token].norm not in padding | answer_words().contrast:
                break
    return found


def _ends(text: Text, turn: Mention) -> bool:
    """Whether a part of the message ends with a turn, but for empty words and a contrast."""
    known = answer_words()
    last = next(last for first, last in pieces(text) if first <= turn.last <= last)
    for token in text.tokens[turn.last + 1 : last + 1]:
        if token.norm in known.contrast:
            return True
        if token.norm not in known.padding:
            return False
    return True


def over(text: Text, words: Sequence[int]) -> bool:
    """Whether a turn of phrase behind some tokens says that it is over."""
    return any(turn.first > max(words) for turn in turns(text, "over")) if words else False

"""Asking to change an answer names what it is about, and tells nothing of it."""

from __future__ import annotations

from functools import lru_cache

from charley.language.chatter import pieces
from charley.language.text import Text
from charley.language.wordings import Matcher
from charley.schema.acts import acts
from charley.schema.answers import answer_words

CHANGE = "change"
SAID = ("said", "told", "wrote", "put", "gave", "typed", "answered")
SAID_WITHIN = 5  # words: "what I have just told you"


@lru_cache(maxsize=1)
def _matcher() -> Matcher:
    return Matcher(acts().anywhere)


def named_to_change(text: Text) -> frozenset[int]:
    """The tokens that ask for a change and name what is to be changed.

    "I want to change what I said about swelling" says nothing of a swelling; "I got that wrong, it
    is swollen" and "my answer was wrong, I do have one" do.

    Args:
        text: the message.
    """
    matcher, found = _matcher(), set[int]()
    asked = [m for m in matcher.find(text, matcher.page(text)) if m.finding == CHANGE]
    for first, last in pieces(text):
        ends = [m.last for m in asked if first <= m.first and m.last <= last]
        if ends and not _tells(text, min(ends) + 1, last):
            found.update(range(first, last + 1))
    return frozenset(found)


def _tells(text: Text, first: int, last: int) -> bool:
    """Whether the words after the request state something themselves."""
    telling = answer_words().states
    after = [token.norm for token in text.tokens[first : last + 1]]
    said = [place for place, word in enumerate(after[:SAID_WITHIN]) if word in SAID]
    return any(word in telling for word in after[max(said, default=-1) + 1 :])


def only_names(text: Text, named: frozenset[int]) -> bool:
    """Whether a message does nothing but ask for a change."""
    padding = answer_words().padding
    return bool(named) and all(t.index in named or t.norm in padding for t in text.tokens)

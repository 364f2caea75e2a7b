"""Answers without words of their own: a thumb, and going along with what Charley proposes."""

from __future__ import annotations

import msgspec

from charley.facts import Fact
from charley.language.text import Text, read_text
from charley.schema.answers import answer_words


def agrees(text: Text, question: str) -> str:
    """Yes or no to what Charley proposes, in words enough only there, or an empty string."""
    known = answer_words()
    if question not in known.agreed_by:
        return ""
    words = [token.norm for token in text.tokens]
    if words[0] in known.declined_by:
        return "no"
    return "yes" if " ".join(words) in known.agreed_by[question] else ""


def sign_words(text: Text) -> Text | None:
    """The words that a message of signs alone stands for: a thumb is yes or no."""
    if text.tokens:
        return None
    said = [word for sign, word in answer_words().signs.items() if sign in text.raw]
    return read_text(said[0]) if len(set(said)) == 1 else None


def told_by_sign(fact: Fact, text: Text) -> Fact:
    """The fact with the whole message as what says it."""
    return msgspec.structs.replace(fact, text=text.raw, start=0, end=len(text.raw))

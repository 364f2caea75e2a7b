"""What a person does besides answering: asks why, wants to stop, says it was a mistake."""

from __future__ import annotations

from functools import lru_cache

from charley.language.plain import polarity, rest_is_padding
from charley.language.reading import Mention
from charley.language.text import Text
from charley.language.wordings import Matcher
from charley.schema.acts import acts

ROOM = 3  # words beside a phrase that must be the whole message
PLAIN_ACTS = {"yes": "yes", "no": "no", "unsure": "dont_know", "skip": "skip"}


@lru_cache(maxsize=1)
def _matchers() -> tuple[Matcher, Matcher]:
    return Matcher(acts().anywhere), Matcher(acts().whole)


def _is_whole(text: Text, mention: Mention) -> bool:
    """Whether a message holds little but a phrase: only polite and empty words beside it."""
    beside = len(text.tokens) - (mention.last - mention.first + 1)
    return beside <= ROOM and rest_is_padding(text, mention.first, mention.last)


def find_acts(text: Text) -> tuple[str, ...]:
    """The dialogue acts of a message, in the order of ``knowledge/acts.yml``.

    After them stand ``yes``, ``no``, ``dont_know`` and ``skip``, where the whole message is that.

    Args:
        text: the message.
    """
    anywhere, whole = _matchers()
    found = {mention.finding for mention in anywhere.find(text, anywhere.page(text))}
    found |= {m.finding for m in whole.find(text, whole.page(text)) if _is_whole(text, m)}
    named = tuple(act for act in acts().ids if act in found)
    plain = polarity(text)
    if plain and plain.alone and plain.kind in PLAIN_ACTS:
        return (*named, PLAIN_ACTS[plain.kind])
    return named

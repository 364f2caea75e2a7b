"""The door of the language room: one message in, what it gave out."""

from __future__ import annotations

from charley.facts import Fact, FactSheet
from charley.language.assertion import assertions
from charley.language.reading import Reading
from charley.language.text import read_text
from charley.language.wordings import find_mentions


def read(
    text: str,
    *,
    question: str | None = None,
    sheet: FactSheet | None = None,
    date: str,
    turn: int = 0,
    focus: tuple[str, ...] = (),
) -> Reading:
    """Read one message.

    Args:
        text: the message as typed.
        question: id of the open question, if one is open.
        sheet: what is known so far; who the patient is decides whose illness a sentence means.
        date: the day of the message, ISO.
        turn: number of the message in the conversation.
        focus: the findings that a plain "no" or "yes" speaks about.
    """
    message = read_text(text)
    mentions = find_mentions(message)
    facts = tuple(
        Fact(
            finding=mention.finding,
            assertion=assertion,
            text=text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            turn=turn,
            told_on=date,
        )
        for mention, assertion in zip(mentions, assertions(message, mentions, sheet), strict=True)
    )
    return Reading(facts=facts)

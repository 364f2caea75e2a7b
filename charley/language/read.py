"""The door of the language room: one message in, what it gave out."""

from __future__ import annotations

from functools import lru_cache

from charley.facts import Fact, FactSheet
from charley.language.assertion import assertions
from charley.language.cues import board
from charley.language.reading import Reading
from charley.language.spelling import speller
from charley.language.text import read_text
from charley.schema.wordings import wording_book


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
    message = read_text(text, speller())
    table, hits = board(message)
    said = assertions(table, hits, kinds(), sheet, carer=_carer(sheet))
    facts = tuple(
        Fact(
            finding=mention.finding,
            assertion=said[mention],
            text=text[mention.start : mention.end],
            start=mention.start,
            end=mention.end,
            turn=turn,
            told_on=date,
        )
        for mention in table.mentions
    )
    return Reading(facts=facts)


def _carer(sheet: FactSheet | None) -> bool:
    return sheet is not None and sheet.person.speaker == "carer"


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Finding -> kind."""
    return {finding.id: finding.kind for finding in wording_book().findings.values()}

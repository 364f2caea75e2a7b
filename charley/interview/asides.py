"""Answers to questions of the person's own: from the FAQ, or from the assessment."""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process, utils

from charley.facts import FactSheet
from charley.interview.people import speech_of
from charley.interview.state import Interview, Turn
from charley.reply.blocks import Block, Say
from charley.reply.text import Wording
from charley.reply.words import Speech
from charley.schema.load import Knowledge

CLOSE = 82  # of 100; found on the examples of the FAQ against one another
_ASKS = re.compile(
    r"\?|^\W*(what|whats|why|how|when|where|who|which|is|are|can|could|do|does|did|should|will|"
    r"would|am|may|tell me|explain)\b",
    re.IGNORECASE,
)


def find_faq(text: str, known: Knowledge) -> str | None:
    """The id of the FAQ that a text asks, or None."""
    examples = {example: faq.id for faq in known.faq.values() for example in faq.examples}
    found = process.extractOne(
        text,
        list(examples),
        scorer=fuzz.token_set_ratio,
        processor=utils.default_process,
        score_cutoff=CLOSE,
    )
    return examples[found[0]] if found else None


def faq_answer(faq_id: str, known: Knowledge, wording: Wording | None = None) -> tuple[str, ...]:
    """The messages that answer a FAQ, with its sources.

    Args:
        faq_id: its id.
        known: the knowledge.
        wording: the texts of the conversation; plain "you" where none is given.
    """
    wording = wording or Wording(known, Speech())
    faq = known.faq[faq_id]
    return tuple(wording.fill(text) for text in faq.answer)


def aside(
    interview: Interview, sheet: FactSheet, turn: Turn, known: Knowledge
) -> tuple[Block, ...]:
    """What answers a question of the person's own, or nothing."""
    if turn.reading.acts or not _ASKS.search(turn.text):
        return ()
    wording = Wording(known, speech_of(interview, sheet, known), interview.country)
    found = find_faq(turn.text, known)
    if found:
        return (Say(faq_answer(found, known, wording)),)
    return ()

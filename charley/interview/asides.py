"""Answers to questions of the person's own from the FAQ, for the conversation in process.

In Rasa an intent finds the FAQ; both give the answer by its id.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from charley.facts import FactSheet
from charley.interview.people import speech_of
from charley.interview.state import Interview, Turn
from charley.language.meaning import Vectors, encoder
from charley.reply.blocks import Block, Say
from charley.reply.text import Wording
from charley.schema.load import Knowledge, knowledge

NEAR = 0.6  # cosine to the nearest example; measured in tests/interview/test_faq.py
CLOSE = 88  # of 100, letters alike, where there is no sentence model
FEWEST_WORDS = 3
_ASKS = re.compile(
    r"\?\s*$|^\W*(what|whats|why|how|when|where|who|which|is|are|can|could|do|does|did|should|"
    r"will|would|am|may|tell me|explain)\b",
    re.IGNORECASE,
)


def _examples(known: Knowledge) -> dict[str, str]:
    """Every way to ask, with the id of its answer."""
    return {example: faq.id for faq in known.faq.values() for example in faq.examples}


@lru_cache(maxsize=1)
def _vectors() -> Vectors | None:
    """The project's own examples by meaning; None without the sentence model."""
    model = encoder()
    return model.embed(list(_examples(knowledge()))) if model else None


def find_faq(text: str, known: Knowledge) -> str | None:
    """The id of the FAQ that a text asks, or None where it asks nothing or none is near."""
    if len(text.split()) < FEWEST_WORDS or not _ASKS.search(text):
        return None
    examples = _examples(known)
    vectors, model = _vectors(), encoder()
    if vectors is not None and model is not None and known is knowledge():
        scores = (vectors @ model.embed([text]).T)[:, 0]
        best = int(scores.argmax())
        return list(examples.values())[best] if scores[best] >= NEAR else None
    found = process.extractOne(
        text,
        list(examples),
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=CLOSE,
    )
    return examples[found[0]] if found else None


def faq_answer(faq_id: str, known: Knowledge, wording: Wording | None = None) -> tuple[str, ...]:
    """The messages that answer a FAQ.

    Args:
        faq_id: its id.
        known: the knowledge.
        wording: the texts of the conversation; plain "you" where none is given.
    """
    wording = wording or Wording(known)
    return tuple(wording.fill(text) for text in known.faq[faq_id].answer)


def aside(
    interview: Interview, sheet: FactSheet, turn: Turn, known: Knowledge
) -> tuple[Block, ...]:
    """What answers a question of the person's own, or nothing."""
    answered = turn.reading.answer is not None and turn.reading.answer.status == "answered"
    if turn.reading.acts or answered:
        return ()
    found = find_faq(turn.text, known)
    if found is None:
        return ()
    wording = Wording(known, speech_of(interview, sheet, known), interview.country)
    return (Say(faq_answer(found, known, wording)),)

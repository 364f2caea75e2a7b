"""The door of the language room: one message in, what it gave out."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

import msgspec

from charley.facts import Assertion, Fact, FactSheet, Medicine
from charley.language.acts import find_acts
from charley.language.answer_marks import with_marks, without_cries
from charley.language.answers import Outcome, read_answer, split_payload
from charley.language.assertion import assertions
from charley.language.attributes import SCREEN
from charley.language.change_request import CHANGE, named_to_change, only_names
from charley.language.contrast import contrasts
from charley.language.cues import Board, Hit, board
from charley.language.echo import with_echoes
from charley.language.meaning import meaning
from charley.language.medicine_events import link_classes, medicine_mentions
from charley.language.medicines import read_medicines
from charley.language.profile import read_profile, speaker_of
from charley.language.reading import Hint, Mention, Reading
from charley.language.relevance import Relevance
from charley.language.spelling import speller
from charley.language.text import Text, read_text
from charley.language.tongue import ENGLISH, language_of
from charley.schema.wordings import company, wording_book

# What needs a word of its own, whatever else is asked.
CRIES = {"self_harm_thoughts": "self_harm", "abuse_at_home": "abuse"}
Said = TypeVar("Said", Fact, Medicine, Hint)


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
    named, offset = split_payload(text)
    question = named or question
    message = read_text(text[offset:], speller())
    acts = find_acts(message)
    if question is not None:
        message = without_cries(message, speller())
    if question in wording_book().findings or question == SCREEN:
        message = with_marks(message, speller())
    language = language_of(message)
    carer = speaker_of(message, sheet, question) == "carer"
    table, hits = board(message)
    medicines = read_medicines(message, carer=carer, turn=turn)
    table.take(_joined(table.mentions, medicine_mentions(message, medicines)))
    if sheet is not None and sheet.facts:
        table.take(with_echoes(table, sheet.facts))
    said = assertions(table, hits, kinds(), sheet, carer)
    said |= contrasts(table, said, hits, kinds(), carer)
    table.take(tuple(said))
    kept = relevance().kept(table, said)
    to_change = named_to_change(message) if CHANGE in acts else frozenset[int]()
    stated = [
        _fact(mention, said[mention], message, date, turn)
        for mention in kept
        if mention.first not in to_change
    ]
    profile = read_profile(message, sheet, question, today=date, facts=stated)
    if only_names(message, to_change):
        medicines, outcome = (), Outcome((), profile, None, acts)
    else:
        outcome = read_answer(
            message, question, focus, stated, medicines=medicines, profile=profile, acts=acts,
            sheet=sheet, today=date, turn=turn,
        )  # fmt: skip
    linked = link_classes(message, outcome.facts, medicines)
    facts = _without_doubles(_corrected(linked, message, hits))
    acts = (*outcome.acts, *(act for act in _cries(facts) if act not in outcome.acts))
    hints = _hints(message, table, hits, medicines) if language == ENGLISH else ()
    return Reading(
        facts=tuple(_shifted(fact, offset) for fact in facts),
        medicines=tuple(_shifted(medicine, offset) for medicine in medicines),
        profile=outcome.profile,
        acts=acts,
        answer=outcome.answer,
        hints=tuple(_shifted(hint, offset) for hint in hints),
        language=language,
    )


def _joined(by_wording: tuple[Mention, ...], by_name: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """All mentions, without what a medicine's name tells that a wording already told."""
    told = {mention.finding for mention in by_wording}
    return (*by_wording, *(mention for mention in by_name if mention.finding not in told))


def _shifted(item: Said, offset: int) -> Said:
    """The same with its place counted from the beginning of the whole message."""
    if not offset or item.start < 0:
        return item
    return msgspec.structs.replace(item, start=item.start + offset, end=item.end + offset)


def _cries(facts: tuple[Fact, ...]) -> tuple[str, ...]:
    """The acts of a message that tells of harm at home, or of no wish to live, for oneself."""
    told = {fact.finding for fact in facts if fact.assertion in ("present", "possible")}
    return tuple(act for finding, act in CRIES.items() if finding in told)


def _fact(mention: Mention, assertion: Assertion, text: Text, date: str, turn: int) -> Fact:
    return Fact(
        finding=mention.finding,
        assertion=assertion,
        text=text.raw[mention.start : mention.end],
        start=mention.start,
        end=mention.end,
        turn=turn,
        told_on=date,
    )


def _corrected(facts: tuple[Fact, ...], text: Text, hits: list[Hit]) -> tuple[Fact, ...]:
    """Marks the facts that come after a correction word."""
    words = [text.tokens[hit.first].start for hit in hits if hit.payload.cue == "corrects"]
    if not words:
        return facts
    return tuple(
        msgspec.structs.replace(fact, corrects=True) if fact.end > min(words) else fact
        for fact in facts
    )


def _without_doubles(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Drops a fact that says no more than an earlier one of the same message."""
    kept: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        kept.setdefault((fact.finding, fact.assertion, fact.attributes), fact)
    return tuple(kept.values())


def _hints(
    text: Text, table: Board, hits: list[Hit], medicines: tuple[Medicine, ...]
) -> tuple[Hint, ...]:
    """Danger findings by meaning, in the clauses in which nothing was found or denied."""
    model = meaning()
    if model is None:
        return ()
    told = {text.tokens[m.first].clause for m in table.mentions}
    told |= {text.tokens[h.first].clause for h in hits if h.payload.cue not in ("patient", "onset")}
    told |= {
        clause.index
        for clause in text.clauses
        for medicine in medicines
        if text.tokens[clause.first].start <= medicine.start <= text.tokens[clause.last].end
    }
    mentioned = {mention.finding for mention in table.mentions}
    found = model.hints(text, [c.index for c in text.clauses if c.index not in told])
    return tuple(hint for hint in found if hint.finding not in mentioned)


@lru_cache(maxsize=1)
def relevance() -> Relevance:
    """The rules of what counts, for the project's own findings."""
    return Relevance(wording_book().findings, company())


@lru_cache(maxsize=1)
def kinds() -> dict[str, str]:
    """Finding -> kind."""
    return {finding.id: finding.kind for finding in wording_book().findings.values()}

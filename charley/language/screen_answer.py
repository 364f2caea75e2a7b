"""What a message means as an answer to the first check for danger signs."""

from __future__ import annotations

from functools import lru_cache

from charley.language.answer_reader import AnswerReader
from charley.language.parts import read_parts
from charley.language.places_in_list import items_of, pointed
from charley.language.reading import Status
from charley.language.turns import plain_by_turn
from charley.schema.sign_words import sign_words
from charley.schema.wordings import wording_book

BOTH = 2
_NOT_ALL = frozenset(
    {"no", "not", "none", "nope", "never", "nearly", "almost", "if", "sure", "but"}
)
FEW_WORDS = 3  # unknown words that an answer to the first check may hold and still be plain


def _add_parts(reader: AnswerReader, after: int = -1) -> bool:
    """Adds what the parts of an answer say of each sign; whether one is there or may be.

    ``after`` is the last token of a "no" to all, behind which only what is there counts.
    """
    found = False
    for told in read_parts(reader.text, reader.focus):
        there = told.assertion != "absent"
        if told.first <= after or (after >= 0 and not there):
            continue
        if not reader.has([told.finding]) and not (there and reader.in_longer_fact(told.first)):
            reader.add(told.finding, told.assertion, told.first, told.last)
            found = found or there
    return found


def _add_places(reader: AnswerReader) -> Status | None:
    """Adds the signs that are named by their place in the question; None where none is."""
    items = items_of(reader.focus)
    told = pointed(reader.text, len(items)) if len(items) > 1 else None
    if told is None:
        return None
    if not told.understood:
        return "unclear"
    last = len(reader.text.tokens) - 1
    others = set(range(1, len(items) + 1)) - {*told.yes, *told.no}
    for item in {*told.yes, *(others if told.rest == "yes" else ())}:
        reader.add(items[item - 1][0], "present", 0, last)
    for item in {*told.no, *(others if told.rest == "no" else ())}:
        for finding in items[item - 1]:
            reader.add(finding, "absent", 0, last)
    return "answered"


def covered_by(reader: AnswerReader) -> set[str]:
    """Findings of the screen that something said as present or possible already speaks of."""
    said = {f.finding for f in reader.facts if f.assertion in ("present", "possible", "historical")}
    covered = set(said)
    for name in said:
        covered.update(_all_implied(name))
    return covered


@lru_cache(maxsize=1024)
def _all_implied(finding: str) -> frozenset[str]:
    known, found, open_ones = wording_book().findings, set[str](), [finding]
    while open_ones:
        for name in known[open_ones.pop()].implies:
            if name not in found:
                found.add(name)
                open_ones.append(name)
    return frozenset(found)


def answer_screen(reader: AnswerReader) -> Status:
    """The first check for danger; nothing uncertain is kept."""
    by_place = _add_places(reader)
    if by_place is not None:
        return by_place
    named = reader.has(reader.focus, "present", "possible")
    if reader.kind == "skip" and not named:
        return "skipped"
    if reader.kind == "no":
        return _screen_denied(reader)
    if _all_there(reader):
        for finding in reader.focus:
            reader.add(finding, "present", 0, len(reader.text.tokens) - 1)
        return "answered"
    reader.add_instead()
    named = _add_parts(reader) or named
    reader.add_opposites()
    if reader.kind == "unsure" and not reader.has(reader.focus):
        return "unclear" if reader.own_facts() else "unsure"  # "can't remember its name"
    if named or any(
        f.assertion == "present" and reader.findings[f.finding].danger for f in reader.facts
    ):
        _deny_the_rest(reader)
        return "answered"
    if reader.kind in ("yes", "maybe", "on_and_off"):
        return "partial"
    if reader.has(reader.focus, "absent"):
        return "answered" if all(reader.has([f], "absent") for f in reader.focus) else "partial"
    return "unclear"


def _all_there(reader: AnswerReader) -> bool:
    """Whether all that was asked is said to be there: "yes, all of them", "both"."""
    words = {token.norm for token in reader.text.tokens}
    if words & {*_NOT_ALL, *sign_words().well} or (
        "both" in words and len(items_of(reader.focus)) != BOTH
    ):
        return False
    plain = plain_by_turn(reader.text, ("all",))
    return plain is not None and plain.alone


def _deny_the_rest(reader: AnswerReader) -> None:
    """Denies what else was asked where words behind a sign do so: "my foot is cold, rest no"."""
    words = reader.rest_denied()
    if words is not None:
        told = covered_by(reader)
        for finding in reader.focus:
            if finding not in told:
                reader.add(finding, "absent", words.first, words.last)


def _screen_denied(reader: AnswerReader) -> Status:
    _add_parts(reader, after=reader.plain.last if reader.plain else -1)
    present = any(f.assertion in ("present", "possible") for f in reader.facts)
    if not present and (
        reader.rest_unknown() > FEW_WORDS or (reader.contrasts() and reader.rest_unknown())
    ):
        return "unclear"
    told = covered_by(reader)
    reader.add_plain([f for f in reader.focus if f not in told], "absent")
    return "answered"

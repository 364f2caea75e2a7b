"""What a message means as an answer to the first check for danger signs."""

from __future__ import annotations

from functools import lru_cache

from charley.language.answer_reader import AnswerReader
from charley.language.reading import Status
from charley.language.text import stem
from charley.schema.wordings import wording_book

WELL = frozenset({"fine", "ok", "okay", "normal", "good", "usual", "well", "alright", "grand"})
NO_BEHIND = ("no", "nope", "none", "nah")  # "weakness, no"
FEW_WORDS = 3  # unknown words that an answer to the first check may hold and still be plain


def _named_in_screen(reader: AnswerReader) -> bool:
    """Adds the signs that short words name ("just the swelling"); whether there were any."""
    found = False
    if {t.norm for t in reader.text.tokens} & WELL:
        return False  # "his wee is a normal colour" names a sign that is not there
    stems = {stem(t.norm): t.index for t in reader.text.tokens if not reader.denied(t.index)}
    for finding in reader.focus:
        for phrase in reader.known.screen_words.get(finding, ()):
            words = [stem(w) for w in phrase.split()]
            if all(w in stems for w in words) and not reader.has([finding]):
                reader.add(finding, "present", stems[words[0]], stems[words[0]])
                found = True
    return found


def _denied_in_screen(reader: AnswerReader) -> None:
    """Denies the signs that short words deny: "no numbness", "cold, no"."""
    words = reader.text.tokens
    for finding in reader.focus:
        for phrase in reader.known.screen_words.get(finding, ()):
            places = [t.index for t in words if t.stem == stem(phrase) or t.norm == phrase]
            for place in places:
                behind = words[place + 1] if place + 1 < len(words) else None
                answered = behind is not None and behind.norm in NO_BEHIND
                if (reader.denied(place) or answered) and not reader.has([finding]):
                    reader.add(finding, "absent", place, place)


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
    named = reader.has(reader.focus, "present", "possible")
    if reader.kind == "unsure" and not named:
        return "unclear" if reader.own_facts() else "unsure"  # "can't remember its name"
    if reader.kind == "skip" and not named:
        return "skipped"
    if reader.kind == "no":
        return _screen_denied(reader)
    if not named:
        named = _named_in_screen(reader)
    _denied_in_screen(reader)
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


def _deny_the_rest(reader: AnswerReader) -> None:
    """Denies what else was asked where words behind a sign do so: "my foot is cold, rest no"."""
    words = reader.rest_denied()
    if words is not None:
        told = covered_by(reader)
        for finding in reader.focus:
            if finding not in told:
                reader.add(finding, "absent", words.first, words.last)


def _screen_denied(reader: AnswerReader) -> Status:
    if reader.contrasts() and reader.rest_unknown():
        _named_in_screen(reader)
    present = any(f.assertion in ("present", "possible") for f in reader.facts)
    if not present and (
        reader.rest_unknown() > FEW_WORDS or (reader.contrasts() and reader.rest_unknown())
    ):
        return "unclear"
    told = covered_by(reader)
    reader.add_plain([f for f in reader.focus if f not in told], "absent")
    return "answered"

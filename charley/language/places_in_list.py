"""Answers that point at what was asked by its place: "the first one yes, the others no".

Such an answer is written as a line of marks, one for each word that counts, and then read like a
little language. Nothing is stored unless all of it is understood: half read, it would tell a danger
away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from charley.language.chatter import pieces
from charley.language.text import Text
from charley.schema.answers import answer_words
from charley.schema.load import knowledge
from charley.schema.sign_words import sign_words

Verdict = Literal["yes", "no"]
YES = frozenset(
    {"yes", "yeah", "yep", "yup", "aye", "yea", "yess", "definitely", "true", "sometimes"}
)
NO = frozenset({"no", "nope", "none", "nah", "not", "neither", "never", "nothing", "dont", "havent",
                "isnt", "arent", "doesnt", "without", "false"})  # fmt: skip
ONLY = frozenset({"only", "just"})
JOINTS = frozenset({"and", "plus", "n", "or", "nor", "are", "were", "be", "would"})
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# "The first time", "last night", "the second toe": no place in the list.
OTHERWISE = frozenset({
    "time", "times", "week", "night", "month", "year", "day", "toe", "toes", "finger", "degree",
    "summer", "winter", "few", "minute", "couple", "trimester", "baby", "pregnancy", "child",
    "weekend", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
})  # fmt: skip
PARTS = ("leg", "body", "below")  # the lines of the question
# The marks: i items, r the rest, y yes, n no, o only, x except, u a word that says something else.
_POINTED = re.compile(r"(?:o?i+|y+i+|i+y+)$")
_REFUSED = re.compile(r"(?:n+i+|i+n+)$")
_OTHERS = re.compile(r"(?:([yn])+r|r([yn])+)$")
EVERY = frozenset({"all", "everything", "every", "each"})
_EXCEPTED = re.compile(r"([yn]?)x(?:i+y?|y?i+)$")
_PAIRS = re.compile(r"(?:(?:i+[yn])+(?:r[yn])?|(?:[yn]i+)+(?:[yn]r)?)$")


class Pointed(msgspec.Struct):
    """The items that an answer affirms and denies by their places, and what it says of the rest."""

    yes: list[int] = []
    no: list[int] = []
    rest: Verdict | None = None
    understood: bool = True


class _Mark(msgspec.Struct, frozen=True):
    sign: str
    items: tuple[int, ...] = ()


def items_of(focus: Sequence[str]) -> list[tuple[str, ...]]:
    """The findings that were asked about as the items of the question, in the order of its lines.

    Some findings share a few words of the question and are one item, led by the first of them.
    """
    asked = knowledge().finding_questions
    leads = {also: f for f in focus if f in asked for also in asked[f].screen_also if also in focus}
    items = [
        (finding, *(also for also in focus if leads.get(also) == finding))
        for finding in focus
        if finding not in leads
    ]
    part = {f: PARTS.index(q.screen_part) for f, q in asked.items() if q.screen_part}
    return sorted(items, key=lambda item: part.get(item[0], 0))


def pointed(text: Text, size: int) -> Pointed | None:
    """What an answer says of the items of a list by their places, or None where it names no place.

    Args:
        text: the answer.
        size: the number of items that were asked about.
    """
    segments = [list(_marks(text, first, last, size)) for first, last in _segments(text)]
    marks = [mark for segment in segments for mark in segment]
    if not any(mark.items for mark in marks):
        return None
    if not all(1 <= item <= size for mark in marks for item in mark.items):
        return Pointed(understood=False)
    return _Account().read([segment for segment in segments if segment])


class _Account:
    """Books the segments of an answer one after the other."""

    def __init__(self) -> None:
        self.answer = Pointed()
        self.base = ""  # a yes or no said of the whole question before any item
        self.open: list[int] = []  # items whose yes or no may follow
        self.open_rest = False
        self.lead = ""  # a yes or no in front of items, which goes on over "and"

    def read(self, segments: list[list[_Mark]]) -> Pointed:
        """Reads all segments."""
        for segment in segments:
            self._segment(segment)
        self.answer.yes += self.open
        clash = set(self.answer.yes) & set(self.answer.no)
        self.answer.understood &= not clash and not self.open_rest
        return self.answer

    def _segment(self, segment: list[_Mark]) -> None:
        signs = "".join(mark.sign for mark in segment)
        items = [item for mark in segment for item in mark.items]
        if not self.base:
            signs = signs.removeprefix("x")  # "but the second one no"
        if re.fullmatch(r"y+|n+", signs):
            self._reply(signs[0])
        elif signs == "r":
            self.open_rest = True
        elif re.fullmatch(r"i+", signs) and self.lead:
            self._book(items, self.lead)
        elif (excepted := _EXCEPTED.match(signs)) and (excepted[1] or self.base):
            said = excepted[1] or self.base
            self._book(items, "n" if said == "y" else "y")
            self.answer.rest = "yes" if said == "y" else "no"
        elif _POINTED.match(signs) and (self.base != "n" or "o" in signs or "y" in signs):
            (self.answer.yes if "y" in signs else self.open).extend(items)
            self.answer.rest = "no" if "o" in signs else self.answer.rest
        elif _REFUSED.match(signs):
            self._book(items, "n")
        elif (others := _OTHERS.match(signs)) is not None:
            self.answer.rest = "yes" if "y" in (others[1], others[2]) else "no"
        elif _PAIRS.match(signs):
            _book_pairs(segment, self.answer)
        else:
            self.answer.understood = False
        self.lead = signs[0] if signs[:1] in ("y", "n") and items else ""

    def _reply(self, said: str) -> None:
        """A yes or no for itself: to what was named before it, or to the whole question."""
        if self.open_rest:
            self.answer.rest, self.open_rest = "yes" if said == "y" else "no", False
        elif self.open:
            self._book(self.open, said)
            self.open = []
        else:
            self.base = said

    def _book(self, items: list[int], said: str) -> None:
        (self.answer.yes if said == "y" else self.answer.no).extend(items)


def _book_pairs(segment: list[_Mark], answer: Pointed) -> None:
    """Reads "first yes second no rest no", or the same with each yes and no in front."""
    marks = segment if segment[0].sign in "yn" else segment[::-1]
    said = ""
    for mark in marks:
        if mark.sign in "yn":
            said = mark.sign
        elif mark.sign == "r":
            answer.rest = "yes" if said == "y" else "no"
        else:
            (answer.yes if said == "y" else answer.no).extend(mark.items)


def _segments(text: Text) -> Iterator[tuple[int, int]]:
    """The pieces of an answer, cut at "and" and "but" too."""
    for first, last in pieces(text):
        start = first
        for index in range(first + 1, last + 1):
            if text.tokens[index].norm in ("and", "but") and index < last:
                yield start, index - 1
                start = index
        yield start, last


def _marks(text: Text, first: int, last: int, size: int) -> Iterator[_Mark]:
    """The marks of one segment; empty words have none."""
    words = [token.norm for token in text.tokens]
    at = first
    while at <= last:
        place = _place(words, at, last, size)
        if place is not None:
            yield _Mark("i", place[0])
            at = place[1]
        elif words[at] in EVERY and "except" not in words[:at] and _alone(words, first, at, last):
            yield _Mark("y")
        elif sign := _sign(words[at]):
            yield _Mark(sign)
            behind = words[at + 1] if at < last else ""
            at += sign == "r" and (behind in COUNTS or behind in sign_words().item_words)
        at += 1


def _alone(words: list[str], first: int, at: int, last: int) -> bool:
    """Whether "all" is said of the whole list, to except something from it: "all but the last"."""
    known = sign_words()
    following = words[at + 1 : at + 4]
    told = any(_sign(word) in ("y", "n") for word in words[first:at])
    return not told and any(word in known.except_words for word in following)


def _sign(word: str) -> str:
    """The mark of a word that names no item, or "" for an empty word."""
    known = sign_words()
    signs = {"r": known.rest_words, "y": YES, "n": NO, "o": ONLY, "x": known.except_words}
    for sign, words in signs.items():
        if word in words:
            return sign
    empty = word in answer_words().padding or word in JOINTS or word in known.item_words
    return "" if empty else "u"


def _counts_the_list(words: list[str]) -> bool:
    """Whether bare numbers are places: "1 yes, 3 no". A "6" alone may be a child's age."""
    signs = {_sign(word) for word in words if not word.isdigit()}
    return "u" not in signs and bool(signs & {"y", "n", "o"})


def _place(words: list[str], at: int, last: int, size: int) -> tuple[tuple[int, ...], int] | None:
    """The items that a place at a token names, and its last token: "first two", "number 3"."""
    known, word = sign_words(), words[at]
    behind = words[at + 1] if at < last else ""
    if word in ("number", "numbers", "option", "item") and behind.isdigit():
        return (int(behind),), at + 1
    if re.fullmatch(r"\d", word) and _counts_the_list(words):
        return (int(word),), at
    if word not in known.ordinals or behind in OTHERWISE:
        return None
    place = known.ordinals[word]
    count = COUNTS.get(behind, 0) or (int(behind) if behind.isdigit() else 0)
    end = at + (count > 0 or behind in known.item_words)
    if count > 1 and abs(place) == 1:
        begin = 1 if place == 1 else size - count + 1
        return tuple(range(begin, begin + count)), end
    if place == 0:  # the middle one
        return ((size + 1) // 2 if size % 2 else 0,), end
    return (size + 1 + place if place < 0 else place,), end

"""A message as one line of marks, so that phrases of time can be found by regular expressions.

Numbers stand as ``#k`` (the k-th number), units of time as ``%hour`` or, for several, ``%hours``,
units of length as ``$metre``; a clause border is ``|``, a comma ``,``. All other words stand as
they are. "cramp for 2-3 wks, lasts a min" is ``cramp for #0 %weeks , lasts a %minute``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from charley.language.numbers import Number, find_numbers, word_of
from charley.language.text import Text, Token
from charley.schema.time_words import time_words

_NO_UNIT = ("/", "'", "’")  # "in the high 200's" are no seconds
BEHIND = 60  # characters of the line in front of a place
SHORTEST_METRES = 20  # "100m" is a length, "5m" are minutes


class Line(msgspec.Struct, frozen=True):
    """The line and the way back.

    ``starts[i]`` is where the i-th piece begins, ``tokens[i]`` the first and last token it stands
    for; a border or a comma stands for the token after it.
    """

    text: str
    numbers: tuple[Number, ...]
    starts: tuple[int, ...]
    tokens: tuple[tuple[int, int], ...]

    def number(self, mark: str) -> Number:
        """The number of a mark such as ``#3``."""
        return self.numbers[int(mark.lstrip("#"))]

    def before(self, start: int) -> str:
        """The last words in front of a place; a bounded look, so that time stays linear."""
        return self.text[max(0, start - BEHIND) : start]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """First and last token, both inclusive, of a part of the line."""
        inside = range(bisect_left(self.starts, start), bisect_left(self.starts, end))
        words = [self.tokens[i] for i in inside if self.text[self.starts[i]] not in "|,"]
        return words[0][0], words[-1][1]

    def replaced(self, marks: list[tuple[int, int, str]]) -> Line:
        """The line with some runs of tokens (first, last, mark) each put under one mark."""
        pieces, places = [], []
        covered = {first: (last, mark) for first, last, mark in marks}
        until = -1
        for piece, (first, last) in zip(self.text.split(" "), self.tokens, strict=True):
            if first in covered and first > until and piece not in (",", "|", "per"):
                until, mark = covered[first]
                pieces.append(mark)
                places.append((first, until))
            elif first > until:
                pieces.append(piece)
                places.append((first, last))
        return make_line(pieces, places, self.numbers)

    def find(self, pattern: re.Pattern[str]) -> Iterator[tuple[re.Match[str], int, int]]:
        """Each match with its first and last token."""
        for match in pattern.finditer(self.text):
            first, last = self.span(match.start(), match.end())
            yield match, first, last


@lru_cache(maxsize=1)
def _unit_marks() -> dict[str, str]:
    marks: dict[str, str] = {}
    for name, unit in time_words().units.items():
        marks.update(dict.fromkeys(unit.many, f"%{name}s"))
        marks.update(dict.fromkeys(unit.one, f"%{name}"))
    return marks


@lru_cache(maxsize=1)
def _length_marks() -> dict[str, str]:
    return {w: f"${name}" for name, unit in time_words().distances.items() for w in unit.words}


def _mark(word: str, number: Number | None) -> str:
    """The mark of a word; some are units only after a number ("2m", "20 steps", "6 feet")."""
    if number and word == "m":
        return "$metre" if number.high >= SHORTEST_METRES else "%minute"
    unit, length = _unit_marks().get(word), _length_marks().get(word)
    if length and (number or word in ("mile", "miles", "yards", "metres", "meters")):
        return length
    if unit and (number or word not in time_words().only_after_a_number):
        return unit
    return word


def plain_words(tokens: Sequence[Token]) -> list[str]:
    """The words of a message with units in full: "nite" is night, "wks" are weeks."""
    marks = _unit_marks()
    words = [word_of(token) for token in tokens]
    return [marks[w][1:] if len(w) > 1 and w in marks else w for w in words]


@lru_cache(maxsize=2)  # of the message at hand, for which several readers ask
def read_line(text: Text) -> Line:
    """The message as a line of marks."""
    numbers = find_numbers(text.tokens)
    by_first = {number.first: index for index, number in enumerate(numbers)}
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    before: Number | None = None
    while at < len(text.tokens):
        token = text.tokens[at]
        if at and text.clauses[token.clause].first == at:
            pieces.append("|")
            places.append((at, at))
        elif "," in token.before:
            pieces.append(",")
            places.append((at, at))
        elif token.before == "/" and at not in by_first:
            pieces.append("per")
            places.append((at, at))
        if at in by_first:
            number = numbers[by_first[at]]
            pieces.append(f"#{by_first[at]}")
            places.append((at, number.last))
            at, before = number.last + 1, number
            continue
        pieces.append(_mark(word_of(token), None if token.before in _NO_UNIT else before))
        places.append((at, at))
        at, before = at + 1, None
    return make_line(pieces, places, numbers)


def make_line(
    pieces: list[str], places: list[tuple[int, int]], numbers: tuple[Number, ...]
) -> Line:
    """A line of the given pieces; ``places`` are the tokens of each."""
    starts, position = [], 0
    for piece in pieces:
        starts.append(position)
        position += len(piece) + 1
    return Line(" ".join(pieces), numbers, tuple(starts), tuple(places))

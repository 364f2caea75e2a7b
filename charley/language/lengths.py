"""Stretches of time: "2-3 weeks", "a year and a half", "a minute or two", "less than an hour"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from charley.facts import Range
from charley.language.line import Line, plain_words
from charley.language.measure import Measure
from charley.language.numbers import Number
from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.time_words import time_words

MORE = 2.0  # "over a month" is read as one to two months
MINUTE, HOUR = 60.0, 3600.0

_UNIT = r"%(?P<{0}>[a-z]+)"
_ONE = re.compile(
    r"(?:(?P<n>#\d+)(?P<plus> (?:and|plus))?|(?P<a>an?|another|one|the|all|full|whole|past))"
    r"(?: (?:good|full|whole|solid|long|little|more|fewer|additional|further|bit|straight|"
    r"extra|odd|or so|of an|of|calendar|business|tiny))*"
    r" %(?P<unit>second|minute|hour|day|night|weekend|week|fortnight|month|year|"
    r"decade)(?P<many>s?)\b"
)
_OWN = re.compile(  # "minute or two", "hour or so", with the article left out
    r"(?:(?<=^)|(?<=[,|] )|(?<=for )|(?<=about )|(?<=lasts )|(?<=in ))"
    r"%(?P<unit>second|minute|hour|day|week|month|year)(?= or (?:#|so\b))"
)
_HALF_MORE = re.compile(r" (?:and )?(?:an? )?(?P<n>#\d+)(?! %| times| x|[a-z])(?! \$)")
_OR_MORE = re.compile(r" (?:or|to) (?P<n>#\d+)\b(?! %)")
_PRICE = re.compile(r"(#\d+) (?:\w+ )?$")
_BARE = re.compile(r"(?<![%#])%(?P<unit>second|minute|hour|day|week|month|year|decade)s\b")
_BEFORE_BARE = re.compile(
    r"(?:for|lasts?|lasted|lasting|in|of|takes|past|last|over|only|just|few|been|its|"
    r"going back|since|mere|literally|about) $"
)
_MORE_THAN = re.compile(
    r"(?:over|more than|in excess of|at least|longer than|upwards of|well over|just over) "
    r"(?:about )?$"
)
_LESS_THAN = re.compile(
    r"(?:less than|under|up to|not even|no more than|no longer than|shorter than|"
    r"maximum|max|a maximum of) (?:about )?$"
)


@lru_cache(maxsize=1)
def _whole() -> PhraseTable[Range]:
    return PhraseTable(time_words().whole_spells)


class _Length:
    """A length as it is put together from its parts; places are those of the line."""

    def __init__(self, low: float, high: float, unit: float, start: int, end: int) -> None:
        self.low, self.high, self.unit, self.start, self.end = low, high, unit, start, end


def _single(line: Line, match: re.Match[str]) -> _Length:
    unit = time_words().units[match["unit"]].seconds
    if match["n"]:
        number = line.number(match["n"])
        low, high = number.range
        high = high * MORE if match["plus"] else high
    else:
        low = high = 1.0
    return _Length(low * unit, high * unit, unit, match.start(), match.end())


def _with_more(line: Line, length: _Length) -> _Length:
    """Adds what follows: "and a half", "or two", and the bare minutes of "2 hours ten"."""
    after = line.text
    choice = _OR_MORE.match(after, length.end)
    if choice and length.low == length.high == length.unit:
        length.high, length.end = line.number(choice["n"]).high * length.unit, choice.end()
        return length
    half = _HALF_MORE.match(after, length.end)
    if half:
        value = line.number(half["n"])
        if value.kind == "count" and value.low in (0.5, 0.25, 0.75) and value.low == value.high:
            more = value.low * length.unit
            length.low, length.high, length.end = length.low + more, length.high + more, half.end()
        elif length.unit == HOUR and value.low == value.high and 5 <= value.low < 60:
            more = value.low * MINUTE
            length.low, length.high, length.end = length.low + more, length.high + more, half.end()
    if after[length.end :].startswith(" or so"):
        length.end += len(" or so")
    return length


_JOIN_SUM = re.compile(r"(?: and)? (?=#|an? )")
_JOIN_RANGE = re.compile(
    r" (?:to|or|till|maybe|up to|, maybe|or maybe|sometimes|, sometimes) (?=#|an? )"
)


def _joined(line: Line, lengths: list[_Length]) -> Iterator[_Length]:
    """Sums ("2 years 3 months") and ranges ("30 seconds to 2 minutes") of neighbours."""
    at = 0
    while at < len(lengths):
        length = lengths[at]
        while at + 1 < len(lengths):
            following = lengths[at + 1]
            if _is(_JOIN_RANGE, line, length, following):
                length.high, length.end = max(following.high, length.high), following.end
            elif _is(_JOIN_SUM, line, length, following) and following.unit < length.unit:
                length.low, length.high = length.low + following.low, length.high + following.high
                length.unit, length.end = following.unit, following.end
            else:
                break
            at += 1
        yield length
        at += 1


def _is(pattern: re.Pattern[str], line: Line, one: _Length, other: _Length) -> bool:
    match = pattern.match(line.text, one.end)
    return match is not None and match.end() == other.start


def _bounded(line: Line, length: _Length) -> _Length:
    """Reads "more than" and "less than" before a length."""
    before = line.text[max(0, length.start - 30) : length.start]
    if _LESS_THAN.search(before):
        length.low = 0.0
    elif _MORE_THAN.search(before) and length.low == length.high:
        length.high *= MORE
    return length


def _is_one(number: Number | None) -> bool:
    return number is not None and number.low == number.high == 1.0


def _lasts(line: Line, match: re.Match[str]) -> bool:
    return line.before(match.start()).endswith(("for ", "lasts ", "lasted ", "over "))


def find_lengths(text: Text, line: Line, taken: set[int], *, bare: bool) -> Iterator[Measure]:
    """Stretches of time, in seconds.

    Args:
        text: the message.
        line: the message as a line of marks.
        taken: tokens that already say something else ("three times a week").
        bare: the question was how long, so that "months" alone is an answer.
    """
    words = plain_words(text.tokens)
    for first, last, (low, high) in _whole().find(words, text.tokens, taken):
        taken.update(range(first, last + 1))
        yield Measure("length", low, high, first, last, "episode")
    singles = []
    for match, first, last in line.find(_ONE):
        number = line.number(match["n"]) if match["n"] else None
        if number is not None and number.kind != "count":
            continue
        if match["a"] == "the" or not taken.isdisjoint(range(first, last + 1)):
            continue
        if match["a"] and match["many"]:
            continue
        if match["unit"] == "night" and (match["a"] or _is_one(number)) and not _lasts(line, match):
            continue  # "one night it is the left calf, next night the right"
        priced = _PRICE.search(line.before(match.start()))
        if match["a"] and priced and line.number(priced[1]).kind == "money":
            continue  # "$40 a month"
        singles.append(_with_more(line, _single(line, match)))
    for match, first, _ in line.find(_OWN):
        unit = time_words().units[match["unit"]].seconds
        if first not in taken:
            singles.append(_with_more(line, _Length(unit, unit, unit, match.start(), match.end())))
    for length in _joined(line, sorted(singles, key=lambda single: single.start)):
        length = _bounded(line, length)
        first, last = line.span(length.start, length.end)
        taken.update(range(first, last + 1))
        yield Measure("length", length.low, length.high, first, last)
    yield from _bare_lengths(line, taken, bare)


def _bare_lengths(line: Line, taken: set[int], bare: bool) -> Iterator[Measure]:
    known = time_words()
    for match, first, last in line.find(_BARE):
        leading = bare and not line.text[: match.start()].strip()
        before = _BEFORE_BARE.search(line.text[: match.start()])
        ago = line.text[match.end() :].startswith((" ago", " now"))
        if last in taken or not (leading or before or ago):
            continue
        low, high = known.unnumbered_units[match["unit"]]
        seconds = known.units[match["unit"]].seconds
        yield Measure("length", low * seconds, high * seconds, first, last)

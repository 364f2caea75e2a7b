"""Numbers in a message: digits, words, fractions, ranges, and the vague ones ("a few")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from charley.facts import Range
from charley.language.text import Token
from charley.schema.time_words import TimeWords, time_words

ODD = 1.25  # "twenty odd" is at most this much more than twenty
_RANGE_SIGNS = frozenset({"-", "–", "—", "~", "/"})
_RANGE_WORDS = frozenset({"to", "or", "till", "maybe", "perhaps", "even"})
_QUARTERS = {"two": 2, "2": 2, "three": 3, "3": 3}
_MONEY_SIGNS = frozenset("$£€")
_MONEY = frozenset({"dollar", "dollars", "bucks", "quid", "euro", "euros", "pence", "cents"})
_FRACTIONS = {"half": 0.5, "½": 0.5, "quarter": 0.25, "¼": 0.25, "¾": 0.75}


class Number(msgspec.Struct, frozen=True):
    """A number from token ``first`` to token ``last``, both inclusive.

    ``low`` and ``high`` are equal for an exact number. ``kind`` is ``clock`` for a time of day
    ("half 3", "3am"), ``score`` for marks out of ten, ``date`` for day and month with a slash,
    ``money`` for a price.
    """

    first: int
    last: int
    low: float
    high: float
    kind: str = "count"

    @property
    def range(self) -> Range:
        """Least and most."""
        return self.low, self.high


def word_of(token: Token) -> str:
    """The word to read: as typed where that is a word of time, else as corrected."""
    typed = token.typed
    return typed if typed in _time_vocabulary() else token.norm


@lru_cache(maxsize=1)
def _time_vocabulary() -> frozenset[str]:
    """Words that a typo correction must leave alone."""
    known = time_words()
    words = {*known.numbers, *known.vague_numbers, *known.feasts}
    for spellings in (*known.weekdays, *known.months):
        words.update(spellings)
    for unit in known.units.values():
        words.update(unit.one, unit.many)
    for length in known.distances.values():
        words.update(length.words)
    for table in (known.frequency, known.days_ago, known.long_ago):
        words.update(word for phrase in table for word in phrase.split())
    return frozenset(words)


class _Reader:
    """Reads numbers from left to right; each method returns what it took, or None."""

    def __init__(self, tokens: Sequence[Token], known: TimeWords) -> None:
        self.tokens, self.known = tokens, known
        self.words = [word_of(token) for token in tokens]

    def word(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def joined(self, at: int) -> bool:
        """Whether the token belongs to the clause of the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at].clause == self.tokens[at - 1].clause

    def sign(self, at: int) -> str:
        return self.tokens[at].before if self.joined(at) else ""

    def plain(self, at: int) -> Number | None:
        """One number with nothing around it: "12", "twenty five", "two hundred", "a few"."""
        word = self.word(at)
        if word[:1].isdigit():
            return _digits(at, word)
        if word in _FRACTIONS:
            return self.fraction(at)
        if word in self.known.repeats and self.word(at - 1) != "at":
            value = self.known.repeats[word]
            return Number(at, at, value, value)
        if word in self.known.vague_numbers:
            last = at + 1 if self.word(at + 1) == "of" and self.joined(at + 1) else at
            low, high = self.known.vague_numbers[word]
            return Number(at, last, low, high)
        return self.words_number(at)

    def fraction(self, at: int) -> Number:
        last = at
        for skipped in ("of", "an", "a"):
            if self.word(last + 1) == skipped and self.joined(last + 1):
                last += 1
        value = _FRACTIONS[self.word(at)]
        return Number(at, last, value, value)

    def words_number(self, at: int) -> Number | None:
        word = self.word(at)
        if word == "one" and self.word(at - 1) in self.known.pronoun_one_after:
            return None
        total, last = 0.0, at
        if word in self.known.numbers:
            total = self.known.numbers[word]
            ones = self.known.numbers.get(self.word(at + 1), 0)
            if total >= 20 and 0 < ones < 10 and self.sign(at + 1) in ("", "-"):
                total, last = total + ones, at + 1
        elif word in self.known.multipliers and self.word(at - 1) in ("a", "half"):
            return Number(at, at, self.known.multipliers[word], self.known.multipliers[word])
        else:
            return None
        while self.word(last + 1) in self.known.multipliers and self.joined(last + 1):
            last += 1
            total *= self.known.multipliers[self.word(last)]
            rest = self.plain_after_hundred(last + 1)
            if rest:
                last, total = rest.last, total + rest.low
        return Number(at, last, total, total)

    def plain_after_hundred(self, at: int) -> Number | None:
        at += self.word(at) == "and"
        if self.joined(at) and self.word(at) in self.known.numbers:
            return self.words_number(at)
        return None

    def with_parts(self, number: Number) -> Number:
        """Adds "and a half", "½", "1/2" and "odd" to a number."""
        at = number.last + 1
        if not self.joined(at) or number.low == 0.5:
            return number
        words = [self.word(at + i) for i in range(3)]
        for taken, part in ((3, words), (2, [words[0], "a", words[1]])):
            if part[0] == "and" and part[1] in ("a", "an") and part[2] in ("half", "quarter"):
                if taken == 2 and words[1] not in ("half", "quarter"):
                    continue
                return _plus(number, at + taken - 1, _FRACTIONS[part[2]])
        if words[0] in ("½", "¼", "¾"):
            return _plus(number, at, _FRACTIONS[words[0]])
        if words[0] == "and" and words[1] in _QUARTERS and words[2] in ("quarter", "quarters"):
            return _plus(number, at + 2, _QUARTERS[words[1]] / 4)
        if words[0] in ("1", "3") and self.sign(at + 1) == "/" and words[1] in ("2", "4"):
            return _plus(number, at + 1, float(words[0]) / float(words[1]))
        if words[0] == "odd":
            return Number(number.first, at, number.low, number.high * ODD)
        return number

    def slash(self, number: Number) -> Number | None:
        """Two numbers with a slash: "1/2 hour", "2/3 times", "8/10", "12/3"."""
        at = number.last + 1
        other = self.plain(at) if self.sign(at) == "/" else None
        if other is None or number.low != number.high:
            return None
        low, high = number.low, other.low
        following = self.word(other.last + 1)
        single = any(following in unit.one for unit in self.known.units.values())
        if (low, high) in ((1, 2), (1, 4), (3, 4)) and (single or following in ("an", "a", "mile")):
            skip = 1 if following in ("an", "a") else 0
            return Number(number.first, other.last + skip, low / high, low / high)
        if high == 10 and low <= 10:
            return Number(number.first, other.last, low, high, "score")
        if high == low + 1 and low <= 8:
            return Number(number.first, other.last, low, high)
        if 1 <= low <= 31 and 1 <= high <= 31:
            return Number(number.first, other.last, low, high, "date")
        return None

    def span(self, number: Number) -> Number:
        """Joins "2-3", "two or three", "5 to 10", "two three"."""
        at = number.last + 1
        if not self.joined(at):
            return number
        sign, word = self.sign(at), self.word(at)
        other = None
        if sign in _RANGE_SIGNS:
            other = self.plain(at)
        elif word in _RANGE_WORDS or (word == "and" and self.word(number.first - 1) == "between"):
            skip = at + 1 + (self.word(at + 1) in ("maybe", "even", "a"))
            other = self.plain(skip) if self.joined(at + 1) else None
        elif not sign and number.low == number.high and number.high < 20:
            other = self.plain(at)
            if other and other.low != number.high + 1:
                other = None
        if other is None or not number.low < other.high:
            return number
        other = self.with_parts(other)
        return Number(number.first, other.last, number.low, other.high)

    def clock(self, at: int) -> Number | None:
        """A time of day: "half 3", "3am", "at 4", "two o'clock"."""
        half = self.word(at) in ("half", "quarter") and self.joined(at + 1)
        start = at + 1 if half else at
        if half and self.word(start) in ("past", "to"):
            start += 1
        hour = self.plain(start) if self.word(start) not in _FRACTIONS else None
        if hour is None or hour.low != hour.high or hour.low > 24:
            return None
        following = self.word(hour.last + 1) if self.joined(hour.last + 1) else ""
        if half and self.word(hour.last + 1) not in self.known.multipliers:
            return Number(at, hour.last, hour.low, hour.low, "clock")
        if following in ("am", "pm", "oclock", "ish"):
            return Number(at, hour.last + 1, hour.low, hour.low, "clock")
        return None

    def at(self, at: int) -> Number | None:
        """The whole number that begins at a token."""
        clock = self.clock(at)
        if clock:
            return clock
        number = self.plain(at)
        if number is None:
            return None
        number = self.slash(number) or self.with_parts(number)
        number = self.span(number) if number.kind == "count" else number
        if _MONEY_SIGNS & set(self.sign(at)) or self.word(number.last + 1) in _MONEY:
            return Number(number.first, number.last, number.low, number.high, "money")
        return number


def _digits(at: int, word: str) -> Number | None:
    if not word[-1].isdigit():
        return None  # "3rd" is an ordinal
    try:
        value = float(
            word.replace(",", "") if word.count(",") and len(word) > 4 else word.replace(",", ".")
        )
    except ValueError:
        return None
    return Number(at, at, value, value)


def _plus(number: Number, last: int, more: float) -> Number:
    return Number(number.first, last, number.low + more, number.high + more)


def find_numbers(tokens: Sequence[Token]) -> tuple[Number, ...]:
    """Every number of a message, in its order.

    Args:
        tokens: the tokens of the message.

    Returns:
        Numbers that do not overlap. Ordinals ("3rd") are not among them.
    """
    reader = _Reader(tokens, time_words())
    numbers: list[Number] = []
    at = 0
    while at < len(tokens):
        number = reader.at(at)
        if number:
            numbers.append(number)
        at = number.last + 1 if number else at + 1
    return tuple(numbers)

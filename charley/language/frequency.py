"""How often: attacks a week, attacks in all."""

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

WEEK = 604800.0  # seconds
WAKING_WEEK = 16 * 7 * 3600.0  # "every hour" is at least every waking hour
NIGHTS_IN_A_WEEK = 7.0
HOUR = 3600.0
_AGE_BEFORE = re.compile(r"\b(?:im|i am|hes|shes|he is|she is|aged|too) (?:only |just )?$")
_PARTS = ("days", "mornings", "afternoons", "evenings", "nights")
_BEFORE_A_LENGTH = frozenset({"for", "after", "over", "in", "within", "past", "last"})


@lru_cache(maxsize=1)
def _fixed() -> PhraseTable[Range]:
    return PhraseTable(time_words().frequency)


@lru_cache(maxsize=1)
def _vague() -> PhraseTable[Range]:
    return PhraseTable(time_words().only_to_a_question)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    known = time_words()
    attacks = "|".join(known.times_words)
    times = rf"(?:{attacks}|%nights?|%days?|%mornings?|%evenings?)"
    adverbs = {7: "daily|nightly", 1: "weekly", 0.5: "fortnightly", 0.233: "monthly"}
    names = "|".join(f"(?P<a{i}>{words})" for i, words in enumerate(adverbs.values()))
    days = "|".join(word for day in known.weekdays for word in day)
    within = (
        r"(?:a|an|per|each|every|in a|in an|in one|in any|out of a|out of the|of the|in the|"
        r"this|that)"
    )
    return {
        "rate": re.compile(
            rf"(?P<more>at least |more than |over |up to )?(?P<n>#\d+) (?:or so )?(?:{times} )?"
            rf"(?:or so )?{within} (?:single |given |typical |average |bad )?"
            r"%(?P<unit>second|minute|hour|day|night|morning|evening|week|fortnight|month|year)\b"
        ),
        "adverb": re.compile(rf"(?P<n>#\d+) (?:{times} )?(?:{names})\b"),
        "every": re.compile(
            rf"(?:(?P<n>#\d+|an?|one) )?(?:{times} )?(?:in )?(?:every|each) "
            r"(?:(?:a |an |about |around )*(?P<k>#\d+) )?%(?P<unit>second|minute|hour|day|"
            r"night|week|fortnight|month|year)s?\b"
            r"(?: or (?P<to>#\d+)(?! %))?"
        ),
        "out_of": re.compile(
            r"(?P<n>#\d+) (?:%nights?|%days?)?(?: )?(?:out of|in|"
            r"of) (?:every )?(?P<k>#\d+)(?: %nights?| %days?)?(?! %)"
        ),
        "within": re.compile(
            rf"(?P<n>#\d+) (?:or so )?(?:{times} )?(?:now )?(?:in|over|within|"
            rf"during) (?:the )?(?:last |past )?"
            r"(?P<k>#\d+)? ?%(?P<unit>day|night|week|fortnight|month|year)s?\b"
        ),
        "in_a_row": re.compile(
            r"(?P<n>#\d+) (?:%nights?|%days?) (?:running|in a row|on the trot|straight|"
            r"on the run|in succession)"
        ),
        "last_night": re.compile(
            rf"(?P<n>#\d+) (?:{times} )?(?:last|this|in the|during the) %(?:night|morning|evening)"
        ),
        "ordinal": re.compile(
            r"(?P<word>\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|"
            r"%second) (?:%night|time|%day|one|#\d+|attack|cramp) (?:this|in a|that) %week"
        ),
        "days": re.compile(rf"\b(?:{days})s?(?:(?: ,| and| ,? ?and| per)? (?:{days})s?)+\b"),
        "each_day": re.compile(
            rf"\b(?:every|each|on) (?:{days})\b|\b(?:{days})s\b|"
            rf"\b(?:{days}) (?:%mornings|afternoons|%evenings|%nights)\b"
        ),
        "count": re.compile(
            rf"(?P<n>#\d+) (?:or so )?(?:{attacks})\b(?! (?:a|an|per|each|every|as) )"
        ),
        "once": re.compile(
            r"(?:just|only|happened|happens|had (?:it|one|this|them)|"
            r"the) (?:the )?(?P<n>#\d+)(?= \||$| so far| ,| before| ever| now)"
        ),
        "single": re.compile(
            rf"(?:just |only )?(?:a|one|the|#\d+) (?:single|solitary|lone) (?:{attacks})\b"
        ),
        "so_far": re.compile(r"(?P<n>#\d+) (?:so far|all told|altogether|in total|in all)"),
        "never": re.compile(r"first time|never (?:had|happened) (?:it|this|one|them)? ?before"),
    }


def _per_week(seconds: float) -> Range:
    """How many a week when there is one in this many seconds."""
    if seconds <= 3 * HOUR:
        return WAKING_WEEK / seconds, WEEK / seconds
    return WEEK / seconds, WEEK / seconds


def _unit(name: str) -> float:
    return time_words().units[name].seconds


def _number(line: Line, mark: str | None) -> Number | None:
    if mark is None or mark in ("a", "an", "one"):
        return None
    return line.number(mark)


def _rate(line: Line, match: re.Match[str]) -> Range | None:
    number = line.number(match["n"])
    if number.kind != "count":
        return None  # "3pm each day", "$40 a month"
    rate = WEEK / _unit(match["unit"])
    low, high = number.low * rate, number.high * rate
    more = (match["more"] or "").strip()
    if more == "up to":
        return 1 * rate, high
    if more:
        return low, max(high, min(NIGHTS_IN_A_WEEK, 2 * high)) if rate == 1 else 2 * high
    return low, high


def _every(line: Line, match: re.Match[str]) -> Range | None:
    number, every = _number(line, match["n"]), _number(line, match["k"])
    if number is not None and number.kind != "count":
        number = Number(number.first, number.last, 1.0, 1.0)  # "3pm each day"
    low, high = every.range if every else (1.0, 1.0)
    if number is None and every is None and not match["to"] and match["n"] is None:
        return None  # "every night" is one of the fixed phrases
    if match["to"]:
        high = line.number(match["to"]).high
    times = number.range if number else (1.0, 1.0)
    least, most = (
        _per_week(_unit(match["unit"]) * high)[0],
        _per_week(_unit(match["unit"]) * low)[1],
    )
    return times[0] * least, times[1] * most


def _within(line: Line, match: re.Match[str]) -> Range:
    number, length = line.number(match["n"]), _number(line, match["k"])
    weeks = _unit(match["unit"]) / WEEK
    low, high = length.range if length else (1.0, 1.0)
    return number.low / (weeks * high), number.high / (weeks * low)


def _out_of(line: Line, match: re.Match[str]) -> Range | None:
    number, whole = line.number(match["n"]), line.number(match["k"])
    if whole.low < number.high or whole.kind != "count" or whole.low not in (7, 10, 14, 5, 3, 4):
        return None
    return tuple7(number, whole.low)


def tuple7(number: Number, whole: float) -> Range:
    """So many nights out of so many, as nights a week."""
    return number.low / whole * NIGHTS_IN_A_WEEK, number.high / whole * NIGHTS_IN_A_WEEK


def _adverb(line: Line, match: re.Match[str]) -> Range:
    number = line.number(match["n"])
    rates = (7.0, 1.0, 0.5, 7 / 30)
    rate = next(rate for i, rate in enumerate(rates) if match[f"a{i}"])
    return number.low * rate, number.high * rate


def _weekday_list(line: Line, match: re.Match[str]) -> Range | None:
    count = len([w for w in match[0].replace(",", " ").split() if w not in ("and", "per")])
    return float(count), float(count)


_RATES = {"within": _within, "rate": _rate, "adverb": _adverb, "every": _every, "out_of": _out_of}


def _ordinal(word: str) -> float:
    known = time_words().ordinals
    return float(re.sub(r"\D", "", word)) if word[0].isdigit() else known[word.lstrip("%")]


def _matches(line: Line, name: str) -> Iterator[tuple[re.Match[str], int, int]]:
    yield from line.find(_patterns()[name])


def _counts(line: Line) -> Iterator[Measure]:
    for name in ("in_a_row", "last_night", "count", "once", "so_far"):
        for match, first, last in _matches(line, name):
            number = line.number(match["n"])
            if number.kind == "count" and not _AGE_BEFORE.search(line.before(match.start("n"))):
                yield Measure("count", number.low, number.high, first, last)
    for _, first, last in _matches(line, "single"):
        yield Measure("count", 1, 1, first, last)


def _rates(line: Line) -> Iterator[Measure]:
    for match, first, last in _matches(line, "ordinal"):
        value = _ordinal(match["word"])
        yield Measure("per_week", value, value, first, last)
    for name, value_of in _RATES.items():
        for match, first, last in _matches(line, name):
            value_range = value_of(line, match)
            if value_range:
                yield Measure("per_week", *value_range, first, last)
                if name == "within" or (name == "rate" and " this %" in match[0]):
                    number = line.number(match["n"])
                    yield Measure("count", number.low, number.high, first, last)
    for match, first, last in _matches(line, "days"):
        value_range = _weekday_list(line, match)
        if value_range:
            yield Measure("per_week", *value_range, first, last)
    for match, first, last in _matches(line, "each_day"):
        if match[0].startswith(("every", "each")) or match[0].endswith(_PARTS):
            yield Measure("per_week", 1, 1, first, last)


def find_frequencies(text: Text, line: Line, *, asked: bool) -> tuple[Measure, ...]:
    """Rates (attacks a week) and counts in a message.

    Args:
        text: the message.
        line: the message as a line of marks.
        asked: how often was the question, so that vague words ("lots") count too.

    Returns:
        Measures of kind ``per_week`` and ``count`` that do not overlap, in no set order. Where
        two are read from the same words ("three times in two weeks") they share their span.
    """
    words = plain_words(text.tokens)
    found: list[Measure] = []
    taken: set[int] = set()

    def keep(measures: Iterator[Measure]) -> None:
        for measure in measures:
            span = set(range(measure.first, measure.last + 1))
            twin = any((m.first, m.last) == (measure.first, measure.last) for m in found)
            if twin or taken.isdisjoint(span):
                found.append(measure)
                taken.update(span)

    keep(_rates(line))
    keep(
        Measure("per_week", *v, f, la)
        for f, la, v in _fixed().find(words, text.tokens, taken)
        if not (words[f] == "some" and f and words[f - 1] in _BEFORE_A_LENGTH)
    )
    keep(_counts(line))
    if asked:
        keep(
            Measure("per_week", *v, f, la) for f, la, v in _vague().find(words, text.tokens, taken)
        )
    return tuple(found)

"""Points in time, as days before the message: "since Tuesday", "last March", "since I was 40"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from charley.facts import Range
from charley.language.line import Line, plain_words
from charley.language.measure import Measure
from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.time_words import time_words

_DAY_CUES = ("since", "on", "last", "from", "this")  # before "sat", which is also a word
YEAR = 365.0
TEN_DAYS = 10.0
FIRST_YEAR = 1930
_FUTURE = r"(?<!next )(?<!until )(?<!till )(?<!by )(?<!every )(?<!each )(?<!before )(?<!coming )"


@lru_cache(maxsize=1)
def _tables() -> dict[str, PhraseTable[Range]]:
    known = time_words()
    return {
        "ago": PhraseTable(known.days_ago),
        "long": PhraseTable(known.long_ago),
        "while": PhraseTable(known.a_while),
        "young": PhraseTable({f"since {k}": v for k, v in known.since_young.items()}),
        "new": PhraseTable(dict.fromkeys(known.new, (0.0, 0.0))),
    }


def _alternatives(groups: tuple[tuple[str, ...], ...]) -> str:
    return "|".join(sorted((w for group in groups for w in group), key=len, reverse=True))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    known = time_words()
    months, days = _alternatives(known.months), _alternatives(known.weekdays)
    cue = (
        r"(?:since|from|in|last|this|of|early|late|mid|back in|around|about|start of|end of|"
        r"beginning of)"
    )
    feasts = "|".join(sorted(known.feasts, key=len, reverse=True))
    return {
        "weekday": re.compile(
            rf"\b(?P<cue>since|on|from|last|this|of|was|started|starting|began|skipped|missed|"
            rf"done)?(?: last| this)? ?"
            rf"\b{_FUTURE}(?P<day>{days})(?: %night| %morning| afternoon|"
            rf" %evening)?(?P<last> last| gone)?\b(?! to | and (?:{days}))"
        ),
        "weekend": re.compile(
            rf"{_FUTURE}(?:since|at|over|from|last|this) (?:the )?(?:last )?%weekend\b(?!s)"
        ),
        "day_month": re.compile(
            rf"(?:(?P<n>#\d+)|(?P<nth>\d+(?:st|nd|rd|th)))(?: of)? (?P<month>{months})\b"
            rf"|\b(?P<month2>{months}) (?:the )?(?P<nth2>\d+(?:st|nd|rd|th))"
        ),
        "part_of_month": re.compile(
            r"\b(?:(?P<early>early|start of|beginning of|first week of)|(?P<mid>mid|middle of|"
            rf"halfway through)|(?P<late>late|end of|last week of)) (?:in )?(?P<month>{months})\b"
        ),
        "month": re.compile(
            rf"\b{cue} (?:the )?(?:last )?(?P<month>{months})\b(?: (?P<year>#\d+))?"
            rf"|^(?P<alone>{months})$"
        ),
        "season": re.compile(
            rf"{_FUTURE}\b{cue} (?:the )?(?:last )?(?P<season>{'|'.join(known.seasons)})\b"
        ),
        "feast": re.compile(
            rf"{_FUTURE}\b(?:since|from|at|on|over|last|around|about|before|after|"
            rf"this)? ?(?:the )?(?P<feast>{feasts}|easter)\b"
        ),
        "year": re.compile(
            r"\b(?:since|in|from|around|about|back in|started|of) (?:about |around |early |"
            r"late )?(?P<year>#\d+)(?! %| \$| times)"
        ),
        "slash": re.compile(r"(?P<date>#\d+)(?: per)?(?: (?P<year>#\d+))?"),
        "last": re.compile(r"\blast %(?P<unit>month|year|fortnight|summer)\b"),
        "age": re.compile(
            r"\bsince (?:i|he|she|they) (?:was|were|turned|hit) (?:about |around |in my |"
            r"in his |in her )?(?P<age>#\d+)"
            r"|\bsince (?:the )?age (?:of )?(?P<age2>#\d+)|\bsince my (?P<tens>twenties|"
            r"thirties|forties|fifties|sixties|#\d+ ?s\b)"
        ),
    }


def easter(year: int) -> date:
    """Easter Sunday of a year (Meeus, Jones and Butcher)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _days(today: date, day: date) -> float:
    return float((today - day).days)


def _latest(today: date, month: int, day: int) -> date:
    """The latest such day that is not after today."""
    found = date(today.year, month, min(day, 28 if month == 2 else day))
    return found if found <= today else found.replace(year=today.year - 1)


def _month_range(today: date, month: int, year: int | None = None) -> Range:
    """Days ago of the last and the first day of a month."""
    start = date(year, month, 1) if year else _latest(today, month, 1)
    following = date(start.year + month // 12, month % 12 + 1, 1)
    return max(0.0, _days(today, following - timedelta(days=1))), _days(today, start)


def _part_of_month(today: date, month: int, match: re.Match[str]) -> Range:
    """Days ago of the first, middle or last ten days of a month."""
    end, start = _month_range(today, month)
    skipped = 0 if match["early"] else TEN_DAYS if match["mid"] else 2 * TEN_DAYS
    latest = end if match["late"] else max(end, start - skipped - TEN_DAYS + 1)
    return latest, max(latest, start - skipped)


def _index(groups: tuple[tuple[str, ...], ...], word: str) -> int:
    return next(i for i, group in enumerate(groups) if word in group)


def _weekday(today: date, match: re.Match[str]) -> Range | None:
    known = time_words()
    word = match["day"]
    if word in known.weekdays_that_are_words and match["cue"] not in _DAY_CUES:
        return None
    back = (today.weekday() - _index(known.weekdays, word)) % 7
    back = back or (0 if match["cue"] == "this" else 7)
    return float(back), float(back)


def _calendar_day(today: date, day: float, month: int, year: int | None = None) -> Range | None:
    try:
        found = date(year, month, int(day)) if year else _latest(today, month, int(day))
    except ValueError:
        return None
    back = _days(today, found)
    return (back, back) if back >= 0 else None


def _slash(today: date, line: Line, match: re.Match[str]) -> Range | None:
    number = line.number(match["date"])
    if number.kind != "date":
        return None
    year = line.number(match["year"]).low if match["year"] else None
    whole = int(year) if year and FIRST_YEAR <= year <= today.year else None
    day, month = (number.low, number.high) if number.high <= 12 else (number.high, number.low)
    return _calendar_day(today, day, int(month), whole) if month <= 12 else None


def _season(today: date, match: re.Match[str]) -> Range:
    first, last = time_words().seasons[match["season"]]
    end, start = _month_range(today, last), _month_range(today, first)
    return (end[0], start[1]) if start[1] >= end[0] else (0.0, start[1])


def _feast(today: date, match: re.Match[str]) -> Range | None:
    if match["feast"] == "easter":
        day = easter(today.year)
        day = day if day <= today else easter(today.year - 1)
        return _days(today, day), _days(today, day)
    month, number = time_words().feasts[match["feast"]]
    return _calendar_day(today, number, month)


def _year(today: date, line: Line, match: re.Match[str]) -> Range | None:
    number = line.number(match["year"])
    if number.low != number.high or not FIRST_YEAR <= number.low <= today.year:
        return None
    year = int(number.low)
    return max(0.0, _days(today, date(year, 12, 31))), _days(today, date(year, 1, 1))


def _last(today: date, match: re.Match[str]) -> Range | None:
    if match["unit"] == "fortnight":
        return 14.0, 14.0
    if match["unit"] == "year":
        return _days(today, date(today.year - 1, 12, 31)), _days(today, date(today.year - 1, 1, 1))
    return _month_range(today, (today.month - 2) % 12 + 1)


def _since_age(line: Line, match: re.Match[str], age: float | None) -> Range | None:
    mark = match["age"] or match["age2"]
    if age is None or not mark:
        return None
    then = line.number(mark)
    return (age - then.high) * YEAR, (age - then.low) * YEAR


def _values(today: date, line: Line, name: str, match: re.Match[str]) -> Range | None:
    known = time_words()
    if name == "weekday":
        return _weekday(today, match)
    if name == "weekend":
        saturday = (today.weekday() - 5) % 7 or 7
        return float(max(0, saturday - 1)), float(saturday)
    if name == "day_month":
        month = _index(known.months, match["month"] or match["month2"]) + 1
        nth = match["nth"] or match["nth2"]
        day = float(re.sub(r"\D", "", nth)) if nth else line.number(match["n"]).low
        return _calendar_day(today, day, month)
    if name == "part_of_month":
        return _part_of_month(today, _index(known.months, match["month"]) + 1, match)
    if name == "month":
        year = line.number(match["year"]).low if match["year"] else None
        whole = int(year) if year and FIRST_YEAR <= year <= today.year else None
        named = match["month"] or match["alone"]
        return _month_range(today, _index(known.months, named) + 1, whole)
    if name == "slash":
        return _slash(today, line, match)
    if name == "year":
        return _year(today, line, match)
    simple = {"season": _season, "feast": _feast, "last": _last}
    return simple[name](today, match)


def find_dates(
    text: Text, line: Line, today: date, taken: set[int], age: float | None
) -> Iterator[Measure]:
    """Points in time and vague stretches told in words, in days before ``today``.

    Args:
        text: the message.
        line: the message as a line of marks.
        today: the day it was written.
        taken: tokens that already say something else; those found here are added.
        age: years of the patient, for "since I was 40".
    """
    words = plain_words(text.tokens)
    for match, first, last in line.find(_patterns()["age"]):
        value = _since_age(line, match, age)
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            yield Measure("long", *(value or (0.0, 0.0)), first, last)
    for name in (
        "day_month",
        "slash",
        "weekday",
        "weekend",
        "feast",
        "season",
        "last",
        "part_of_month",
        "month",
        "year",
    ):
        for match, first, last in line.find(_patterns()[name]):
            value = _values(today, line, name, match)
            if value and taken.isdisjoint(range(first, last + 1)):
                taken.update(range(first, last + 1))
                yield Measure("ago", *value, first, last, "since" if "since" in match[0] else "")
    for kind in ("ago", "while", "new"):
        table = _tables()[kind]
        for first, last, value in table.find(words, text.tokens, taken):
            taken.update(range(first, last + 1))
            yield Measure(kind, *value, first, last)
    yield from _since_young(text, words, taken, age)


def find_long(text: Text, taken: set[int]) -> Iterator[Measure]:
    """Long times told in words ("donkey's years"), in days."""
    words = plain_words(text.tokens)
    for first, last, value in _tables()["long"].find(words, text.tokens, taken):
        taken.update(range(first, last + 1))
        yield Measure("long", *value, first, last)


def _since_young(
    text: Text, words: list[str], taken: set[int], age: float | None
) -> Iterator[Measure]:
    for first, last, (low, high) in _tables()["young"].find(words, text.tokens, taken):
        taken.update(range(first, last + 1))
        value = ((age - high) * YEAR, (age - low) * YEAR) if age and age > high else (0.0, 0.0)
        yield Measure("long", *value, first, last)

"""The age of a person, as it is told in many ways."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from charley.language.line import Line, read_line
from charley.language.numbers import Number
from charley.language.text import Text
from charley.schema.person_words import person_words
from charley.schema.time_words import time_words

OLDEST = 120.0
GROWN = 18.0  # halves of a year count below
MONTHS, WEEKS = 12.0, 52.0
FIRST_YEAR = 1900
# "began at 18 years old" and "I feel like I am 80" say nothing of the age today.
_NOT_NOW = re.compile(
    r"\b(?:at|from|until|till|by|(?:when|since)(?: (?:i|he|she) (?:was|were|turned))?|"
    r"(?:feel|feels|feeling|felt|look|looks|walk|act|move)(?: \w+){0,2} "
    r"(?:like|as if|as though)(?: i| im| i am| he is| she is| an?)?)(?: the age of| age| about)? $"
)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    known = person_words()
    decades = "|".join(known.decades)
    parts = "|".join(known.part_of_decade)
    sexes = "|".join(
        sorted((w for ws in known.self_sex.values() for w in ws), key=len, reverse=True)
    )
    stop = "|".join(sorted(known.not_years, key=len, reverse=True))
    after = rf"(?! (?:%|\$|(?:{stop})\b))"
    return {
        "old": re.compile(
            r"(?P<n>#\d+) (?:(?:and a half )?%years? (?:per )?(?:old|olds|of age|o)\b|yo\b|"
            r"y per o\b|per o\b|yrold\b|year old|yro\b|yos\b|%years? young)"
        ),
        "months": re.compile(r"(?P<n>#\d+) %(?P<unit>month|week)s? old\b"),
        "bare_months": re.compile(r"^(?:\w+ ){0,3}(?P<n>#\d+) %(?P<unit>month|week)s?\b"),
        "aged": re.compile(
            rf"\b(?:aged?|age (?:is|to|should be|was|as|of)|turned|turning|nearly|almost|im now|"
            rf"age now) (?:is |about |around |just )?(?P<n>#\d+){after}"
        ),
        "am": re.compile(
            rf"\b(?:im|i am|he is|hes|she is|shes|whos|who is|am|theyre|is) (?:just |now |"
            rf"actually |really |nearly |almost |only |about |a |an |aged |over |turning )*"
            rf"(?P<n>#\d+){after}"
        ),
        "sexed": re.compile(
            rf"(?P<n>#\d+) (?:per )?(?:{sexes})\b|\b(?:f|m|female|male|woman|man|lady)(?: per|"
            rf" ,| aged| of)? (?P<n2>#\d+){after}"
        ),
        "decade": re.compile(
            rf"(?:\b(?:in|into) (?:my|his|her|their|the) (?:(?P<part>{parts}) )?|"
            rf"\b(?P<part2>{parts}) |^)(?:to (?:{parts}) )?(?:(?P<word>{decades})|"
            rf"(?P<n>#\d+) (?:%seconds?|s))\b"
        ),
        "born": re.compile(r"\b(?:born|dob|birth)(?: in| is| was| on| the year| of)* (?P<n>#\d+)"),
        "years": re.compile(r"^(?:\w+ )?(?P<n>#\d+) %years?$"),
    }


_COMING = re.compile(
    r"\b(?:be|turn|turning|becoming|coming up to|coming up|approaching)(?: just| about)? "
    r"(?P<n>#\d+) (?:in|next|soon|on|this|come|tomorrow|later)\b|"
    r"(?P<n2>#\d+) (?:on )?(?:my|his|her|this)? ?next birthday\b"
)


def _fits(number: Number, text: Text) -> bool:
    """Whether a number can be an age: 0 to 120, exact, not below zero, and no "twice"."""
    token = text.tokens[number.first]
    if token.norm in time_words().repeats:
        return False
    negative = token.before.endswith(("-", "−")) and (
        number.first == 0 or not text.tokens[number.first - 1].raw[-1:].isdigit()
    )
    return number.kind == "count" and number.low >= 0 and number.high <= OLDEST and not negative


def _value(number: Number) -> float:
    middle = (number.low + number.high) / 2
    halves = number.low == number.high and middle < GROWN
    return middle if middle < 2 or halves else float(round(middle))


def _decade(line: Line, match: re.Match[str]) -> float:
    known = person_words()
    tens = known.decades[match["word"]] if match["word"] else line.number(match["n"]).low
    return float(tens + known.part_of_decade.get(match["part"] or match["part2"] or "mid", 5))


def _born(number: Number, today: date) -> float | None:
    if number.low == number.high and FIRST_YEAR <= number.low <= today.year:
        return float(today.year - number.low)
    return None


def find_age(text: Text, line: Line, today: date, *, asked: bool) -> tuple[float, int] | None:
    """The first age told in a message and the token it stands at.

    Args:
        text: the message.
        line: the message as a line of marks.
        today: the day it was written, for a year of birth.
        asked: age was the question, so that a bare number is one.

    Returns:
        Years (parts of a year for small children) and the first token, or None.
    """
    coming = next(iter(line.find(_COMING)), None)
    if coming is not None:
        number = line.number(coming[0]["n"] or coming[0]["n2"])
        if _fits(number, text):
            return _value(number) - 1, coming[1]  # "40 in March"
    found: list[tuple[int, float]] = []
    for name, pattern in _patterns().items():
        if name in ("years", "bare_months") and not asked:
            continue
        for match, first, _ in line.find(pattern):
            before = line.before(match.start()) + _led(match)
            if not asked and (_NOT_NOW.search(before) or _of_a_thing(before)):
                continue
            value = _one(name, text, line, match, today)
            if value is not None:
                found.append((first, value))
        if found and name in ("old", "months"):
            break
    if not found and asked:
        for number in line.numbers:
            value = _value(number) if _fits(number, text) else _born(number, today)
            if value is not None and not line.text.startswith(
                (f"#{line.numbers.index(number)} %month", f"#{line.numbers.index(number)} %week")
            ):
                return value, number.first
            break
    return (min(found)[1], min(found)[0]) if found else None


def _of_a_thing(before: str) -> bool:
    """Whether a thing is counted, not a person's years: "the pain is 7"."""
    words = before.split()
    at = len(words) - 1 - words[::-1].index("is") if "is" in words[-4:] else 0
    return at > 0 and words[at - 1] in person_words().counted


def _led(match: re.Match[str]) -> str:
    """The words of a match in front of its number."""
    return match[0][: match[0].find("#")] if "#" in match[0] else ""


def _one(name: str, text: Text, line: Line, match: re.Match[str], today: date) -> float | None:
    if name == "decade":
        age = _decade(line, match)
        return age if age <= OLDEST else None  # "the 1980s"
    number = line.number(match["n"] or match["n2"] if name == "sexed" else match["n"])
    if name == "born":
        return _born(number, today)
    if not _fits(number, text):
        return None
    if name in ("months", "bare_months"):
        return round(number.low / (MONTHS if match["unit"] == "month" else WEEKS), 2)
    return _value(number)


def only_age(text: Text, age: object) -> bool:
    """Whether the numbers of a message are an age and what it is not: "I am 59, not 58".

    Args:
        text: the message.
        age: years that were read out of it, or None.
    """
    numbers = read_line(text).numbers
    return age is not None and all(
        _value(number) == age or (number.first and text.tokens[number.first - 1].norm == "not")
        for number in numbers
    )

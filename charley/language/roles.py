"""What a measure says: which attributes it sets, and how tightly it must stand by its fact."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import msgspec

from charley.language.measure import Measure
from charley.language.medicine_names import names
from charley.language.text import Text
from charley.schema.time_words import time_words

MINUTE, HOUR, DAY, WEEK = 60.0, 3600.0, 86400.0, 604800.0
UNLIKE_REACH = 3  # tokens
BESIDE = 3  # tokens from how often to how long
FAR = 12.0
LONGEST_PREGNANCY = 42  # weeks


class Role(msgspec.Struct, frozen=True):
    """Attribute values of one measure, and whose they may be.

    ``limit`` is the greatest distance of a fact that takes it; ``bound`` the distance over which,
    in an answer to one of ``questions``, the complaint takes it instead; ``reach`` how much nearer
    another fact may stand that cannot carry it. ``finding`` is emitted where no fact takes it.
    """

    values: dict[str, Any]
    first: int
    last: int
    may_be_complaint: bool = True
    of_all_complaint: bool = False
    since: bool = False
    finding: str = ""
    otherwise: dict[str, Any] = {}  # said of the complaint where no fact takes the values
    questions: tuple[str, ...] = ()
    limit: float = FAR
    bound: float = 2.0
    reach: float = 4.0


ITSELF = frozenset({"it", "they", "this", "all", "cramps", "cramp", "pain", "trouble", "that"})


def _round(low: float, high: float, unit: float = 1.0) -> tuple[float, float]:
    return round(low / unit, 4), round(high / unit, 4)


def _counts_something_else(text: Text, measure: Measure) -> bool:
    """Whether cigarettes, tablets or litres are counted, not attacks."""
    unlike = time_words().unlike_attacks
    medicines = names().single
    for index in (measure.first - 1, measure.last + 1):
        if 0 <= index < len(text.tokens) and text.tokens[index].typed in medicines:
            return True  # "daily magnesium"
    clause = text.clause_of(measure.first)
    low = max(clause.first, measure.first - UNLIKE_REACH)
    high = min(clause.last, measure.last + UNLIKE_REACH)
    for index in range(low, high + 1):
        crossing = text.tokens[max(measure.last + 1, min(index, measure.first)) : index + 1]
        if index > measure.last and any("," in t.before for t in crossing):
            break
        if text.tokens[index].norm in unlike and not _comma_between(text, index, measure):
            return True
    return False


def _comma_between(text: Text, index: int, measure: Measure) -> bool:
    if index >= measure.first:
        return False
    return any("," in text.tokens[i].before for i in range(index + 1, measure.first + 1))


def _begins(text: Text, measure: Measure) -> bool:
    clause = text.clause_of(measure.first)
    words = {t.norm for t in text.tokens[clause.first : clause.last + 1]}
    return bool(words & time_words().beginning)


def _it_began(text: Text, measure: Measure) -> bool:
    """Whether "it began" stands before a time: that of the complaint, whatever it came after."""
    first = text.clause_of(measure.first).first
    words = [t.norm for t in text.tokens[first : measure.first]]
    return any(
        subject in ITSELF and verb in time_words().beginning for subject, verb in pairwise(words)
    )


def _since_worse(text: Text, measure: Measure) -> bool:
    """Whether it says since when it is worse or better, and not when it began."""
    first = max(text.clause_of(measure.first).first, measure.first - 4)
    before = [t.norm for t in text.tokens[first : measure.last + 1]]
    return any(w in ("worse", "better", "wurse", "bad") for w in before) and "since" in before


def _past(measure: Measure, low: float, high: float, *, lasting: bool, since: bool) -> Role:
    days = _round(low, high)
    values: dict[str, Any] = {"onset_days": days}
    if lasting:
        values["duration_days"] = days
    return Role(values, measure.first, measure.last, since=since, questions=("duration",))


def _length(text: Text, measure: Measure, question: str | None) -> Role | None:
    span = (measure.first, measure.last)
    seconds = _round(measure.low, measure.high)
    short = measure.high < DAY
    cue = measure.cue
    if cue == "skip":
        return None
    if (
        question == "pregnancy"
        and cue in ("", "ongoing", "ago")
        and measure.high <= LONGEST_PREGNANCY * WEEK
    ):
        return Role(
            {"weeks": _round(measure.low, measure.high, WEEK)}, *span, may_be_complaint=False
        )
    if cue in ("weeks", "postpartum"):
        finding = "pregnant" if cue == "weeks" else "postpartum"
        weeks = _round(measure.low, measure.high, WEEK)
        return Role({"weeks": weeks}, *span, may_be_complaint=False, finding=finding)
    if cue == "travel":
        return Role(
            {"travel_hours": _round(measure.low, measure.high, HOUR)}, *span, may_be_complaint=False
        )
    if cue == "eases":
        minutes = _round(measure.low, measure.high, MINUTE)
        otherwise = {"episode_seconds": seconds}
        return Role({"eases_minutes": minutes}, *span, may_be_complaint=False, otherwise=otherwise)
    asked = question == "frequency" and (short or cue == "episode") and cue != "ago"
    brief = measure.high < HOUR and cue in ("", "ongoing") and question != "duration"
    if cue == "episode" or asked or brief:
        return Role(
            {"episode_seconds": seconds}, *span, questions=("frequency",), of_all_complaint=True
        )
    if _since_worse(text, measure):
        return None
    low, high = measure.low / DAY, measure.high / DAY
    since = cue == "ongoing" or (question == "duration" and _it_began(text, measure))
    return _past(measure, low, high, lasting=True, since=since)


def _date(text: Text, measure: Measure, question: str | None) -> Role | None:
    words = " ".join(t.norm for t in text.tokens[measure.first : measure.last + 1])
    vague = words in time_words().not_a_start
    if vague and question != "duration" and not _begins(text, measure):
        return None
    if _since_worse(text, measure):
        return None
    return _past(measure, measure.low, measure.high, lasting=True, since=measure.cue == "since")


def _in_words(measure: Measure) -> Role:
    values: dict[str, Any] = {}
    if measure.kind == "new":
        values["recency"] = "new"
    else:
        if measure.high > 0:
            values["onset_days"] = values["duration_days"] = _round(measure.low, measure.high)
        if measure.kind == "long":
            values["recency"] = "long_standing"
    return Role(values, measure.first, measure.last, questions=("duration",))


def _role(text: Text, measure: Measure, question: str | None) -> Role | None:
    span = (measure.first, measure.last)
    if measure.kind in ("per_week", "count"):
        if question != "frequency" and _counts_something_else(text, measure):
            return None
        return Role(
            {measure.kind: measure.range}, *span, of_all_complaint=True, questions=("frequency",)
        )
    if measure.kind == "distance_metres":
        brings_on = question in ("frequency", "triggers") or measure.cue == "before"
        finding = "trigger_walking" if brings_on else ""
        return Role(
            {"distance_metres": measure.range}, *span, may_be_complaint=False, finding=finding
        )
    if measure.kind == "length":
        return _length(text, measure, question)
    if measure.kind == "ago":
        return _date(text, measure, question)
    return _in_words(measure)


def _rank(measure: Measure, question: str | None) -> int:
    """Times said to be a beginning count before those that only may be one."""
    if question == "duration" and measure.kind in ("length", "long"):
        return 0
    if measure.kind == "length" and measure.cue in ("ongoing", "ago", "episode"):
        return 0
    return 1 if measure.kind in ("length", "long") or measure.cue == "since" else 2


def _after_how_often(text: Text, measures: Sequence[Measure], at: int) -> Measure:
    """Reads "for an hour" right after how often it comes as the length of each time."""
    measure = measures[at]
    if at == 0 or measure.kind != "length" or measure.high >= DAY:
        return measure
    before = measures[at - 1]
    beside = 0 < measure.first - before.last <= BESIDE
    same = text.tokens[measure.first].clause == text.tokens[before.last].clause
    if before.kind == "per_week" and beside and same and measure.cue in ("", "ongoing"):
        return msgspec.structs.replace(measure, cue="episode")
    return measure


def roles(text: Text, measures: Sequence[Measure], question: str | None) -> list[Role]:
    """The roles of all measures that have one, those that surely tell a beginning first.

    Args:
        text: the message.
        measures: what ``find_measures`` found.
        question: the open question.
    """
    measures = [_after_how_often(text, measures, i) for i in range(len(measures))]
    ordered = sorted(measures, key=lambda measure: _rank(measure, question))
    found = [_role(text, measure, question) for measure in ordered]
    return [role for role in found if role is not None]

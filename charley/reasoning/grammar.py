"""Conditions of the knowledge files: read from YAML, and answered true, false, or not known.

The grammar of a condition::

    leg_swelling                     the finding is present; false only if it was denied
    class:statin                     a medicine of this class is taken now
    group:fluid_loss                 any item of the group
    rule:RF_TETANY                   that rule fired
    {all: [..]}  {any: [..]}  {not: ..}
    {at_least: {count: 2, of: [..], same_side: true}}
                                     so many of the findings; with same_side in one and the same leg
    {said: ..}                       true if it is known to be so, else false: for exclusions
    {person: {age: {min: 50}, sex: F}}
    {trouble: {onset: sudden}}       the leg cramp or leg pain itself, however it is called
    {finding: leg_pain, ...}         a finding (or group) that is present in this way:

        side: one | both | left | right | alternating, or a list of these; one = either, not both
        not_side: both           not known to be so
        site: [calf, foot]           any of these places, or a part of one; only: true for no other
        onset, course, severity, recency: a value, or a list of values
        timing: [standing]           any of these;  not_timing: [..]  not these alone
        onset_days, duration_days, episode_seconds, per_week, count, distance_metres,
        eases_minutes, weeks, travel_hours: {min: 1, max: 2, above: 1, below: 2}, or
        {reaches: 600} where the upper end of what was told is above that
        medicine_class: steroid
        within_days: 14              began so many days ago or less, or was called new
        older_than: 42               began more days ago than that, or was called long-standing
        not_older_than: 42           not known to be older; holds where nothing is known
        new: true                    not of long standing, and not begun more than 14 days ago;
                                     holds where nothing is known; growing worse makes it new again
        absent: true                 it was denied
        past: 7                      it is present, or was there within so many days

A detail that was never told makes the condition not known; but what begins with
``not_``, and ``new``, hold then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from charley.reasoning.details import LIMITS, RANGES, VALUES, Details
from charley.reasoning.logic import (
    All,
    AtLeast,
    Condition,
    FindingIs,
    FindingIsNot,
    Not,
    PersonIs,
    RuleFired,
    Said,
    Takes,
    TroubleIs,
)
from charley.schema.load import Knowledge


class ConditionError(ValueError):
    """A condition that does not follow the grammar."""


@cache
def _shared(atom: Callable[[str], Condition], name: str) -> Condition:
    """An atom without details: one condition for all that ask, so that it is answered once."""
    return atom(name)


@cache
def _any_of(items: tuple[Condition, ...]) -> AtLeast:
    return AtLeast(1, items)


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _name(atom: str, knowledge: Knowledge, details: Details | None = None,
          past: float | None = None) -> Condition:  # fmt: skip
    kind, _, name = atom.rpartition(":")
    if kind == "class":
        return _shared(Takes, name)
    if kind == "rule":
        return RuleFired(name)
    if kind == "group":
        if name not in knowledge.groups:
            raise ConditionError(f"unknown group '{name}'")
        items = (_name(item, knowledge, details, past) for item in knowledge.groups[name].any_of)
        plain = details is None and past is None
        return _any_of(tuple(items)) if plain else AtLeast(1, tuple(items))
    if name not in knowledge.findings:
        raise ConditionError(f"unknown finding '{name}'")
    if details is None and past is None:
        return _shared(FindingIs, name)
    return FindingIs(name, details, past)


def _details(spec: Mapping[str, Any]) -> Details | None:
    tests: list[tuple[str, Any]] = []
    for key, wanted in spec.items():
        if key in ("side", "not_side", "finding", "past", "only"):
            continue
        if key in RANGES:
            if not isinstance(wanted, dict) or not set(wanted) <= LIMITS:
                raise ConditionError(f"'{key}' needs one of {', '.join(sorted(LIMITS))}")
            tests.append((key, wanted))
        elif key in ("new", "within_days", "older_than", "not_older_than"):
            tests.append((key, wanted))
        elif key == "site" and spec.get("only"):
            tests.append(("only_site", _as_tuple(wanted)))
        elif key in (*VALUES, "site", "timing", "not_timing"):
            tests.append((key, _as_tuple(wanted)))
        else:
            raise ConditionError(f"unknown detail '{key}'")
    side = _as_tuple(spec["side"]) if "side" in spec else ()
    not_side = _as_tuple(spec["not_side"]) if "not_side" in spec else ()
    return Details(tuple(tests), side, not_side) if tests or side or not_side else None


def _parse_finding(spec: Mapping[str, Any], knowledge: Knowledge) -> Condition:
    finding = spec["finding"]
    if spec.get("absent"):
        return FindingIsNot(finding)
    return _name(finding, knowledge, _details(spec), spec.get("past"))


def parse(spec: Any, knowledge: Knowledge) -> Condition:
    """The condition that a piece of YAML spells.

    Raises:
        ConditionError: it does not follow the grammar.
    """
    if isinstance(spec, str):
        return _name(spec, knowledge)
    if not isinstance(spec, dict) or not spec:
        raise ConditionError(f"not a condition: {spec!r}")
    if "finding" in spec:
        return _parse_finding(spec, knowledge)
    if len(spec) != 1:
        raise ConditionError(f"one of these at a time: {', '.join(spec)}")
    ((kind, inner),) = spec.items()
    read = partial(parse, knowledge=knowledge)
    if kind == "all":
        return All(tuple(map(read, inner)))
    if kind == "any":
        return AtLeast(1, tuple(map(read, inner)))
    if kind == "at_least":
        return AtLeast(inner["count"], tuple(map(read, inner["of"])), bool(inner.get("same_side")))
    if kind == "not":
        return Not(read(inner))
    if kind == "said":
        return Said(read(inner))
    if kind == "trouble":
        return TroubleIs(_details(inner) or Details())
    if kind == "person":
        return All(tuple(PersonIs(field, wanted) for field, wanted in inner.items()))
    raise ConditionError(f"unknown kind of condition '{kind}'")

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

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

import msgspec

from charley.facts import Attributes, Fact
from charley.reasoning.state import ANYWHERE, OF_TWO, Instance, View, keys_of, side_may_be, side_of
from charley.schema.load import Knowledge

Truth = bool | None
RuleTruth = Callable[[str], Truth]

NEW_WITHIN_DAYS = 14
FAR = 99  # steps: more than any rule could still need
RANGES = (
    "onset_days", "duration_days", "episode_seconds", "per_week", "count", "distance_metres",
    "eases_minutes", "weeks", "travel_hours",
)  # fmt: skip
LIMITS = {"min", "max", "above", "below", "reaches"}
VALUES = ("onset", "course", "severity", "recency", "medicine_class")


class ConditionError(ValueError):
    """A condition that does not follow the grammar."""


def both_hold(truths: Iterator[Truth]) -> Truth:
    """Three-valued "and" of several truths."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_holds(truths: Iterator[Truth]) -> Truth:
    """Three-valued "or" of several truths."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def opposite(truth: Truth) -> Truth:
    """Three-valued "not"."""
    return None if truth is None else not truth


class Scope(msgspec.Struct, frozen=True):
    """What a condition is answered against.

    ``hedged`` says whether a "maybe" that was said again when asked outright counts as present:
    it does for red flags, and for nothing else (brief h.28).
    """

    view: View
    rule: RuleTruth
    hedged: bool = False

    def instances(self, finding: str) -> tuple[Instance, ...]:
        """Where a finding is present."""
        found = self.view.held(finding).instances
        return found if self.hedged else tuple(i for i in found if not i.hedged)


# --- details of a finding ----------------------------------------------------------------------


def _in_range(limits: Mapping[str, float], value: tuple[float, float] | None) -> Truth:
    if value is None:
        return None
    low, high = value
    tests = {
        "min": (low >= limits.get("min", low), high < limits.get("min", low)),
        "max": (high <= limits.get("max", high), low > limits.get("max", high)),
        "above": (low > limits.get("above", low - 1), high <= limits.get("above", low - 1)),
        "reaches": (
            high > limits.get("reaches", high - 1),
            high <= limits.get("reaches", high - 1),
        ),
        "below": (high < limits.get("below", high + 1), low >= limits.get("below", high + 1)),
    }
    named = [tests[key] for key in limits]
    return True if all(yes for yes, _ in named) else False if any(no for _, no in named) else None


def _is_new(attributes: Attributes) -> bool:
    """Whether a finding counts as new: what is not known to be old is new (vocabulary, "new")."""
    if attributes.course == "worse":
        return True
    if attributes.recency == "long_standing":
        return False
    return attributes.onset_days is None or attributes.onset_days[0] <= NEW_WITHIN_DAYS


def _within_days(limit: float, attributes: Attributes) -> Truth:
    began = attributes.onset_days or attributes.duration_days
    if began is not None:
        return began[0] <= limit
    if attributes.recency is None:
        return None
    return attributes.recency == "new"


def _older_than(limit: float, attributes: Attributes) -> Truth:
    began = attributes.onset_days or attributes.duration_days
    if began is not None:
        return began[0] > limit
    if attributes.recency is None:
        return None
    return attributes.recency == "long_standing"


def _test(key: str, wanted: Any, places: Mapping[str, Any], attributes: Attributes) -> Truth:
    """One detail of one instance."""
    if key == "new":
        return _is_new(attributes) == bool(wanted)
    if key == "within_days":
        return _within_days(wanted, attributes)
    if key == "older_than":
        return _older_than(wanted, attributes)
    if key == "not_older_than":
        return not _older_than(wanted, attributes)
    if key in ("timing", "not_timing"):
        told = attributes.timing
        if key == "timing":
            return any(value in wanted for value in told) if told else None
        return not told or any(value not in wanted for value in told)
    if key == "site":
        told = attributes.site
        return any(_lies_in(place, wanted, places) for place in told) if told else None
    if key == "only_site":
        told = attributes.site
        return all(_lies_in(place, wanted, places) for place in told) if told else None
    value = getattr(attributes, key)
    if key in RANGES:
        return _in_range(wanted, value)
    return None if value is None else value in wanted


def _lies_in(place: str, wanted: tuple[str, ...], places: Mapping[str, Any]) -> bool:
    while place not in wanted:
        known = places.get(place)
        if known is None or known.part_of is None:
            return False
        place = known.part_of
    return True


def _side_fits(wanted: tuple[str, ...], instances: tuple[Instance, ...]) -> Truth:
    side = side_of(instances)
    if side == ANYWHERE:
        return None
    unilateral = side in (*OF_TWO, "one")
    return (
        side in wanted
        or (unilateral and "one" in wanted)
        or (side == "one" and bool(set(wanted) & set(OF_TWO)))
    )


class Details(msgspec.Struct, frozen=True):
    """The way in which a finding must be present."""

    tests: tuple[tuple[str, Any], ...] = ()
    side: tuple[str, ...] = ()
    not_side: tuple[str, ...] = ()

    def fit(self, scope: Scope, instances: tuple[Instance, ...]) -> Truth:
        """Whether some of the instances are present in this way."""
        places = scope.view.knowledge.places
        truths = [
            both_hold(_test(key, wanted, places, instance.attributes) for key, wanted in self.tests)
            for instance in instances
        ]
        truth = any_holds(iter(truths))
        if truth is False or not (self.side or self.not_side):
            return truth
        fitting = tuple(i for i, t in zip(instances, truths, strict=True) if t is truth)
        if self.not_side and _side_fits(self.not_side, fitting):
            return False
        return both_hold(iter((truth, _side_fits(self.side, fitting)))) if self.side else truth


# --- conditions ----------------------------------------------------------------------------------


class Condition:
    """A node of a condition."""

    def truth(self, scope: Scope) -> Truth:
        """True, false, or not known."""
        raise NotImplementedError

    def on_side(self, scope: Scope, side: str) -> bool:
        """Whether it is true of the leg on ``side``; what was told of no leg may be of either."""
        return self.truth(scope) is True

    def because(self, scope: Scope) -> Iterator[Fact]:
        """The facts that made it true, in the order of the condition."""
        return iter(())

    def steps(self, scope: Scope) -> int:
        """How many unknown things would have to be so for it to become true."""
        truth = self.truth(scope)
        return 0 if truth else FAR if truth is False else 1

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:
        """Each unknown finding that could help to make it true, with the steps of that way.

        ``total`` is the steps of the whole rule less those of this condition.
        """
        return iter(())


class FindingIs(Condition, msgspec.Struct, frozen=True):
    """A finding is present, perhaps in a certain way."""

    finding: str
    details: Details | None = None
    past_days: float | None = None

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        if self.past_days is not None and self._was_there(scope):
            return True
        held = scope.view.held(self.finding)
        if held.state == "present":
            instances = scope.instances(self.finding)
            if not instances:
                return None
            return True if self.details is None else self.details.fit(scope, instances)
        return False if held.state == "absent" else None

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        instances = tuple(i for i in scope.instances(self.finding) if side_may_be(i.side, side))
        whole = self.details is None or self.details.fit(scope, scope.instances(self.finding))
        return bool(
            instances
            and whole
            and (
                self.details is None
                or any(
                    both_hold(
                        _test(key, wanted, scope.view.knowledge.places, i.attributes)
                        for key, wanted in self.details.tests
                    )
                    for i in instances
                )
            )
        )

    def _was_there(self, scope: Scope) -> bool:
        return any(self._counts(scope, fact) for fact in scope.view.past.get(self.finding, ()))

    def _counts(self, scope: Scope, fact: Fact) -> bool:
        """Whether what is over was there lately, and in the way that is asked for."""
        if not _within_days(self.past_days or 0, fact.attributes):
            return False
        instances = tuple(Instance(key, fact.attributes, (fact,)) for key in keys_of(fact))
        return self.details is None or self.details.fit(scope, instances) is True

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        if self.truth(scope):
            instances = scope.instances(self.finding)
            yield from (fact for instance in instances for fact in instance.facts)
            if self.past_days is not None:
                past = scope.view.past.get(self.finding, ())
                yield from (fact for fact in past if self._counts(scope, fact))

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        if self.truth(scope) is None:
            yield self.finding, total + 1


class FindingIsNot(Condition, msgspec.Struct, frozen=True):
    """A finding was denied."""

    finding: str

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        state = scope.view.held(self.finding).state
        return True if state == "absent" else False if state == "present" else None


class TroubleIs(Condition, msgspec.Struct, frozen=True):
    """The complaint itself is present in a certain way."""

    details: Details

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        trouble = scope.view.trouble
        return self.details.fit(scope, trouble) if trouble else None

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        for instance in scope.view.trouble:
            if self.details.fit(scope, (instance,)):
                yield from instance.facts


class Takes(Condition, msgspec.Struct, frozen=True):
    """A medicine of a class is taken now."""

    medicine_class: str

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        state = scope.view.takes(self.medicine_class)
        return True if state == "present" else False if state == "absent" else None

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        for medicine in scope.view.medicines_of(self.medicine_class):
            yield Fact(
                finding=f"class:{self.medicine_class}", text=medicine.text or medicine.name,
                start=medicine.start, end=medicine.end, turn=medicine.turn,
            )  # fmt: skip

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        if self.truth(scope) is None:
            yield f"class:{self.medicine_class}", total + 1


class RuleFired(Condition, msgspec.Struct, frozen=True):
    """Another rule fired."""

    rule: str

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return scope.rule(self.rule)


class PersonIs(Condition, msgspec.Struct, frozen=True):
    """Age or sex of the patient."""

    field: str
    wanted: Any

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        value = getattr(scope.view.person, self.field)
        if value is None:
            return None
        if isinstance(self.wanted, dict):
            return _in_range(self.wanted, (value, value))
        return bool(value == self.wanted)


class Said(Condition, msgspec.Struct, frozen=True):
    """A condition that counts only when it is known to be true."""

    of: Condition

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return self.of.truth(scope) is True

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return self.of.because(scope)


class Not(Condition, msgspec.Struct, frozen=True):
    """The contrary of a condition."""

    of: Condition

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return opposite(self.of.truth(scope))


class All(Condition, msgspec.Struct, frozen=True):
    """Every part holds."""

    of: tuple[Condition, ...]

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        return all(part.on_side(scope, side) for part in self.of)

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return both_hold(part.truth(scope) for part in self.of)

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return chain.from_iterable(part.because(scope) for part in self.of)

    def steps(self, scope: Scope) -> int:  # noqa: D102
        return min(FAR, sum(part.steps(scope) for part in self.of))

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        each = [part.steps(scope) for part in self.of]
        if (together := sum(each)) < FAR:
            for part, own in zip(self.of, each, strict=True):
                if own:
                    yield from part.open(scope, total + together - own)


class AtLeast(Condition, msgspec.Struct, frozen=True):
    """So many of the parts hold; ``any`` is one of them."""

    count: int
    of: tuple[Condition, ...]
    same_side: bool = False

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        if self.count == 1:
            return any_holds(part.truth(scope) for part in self.of)
        truths = [part.truth(scope) for part in self.of]
        if truths.count(True) >= self.count and (not self.same_side or self._in_one_leg(scope)):
            return True
        return None if len(truths) - truths.count(False) >= self.count else False

    def _in_one_leg(self, scope: Scope) -> bool:
        """Whether one leg has enough of them; a sign whose leg was not told may be in either."""
        return any(self.on_side(scope, side) for side in OF_TWO)

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        return sum(part.on_side(scope, side) for part in self.of) >= self.count

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return chain.from_iterable(p.because(scope) for p in self.of if p.truth(scope))

    def steps(self, scope: Scope) -> int:  # noqa: D102
        if self.truth(scope):
            return 0
        return min(FAR, sum(sorted(part.steps(scope) for part in self.of)[: self.count]))

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        each = [part.steps(scope) for part in self.of]
        if self.truth(scope) is not None:
            return
        for index, part in enumerate(self.of):
            others = sorted(each[:index] + each[index + 1 :])[: self.count - 1]
            if 0 < each[index] < FAR:
                yield from part.open(scope, total + sum(others))


# --- from YAML -----------------------------------------------------------------------------------


def _as_tuple(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else (value,)


def _name(atom: str, knowledge: Knowledge, details: Details | None = None,
          past: float | None = None) -> Condition:  # fmt: skip
    kind, _, name = atom.rpartition(":")
    if kind == "class":
        return Takes(name)
    if kind == "rule":
        return RuleFired(name)
    if kind == "group":
        if name not in knowledge.groups:
            raise ConditionError(f"unknown group '{name}'")
        items = (_name(item, knowledge, details, past) for item in knowledge.groups[name].any_of)
        return AtLeast(1, tuple(items))
    if name not in knowledge.findings:
        raise ConditionError(f"unknown finding '{name}'")
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

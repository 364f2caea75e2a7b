"""Conditions, answered true, false, or not known; ``charley.reasoning.grammar`` reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

import msgspec

from charley.facts import Fact
from charley.reasoning.details import (
    Details,
    Truth,
    any_holds,
    both_hold,
    in_range,
    opposite,
    within_days,
)
from charley.reasoning.state import OF_TWO, Instance, View, keys_of, side_may_be

RuleTruth = Callable[[str], Truth]

FAR = 99  # steps: more than any rule could still need
NEAR = 3  # steps: what lacks more than this is too far away to ask about (judgement)


class Scope:
    """What conditions are answered against; each is answered once.

    Args:
        view: what holds of the patient.
        rule: answers whether a rule fires.
        hedged: whether a "maybe" that was said again when asked outright counts as present: it
            does for red flags, and for nothing else (brief h.28).
    """

    def __init__(self, view: View, rule: RuleTruth, hedged: bool = False) -> None:
        self.view = view
        self.rule = rule
        self.hedged = hedged
        self._truths: dict[int, Truth] = {}
        self._steps: dict[int, int] = {}

    def truth(self, condition: Condition) -> Truth:
        """True, false, or not known."""
        key = id(condition)
        if key not in self._truths:
            self._truths[key] = condition.truth(self)
        return self._truths[key]

    def steps(self, condition: Condition) -> int:
        """How many unknown things would have to be so for a condition to become true."""
        key = id(condition)
        if key not in self._steps:
            self._steps[key] = condition.steps(self)
        return self._steps[key]

    def instances(self, finding: str) -> tuple[Instance, ...]:
        """Where a finding is present."""
        found = self.view.held(finding).instances
        return found if self.hedged else tuple(i for i in found if not i.hedged)


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
        truth = scope.truth(self)
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
            return (
                True
                if self.details is None
                else self.details.fit(scope.view.knowledge.places, instances)
            )
        return False if held.state == "absent" else None

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        if not self.truth(scope):
            return False
        there = (i for i in scope.instances(self.finding) if side_may_be(i.side, side))
        places = scope.view.knowledge.places
        details = self.details
        return any(details is None or details.fits_one(places, i.attributes) for i in there)

    def _was_there(self, scope: Scope) -> bool:
        return any(self._counts(scope, fact) for fact in scope.view.past.get(self.finding, ()))

    def _counts(self, scope: Scope, fact: Fact) -> bool:
        """Whether what is over was there lately, and in the way that is asked for."""
        if not within_days(self.past_days or 0, fact.attributes):
            return False
        instances = tuple(Instance(key, fact.attributes, (fact,)) for key in keys_of(fact))
        return (
            self.details is None or self.details.fit(scope.view.knowledge.places, instances) is True
        )

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
        return self.details.fit(scope.view.knowledge.places, trouble) if trouble else None

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        for instance in scope.view.trouble:
            if self.details.fit(scope.view.knowledge.places, (instance,)):
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
            return in_range(self.wanted, (value, value))
        return bool(value == self.wanted)


class Said(Condition, msgspec.Struct, frozen=True):
    """A condition that counts only when it is known to be true."""

    of: Condition

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return scope.truth(self.of) is True

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return self.of.because(scope)


class Not(Condition, msgspec.Struct, frozen=True):
    """The contrary of a condition."""

    of: Condition

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return opposite(scope.truth(self.of))


class All(Condition, msgspec.Struct, frozen=True):
    """Every part holds."""

    of: tuple[Condition, ...]

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        return all(part.on_side(scope, side) for part in self.of)

    def truth(self, scope: Scope) -> Truth:  # noqa: D102
        return both_hold(scope.truth(part) for part in self.of)

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return chain.from_iterable(part.because(scope) for part in self.of)

    def steps(self, scope: Scope) -> int:  # noqa: D102
        return min(FAR, sum(scope.steps(part) for part in self.of))

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        each = [scope.steps(part) for part in self.of]
        if total + (together := sum(each)) <= NEAR:
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
            return any_holds(scope.truth(part) for part in self.of)
        truths = [scope.truth(part) for part in self.of]
        if truths.count(True) >= self.count and (not self.same_side or self._in_one_leg(scope)):
            return True
        return None if len(truths) - truths.count(False) >= self.count else False

    def _in_one_leg(self, scope: Scope) -> bool:
        """Whether one leg has enough of them; a sign whose leg was not told may be in either."""
        return any(self.on_side(scope, side) for side in OF_TWO)

    def on_side(self, scope: Scope, side: str) -> bool:  # noqa: D102
        return sum(part.on_side(scope, side) for part in self.of) >= self.count

    def because(self, scope: Scope) -> Iterator[Fact]:  # noqa: D102
        return chain.from_iterable(p.because(scope) for p in self.of if scope.truth(p))

    def steps(self, scope: Scope) -> int:  # noqa: D102
        if scope.truth(self):
            return 0
        return min(FAR, sum(sorted(scope.steps(part) for part in self.of)[: self.count]))

    def open(self, scope: Scope, total: int) -> Iterator[tuple[str, int]]:  # noqa: D102
        if scope.truth(self) is not None or total >= NEAR:
            return
        each = [scope.steps(part) for part in self.of]
        for index, part in enumerate(self.of):
            others = sorted(each[:index] + each[index + 1 :])[: self.count - 1]
            if 0 < each[index] < FAR:
                yield from part.open(scope, total + sum(others))

"""The rules as formulas for a solver: each condition becomes "known true" and "known false".

A finding is present, absent, or neither. A detail of a finding is free while the finding is
present, and so is anything that is no finding: age, medicines, the start of the trouble.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import z3

from charley.reasoning import logic
from charley.reasoning.complaint import COMPLAINT
from charley.reasoning.flags import CompiledRule
from charley.schema.load import Knowledge

FALSE = z3.BoolVal(False)
TRUE = z3.BoolVal(True)


class Pair(NamedTuple):
    """Known to be true, known to be false."""

    true: z3.BoolRef
    false: z3.BoolRef


def free(name: str) -> Pair:
    """Anything that is true, false, or not known."""
    true = z3.Bool(f"true {name}")
    return Pair(true, z3.And(z3.Bool(f"false {name}"), z3.Not(true)))


class World:
    """One state of all findings, and the formulas of conditions in it.

    Args:
        rules: the compiled rules.
        states: findings whose state is not the free one.
        new_trouble: whether something was added that belongs to the complaint itself.
        exclusions_free: whether exclusions are taken as given, instead of being looked into.
    """

    def __init__(
        self,
        rules: dict[str, CompiledRule],
        states: dict[str, Pair] | None = None,
        new_trouble: bool = False,
        exclusions_free: bool = False,
    ) -> None:
        self.rules = rules
        self.states = states or {}
        self.new_trouble = new_trouble
        self.exclusions_free = exclusions_free
        self.fired: dict[str, Pair] = {}

    def state(self, finding: str) -> Pair:
        return self.states.get(finding) or free(finding)

    def rule(self, name: str) -> Pair:
        if name not in self.fired:
            compiled = self.rules[name]
            when = self.read(compiled.when)
            if compiled.unless is None:
                self.fired[name] = when
            else:
                blocked = self._exclusion(compiled.unless)
                self.fired[name] = Pair(
                    z3.And(when.true, z3.Not(blocked)), z3.Or(when.false, blocked)
                )
        return self.fired[name]

    def _exclusion(self, condition: logic.Condition) -> z3.BoolRef:
        if self.exclusions_free:
            return z3.Bool(f"excluded {condition}")
        return self.read(condition).true

    def read(self, condition: logic.Condition) -> Pair:
        if isinstance(condition, logic.FindingIs):
            return self._finding(condition)
        if isinstance(condition, logic.FindingIsNot):
            state = self.state(condition.finding)
            return Pair(state.false, state.true)
        if isinstance(condition, logic.Not):
            inner = self.read(condition.of)
            return Pair(inner.false, inner.true)
        if isinstance(condition, logic.Said):
            said = self._exclusion(condition.of)
            return Pair(said, z3.Not(said))
        if isinstance(condition, logic.RuleFired):
            return self.rule(condition.rule)
        if isinstance(condition, logic.All):
            parts = [self.read(part) for part in condition.of]
            return Pair(z3.And([p.true for p in parts]), z3.Or([p.false for p in parts]))
        if isinstance(condition, logic.AtLeast):
            return self._at_least(condition)
        if isinstance(condition, logic.TroubleIs) and self.new_trouble:
            before = free(str(condition))
            after = free(f"{condition} with more told")
            return Pair(z3.Or(before.true, after.true), z3.And(before.false, after.false))
        return free(str(condition))

    def _finding(self, condition: logic.FindingIs) -> Pair:
        state = self.state(condition.finding)
        true, false = state
        if condition.details is not None:
            fits = free(str(condition))
            true = z3.And(state.true, fits.true)
            false = z3.Or(state.false, z3.And(state.true, fits.false))
        if condition.past_days is not None:
            lately = z3.Bool(f"lately {condition}")
            true = z3.Or(true, lately)
            false = z3.And(false, z3.Not(lately))
        return Pair(true, false)

    def _at_least(self, condition: logic.AtLeast) -> Pair:
        parts = [self.read(part) for part in condition.of]
        enough = z3.AtLeast(*[p.true for p in parts], condition.count)
        if condition.same_side:
            enough = z3.And(enough, z3.Bool(f"one leg {condition}"))
        too_few = z3.AtMost(*[z3.Not(p.false) for p in parts], condition.count - 1)
        return Pair(enough, too_few)


def findings_of(condition: logic.Condition, rules: dict[str, CompiledRule]) -> set[str]:
    """Every finding that a condition reads, by way of other rules too."""
    if isinstance(condition, (logic.FindingIs, logic.FindingIsNot)):
        return {condition.finding}
    if isinstance(condition, logic.RuleFired):
        return findings_of_rule(condition.rule, rules)
    inner = getattr(condition, "of", ())
    parts = inner if isinstance(inner, tuple) else (inner,)
    return set().union(*(findings_of(part, rules) for part in parts))


def findings_of_rule(name: str, rules: dict[str, CompiledRule]) -> set[str]:
    """Every finding that a rule reads."""
    compiled = rules[name]
    conditions = (compiled.when, *([compiled.unless] if compiled.unless else []))
    return set().union(*(findings_of(condition, rules) for condition in conditions))


def leaves(condition: logic.Condition) -> Iterator[logic.Condition]:
    """Every condition without parts below ``condition``."""
    inner = getattr(condition, "of", None)
    if inner is None:
        yield condition
    for part in inner if isinstance(inner, tuple) else (inner,) if inner is not None else ():
        yield from leaves(part)


def past_leaves(condition: logic.Condition) -> list[logic.Condition]:
    """The conditions that also read what is over."""
    return [c for c in leaves(condition) if isinstance(c, logic.FindingIs) and c.past_days]


def medicine_leaves(condition: logic.Condition) -> list[logic.Condition]:
    """The conditions that read a medicine."""
    return [c for c in leaves(condition) if isinstance(c, logic.Takes)]


def implied_by(finding: str, knowledge: Knowledge) -> set[str]:
    """A finding and all that it implies."""
    reached, waiting = {finding}, [finding]
    while waiting:
        for target in knowledge.findings[waiting.pop()].implies:
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def with_added(finding: str, rules: dict[str, CompiledRule], knowledge: Knowledge) -> World:
    """The world in which ``finding`` was told as well, with all that this implies and excludes."""
    added = implied_by(finding, knowledge)
    states: dict[str, Pair] = {}
    for target in added:
        before = free(target)
        stays_absent = FALSE if target == finding else before.false
        states[target] = Pair(z3.Not(stays_absent), stays_absent)
    for other in knowledge.findings.values():
        for pair in ((other.id, excluded) for excluded in other.opposite):
            for source, target in (pair, pair[::-1]):
                if source in added and target not in added:
                    before = free(target)
                    states[target] = Pair(
                        before.true, z3.And(z3.Not(before.true), z3.Or(before.false, TRUE))
                    )
    return World(rules, states, new_trouble=bool(added & set(COMPLAINT)))


def possible(*conditions: z3.BoolRef) -> bool:
    """Whether the conditions can hold together."""
    solver = z3.Solver()
    solver.set("random_seed", 7)
    solver.add(*conditions)
    return bool(solver.check() == z3.sat)

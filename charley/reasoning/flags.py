"""Which warnings fire: red flags (EMERGENCY, URGENT) and amber flags (SOON, ROUTINE)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import msgspec

from charley.facts import Fact
from charley.reasoning.compiled import must_read, once_per_knowledge
from charley.reasoning.details import Truth
from charley.reasoning.logic import Condition, Scope
from charley.reasoning.state import View
from charley.schema.load import Knowledge
from charley.schema.models import LEVELS, Level, Rule

RED = "RF_"


class Fired(msgspec.Struct, frozen=True):
    """A warning that holds, with what the person said that made it hold."""

    id: str
    name: str
    level: Level
    reason: str
    action: str
    also: str
    because: tuple[Fact, ...]
    indicates: tuple[str, ...]
    sources: tuple[str, ...]
    optional: bool

    @property
    def red(self) -> bool:
        """Whether this is a red flag."""
        return self.id.startswith(RED)


class CompiledRule(msgspec.Struct, frozen=True):
    """A rule with its conditions read."""

    rule: Rule
    when: Condition
    unless: Condition | None
    raise_to: tuple[tuple[Level, Condition], ...]
    strengthened_by: tuple[Condition, ...]


def compile_rule(rule: Rule, knowledge: Knowledge) -> CompiledRule:
    """A rule with its conditions read.

    Raises:
        KnowledgeError: a condition is wrong; the message names file and line.
    """
    read = partial(must_read, knowledge=knowledge, key=f"rules/{rule.id}")
    return CompiledRule(
        rule=rule,
        when=read(rule.when, field="when"),
        unless=None if rule.unless is None else read(rule.unless, field="unless"),
        raise_to=tuple(
            (step["level"], read(step["when"], field=f"raise_to[{index}].when"))
            for index, step in enumerate(rule.raise_to)
        ),
        strengthened_by=tuple(read(name, field="strengthened_by") for name in rule.strengthened_by),
    )


@once_per_knowledge
def compiled_rules(knowledge: Knowledge) -> dict[str, CompiledRule]:
    """The rules of ``knowledge``, read once.

    Raises:
        KnowledgeError: a condition is wrong; the message names file and line.
    """
    return {rule.id: compile_rule(rule, knowledge) for rule in knowledge.rules.values()}


class Flags:
    """The rules answered over one view; each rule is answered once.

    Args:
        view: what holds of the patient.
        rules: other rules than those of the knowledge.
    """

    def __init__(self, view: View, rules: Mapping[str, CompiledRule] | None = None) -> None:
        self.view = view
        self.rules = compiled_rules(view.knowledge) if rules is None else rules
        self._truths: dict[str, Truth] = {}
        self.sure = Scope(view, self.truth)  # for amber flags, causes and advice
        self.wary = Scope(view, self.truth, hedged=True)  # for red flags

    def scope(self, rule: str) -> Scope:
        """What the conditions of a rule are answered against."""
        return self.wary if rule.startswith(RED) else self.sure

    def truth(self, rule: str) -> Truth:
        """Whether a rule fires: true, false, or not known."""
        if rule not in self._truths:
            self._truths[rule] = self._answer(self.rules[rule])
        return self._truths[rule]

    def _answer(self, compiled: CompiledRule) -> Truth:
        scope = self.scope(compiled.rule.id)
        truth = scope.truth(compiled.when)
        if truth is not False and compiled.unless is not None and scope.truth(compiled.unless):
            return False
        return truth

    def level(self, rule: str) -> Level:
        """The level at which a rule fires, or would fire."""
        compiled = self.rules[rule]
        scope = self.scope(rule)
        level = compiled.rule.level
        for higher, condition in compiled.raise_to:
            if scope.truth(condition) and LEVELS.index(higher) > LEVELS.index(level):
                level = higher
        return level

    def fired(self) -> tuple[Fired, ...]:
        """Every rule that fires, the highest level first, then in the order of the files."""
        firing = [
            self._fired(compiled) for name, compiled in self.rules.items() if self.truth(name)
        ]
        return tuple(sorted(firing, key=lambda one: -LEVELS.index(one.level)))

    def _fired(self, compiled: CompiledRule) -> Fired:
        rule = compiled.rule
        scope = self.scope(rule.id)
        conditions = (
            compiled.when,
            *(condition for _, condition in compiled.raise_to if scope.truth(condition)),
            *compiled.strengthened_by,
        )
        facts = (fact for condition in conditions for fact in condition.because(scope))
        return Fired(
            id=rule.id,
            name=rule.label,
            level=self.level(rule.id),
            reason=rule.reason,
            action=rule.action,
            also=rule.also,
            because=tuple(dict.fromkeys(facts)),
            indicates=rule.indicates,
            sources=rule.sources,
            optional=rule.optional,
        )


def fired(view: View) -> tuple[Fired, ...]:
    """The warnings that hold in ``view``, the highest level first."""
    return Flags(view).fired()

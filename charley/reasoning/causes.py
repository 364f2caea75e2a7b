"""Which causes explain what was told, and how well.

A cause begins with its prior weight and gains or loses by its evidence, in log-odds. Of evidence
that goes together (one ``family``) only the strongest item counts. What was not said counts
nothing. Likelihood is a word, never a number: the weights are judgement, not measured rates.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import chain
from typing import Literal

import msgspec

from charley.reasoning.compiled import must_read, once_per_knowledge, read_condition
from charley.reasoning.flags import Fired, Flags
from charley.reasoning.logic import Condition, Scope
from charley.reasoning.said import MOST_QUOTES, quote, quotes
from charley.schema.load import Knowledge
from charley.schema.models import LEVELS, Cause, Evidence, Level

Likelihood = Literal["likely", "possible", "less likely"]
WORDS: tuple[Likelihood, ...] = ("likely", "possible", "less likely")

# Marks of strength as likelihood ratios (judgement; brief, section 0.2).
STRENGTHS = {"++": 5.0, "+": 2.0, "-": 0.5, "--": 0.15}
MOST = 10.0  # no single item counts for more than this, or for less than its inverse
OWN_RULE = math.log(10.0)  # a fired red flag that points at the cause
STANDS_OUT = math.log(2.0)  # less evidence than this explains nothing
STRONG = math.log(4.0)  # enough evidence to call a cause likely
LIKELY_SHARE, POSSIBLE_SHARE, NAMED_SHARE = 0.5, 0.08, 0.01  # of the weight of all causes
ALARM_SHARE = 0.3  # as LIKELY_SHARE, where the cause's own red flag fired
MOST_NAMED = 5
SERIOUS: tuple[Level, ...] = ("URGENT", "EMERGENCY")


class Weight(msgspec.Struct, frozen=True):
    """An item of evidence with its condition read and its ratio as log-odds."""

    condition: Condition
    log_ratio: float
    item: Evidence
    family: str
    generic: bool  # speaks for a kind of trouble, and by itself for no one cause


class CompiledCause(msgspec.Struct, frozen=True):
    """A cause with its conditions read."""

    cause: Cause
    requires: Condition | None
    priors: tuple[tuple[Condition, float], ...]
    levels: tuple[tuple[Condition, Level], ...]
    evidence: tuple[Weight, ...]


class Reason(msgspec.Struct, frozen=True):
    """Something that was said and speaks for or against a cause; ``quote`` the person's words."""

    text: str
    quote: str
    source: str


class Weighed(msgspec.Struct, frozen=True):
    """A cause and how well it explains what was told.

    ``score`` is in log-odds, ``gain`` the part of it that is evidence, ``own`` the part of that
    which the cause does not share with others, ``share`` its part of the
    weight of all causes, ``rules`` its own red flags that fired. ``told`` is false where only age
    or sex speak for it: they make nothing likely by themselves. ``pointed`` is false where only
    generic evidence does. ``lone`` is true of a harmless cause for which one thing alone speaks
    that is no danger sign: a headache beside a cramp makes no low salt.
    """

    cause: Cause
    score: float
    gain: float
    own: float
    speaks_for: tuple[Reason, ...]
    speaks_against: tuple[Reason, ...]
    rules: tuple[Fired, ...]
    level: Level
    told: bool
    pointed: bool
    lone: bool
    share: float = 0.0
    likelihood: Likelihood = "less likely"

    @property
    def alarm(self) -> int:
        """How high its own red flags reach, for a dangerous or likely cause; else -1."""
        if self.cause.default_level not in SERIOUS and self.likelihood != "likely":
            return -1
        return max((LEVELS.index(rule.level) for rule in self.rules), default=-1)

    @property
    def unproven_danger(self) -> bool:
        """Whether the cause is a dangerous one whose own red flag did not fire."""
        return self.cause.default_level in SERIOUS and not self.rules


def _log_ratio(item: Evidence) -> float:
    ratio = item.ratio if item.ratio is not None else STRENGTHS[item.strength or "+"]
    return math.log(min(MOST, max(1 / MOST, ratio)))


def _weights(
    knowledge: Knowledge, key: str, items: tuple[Evidence, ...], generic: bool
) -> Iterator[Weight]:
    for index, item in enumerate(items):
        condition = must_read(item.when, knowledge, key, f"evidence[{index}].when")
        family = item.family or f"{key}[{index}]"
        yield Weight(condition, _log_ratio(item), item, family, generic)


def _compile(cause: Cause, knowledge: Knowledge) -> CompiledCause:
    key = f"causes/{cause.id}"
    shared = [knowledge.evidence_sets[name] for name in cause.shares]
    return CompiledCause(
        cause=cause,
        requires=read_condition(cause.requires, knowledge, key, "requires"),
        priors=tuple(
            (must_read(step["when"], knowledge, key, f"priors[{index}].when"), step["prior"])
            for index, step in enumerate(cause.priors)
        ),
        levels=tuple(
            (must_read(step["when"], knowledge, key, f"levels[{index}].when"), step["level"])
            for index, step in enumerate(cause.levels)
        ),
        evidence=(
            *chain.from_iterable(
                _weights(knowledge, f"evidence_sets/{one.id}", one.evidence, one.generic)
                for one in shared
            ),
            *_weights(knowledge, key, cause.evidence, generic=False),
        ),
    )


@once_per_knowledge
def compiled_causes(knowledge: Knowledge) -> tuple[CompiledCause, ...]:
    """The causes of ``knowledge``, read once."""
    return tuple(_compile(cause, knowledge) for cause in knowledge.causes.values())


# --- weighing ------------------------------------------------------------------------------------


def _reason(weight: Weight, scope: Scope) -> Reason:
    return Reason(weight.item.text, quote(weight.condition, scope), weight.item.sources[0])


def _level(compiled: CompiledCause, rules: tuple[Fired, ...], scope: Scope) -> Level:
    """The level that the cause asks for by itself (brief, section 0.4)."""
    cause = compiled.cause
    level = next((lv for when, lv in compiled.levels if scope.truth(when)), cause.default_level)
    if level not in SERIOUS:
        return level
    reached = max((LEVELS.index(rule.level) for rule in rules), default=LEVELS.index("SOON"))
    return LEVELS[min(LEVELS.index(level), reached)]


def _counted(compiled: CompiledCause, scope: Scope) -> list[Weight]:
    """The evidence that holds, the strongest of each family, the strongest first."""
    strongest: dict[str, Weight] = {}
    for weight in compiled.evidence:
        kept = strongest.get(weight.family)
        stronger = kept is None or abs(weight.log_ratio) > abs(kept.log_ratio)
        if stronger and scope.truth(weight.condition):
            strongest[weight.family] = weight
    return sorted(strongest.values(), key=lambda weight: -abs(weight.log_ratio))


def _is_lone(told: list[Weight], scope: Scope) -> bool:
    """Whether one thing alone was told for a cause, and that is no danger sign."""
    facts = (fact for weight in told for fact in weight.condition.because(scope))
    return len(told) == 1 and not any(scope.view.is_danger(fact.finding) for fact in facts)


def _weigh(compiled: CompiledCause, flags: Flags, fired: dict[str, Fired]) -> Weighed | None:
    scope = flags.sure
    cause = compiled.cause
    if compiled.requires is not None and not scope.truth(compiled.requires):
        return None
    rules = tuple(fired[name] for name in cause.rules if name in fired and fired[name].red)
    counted = _counted(compiled, scope)
    gain = sum(weight.log_ratio for weight in counted) + (OWN_RULE if rules else 0.0)
    prior = next((value for when, value in compiled.priors if scope.truth(when)), cause.prior)
    alarms = tuple(
        Reason(rule.name, "; ".join(quotes(rule.because)[:MOST_QUOTES]), rule.sources[0])
        for rule in rules
    )
    helping = [weight for weight in counted if weight.log_ratio > 0]
    told = [one for one in helping if next(one.condition.because(scope), None) is not None]
    return Weighed(
        cause=cause,
        score=math.log(prior) + gain,
        gain=gain,
        own=sum(one.log_ratio for one in counted if one.item in cause.evidence),
        speaks_for=alarms + tuple(_reason(weight, scope) for weight in helping),
        speaks_against=tuple(_reason(one, scope) for one in counted if one.log_ratio < 0),
        rules=rules,
        level=_level(compiled, rules, scope),
        told=bool(told),
        pointed=any(not weight.generic for weight in told),
        lone=cause.default_level not in SERIOUS and _is_lone(told, scope),
    )


def _likelihood(weighed: Weighed, share: float) -> Likelihood:
    enough = ALARM_SHARE if weighed.rules else LIKELY_SHARE
    if share >= enough and weighed.gain >= STRONG and not weighed.unproven_danger:
        return "likely"
    alarmed = weighed.rules and weighed.cause.default_level in SERIOUS
    return "possible" if alarmed or share >= POSSIBLE_SHARE else "less likely"


def _in_order(named: list[Weighed]) -> list[Weighed]:
    """Best first: alarms lead by their level; a danger without its alarm does not lead."""
    named.sort(key=lambda one: (-one.alarm, WORDS.index(one.likelihood), -one.score, one.cause.id))
    if named and named[0].unproven_danger:
        plain = next(
            (one for one in named if not one.unproven_danger and one.likelihood != "less likely"),
            None,
        )
        if plain is not None:
            named.remove(plain)
            named.insert(0, plain)
    return named


def ranked(flags: Flags, fired: tuple[Fired, ...]) -> tuple[Weighed, ...]:
    """The causes that explain what was told, best first; none when nothing stands out.

    Args:
        flags: the rules over the view.
        fired: the rules that fired.
    """
    by_id = {rule.id: rule for rule in fired}
    considered = [
        weighed
        for compiled in compiled_causes(flags.view.knowledge)
        if (weighed := _weigh(compiled, flags, by_id)) is not None
    ]
    total = sum(math.exp(one.score) for one in considered)
    best = max((one.score for one in considered if one.told), default=0.0)
    named = []
    for one in considered:
        share = math.exp(one.score) / total
        explains = (
            one.told
            and (one.pointed or one.score == best)
            and one.gain >= STANDS_OUT
            and share >= NAMED_SHARE
        )
        if explains or one.rules:
            word = _likelihood(one, share)
            named.append(msgspec.structs.replace(one, share=share, likelihood=word))
    return tuple(_in_order(named)[:MOST_NAMED])

"""How soon to get help: the highest of the fired rules and the leading causes, never a mean."""

from __future__ import annotations

import math

import msgspec

from charley.reasoning.causes import STRONG, Weighed
from charley.reasoning.compiled import must_read, once_per_knowledge
from charley.reasoning.flags import RED, Fired, Flags
from charley.reasoning.logic import Condition
from charley.schema.load import Knowledge
from charley.schema.models import LEVELS, Level, Modifier

LEADS_WITHIN = 0.5  # a cause leads with the first when it has at least this part of its share
NOTHING_STANDS_OUT: Level = "ROUTINE"  # "cannot tell" still wants someone to look at it
DANGER_IS_OPEN: Level = (
    "SOON"  # "a swollen leg", and not told whether it is one or both (judgement)
)
DISTINCT = math.log(20.0)  # two strong signs or so that are a cause's own (judgement)
RARE_BUT_FITTING: Level = "ROUTINE"  # a rare cause that fits better than the common one (judgement)
RAISED: dict[Level, Level] = {"SELF_CARE": "ROUTINE", "ROUTINE": "SOON"}
NEW_WITHIN_DAYS = 14
FELT = ("symptom", "sign")  # kinds of finding that can be new or get worse


class Triage(msgspec.Struct, frozen=True):
    """The level, and the causes that lead."""

    level: Level
    leading: tuple[Weighed, ...]


@once_per_knowledge
def _modifiers(knowledge: Knowledge) -> tuple[tuple[Modifier, Condition], ...]:
    return tuple(
        (modifier, must_read(modifier.when, knowledge, f"modifiers/{modifier.id}", "when"))
        for modifier in knowledge.modifiers.values()
    )


def higher(first: Level, second: Level) -> Level:
    """The more urgent of two levels."""
    return max(first, second, key=LEVELS.index)


def leading(causes: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """The causes that decide the level: the first, and those that are nearly as good.

    A cause of small weight never decides, so that one weak hit of a serious illness does not send
    someone with ordinary night cramps to a doctor; what is dangerous has a rule of its own.
    """
    if not causes:
        return ()
    first = causes[0]
    nearly = (
        one
        for one in causes[1:]
        if one.share >= LEADS_WITHIN * first.share and one.gain >= STRONG and not first.rules
    )
    return (first, *nearly)


def _fits_better(cause: Weighed, first: Weighed) -> bool:
    """Whether a cause explains more than the first does, or much that is its own alone.

    Only its rarity keeps it back then, or a common trouble that stands beside it.

    A danger does not count here: it has a rule of its own, and its risks alone decide nothing.
    """
    fits = cause.level != "SELF_CARE" and cause.pointed and not cause.lone
    distinct = cause.gain >= max(STRONG, first.gain) or cause.own >= DISTINCT
    return fits and distinct and not cause.unproven_danger


def _level_of(cause: Weighed) -> Level:
    """A cause's own level; weak or single evidence asks for no more than a routine visit."""
    weak = not cause.rules and (cause.gain < STRONG or cause.lone)
    if weak and LEVELS.index(cause.level) > LEVELS.index("ROUTINE"):
        return "ROUTINE"
    return cause.level


def _danger_is_open(flags: Flags) -> bool:
    """Whether a danger sign is present and only a detail of it keeps a red flag undecided."""
    view = flags.view
    dangers = {name for name in view.present() if view.is_danger(name)}
    return bool(dangers) and any(
        steps == 1 and finding in dangers
        for name, compiled in flags.rules.items()
        if name.startswith(RED) and flags.truth(name) is None
        for finding, steps in compiled.when.open(flags.scope(name), 0)
    )


def _said_new_or_worse(flags: Flags) -> bool:
    """Whether some symptom was said to be new or to get worse."""
    view = flags.view
    for finding in view.present():
        known = view.knowledge.findings.get(finding)
        if known is None or known.kind not in FELT:
            continue
        for instance in view.held(finding).instances:
            told = instance.attributes
            if told.course == "worse" or told.recency == "new":
                return True
            if told.onset_days is not None and told.onset_days[1] <= NEW_WITHIN_DAYS:
                return True
    return False


def _modified(level: Level, lead: Weighed | None, fired: tuple[Fired, ...], flags: Flags) -> Level:
    """``level`` raised by one where the person needs more care (brief, h.33)."""
    amber = any(not rule.red and not rule.optional for rule in fired)
    changed = amber or _said_new_or_worse(flags)
    for modifier, when in _modifiers(flags.view.knowledge):
        if not when.truth(flags.sure):
            continue
        typical = lead is not None and lead.cause.id in modifier.typical and not amber
        if modifier.always or (changed and not typical):
            return RAISED.get(level, level)
    return level


def triage(flags: Flags, fired: tuple[Fired, ...], causes: tuple[Weighed, ...]) -> Triage:
    """The level for what was told.

    Beside the leading causes a rare one that fits better asks for a visit at least: who has an
    ordinary reason for cramps may still have the other illness.

    Args:
        flags: the rules over the view.
        fired: the rules that fired.
        causes: the causes, best first.
    """
    leaders = leading(causes)
    level: Level = "SELF_CARE" if leaders else NOTHING_STANDS_OUT
    for cause in leaders:
        level = higher(level, _level_of(cause))
    lead = leaders[0] if leaders else None
    if any(_fits_better(cause, causes[0]) for cause in causes[1:]):
        level, lead = higher(level, RARE_BUT_FITTING), None  # not typical of the first one alone
    level = _modified(level, lead, fired, flags)
    for rule in fired:
        level = higher(level, rule.level)
    if higher(level, DANGER_IS_OPEN) != level and _danger_is_open(flags):
        level = DANGER_IS_OPEN
    return Triage(level, leaders)

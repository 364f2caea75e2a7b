"""What was not told and could raise the level: the open ends of the rules that are not decided."""

from __future__ import annotations

from collections import defaultdict

import msgspec

from charley.reasoning.flags import Flags
from charley.reasoning.ground import has_ground
from charley.reasoning.logic import FAR, NEAR
from charley.schema.models import LEVELS, Level

# How much one more warning of a level would matter (judgement): danger first.
WEIGHTS: dict[Level, float] = {
    "EMERGENCY": 8.0, "URGENT": 4.0, "SOON": 1.0, "ROUTINE": 0.25, "SELF_CARE": 0.0,
}  # fmt: skip
FADING = 4.0  # each further thing that a rule lacks makes it matter so much less (judgement)


MAYBE = 100.0  # what was said with a "maybe" is asked before all else (brief h.28)


class Unknown(msgspec.Struct, frozen=True):
    """A finding (or ``class:<medicine class>``) whose answer could raise the level.

    ``steps`` is how many unknown things the nearest rule needs, this one included; ``level`` the
    level of that rule; ``rules`` all rules that it could help to fire, the nearest first.
    """

    finding: str
    steps: int
    level: Level
    rules: tuple[str, ...]
    weight: float
    told: bool  # it is present, and only how, where or since when is not known
    ground: bool  # something beyond the cramp itself makes it worth asking about


def unknowns(flags: Flags, above: Level | None = None) -> tuple[Unknown, ...]:
    """What could raise the level: what the facts give ground for first, then by its weight.

    Args:
        flags: the rules over the view.
        above: only rules above this level count; without it, every rule that is open.
    """
    floor = LEVELS.index(above) if above else -1
    ways: dict[str, dict[str, int]] = defaultdict(dict)
    for name, compiled in flags.rules.items():
        if flags.truth(name) is not None or LEVELS.index(flags.level(name)) <= floor:
            continue
        for finding, steps in compiled.when.open(flags.scope(name), 0):
            if steps <= NEAR:
                ways[finding][name] = min(steps, ways[finding].get(name, FAR))
    found = (_unknown(finding, rules, flags) for finding, rules in ways.items())
    return tuple(sorted(found, key=_order))


def _order(unknown: Unknown) -> tuple[bool, float, str]:
    return not unknown.ground, -unknown.weight, unknown.finding


def _unknown(finding: str, rules: dict[str, int], flags: Flags) -> Unknown:
    weights = {
        rule: WEIGHTS[flags.level(rule)] / FADING ** (steps - 1) for rule, steps in rules.items()
    }
    state = flags.view.held(finding).state
    ordered = sorted(rules, key=lambda rule: (-weights[rule], rule))
    return Unknown(
        finding=finding,
        steps=rules[ordered[0]],
        level=flags.level(ordered[0]),
        rules=tuple(ordered),
        weight=sum(weights[rule] for rule in ordered) * (MAYBE if state == "possible" else 1.0),
        told=state == "present",
        ground=state in ("present", "possible") or has_ground(finding, ordered, flags),
    )

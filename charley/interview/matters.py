"""Whether and how much an answer could still change the result, found by trying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from charley.facts import Fact, FactSheet
from charley.reasoning.causes import ranked
from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.reasoning.triage import triage
from charley.schema.load import Knowledge
from charley.schema.models import LEVELS, Level

if TYPE_CHECKING:
    from charley.interview.pick import Situation

# Questions whose answers are numbers, names or free text: their answers cannot all be tried out.
ALWAYS = ("location", "duration", "frequency", "medications", "other_symptoms", "hemodialysis")
MOST_TRIED = 12  # findings that are tried out for the best follow-up
SMALLEST_WORTH = 2.0  # a follow-up must be able to change the leading cause, or the level


def _with(sheet: FactSheet, finding: str, present: bool) -> FactSheet:
    assertion = "present" if present else "absent"
    turn = sheet.facts[-1].turn + 1 if sheet.facts else 1
    fact = msgspec.convert({"finding": finding, "assertion": assertion, "turn": turn}, Fact)
    return msgspec.structs.replace(sheet, facts=(*sheet.facts, fact))


class Outlook(msgspec.Struct, frozen=True):
    """What of a result an answer can change; cheaper than the whole assessment."""

    level: Level
    causes: tuple[str, ...]  # ids, the best first


def outlook(sheet: FactSheet, knowledge: Knowledge) -> Outlook:
    """The level and the causes of a sheet."""
    flags = Flags(View(sheet, knowledge))
    fired = flags.fired()
    causes = ranked(flags, fired)
    level = triage(flags, fired, causes).level
    return Outlook(level, tuple(one.cause.id for one in causes))


def _change(before: Outlook, after: Outlook) -> float:
    """How far two results differ: levels count most, then the leading cause."""
    levels = abs(LEVELS.index(before.level) - LEVELS.index(after.level))
    leader = before.causes[:1] != after.causes[:1]
    others = set(before.causes[:3]) != set(after.causes[:3])
    return 3.0 * levels + 2.0 * leader + 0.5 * others


def _try(finding: str, sheet: FactSheet, knowledge: Knowledge, before: Outlook) -> float:
    """The change that the more telling answer about a finding would make."""
    return max(
        _change(before, outlook(_with(sheet, finding, present), knowledge))
        for present in (True, False)
    )


def matters(question: str, situation: Situation) -> bool:
    """Whether some answer to one of the nine could still change the level or the leading cause."""
    if question in ALWAYS:
        return True
    sheet, knowledge = situation.sheet, situation.knowledge
    before = outlook(sheet, knowledge)
    return any(
        _change(before, outlook(_with(sheet, finding, True), knowledge)) >= SMALLEST_WORTH
        for finding in knowledge.questions[question].covers
    )


def worth(situation: Situation) -> tuple[str, ...]:
    """Single findings worth asking about, those that would change the result most first."""
    before = outlook(situation.sheet, situation.knowledge)
    tried: dict[str, float] = {}
    near = situation.near_danger()
    telling = _telling(before, situation)
    for finding in dict.fromkeys((*near, *telling)):
        if len(tried) >= MOST_TRIED:
            break
        tried[finding] = _try(finding, situation.sheet, situation.knowledge, before)
    good = [finding for finding, value in tried.items() if value >= SMALLEST_WORTH]
    return tuple(sorted(good, key=lambda finding: (-tried[finding], finding)))


def atoms(expression: object, knowledge: Knowledge) -> tuple[str, ...]:
    """The findings and ``class:..`` that an expression names; groups are opened."""
    if isinstance(expression, str):
        group = knowledge.groups.get(expression.removeprefix("group:"))
        opened = expression.startswith("group:") and group
        return group.any_of if opened and group else (expression,)
    if isinstance(expression, list):
        return tuple(atom for part in expression for atom in atoms(part, knowledge))
    if isinstance(expression, dict):
        parts = [expression["finding"]] if "finding" in expression else []
        parts += [expression[key] for key in ("all", "any", "of", "at_least") if key in expression]
        return tuple(atom for part in parts for atom in atoms(part, knowledge))
    return ()


def _telling(before: Outlook, situation: Situation) -> list[str]:
    """Unknown findings that are strong evidence on the causes that lead now."""
    found: list[str] = []
    for cause in before.causes[:3]:
        for evidence in situation.knowledge.causes[cause].evidence:
            if evidence.strength in ("++", "--") or evidence.ratio is not None:
                named_here = atoms(evidence.when, situation.knowledge)
                found += [atom for atom in named_here if atom in situation.knowledge.findings]
    return [finding for finding in dict.fromkeys(found) if situation.fresh(finding)]

"""Whether and how much an answer could still change the result, found by trying it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from charley.facts import Fact, FactSheet
from charley.reasoning.causes import Weighed, ranked
from charley.reasoning.flags import Flags
from charley.reasoning.ground import atoms
from charley.reasoning.state import View
from charley.reasoning.triage import triage
from charley.schema.load import Knowledge
from charley.schema.models import LEVELS, Level

if TYPE_CHECKING:
    from charley.interview.pick import Situation

# Questions whose answers are numbers, names or free text: their answers cannot all be tried out.
ALWAYS = (
    "location", "duration", "frequency", "triggers", "medications", "other_symptoms",
    "hemodialysis",
)  # fmt: skip
MOST_TRIED = 12  # findings that are tried out for the best follow-up
SMALLEST_WORTH = 0.3  # expected change: below this an answer is not worth a question (judgement)
UNEXPECTED = 0.03  # how often someone has a thing that nothing speaks for (judgement)
EXPECTED = 0.5  # how often someone with a cause has what is strong evidence for it (judgement)
GROUNDED = 0.2  # how often someone has a danger sign for which there is ground (judgement)


def _with(sheet: FactSheet, finding: str, present: bool) -> FactSheet:
    assertion = "present" if present else "absent"
    turn = sheet.facts[-1].turn + 1 if sheet.facts else 1
    fact = msgspec.convert({"finding": finding, "assertion": assertion, "turn": turn}, Fact)
    return msgspec.structs.replace(sheet, facts=(*sheet.facts, fact))


class Outlook(msgspec.Struct, frozen=True):
    """What of a result an answer can change; cheaper than the whole assessment."""

    level: Level
    causes: tuple[Weighed, ...]  # the best first

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the causes."""
        return tuple(one.cause.id for one in self.causes)

    @property
    def settled(self) -> bool:
        """Whether one cause is likely already."""
        return bool(self.causes) and self.causes[0].likelihood == "likely"


def outlook(sheet: FactSheet, knowledge: Knowledge) -> Outlook:
    """The level and the causes of a sheet."""
    flags = Flags(View(sheet, knowledge))
    fired = flags.fired()
    causes = ranked(flags, fired)
    return Outlook(triage(flags, fired, causes).level, causes)


def _change(before: Outlook, after: Outlook) -> float:
    """How far two results differ: levels count most, then the leading cause."""
    levels = abs(LEVELS.index(before.level) - LEVELS.index(after.level))
    leader = before.names[:1] != after.names[:1]
    others = set(before.names[:3]) != set(after.names[:3])
    return 3.0 * levels + 2.0 * leader + 0.5 * others


def _names(when: object, finding: str, knowledge: Knowledge) -> bool:
    return finding in atoms(when, knowledge)


def _chance(finding: str, before: Outlook, knowledge: Knowledge) -> float:
    """How likely a "yes" is: small, unless a cause that fits would bring the finding about."""
    expected = sum(
        one.share
        for one in before.causes
        if any(
            (item.strength == "++" or (item.ratio or 0) > 1)
            and _names(item.when, finding, knowledge)
            for item in one.cause.evidence
        )
    )
    return UNEXPECTED + (EXPECTED - UNEXPECTED) * min(1.0, expected)


def _expected(finding: str, situation: Situation, before: Outlook, chance: float) -> float:
    """The change of the result to expect from asking about a finding."""
    sheet, knowledge = situation.sheet, situation.knowledge
    yes, no = (
        _change(before, outlook(_with(sheet, finding, present), knowledge))
        for present in (True, False)
    )
    return chance * yes + (1 - chance) * no


def matters(question: str, situation: Situation) -> bool:
    """Whether an answer to one of the nine can still be expected to change the result."""
    if question in ALWAYS:
        return True
    knowledge = situation.knowledge
    before = outlook(situation.sheet, knowledge)
    if not before.settled:
        return True
    return any(
        _expected(finding, situation, before, _chance(finding, before, knowledge)) >= SMALLEST_WORTH
        for finding in knowledge.questions[question].covers
        if situation.fresh(finding)
    )


def worth(situation: Situation) -> tuple[str, ...]:
    """Single findings worth asking about, those that would change the result most first."""
    before = outlook(situation.sheet, situation.knowledge)
    tried: dict[str, float] = {}
    near = situation.near_danger()
    for finding in dict.fromkeys((*near, *_telling(before, situation))):
        if len(tried) >= MOST_TRIED:
            break
        chance = _chance(finding, before, situation.knowledge)
        chance = max(chance, GROUNDED) if finding in near else chance
        tried[finding] = _expected(finding, situation, before, chance)
    good = [finding for finding, value in tried.items() if value >= SMALLEST_WORTH]
    return tuple(sorted(good, key=lambda finding: (-tried[finding], finding)))


def _telling(before: Outlook, situation: Situation) -> list[str]:
    """Unknown findings that are strong evidence on the causes that lead now.

    Danger signs are not among them: those for which there is ground are asked about anyway.
    """
    found: list[str] = []
    for cause in before.causes[:3]:
        for evidence in cause.cause.evidence:
            if evidence.strength in ("++", "--") or evidence.ratio is not None:
                named_here = atoms(evidence.when, situation.knowledge)
                found += [atom for atom in named_here if atom in situation.knowledge.findings]
    known = situation.knowledge.findings
    return [f for f in dict.fromkeys(found) if situation.fresh(f) and not known[f].danger]

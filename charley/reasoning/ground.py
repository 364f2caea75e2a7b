"""Whether something that was told makes a finding worth asking about.

A rule that lacks one thing would be enough to ask everyone with a cramp about fits and lockjaw. So
a finding has ground only where its context holds (``ground`` in ``finding_questions.yml``), or,
where none is written, where something beyond the cramp itself speaks for one of its rules.
"""

from __future__ import annotations

from collections.abc import Iterable

from charley.reasoning.compiled import must_read, once_per_knowledge
from charley.reasoning.complaint import COMPLAINT
from charley.reasoning.flags import Flags
from charley.reasoning.logic import Condition
from charley.reasoning.state import View
from charley.schema.load import Knowledge


@once_per_knowledge
def _grounds(knowledge: Knowledge) -> dict[str, Condition]:
    """The written contexts, read once."""
    return {
        question.id: must_read(
            question.ground, knowledge, f"finding_questions/{question.id}", "ground"
        )
        for question in knowledge.finding_questions.values()
        if question.ground is not None
    }


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


@once_per_knowledge
def _rule_atoms(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """What each rule names, beside the complaint itself."""
    return {
        rule.id: frozenset(atoms(rule.when, knowledge)) - set(COMPLAINT)
        for rule in knowledge.rules.values()
    }


def denied_in_general(finding: str, view: View) -> bool:
    """Whether what a finding would imply was denied: no swelling, so no calf that is bigger."""
    known = view.knowledge.findings.get(finding)
    return known is not None and any(view.state(wider) == "absent" for wider in known.implies)


def has_ground(finding: str, rules: Iterable[str], flags: Flags) -> bool:
    """Whether the facts give reason to ask about a finding.

    Args:
        finding: a finding, or ``class:<medicine class>``.
        rules: the rules that it could help to fire.
        flags: the rules over the view.
    """
    view = flags.view
    if denied_in_general(finding, view):
        return False
    written = _grounds(view.knowledge).get(finding)
    if written is not None:
        return flags.wary.truth(written) is True
    named = _rule_atoms(view.knowledge)
    told = view.told - {finding}
    return any(not told.isdisjoint(named[rule]) for rule in rules)


def dangers_told(rule: str, flags: Flags) -> int:
    """How many danger signs that a rule names were told."""
    view = flags.view
    return sum(view.is_danger(name) for name in view.told & _rule_atoms(view.knowledge)[rule])

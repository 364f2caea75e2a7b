"""Conditions of the knowledge files in clinical words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from charley.schema.load import Knowledge

Lines = list[tuple[int, str]]  # (depth, words)

JOINERS = {"all": "all of these:", "any": "any of these:", "not": "not (known to be so):"}
RANGE_WORDS = {
    "onset_days": "began {} days ago",
    "duration_days": "has lasted {} days",
    "episode_seconds": "one attack lasts {} seconds",
    "per_week": "{} times a week",
    "count": "{} times in all",
    "distance_metres": "after {} metres",
    "eases_minutes": "eases in {} minutes",
    "weeks": "{} weeks",
    "travel_hours": "{} hours of travel",
    "age": "aged {} years",
    "postpartum_weeks": "{} weeks after a birth",
}
LIMIT_WORDS = {
    "min": "at least {}",
    "max": "at most {}",
    "above": "more than {}",
    "below": "less than {}",
    "reaches": "perhaps more than {}",
}
DETAIL_WORDS = {
    "side": "side: {}",
    "not_side": "not known to be {}",
    "site": "in the {}",
    "only": "and nowhere else",
    "timing": "when: {}",
    "not_timing": "not only when: {}",
    "within_days": "within the last {} days",
    "older_than": "for more than {} days",
    "not_older_than": "not known to be older than {} days",
    "new": "new, or not known to be old",
    "absent": "was denied",
    "past": "there now, or within the last {} days",
    "course": "course: {}",
    "onset": "start: {}",
    "severity": "how bad: {}",
    "recency": "{}",
    "medicine_class": "about: {}",
}


def _several(value: Any) -> str:
    parts = value if isinstance(value, list | tuple) else [value]
    return " or ".join(str(part).replace("_", " ") for part in parts)


def _range(name: str, limits: Any) -> str:
    words = RANGE_WORDS.get(name, f"{name} {{}}".replace("_", " "))
    if not isinstance(limits, Mapping):
        return words.format(limits)
    return words.format(" and ".join(LIMIT_WORDS[key].format(v) for key, v in limits.items()))


def _detail(name: str, value: Any) -> str:
    if name in DETAIL_WORDS:
        return DETAIL_WORDS[name].format(_several(value))
    if isinstance(value, Mapping):
        return _range(name, value)
    return f"{name.replace('_', ' ')}: {_several(value)}"


class Clinical:
    """Says conditions in the labels of one knowledge base.

    Args:
        knowledge: where labels of findings, groups, classes and rules are looked up.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def name(self, atom: str) -> str:
        """The label of a finding, group, medicine class or rule, with its id."""
        kind, _, name = atom.rpartition(":")
        if kind == "class":
            found = self.knowledge.medicine_classes.get(name)
            return f"takes: {found.label if found else name} [{atom}]"
        if kind == "group":
            group = self.knowledge.groups.get(name)
            members = ", ".join(group.any_of) if group else ""
            return f"{group.label if group else name} [{atom}: {members}]"
        if kind == "rule":
            return f"the warning {name} fired"
        finding = self.knowledge.findings.get(atom)
        return f"{finding.label if finding else atom} [{atom}]"

    def lines(self, condition: Any, depth: int = 0) -> Lines:
        """A condition as indented lines, one idea each."""
        if isinstance(condition, str):
            return [(depth, self.name(condition))]
        if isinstance(condition, list | tuple):
            return [line for part in condition for line in self.lines(part, depth)]
        for key, words in JOINERS.items():
            if key in condition:
                return [(depth, words), *self.lines(condition[key], depth + 1)]
        if "said" in condition:
            return [(depth, "it was said that:"), *self.lines(condition["said"], depth + 1)]
        if "at_least" in condition:
            return self._at_least(condition["at_least"], depth)
        return [(depth, self._one(condition))]

    def _at_least(self, condition: Mapping[str, Any], depth: int) -> Lines:
        where = " in one and the same leg" if condition.get("same_side") else ""
        head = f"at least {condition['count']} of these{where}:"
        return [(depth, head), *self.lines(condition["of"], depth + 1)]

    def _one(self, condition: Mapping[str, Any]) -> str:
        """A finding with its details, or a statement about the person or the whole trouble."""
        if "person" in condition:
            details = condition["person"]
            return "the patient is " + ", ".join(_detail(k, v) for k, v in details.items())
        if "trouble" in condition:
            details = condition["trouble"]
            return "the leg trouble: " + ", ".join(_detail(k, v) for k, v in details.items())
        details = {k: v for k, v in condition.items() if k != "finding"}
        said = "; ".join(_detail(key, value) for key, value in details.items())
        return (
            f"{self.name(condition['finding'])} ({said})"
            if said
            else self.name(condition["finding"])
        )

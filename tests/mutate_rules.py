"""Deletes each rule and each of its conditions in turn, and asks whether the tables notice.

Run as ``python -m tests.mutate_rules``; prints the survivors and the score, and ends with status 1
if any mutant survives.
"""

from __future__ import annotations

import copy
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import msgspec

from charley.reasoning import flags as flags_module
from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.schema.load import Knowledge, knowledge
from charley.schema.models import Rule
from tests.reasoning.cases import Case, cases

LISTS = ("all", "any", "of")
NOT_A_CONDITION = ("finding", "count")


def shrunk(spec: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Every version of a condition with one branch, leaf or detail taken out."""
    if not isinstance(spec, dict):
        return
    for key, inner in spec.items():
        place = f"{where}.{key}"
        if key in LISTS:
            for index, part in enumerate(inner):
                if len(inner) > 1:
                    yield f"{place}[{index}]", {**spec, key: inner[:index] + inner[index + 1 :]}
                for name, smaller in shrunk(part, f"{place}[{index}]"):
                    changed = copy.copy(inner)
                    changed[index] = smaller
                    yield name, {**spec, key: changed}
        elif key in ("not", "said", "at_least", "person"):
            for name, smaller in shrunk(inner, place):
                yield name, {**spec, key: smaller}
            if key == "at_least" and inner.get("same_side"):
                smaller = {k: v for k, v in inner.items() if k != "same_side"}
                yield f"{place}.same_side", {**spec, key: smaller}
        elif key == "trouble":
            for detail in inner if len(inner) > 1 else ():
                smaller = {k: v for k, v in inner.items() if k != detail}
                yield f"{place}.{detail}", {**spec, key: smaller}
        elif "finding" in spec and key not in NOT_A_CONDITION:
            yield place, {k: v for k, v in spec.items() if k != key}


def mutants(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    """The rule taken out, and the rule with each single part taken out."""
    yield rule.id, None
    for name, when in shrunk(rule.when, f"{rule.id}.when"):
        yield name, msgspec.structs.replace(rule, when=when)
    if rule.unless is not None:
        yield f"{rule.id}.unless", msgspec.structs.replace(rule, unless=None)
        for name, unless in shrunk(rule.unless, f"{rule.id}.unless"):
            yield name, msgspec.structs.replace(rule, unless=unless)
    for index, step in enumerate(rule.raise_to):
        rest = rule.raise_to[:index] + rule.raise_to[index + 1 :]
        yield f"{rule.id}.raise_to[{index}]", msgspec.structs.replace(rule, raise_to=rest)
        for name, when in shrunk(step["when"], f"{rule.id}.raise_to[{index}].when"):
            raised = (*rest, {**step, "when": when})
            yield name, msgspec.structs.replace(rule, raise_to=raised)


def holds(case: Case, view: View, flags: Flags) -> bool:
    """Whether the rules give what the case says."""
    if case.rule not in flags.rules:
        return not case.fires
    right = (flags.truth(case.rule) is True) == case.fires
    return right and (case.level is None or flags.level(case.rule) == case.level)


def noticed(
    mutant: Rule | None, rule: Rule, seen: list[tuple[Case, View]], ground: Knowledge
) -> bool:
    """Whether any case of the rule fails with the mutant in its place."""
    compiled = dict(flags_module.compiled_rules(ground))
    del compiled[rule.id]
    if mutant is not None:
        compiled[rule.id] = flags_module.compile_rule(mutant, ground)
    return any(not holds(case, view, Flags(view, compiled)) for case, view in seen)


def main() -> int:
    """Print survivors and score."""
    ground = knowledge()
    seen: dict[str, list[tuple[Case, View]]] = defaultdict(list)
    for case in cases():
        seen[case.rule].append((case, View(case.sheet, ground)))
    killed = 0
    survivors = []
    for rule in ground.rules.values():
        for name, mutant in mutants(rule):
            if noticed(mutant, rule, seen[rule.id], ground):
                killed += 1
            else:
                survivors.append(name)
    for name in survivors:
        print(f"survives: {name}")
    total = killed + len(survivors)
    print(f"{killed} of {total} mutants noticed ({100 * killed / total:.1f} %)")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())

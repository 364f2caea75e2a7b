"""What holds of every rule for every patient, shown by a solver rather than by examples."""

from __future__ import annotations

from functools import cache

import pytest
import z3

from charley.reasoning.flags import compiled_rules
from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.reasoning.solver import (
    FALSE,
    Pair,
    World,
    findings_of_rule,
    free,
    medicine_leaves,
    past_leaves,
    possible,
    with_added,
)

GROUND = knowledge()
RULES = compiled_rules(GROUND)
RED = [name for name in RULES if name.startswith("RF_")]
DANGERS = {name for name, finding in GROUND.findings.items() if finding.danger}

# Where a further danger sign may silence a rule though no rule of its level takes over.
# Blood flow: back pain makes a numb or weak leg with a warm, pink foot a matter of the nerve.
# Saddle and foot drop: these five tell of the complaint itself, and with it that it is old.
LASTING_PAIN = {"foot_pain_at_rest", "leg_pain_persistent", "pain_out_of_proportion"}
NAMED_EXCEPTIONS = {
    "RF_LIMB_ISCHAEMIA": {"back_pain_night"},
    "RF_CAUDA_EQUINA": {"cramp_prolonged", "cramps_without_gap", *LASTING_PAIN},
    "RF_NEW_FOOT_DROP": LASTING_PAIN,
}


@cache
def with_danger(danger: str) -> World:
    """The world in which ``danger`` was told as well."""
    return with_added(danger, RULES, GROUND)


def silencing(rule: str) -> set[str]:
    """The danger signs that can silence ``rule`` while no rule of its level or above fires."""
    level = LEVELS.index(RULES[rule].rule.level)
    as_high = [n for n in RULES if LEVELS.index(RULES[n].rule.level) >= level]
    read = findings_of_rule(rule, RULES)
    before = World(RULES).rule(rule).true
    found = set()
    for danger in DANGERS:
        after = with_danger(danger)
        if not (read & after.states.keys() or after.new_trouble):
            continue
        none_fires = z3.Not(z3.Or([after.rule(name).true for name in as_high]))
        if possible(before, z3.Not(free(danger).true), none_fires):
            found.add(danger)
    return found


@pytest.mark.parametrize("rule", RED)
def test_a_further_danger_sign_never_lowers_the_verdict(rule: str) -> None:
    assert silencing(rule) == NAMED_EXCEPTIONS.get(rule, set())


@pytest.mark.parametrize("rule", RULES)
def test_what_is_not_known_never_reads_as_absent_or_present(rule: str) -> None:
    told = World(RULES, exclusions_free=True).rule(rule)
    nothing = Pair(FALSE, FALSE)
    for finding in findings_of_rule(rule, RULES):
        silent = World(RULES, {finding: nothing}, exclusions_free=True).rule(rule)
        assert not possible(told.true, silent.false), finding
        assert not possible(told.false, silent.true), finding


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_can_fire_and_is_never_both_true_and_false(rule: str) -> None:
    verdict = World(RULES).rule(rule)
    assert possible(verdict.true)
    assert not possible(verdict.true, verdict.false)


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_fires_where_nothing_is_present(rule: str) -> None:
    nothing_present = {
        name: Pair(FALSE, free(name).false) for name in findings_of_rule(rule, RULES)
    }
    world = World(RULES, nothing_present)
    lately = [z3.Not(z3.Bool(f"lately {c}")) for c in past_leaves(RULES[rule].when)]
    medicines = [z3.Not(free(str(c)).true) for c in medicine_leaves(RULES[rule].when)]
    assert not possible(world.rule(rule).true, *lately, *medicines)

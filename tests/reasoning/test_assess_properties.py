"""What must hold of every assessment, whatever is told: tried on random sheets."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from charley.facts import Attributes, Fact, FactSheet, Medicine, Person
from charley.reasoning.assess import Assessment, assess, assessment_json
from charley.reasoning.flags import fired
from charley.reasoning.state import View
from charley.schema.load import knowledge
from charley.schema.models import LEVELS

NO_EXTRA_FLUID = (
    "on_hemodialysis", "on_peritoneal_dialysis", "kidney_failure_not_dialysis", "kidney_disease",
    "heart_failure", "liver_disease", "fluid_restricted", "overdrinking_water",
)  # fmt: skip
SELF_TREATMENT = {"during_a_cramp", "stretch_and_massage", "bedtime_stretching", "exercise_care"}

findings = st.sampled_from(sorted(knowledge().findings))
sides = st.sampled_from([None, "left", "right", "both"])
facts = st.builds(
    Fact,
    finding=findings,
    assertion=st.sampled_from(["present", "present", "absent"]),
    attributes=st.builds(Attributes, side=sides),
    text=st.sampled_from(["", "my words"]),
)
medicines = st.builds(
    Medicine, name=st.just("a tablet"), class_=st.sampled_from(sorted(knowledge().medicine_classes))
)
people = st.builds(
    Person,
    age=st.one_of(st.none(), st.integers(1, 99).map(float)),
    sex=st.sampled_from([None, "F", "M"]),
    pregnant=st.sampled_from([None, True, False]),
)
sheets = st.builds(
    FactSheet,
    person=people,
    facts=st.lists(facts, max_size=14).map(tuple),
    medicines=st.lists(medicines, max_size=2).map(tuple),
    date=st.just("2026-11-24"),
)
many = settings(max_examples=150, deadline=None, derandomize=True)


def _with(told: FactSheet, *more: Fact) -> FactSheet:
    return msgspec.structs.replace(told, facts=(*told.facts, *more))


def _ids(result: Assessment) -> set[str]:
    return {item.id for item in (*result.self_care, *result.safety_net)}


def _level(result: Assessment) -> int:
    return LEVELS.index(result.level)


@many
@given(sheets)
def test_the_level_is_never_below_a_rule_and_never_urgent_without_one(told: FactSheet) -> None:
    result = assess(told, knowledge())
    warnings = fired(View(told, knowledge()))
    assert all(_level(result) >= LEVELS.index(rule.level) for rule in warnings)
    assert bool(result.red_flags) == (_level(result) >= LEVELS.index("URGENT"))


@many
@given(sheets, st.sampled_from(NO_EXTRA_FLUID))
def test_no_one_who_must_not_is_told_to_drink(told: FactSheet, state: str) -> None:
    plain = msgspec.structs.replace(
        told, facts=tuple(fact for fact in told.facts if fact.finding != state)
    )
    result = assess(_with(plain, Fact(state, turn=9)), knowledge())
    assert not {"drink_to_thirst", "sips_while_waiting"} & _ids(result)


@many
@given(sheets)
def test_no_exercises_where_a_red_flag_fired(told: FactSheet) -> None:
    result = assess(told, knowledge())
    if result.red_flags:
        assert not SELF_TREATMENT & _ids(result)
    if result.level == "EMERGENCY":
        assert "do_not_drive" in _ids(result)
    assert result.safety_net


@many
@given(sheets)
def test_a_leg_that_may_hold_a_clot_is_not_rubbed(told: FactSheet) -> None:
    result = assess(told, knowledge())
    if any(rule.id == "RF_DVT" for rule in result.red_flags):
        assert not SELF_TREATMENT & _ids(result)
        assert "do_not_rub" in _ids(result)


@many
@given(sheets, findings, st.sampled_from(["other_person", "hypothetical"]))
def test_what_is_not_the_patients_changes_nothing(
    told: FactSheet, finding: str, assertion: Any
) -> None:
    before = assessment_json(assess(told, knowledge()))
    after = assess(_with(told, Fact(finding, assertion, text="a tale")), knowledge())
    assert assessment_json(after) == before


@many
@given(sheets)
def test_causes_are_gated_and_few(told: FactSheet) -> None:
    result = assess(told, knowledge())
    named = {cause.id for cause in result.causes}
    held = View(told, knowledge())
    assert len(result.causes) <= 5
    assert all(cause.for_ for cause in result.causes)
    age = told.person.age
    if age is None or not 3 <= age < 13:
        assert "growing_pains" not in named
    if held.takes("statin") != "present":
        assert "med_statin" not in named
    if not {held.state("pregnant"), held.state("postpartum")} & {"present"}:
        assert "pregnancy" not in named


@many
@given(sheets, st.randoms(use_true_random=False))
def test_order_never_matters(told: FactSheet, chance: Any) -> None:
    shuffled = list(told.facts)
    chance.shuffle(shuffled)
    other = msgspec.structs.replace(told, facts=tuple(shuffled))
    assert assessment_json(assess(told, knowledge())) == assessment_json(assess(other, knowledge()))

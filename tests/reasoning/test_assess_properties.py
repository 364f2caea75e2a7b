"""What must hold of every assessment, whatever is told: tried on random sheets.

Each property is tried on 100 sheets here and on 1,000 in ``tests/soak``; with the thirteen of them
that is more than a thousand, and more than ten thousand.
"""

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
SIDES = (None, "left", "right", "both", "one", "alternating")
attributes = st.builds(
    Attributes,
    side=st.sampled_from(SIDES),
    onset=st.sampled_from([None, "sudden", "gradual"]),
    onset_days=st.sampled_from([None, (0.5, 0.5), (3, 5), (60, 90), (4000, 4000)]),
    recency=st.sampled_from([None, "new", "long_standing"]),
    course=st.sampled_from([None, "worse", "better"]),
    severity=st.sampled_from([None, "mild", "severe"]),
    timing=st.sampled_from([(), ("now",), ("walking",)]),
    episode_seconds=st.sampled_from([None, (30, 120), (1200, 1200)]),
)
facts = st.builds(
    Fact,
    finding=findings,
    assertion=st.sampled_from(["present", "present", "absent", "possible", "historical"]),
    attributes=attributes,
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
many = settings(deadline=None, derandomize=True)


def _verdict(result: Assessment) -> tuple[object, ...]:
    """All of a result but the words that are quoted."""
    causes = tuple((cause.id, cause.likelihood) for cause in result.causes)
    flags = tuple(flag.id for flag in (*result.red_flags, *result.amber_flags))
    asked = tuple(unknown.finding for unknown in result.unknowns)
    return result.level, result.action, causes, flags, asked, tuple(sorted(_ids(result)))


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


@many
@given(st.lists(facts, max_size=14, unique_by=lambda fact: fact.finding), people)
def test_one_message_or_many_never_matters(told: list[Fact], person: Person) -> None:
    together = FactSheet(person=person, facts=tuple(told), date="2026-11-24")
    one_each = tuple(msgspec.structs.replace(f, turn=turn) for turn, f in enumerate(told))
    apart = msgspec.structs.replace(together, facts=one_each)
    assert _verdict(assess(together, knowledge())) == _verdict(assess(apart, knowledge()))


@many
@given(sheets, findings, attributes)
def test_a_correction_is_as_if_it_had_never_been_told_otherwise(
    told: FactSheet, finding: str, right: Attributes
) -> None:
    before = tuple(fact for fact in told.facts if fact.finding != finding)
    plain = msgspec.structs.replace(told, facts=before)
    wrong = Fact(finding, turn=1, attributes=Attributes(side=right.side and "left"))
    corrected = Fact(finding, turn=2, attributes=right, corrects=True)
    fresh = Fact(finding, turn=2, attributes=right)
    changed = assess(_with(plain, wrong, corrected), knowledge())
    assert _verdict(changed) == _verdict(assess(_with(plain, fresh), knowledge()))


@many
@given(sheets, findings, attributes)
def test_what_is_denied_by_its_name_is_as_if_it_had_always_been(
    told: FactSheet, finding: str, wrong: Attributes
) -> None:
    before = tuple(fact for fact in told.facts if fact.finding != finding)
    plain = msgspec.structs.replace(told, facts=before)
    said = Fact(finding, turn=1, attributes=wrong)
    denied = Fact(finding, "absent", turn=2, question=finding, start=0, end=2)
    changed = assess(_with(plain, said, denied), knowledge())
    assert _verdict(changed) == _verdict(assess(_with(plain, denied), knowledge()))


@many
@given(sheets, st.sampled_from(["self", "carer"]), st.text(max_size=9))
def test_who_types_and_in_which_words_never_matters(
    told: FactSheet, speaker: Any, words: str
) -> None:
    other = msgspec.structs.replace(
        told,
        person=msgspec.structs.replace(told.person, speaker=speaker),
        facts=tuple(msgspec.structs.replace(fact, text=words) for fact in told.facts),
    )
    assert _verdict(assess(told, knowledge())) == _verdict(assess(other, knowledge()))


@many
@given(sheets)
def test_no_warning_depends_on_the_sex(told: FactSheet) -> None:
    def warned(sex: Any) -> set[str]:
        person = msgspec.structs.replace(told.person, sex=sex)
        sheet = msgspec.structs.replace(told, person=person)
        return {rule.id for rule in fired(View(sheet, knowledge()))}

    assert warned("F") == warned("M") == warned("other") == warned(None)


@many
@given(sheets, findings)
def test_a_maybe_silences_no_warning(told: FactSheet, finding: str) -> None:
    plain = msgspec.structs.replace(
        told, facts=tuple(fact for fact in told.facts if fact.finding != finding)
    )
    before = {rule.id for rule in fired(View(plain, knowledge()))}
    maybe = Fact(finding, "possible", turn=3)
    assert before <= {rule.id for rule in fired(View(_with(plain, maybe), knowledge()))}

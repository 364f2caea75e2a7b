"""What is put into a result, on made-up advice, rules and medicines."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from charley.facts import Fact, FactSheet, Medicine
from charley.reasoning.assess import Assessment, assess
from charley.reasoning.flags import Flags, fired
from charley.reasoning.grammar import ConditionError, parse
from charley.reasoning.ground import atoms, denied_in_general, has_ground
from charley.reasoning.state import View
from charley.schema.load import Knowledge, knowledge
from charley.schema.models import Advice, Complication, Finding, LevelText, MedicineClass
from tests.reasoning.cases import sheet_of
from tests.reasoning.made import cause, knowing, rule

HOME = cause("home", 4.0, "SELF_CARE", {"when": "thirst", "ratio": 5.0})
VISIT = cause("visit", 4.0, "ROUTINE", {"when": "nausea", "ratio": 5.0})
RARE = cause("rare", 0.2, "SELF_CARE", {"when": "thirst", "ratio": 5.0})
RED = rule("RF_MADE", "URGENT", "fever", action="Ring now.")


def made(**sections: Any) -> Knowledge:
    known = knowing((HOME, VISIT, RARE), (RED,))
    return msgspec.structs.replace(
        known, **{name: {one.id: one for one in items} for name, items in sections.items()}
    )


def advice(name: str, **more: Any) -> Advice:
    record = {"id": name, "kind": "self_care", "text": name, "sources": ["GK"]}
    return msgspec.convert(record | more, Advice)


ADVICE = (
    advice("late", priority=90),
    advice("plain"),
    advice("early", priority=10),
    advice("for_home", causes=["home"]),
    advice("for_visit", causes=["visit"]),
    advice("for_rare", causes=["rare"]),
    advice("at_home", levels=["SELF_CARE"]),
    advice("at_visit", levels=["ROUTINE", "SOON"]),
    advice("if_dizzy", when="dizziness"),
    advice("unless_dizzy", unless="dizziness"),
    advice("net", kind="safety_net"),
)
ALWAYS = ["early", "late", "plain"]
FITS = [
    (["thirst"], ["at_home", "for_home", "unless_dizzy"]),
    (["thirst", "dizziness"], ["at_home", "for_home", "if_dizzy"]),
    (["thirst", "absent dizziness"], ["at_home", "for_home", "unless_dizzy"]),
    (["nausea"], ["at_visit", "for_visit", "unless_dizzy"]),
    (["fever"], ["unless_dizzy"]),
]


@pytest.mark.parametrize(("items", "fitting"), FITS, ids=str)
def test_advice_that_fits_is_given(items: list[str], fitting: list[str]) -> None:
    result = assess(sheet_of(items), made(advice=ADVICE))
    assert sorted(item.id for item in result.self_care) == sorted([*ALWAYS, *fitting])
    assert [item.id for item in result.safety_net] == ["net"]
    order = [item.id for item in result.self_care]
    assert order[0] == "early"
    assert order[-1] == "late"


OUTLOOK = (
    msgspec.convert({"id": "a", "text": "a", "causes": ["visit"], "sources": []}, Complication),
    msgspec.convert({"id": "b", "text": "b", "causes": ["home"], "sources": []}, Complication),
    msgspec.convert(
        {"id": "c", "text": "c", "causes": ["visit"], "when": "dizziness", "sources": []},
        Complication,
    ),
)
LOOKS = [
    (["thirst"], []),
    (["nausea"], ["a"]),
    (["nausea", "dizziness"], ["a", "c"]),
    (["nausea", "absent dizziness"], ["a"]),
    (["nausea", "fever"], ["a"]),
]


@pytest.mark.parametrize(("items", "named"), LOOKS, ids=str)
def test_an_outlook_is_given_where_it_may_help(items: list[str], named: list[str]) -> None:
    result = assess(sheet_of(items), made(complications=OUTLOOK))
    assert [item.id for item in result.complications] == named


def test_no_outlook_while_an_ambulance_is_called() -> None:
    worst = rule("RF_WORST", "EMERGENCY", "vomiting")
    known = msgspec.structs.replace(
        made(complications=OUTLOOK), rules={"RF_WORST": worst, "RF_MADE": RED}
    )
    assert assess(sheet_of(["nausea", "vomiting"]), known).complications == ()


def _levels() -> dict[str, LevelText]:
    steps = [{"when": "dizziness", "action": "Sit."}, {"when": "headache", "action": "Lie."}]
    record = {"label": "", "action": "Rest.", "timeframe": "today", "variants": steps}
    return {
        name: msgspec.convert(record | {"id": name, "sources": []}, LevelText)
        for name in knowledge().levels
    }


DOINGS = [
    (["thirst"], "Rest."),
    (["thirst", "headache"], "Lie."),
    (["thirst", "headache", "dizziness"], "Sit."),
    (["fever", "dizziness"], "Ring now."),
    (["fever", "vomiting"], "Rest."),
]


@pytest.mark.parametrize(("items", "doing"), DOINGS, ids=str)
def test_what_to_do(items: list[str], doing: str) -> None:
    worst = rule("RF_WORST", "EMERGENCY", "vomiting")
    known = msgspec.structs.replace(
        made(), levels=_levels(), rules={"RF_MADE": RED, "RF_WORST": worst}
    )
    result = assess(sheet_of(items), known)
    assert (result.action, result.timeframe) == (doing, "today")


# --- what is named ----------------------------------------------------------------------------


def test_flags_stand_by_level_and_apart_by_colour() -> None:
    rules = (
        rule("AF_ONE", "ROUTINE", "thirst"), rule("RF_ONE", "URGENT", "fever"),
        rule("AF_TWO", "SOON", "nausea"), rule("RF_TWO", "EMERGENCY", "vomiting"),
    )  # fmt: skip
    result = assess(sheet_of(["thirst", "fever", "nausea", "vomiting"]), knowing(made=rules))
    assert [flag.id for flag in result.red_flags] == ["RF_TWO", "RF_ONE"]
    assert [flag.id for flag in result.amber_flags] == ["AF_TWO", "AF_ONE"]
    assert result.red_flags[0].because == ("words for vomiting",)


def test_what_was_told_without_words_is_named_by_its_label() -> None:
    red = rule("RF_ONE", "URGENT", {"all": ["thirst", "fever", "nausea", "class:statin"]})
    told = FactSheet(
        facts=(Fact("thirst"), Fact("fever"), Fact("nausea", text="sick")),
        medicines=(Medicine("", "statin"),),
    )
    (flag,) = assess(told, knowing(made=(red,))).red_flags
    labels = sorted(knowledge().findings[name].label for name in ("thirst", "fever"))
    assert flag.because == ("sick", *labels)


def test_a_rule_rises_to_the_highest_step_that_holds() -> None:
    steps = [{"level": "EMERGENCY", "when": "fever"}, {"level": "URGENT", "when": "nausea"}]
    red = rule("RF_ONE", "URGENT", "thirst", raise_to=steps)
    for items, level in (
        (["thirst"], "URGENT"), (["thirst", "fever"], "EMERGENCY"),
        (["thirst", "fever", "nausea"], "EMERGENCY"), (["thirst", "nausea"], "URGENT"),
    ):  # fmt: skip
        (flag,) = fired(View(sheet_of(items), knowing(made=(red,))))
        assert flag.level == level
        assert {fact.finding for fact in flag.because} == set(items)


def test_an_exclusion_counts_only_if_it_is_known() -> None:
    red = rule("RF_ONE", "URGENT", "thirst", unless="fever")
    for items, fires in ((["thirst"], True), (["thirst", "absent fever"], True),
                         (["thirst", "fever"], False), (["fever"], False)):  # fmt: skip
        assert bool(fired(View(sheet_of(items), knowing(made=(red,))))) is fires


def test_what_strengthens_a_rule_is_named_and_does_not_fire_it() -> None:
    red = rule("RF_ONE", "URGENT", "thirst", strengthened_by=["fever"])
    (flag,) = fired(View(sheet_of(["thirst", "fever"]), knowing(made=(red,))))
    assert {fact.finding for fact in flag.because} == {"thirst", "fever"}
    assert not fired(View(sheet_of(["fever"]), knowing(made=(red,))))


def _about(*medicines: Medicine) -> Assessment:
    records = (
        {"id": "a", "label": "A", "about": "Of a.", "sources": ["X", "Y"]},
        {"id": "b", "label": "B", "about": "Of b.", "sources": ["Y", "Z"]},
        {"id": "c", "label": "C", "sources": ["W"]},
    )
    classes = [msgspec.convert(record, MedicineClass) for record in records]
    known = msgspec.structs.replace(knowing(), medicine_classes={one.id: one for one in classes})
    return assess(FactSheet(medicines=medicines), known)


def test_what_is_known_of_a_medicine_is_told_once() -> None:
    pill = Medicine("Pill", "a", classes=("a", "b", "c", "unheard"))
    (one,) = _about(pill, Medicine("pill", "a", turn=1)).medicines
    assert (one.name, one.class_, one.about) == ("Pill", "a", "Of a. Of b.")
    assert one.sources == ("X", "Y", "Z")


@pytest.mark.parametrize(
    ("assertion", "named"),
    [("present", 1), ("possible", 1), ("historical", 1), ("absent", 0), ("other_person", 0),
     ("hypothetical", 0)],
)  # fmt: skip
def test_only_the_patients_own_medicines_are_named(assertion: Any, named: int) -> None:
    assert len(_about(Medicine("Pill", "a", assertion)).medicines) == named


def test_six_things_that_were_not_told_are_named() -> None:
    names = ["fever", "nausea", "dizziness", "headache", "vomiting", "thirst", "constipation"]
    red = rule("RF_ONE", "URGENT", {"any": [*names, "class:statin"]})
    result = assess(FactSheet(), knowing(made=(red,)))
    assert [one.finding for one in result.unknowns] == [
        "class:statin", "constipation", "dizziness", "fever", "headache", "nausea",
    ]  # fmt: skip
    assert result.unknowns[0].text == knowledge().medicine_classes["statin"].label
    assert result.unknowns[1].text == knowledge().findings["constipation"].label


def test_what_was_told_in_part_is_not_named_as_untold() -> None:
    red = rule("RF_ONE", "URGENT", {"any": [{"finding": "leg_swelling", "side": "one"}, "fever"]})
    result = assess(sheet_of(["leg_swelling"]), knowing(made=(red,)))
    assert "leg_swelling" not in [one.finding for one in result.unknowns]


# --- ground and grammar ---------------------------------------------------------------------------

EXPRESSIONS: list[tuple[Any, set[str]]] = [
    ("fever", {"fever"}),
    ("class:statin", {"class:statin"}),
    ("group:electrolyte_risk", set(knowledge().groups["electrolyte_risk"].any_of)),
    ({"all": ["fever", {"any": ["thirst", {"finding": "nausea", "side": "one"}]}]},
     {"fever", "thirst", "nausea"}),
    ({"at_least": {"count": 2, "of": ["fever", "thirst"]}}, {"fever", "thirst"}),
    ({"not": "fever"}, set()),
    ({"person": {"age": {"min": 50}}}, set()),
    (None, set()),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "named"), EXPRESSIONS, ids=str)
def test_what_an_expression_names(expression: Any, named: set[str]) -> None:
    assert set(atoms(expression, knowledge())) == named


GROUNDS = [
    (["thirst"], "fever", True),
    (["absent thirst"], "fever", False),
    (["leg_cramp"], "fever", False),
    (["fever"], "fever", False),
    (["class:statin"], "fever", True),
    (["absent class:statin"], "fever", False),
    (["thirst"], "class:statin", True),
    (["class:statin"], "class:statin", False),
]


@pytest.mark.parametrize(("items", "finding", "ground"), GROUNDS, ids=str)
def test_ground_is_something_else_that_speaks_for_the_rule(
    items: list[str], finding: str, ground: bool
) -> None:
    red = rule("RF_ONE", "URGENT", {"all": ["fever", "thirst", "class:statin", "leg_cramp"]})
    flags = Flags(View(sheet_of(items), knowing(made=(red,))))
    assert has_ground(finding, ["RF_ONE"], flags) is ground


def test_what_was_denied_in_general_has_no_ground() -> None:
    for items, denied in ((["absent leg_swelling"], True), (["leg_swelling"], False), ([], False)):
        view = View(sheet_of(items), knowledge())
        assert denied_in_general("calf_bigger_than_other", view) is denied
    assert not denied_in_general("class:statin", View(FactSheet(), knowledge()))


WRONG = [
    ("no_such_finding", "unknown finding"),
    ("group:no_such_group", "unknown group"),
    ([], "not a condition"),
    ({}, "not a condition"),
    ({"all": ["fever"], "any": ["fever"]}, "one of these at a time"),
    ({"perhaps": "fever"}, "unknown kind"),
    ({"finding": "fever", "colour": "red"}, "unknown detail"),
    ({"finding": "fever", "onset_days": 3}, "needs one of"),
    ({"finding": "fever", "onset_days": {"about": 3}}, "needs one of"),
]


@pytest.mark.parametrize(("spec", "message"), WRONG, ids=str)
def test_a_wrong_condition_is_refused(spec: Any, message: str) -> None:
    with pytest.raises(ConditionError, match=message):
        parse(spec, knowledge())


def test_the_findings_of_these_tests_have_no_ties() -> None:
    """What one of them implied or excluded would blur the tables above."""
    free: list[Finding] = [
        knowledge().findings[name]
        for name in ("thirst", "fever", "nausea", "dizziness", "headache", "vomiting")
    ]
    assert not any(one.implies or one.opposite or one.withdraws for one in free)

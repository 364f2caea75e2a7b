"""How causes are weighed, on made-up causes: what counts, what leads, and the words for it."""

from __future__ import annotations

import math
from typing import Any

import pytest

from charley.reasoning.causes import Weighed, ranked
from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.schema.models import Cause, Rule
from tests.reasoning.cases import sheet_of
from tests.reasoning.made import cause, knowing, rule


def weigh(items: list[Any], *causes: Cause, rules: tuple[Rule, ...] = ()) -> dict[str, Weighed]:
    """The named causes by id, best first."""
    flags = Flags(View(sheet_of(items), knowing(causes, rules)))
    return {one.cause.id: one for one in ranked(flags, flags.fired())}


def speaks(when: Any, ratio: float, **more: Any) -> dict[str, Any]:
    return {"when": when, "ratio": ratio, **more}


OTHER = cause("other", 1.0, "ROUTINE", speaks("nausea", 8.0))

A, B = {"family": "a"}, {"family": "b"}
THIRST, FEVER, NAUSEA = ["thirst"], ["thirst", "fever"], ["thirst", "fever", "nausea"]
GAINS: list[tuple[str, list[str], list[Any], float]] = [
    ("one item", THIRST, [speaks("thirst", 4.0)], 4.0),
    ("two items", FEVER, [speaks("thirst", 4.0), speaks("fever", 2.0)], 8.0),
    ("what was not told", THIRST, [speaks("thirst", 4.0), speaks("fever", 2.0)], 4.0),
    ("what was denied", ["thirst", "absent fever"],
     [speaks("thirst", 4.0), speaks("fever", 2.0)], 4.0),
    ("what speaks against", FEVER, [speaks("thirst", 8.0), speaks("fever", 0.5)], 4.0),
    ("two families", FEVER, [speaks("thirst", 2.0, **A), speaks("fever", 4.0, **B)], 8.0),
    ("the last of a family", FEVER, [speaks("thirst", 2.0, **A), speaks("fever", 4.0, **A)], 4.0),
    ("the first of a family", FEVER, [speaks("fever", 4.0, **A), speaks("thirst", 2.0, **A)], 4.0),
    ("of a family what speaks against, if stronger", NAUSEA,
     [speaks("thirst", 2.0, **A), speaks("fever", 0.25, **A), speaks("nausea", 10.0)], 2.5),
    ("no item above ten", THIRST, [speaks("thirst", 50.0)], 10.0),
    ("no item below a tenth", NAUSEA,
     [speaks("thirst", 10.0), speaks("fever", 10.0), speaks("nausea", 0.001)], 10.0),
    ("two plus", THIRST, [{"when": "thirst", "strength": "++"}], 5.0),
    ("one plus", THIRST, [{"when": "thirst", "strength": "+"}], 2.0),
    ("no strength written", THIRST, [{"when": "thirst"}], 2.0),
    ("one minus", FEVER, [speaks("thirst", 8.0), {"when": "fever", "strength": "-"}], 4.0),
    ("two minus", NAUSEA,
     [speaks("thirst", 10.0), speaks("fever", 10.0), {"when": "nausea", "strength": "--"}], 15.0),
]  # fmt: skip


@pytest.mark.parametrize(("why", "items", "evidence", "gain"), GAINS, ids=[row[0] for row in GAINS])
def test_evidence_multiplies(why: str, items: list[Any], evidence: list[Any], gain: float) -> None:
    one = weigh(items, cause("one", 3.0, "ROUTINE", *evidence))["one"]
    assert math.exp(one.gain) == pytest.approx(gain)
    assert math.exp(one.score) == pytest.approx(3.0 * gain)
    assert one.share == pytest.approx(1.0)


def test_reasons_stand_strongest_first_and_apart() -> None:
    made = cause(
        "one", 1.0, "ROUTINE", speaks("thirst", 2.0), speaks("fever", 8.0), speaks("nausea", 0.5)
    )
    one = weigh(["thirst", "fever", "nausea"], made)["one"]
    assert [reason.text for reason in one.speaks_for] == ["fever", "thirst"]
    assert [reason.text for reason in one.speaks_against] == ["nausea"]


def test_what_says_nothing_is_no_reason() -> None:
    made = cause("one", 1.0, "ROUTINE", speaks("thirst", 4.0), speaks("fever", 1.0))
    one = weigh(["thirst", "fever"], made)["one"]
    assert [reason.text for reason in (*one.speaks_for, *one.speaks_against)] == ["thirst"]


def test_the_first_prior_that_holds_counts() -> None:
    steps = [{"when": "fever", "prior": 6.0}, {"when": "thirst", "prior": 9.0}]
    made = cause("one", 2.0, "ROUTINE", speaks("thirst", 4.0), priors=steps)
    assert math.exp(weigh(["thirst", "fever"], made)["one"].score) == pytest.approx(24.0)
    assert math.exp(weigh(["thirst"], made)["one"].score) == pytest.approx(36.0)


def test_a_gate_that_is_not_known_to_be_open_keeps_a_cause_out() -> None:
    made = cause("one", 2.0, "ROUTINE", speaks("thirst", 4.0), requires="class:statin")
    assert not weigh(["thirst"], made)
    assert weigh(["thirst", "class:statin"], made)


WORDS = [
    # prior beside another cause of weight 8, ratio of the evidence, the word
    ("half of all", 2.0, 4.1, "likely"),
    ("more than half, of little evidence", 9.0, 3.9, "possible"),
    ("less than half", 1.6, 4.5, "possible"),
    ("a twelfth", 0.2, 4.0, "possible"),
    ("a fourteenth", 0.15, 4.0, "less likely"),
]


@pytest.mark.parametrize(("why", "prior", "ratio", "word"), WORDS, ids=[row[0] for row in WORDS])
def test_the_word_follows_the_share(why: str, prior: float, ratio: float, word: str) -> None:
    found = weigh(
        ["thirst", "nausea"], cause("one", prior, "ROUTINE", speaks("thirst", ratio)), OTHER
    )
    assert found["one"].likelihood == word
    assert found["one"].share == pytest.approx(prior * ratio / (prior * ratio + 8.0))


def test_a_cause_below_a_hundredth_is_not_named() -> None:
    def named(prior: float) -> bool:
        return "one" in weigh(
            ["thirst", "nausea"], cause("one", prior, "ROUTINE", speaks("thirst", 4.0)), OTHER
        )

    assert named(0.021)  # 0.084 of 8.084
    assert not named(0.019)


def test_little_evidence_explains_nothing() -> None:
    assert weigh(["thirst"], cause("one", 5.0, "ROUTINE", speaks("thirst", 2.01)))
    assert not weigh(["thirst"], cause("one", 5.0, "ROUTINE", speaks("thirst", 1.99)))


def test_age_and_what_was_denied_explain_nothing_alone() -> None:
    old = cause("old", 5.0, "ROUTINE", speaks({"person": {"age": {"min": 50}}}, 6.0))
    assert not weigh([{"person": {"age": 70}}], old)
    assert not weigh(["absent fever"], cause("one", 5.0, "ROUTINE", speaks({"not": "fever"}, 6.0)))


def test_at_most_five_causes_are_named() -> None:
    findings = ("thirst", "fever", "nausea", "dizziness", "headache", "vomiting")
    made = [
        cause(name, 1.0 + place, "ROUTINE", speaks(name, 4.0))
        for place, name in enumerate(findings)
    ]
    found = weigh(list(findings), *made)
    assert list(found) == ["vomiting", "headache", "dizziness", "nausea", "fever"]


def test_equal_causes_stand_by_name() -> None:
    made = [cause(name, 1.0, "ROUTINE", speaks("thirst", 4.0)) for name in ("b", "a", "c")]
    assert list(weigh(["thirst"], *made)) == ["a", "b", "c"]


# --- dangerous causes and their own red flags -----------------------------------------------------

RED = rule("RF_MADE", "URGENT", "fever")
WORST = rule("RF_WORST", "EMERGENCY", "vomiting")
AMBER = rule("AF_MADE", "SOON", "dizziness")
CLOT = cause("clot", 2.0, "URGENT", speaks("thirst", 8.0), rules=["RF_MADE", "RF_WORST"])
PLAIN = cause("plain", 2.0, "SELF_CARE", speaks("nausea", 4.0), rules=["AF_MADE"])
RULES = (RED, WORST, AMBER)


def test_a_danger_without_its_flag_is_never_likely_and_does_not_lead() -> None:
    found = weigh(["thirst", "nausea"], CLOT, PLAIN, rules=RULES)
    assert list(found) == ["plain", "clot"]
    assert found["clot"].share > 0.5
    assert found["clot"].likelihood == "possible"
    assert found["clot"].level == "SOON"


def test_a_danger_leads_where_all_else_is_less_likely() -> None:
    weak = cause("plain", 0.2, "SELF_CARE", speaks("nausea", 4.0))
    assert list(weigh(["thirst", "nausea"], CLOT, weak, rules=RULES)) == ["clot", "plain"]


def test_a_danger_with_its_flag_leads_and_counts_tenfold() -> None:
    found = weigh(["thirst", "nausea", "fever"], CLOT, PLAIN, rules=RULES)
    assert list(found) == ["clot", "plain"]
    assert math.exp(found["clot"].gain) == pytest.approx(80.0)
    assert found["clot"].likelihood == "likely"
    assert found["clot"].level == "URGENT"
    assert [reason.text for reason in found["clot"].speaks_for] == ["RF_MADE", "thirst"]
    assert found["clot"].speaks_for[0].quote == "words for fever"


def test_a_flag_names_its_cause_without_other_evidence() -> None:
    found = weigh(
        ["fever", "nausea"],
        CLOT,
        cause("plain", 90.0, "SELF_CARE", speaks("nausea", 10.0)),
        rules=RULES,
    )
    assert list(found) == ["clot", "plain"]
    assert found["clot"].share < 0.08
    assert found["clot"].likelihood == "possible"


def test_a_flag_makes_likely_what_has_three_tenths() -> None:
    def word(prior: float) -> str:
        crowd = cause("plain", prior, "SELF_CARE", speaks("nausea", 10.0))
        return weigh(["fever", "nausea"], CLOT, crowd, rules=RULES)["clot"].likelihood

    assert word(4.6) == "likely"  # 20 of 66
    assert word(4.8) == "possible"  # 20 of 68


def test_an_amber_flag_is_no_alarm() -> None:
    found = weigh(["nausea", "dizziness"], PLAIN, rules=RULES)
    assert math.exp(found["plain"].gain) == pytest.approx(4.0)
    assert not found["plain"].rules


def test_the_higher_alarm_leads() -> None:
    first = cause("first", 9.0, "URGENT", speaks("thirst", 9.0), rules=["RF_MADE"])
    second = cause("second", 1.0, "EMERGENCY", speaks("thirst", 2.0), rules=["RF_WORST"])
    assert list(weigh(["thirst", "fever", "vomiting"], first, second, rules=RULES)) == [
        "second",
        "first",
    ]


def test_a_cause_asks_for_no_more_than_its_flag() -> None:
    grave = cause("grave", 1.0, "EMERGENCY", speaks("thirst", 8.0), rules=["RF_MADE", "RF_WORST"])
    assert weigh(["thirst", "fever"], grave, rules=RULES)["grave"].level == "URGENT"
    assert weigh(["thirst", "fever", "vomiting"], grave, rules=RULES)["grave"].level == "EMERGENCY"
    assert weigh(["thirst"], grave, rules=RULES)["grave"].level == "SOON"


def test_the_first_level_that_holds_counts() -> None:
    steps = [{"when": "fever", "level": "ROUTINE"}, {"when": "thirst", "level": "SOON"}]
    made = cause("one", 1.0, "SELF_CARE", speaks("nausea", 8.0), levels=steps)
    for items, level in ((["fever", "thirst"], "ROUTINE"), (["thirst"], "SOON"), ([], "SELF_CARE")):
        assert weigh(["nausea", *items], made)["one"].level == level


LONE = [
    ("one harmless thing", "SOON", ["thirst"], True),
    ("two things", "SOON", ["thirst", "fever"], False),
    ("one danger sign", "SOON", ["numb_foot"], False),
    ("a danger sign in one item with another thing", "SOON", ["dizziness", "numb_leg"], False),
    ("one harmless thing of a danger", "URGENT", ["thirst"], False),
]


@pytest.mark.parametrize(("why", "level", "items", "lone"), LONE, ids=[row[0] for row in LONE])
def test_one_thing_alone_is_marked(why: str, level: str, items: list[str], lone: bool) -> None:
    whens = ("thirst", "fever", "numb_foot", {"all": ["dizziness", "numb_leg"]})
    made = cause("one", 1.0, level, *(speaks(when, 5.0) for when in whens))
    assert weigh(items, made)["one"].lone is lone

"""What is said about a finding, as a table: text -> finding -> assertion."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from charley.facts import Fact, FactSheet, Person
from tests.language.small_book import said

TABLE = yaml.load((Path(__file__).parent / "small" / "assertion.yml").read_text(), yaml.BaseLoader)
SHORT = {"yes": "present", "no": "absent", "maybe": "possible", "was": "historical"}
SHORT |= {"other": "other_person", "asked": "hypothetical"}
NAMES = {
    "swelling": "leg_swelling",
    "bigger": "calf_bigger_than_other",
    "red": "leg_redness",
    "hot": "leg_warmth",
    "numb": "numb_foot",
    "cold": "foot_cold",
    "pain": "leg_pain",
    "cramp": "leg_cramp",
    "weak": "leg_weakness",
    "clot": "previous_clot",
    "chest": "chest_pain",
    "breath": "breathlessness",
    "fever": "fever",
    "surgery": "surgery_recent",
    "smoker": "smoker",
    "diabetes": "diabetes_known",
    "circulation": "artery_disease_known",
    "walking": "trigger_walking",
    "night": "cramp_at_night",
    "tingling": "tingling_leg",
}
CASES = [
    pytest.param(text, expected, id=f"{group}: {text}")
    for group, cases in TABLE.items()
    for text, expected in cases.items()
]


def _long(short: str) -> str:
    return "+".join(SHORT[each] for each in short.split("+"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_assertion(text: str, expected: dict[str, str]) -> None:
    found = said(text)
    wanted = {NAMES[name]: _long(each) for name, each in expected.items()}
    assert {finding: found.get(finding) for finding in wanted} == wanted


def test_the_table_is_large_and_holds_every_assertion() -> None:
    values = [e for case in CASES for each in case.values[1].values() for e in each.split("+")]
    assert len(CASES) >= 150
    assert set(values) == set(SHORT)


CARER = FactSheet(person=Person(speaker="carer"))
SELF = FactSheet(person=Person(speaker="self"), facts=(Fact("leg_cramp"),))


@pytest.mark.parametrize(
    ("text", "sheet", "finding", "assertion"),
    [
        ("my dad has a swollen calf", CARER, "leg_swelling", "present"),
        ("his brother had a clot", CARER, "previous_clot", "other_person"),
        ("my mum has no swelling", CARER, "leg_swelling", "absent"),
        (
            "there are clots in the family, family history of clots",
            CARER,
            "previous_clot",
            "other_person",
        ),
        ("my dad has a swollen calf", SELF, "leg_swelling", "other_person"),
        ("my mum's leg is swollen", SELF, "leg_swelling", "other_person"),
        ("my mum's leg is swollen", None, "leg_swelling", "present"),
        ("my husband keeps getting cramp at night", None, "leg_cramp", "present"),
        ("my father had a clot", None, "previous_clot", "other_person"),
    ],
)
def test_who_the_patient_is(
    text: str, sheet: FactSheet | None, finding: str, assertion: str
) -> None:
    carer = sheet is not None and sheet.person.speaker == "carer"
    assert said(text, sheet, carer)[finding] == assertion

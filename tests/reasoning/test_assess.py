"""The assessment as a whole: determinism, the schema of door 3, and honest results."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from charley.facts import FactSheet
from charley.reasoning.assess import assess, assessment_json
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/assessment.schema.json").read_text(encoding="utf-8")
)
PATIENTS = table("typical_patients.yml")


def _bytes(told: FactSheet) -> bytes:
    return assessment_json(assess(told, knowledge()))


@pytest.mark.parametrize("row", PATIENTS, ids=lambda row: row["cause"])
def test_same_facts_same_bytes_in_any_order(row: dict[str, Any]) -> None:
    told = sheet(row)
    facts = list(told.facts)
    random.Random(7).shuffle(facts)
    shuffled = msgspec.structs.replace(
        told, facts=tuple(facts), medicines=tuple(reversed(told.medicines))
    )
    assert _bytes(told) == _bytes(told) == _bytes(shuffled)


@pytest.mark.parametrize("row", PATIENTS, ids=lambda row: row["cause"])
def test_the_assessment_keeps_its_schema(row: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(_bytes(sheet(row))))


def test_the_schema_refuses_what_is_not_an_assessment() -> None:
    good = json.loads(_bytes(sheet(PATIENTS[0])))
    for wrong in ({"level": "FINE"}, {"causes": [{"id": "pad"}]}, {"extra": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(SCHEMA).validate(good | wrong)


@pytest.mark.parametrize("row", PATIENTS, ids=lambda row: row["cause"])
def test_every_source_is_known(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    named = {source for cause in result.causes for source in cause.sources}
    named |= {r.source for cause in result.causes for r in (*cause.for_, *cause.against)}
    for items in (result.self_care, result.safety_net, result.complications):
        named |= {source for item in items for source in item.sources}
    assert named <= set(knowledge().sources)


def test_nothing_told_is_an_honest_cannot_tell() -> None:
    result = assess(FactSheet(), knowledge())
    assert result.causes == ()
    assert result.level == "ROUTINE"
    assert result.safety_net
    assert result.unknowns


def test_the_illness_of_another_person_changes_nothing() -> None:
    row = {"present": ["leg_cramp", "cramp_at_night", "muscle_knot"], "age": 60}
    other = row | {"other_person": ["previous_clot", "leg_swelling", "artery_disease_known"]}
    assert _bytes(sheet(row)) == _bytes(sheet(other))


def test_reasons_are_things_that_were_said() -> None:
    row = {"present": ["leg_cramp", "cramp_at_night"], "absent": ["leg_swelling"], "age": 60}
    result = assess(sheet(row | {"words": "own words"}), knowledge())
    for cause in result.causes:
        for reason in (*cause.for_, *cause.against):
            assert reason.quote == "own words" or "fifty" in reason.text or "age" in reason.text


def test_a_named_medicine_is_told_about() -> None:
    row = {"present": ["leg_cramp"], "medicines": [["Lipitor", "statin"]]}
    (medicine,) = assess(sheet(row), knowledge()).medicines
    assert medicine.name == "Lipitor"
    assert medicine.about
    assert medicine.sources


def test_dangerous_causes_do_not_lead_without_their_rule() -> None:
    row = {
        "present": ["leg_cramp", "cramp_at_night", "muscle_knot", "relief_stretching"],
        "age": 64,
    }
    for risk in ("previous_clot", "cancer_past", "atrial_fibrillation", "heart_disease"):
        result = assess(sheet(row | {"present": [*row["present"], risk]}), knowledge())
        assert result.causes[0].id == "nocturnal_idiopathic"
        assert result.level == "SELF_CARE"

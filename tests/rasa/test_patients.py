"""The development patients as whole conversations over REST, with the servers as people meet them.

Each patient has its own bar: a level that is acceptable, and for the article's dangers never one
below URGENT. How many are right in all may only rise.
"""

from __future__ import annotations

from typing import Any

import pytest

from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.evaluate.conversations import hold, row_of
from tests.evaluate.patients import PATIENTS, Patient, load_patients
from tests.evaluate.transport import Rest
from tests.servers import Servers, somebody

RIGHT_AT_LEAST = 28
MOST_QUESTIONS_MEDIAN = 12
DEVELOPMENT = load_patients(PATIENTS / "dev.yml")
ARTICLE_DANGERS = ("pelvic_mass", "severe_dehydration", "significant_electrolyte")  # causes

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(servers: Servers) -> dict[str, Row]:
    return {
        patient["id"]: row_of(patient, hold(patient, Rest(servers.address, somebody())))
        for patient in DEVELOPMENT
    }


@pytest.mark.parametrize("patient", DEVELOPMENT, ids=lambda patient: patient["id"])
def test_each_gets_a_level_that_is_not_too_low(patient: Patient, rows: dict[str, Row]) -> None:
    row = rows[patient["id"]]
    assert not row["dead_end"], row
    assert not row["too_low"], row
    assert row["missed_flags"] == [], row


def test_most_levels_are_acceptable(rows: dict[str, Row]) -> None:
    wrong = {name: row["level"] for name, row in rows.items() if not row["right"]}
    assert len(rows) - len(wrong) >= RIGHT_AT_LEAST, wrong


def test_no_article_danger_is_below_urgent(rows: dict[str, Row]) -> None:
    rules = {rule for cause in ARTICLE_DANGERS for rule in knowledge().causes[cause].rules}
    dangers = [one for one in DEVELOPMENT if rules & set(one["expected"]["red_flags"])]
    assert len(dangers) >= len(ARTICLE_DANGERS)
    for patient in dangers:
        level = rows[patient["id"]]["level"]
        assert LEVELS.index(level) >= LEVELS.index("URGENT"), (patient["id"], level)


def test_the_questions_are_few(rows: dict[str, Row]) -> None:
    asked = sorted(row["illness_questions"] for row in rows.values())
    assert asked[len(asked) // 2] <= MOST_QUESTIONS_MEDIAN
    assert max(row["person_questions"] for row in rows.values()) <= 4

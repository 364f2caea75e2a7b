"""Short answers mean what they mean at their question, and nothing unsure is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.facts import FactSheet
from charley.language.read import read
from charley.schema.load import KNOWLEDGE

TABLE = Path(__file__).parent / "tables" / "answers.yml"
CASES: list[dict[str, Any]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
DATE = "2026-11-24"
SCREEN = ("leg_swelling", "foot_cold", "numb_foot", "breathlessness", "chest_pain", "confusion",
          "urine_dark_brown")  # fmt: skip
ASSERTIONS = ("present", "absent", "possible", "historical")
MORE: list[dict[str, Any]] = yaml.safe_load(
    TABLE.with_name("answers_more.yml").read_text(encoding="utf-8")
)
OPTIONS = [
    (question, option)
    for question in yaml.safe_load((KNOWLEDGE / "questions.yml").read_text(encoding="utf-8"))
    for option in question.get("options", ())
]
NOT_KNOWN = {"not sure": "unsure", "skip": "skipped"}


def _focus(question: str | None) -> tuple[str, ...]:
    if question is None:
        return ()
    return SCREEN if question == "red_flag_screen" else (question,)


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['ask']}: {case['say']}")
def test_reads_the_answer(case: dict[str, Any]) -> None:
    reading = read(case["say"], question=case["ask"], date=DATE, focus=_focus(case["ask"]))
    told = {(fact.finding, fact.assertion) for fact in reading.facts}
    wanted = {(finding, a) for a in ASSERTIONS for finding in case.get(a, ())}
    assert wanted <= told
    if case.get("only") and case["ask"] != "red_flag_screen":
        assert told == wanted
    elif case.get("only"):
        assert {f for f in told if f[0] in SCREEN} == wanted
    if case["is"] == "none":
        assert reading.answer is None
    else:
        assert reading.answer is not None
        assert reading.answer.status == case["is"]
        assert reading.answer.question == case.get("of", case["ask"])


@pytest.mark.parametrize("case", MORE, ids=lambda case: f"{case['ask']}: {case['say']}")
def test_reads_more_answers(case: dict[str, Any]) -> None:
    reading = read(case["say"], question=case["ask"], date=DATE, focus=_focus(case["ask"]))
    told = {(fact.finding, fact.assertion) for fact in reading.facts}
    assert {(finding, a) for a in ASSERTIONS for finding in case.get(a, ())} <= told
    assert (reading.answer.status if reading.answer else "none") == case["is"]
    for name, value in case.get("gives", {}).items():
        found = [reading.profile.get(name)]
        found += [getattr(fact.attributes, name, None) for fact in reading.facts]
        wanted = pytest.approx(tuple(value)) if isinstance(value, list) else value
        assert any(item == wanted for item in found if item is not None), found


@pytest.mark.parametrize(
    "question, option", OPTIONS, ids=lambda item: item.get("say", item.get("id"))
)
def test_every_button_answers_its_question(
    question: dict[str, Any], option: dict[str, str]
) -> None:
    asked = question["id"]
    reading = read(f"{asked}: {option['say']}", date=DATE, focus=_focus(asked))
    assert reading.answer is not None and reading.answer.question == asked
    wanted = NOT_KNOWN.get(option["say"], "answered")
    if (asked, option["say"]) == ("red_flag_screen", "yes"):
        wanted = "partial"  # which of them is asked next
    assert reading.answer.status == wanted


def test_a_plain_no_denies_exactly_what_was_asked() -> None:
    reading = read("no", question="red_flag_screen", date=DATE, focus=SCREEN)
    assert {fact.finding for fact in reading.facts} == set(SCREEN)
    assert all(f.assertion == "absent" and f.question == "red_flag_screen" for f in reading.facts)


def test_the_place_of_a_button_answer_is_that_in_the_whole_message() -> None:
    text = "leg_swelling: yes"
    (fact,) = read(text, date=DATE).facts
    assert text[fact.start : fact.end] == fact.text == "yes"


def test_an_answer_to_another_question_counts_there() -> None:
    reading = read("I had the cramp for three weeks", question="relief", date=DATE)
    assert reading.answer is not None and reading.answer.status == "unclear"
    assert any(fact.attributes.onset_days == (21, 21) for fact in reading.facts)


def test_same_as_before_needs_something_before() -> None:
    sheet = FactSheet(facts=read("cramp in my calf", date=DATE).facts)
    assert read("same as before", question="location", date=DATE).answer.status == "unclear"  # type: ignore[union-attr]
    answer = read("same as before", question="location", sheet=sheet, date=DATE).answer
    assert answer is not None and answer.status == "answered"

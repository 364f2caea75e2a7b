"""The door of the language room, over the project's own knowledge."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from charley.facts import FactSheet, Person
from charley.language import meaning
from charley.language.read import read
from charley.language.text import read_text

DATE = "2026-11-24"


def test_one_message_gives_its_facts_and_not_those_of_others() -> None:
    reading = read("cramp in my left calf at night, no swelling, my dad had clots", date=DATE)
    said = {fact.finding: fact.assertion for fact in reading.facts}
    assert said["leg_cramp"] == "present"
    assert said["leg_swelling"] == "absent"
    assert said.get("previous_clot", "other_person") == "other_person"
    assert reading.language == "en"


def test_a_fact_keeps_the_words_of_the_person_and_their_place() -> None:
    text = "hello, MY LEFT CALF is swolen!!"
    reading = read(text, date=DATE, turn=3)
    fact = next(fact for fact in reading.facts if fact.finding == "leg_swelling")
    assert text[fact.start : fact.end] == fact.text == "CALF is swolen"
    assert (fact.turn, fact.told_on) == (3, DATE)


@pytest.mark.parametrize(
    ("text", "corrects"),
    [
        ("sorry, my calf is swollen", True),
        ("actually my calf is swollen", True),
        ("my calf is swollen", False),
        ("sorry to bother you, my calf is swollen", False),
    ],
)
def test_corrections(text: str, corrects: bool) -> None:
    facts = [f for f in read(text, date=DATE).facts if f.finding == "leg_swelling"]
    assert [fact.corrects for fact in facts] == [corrects]


def test_a_check_for_someone_else_makes_the_relative_the_patient() -> None:
    sheet = FactSheet(person=Person(speaker="carer"))
    mine = read("my dad has a swollen calf", date=DATE)
    theirs = read("my dad has a swollen calf", date=DATE, sheet=sheet)
    assert {f.assertion for f in theirs.facts if f.finding == "leg_swelling"} == {"present"}
    assert mine.profile.get("speaker") in ("carer", None)


def test_another_language_is_named_and_gives_no_hints() -> None:
    reading = read("tengo calambres en las piernas por la noche", date=DATE)
    assert (reading.language, reading.hints) == ("es", ())


def test_the_same_message_gives_the_same_reading() -> None:
    text = "my foot went white and cold an hour ago, not numb but i cant move it"
    assert read(text, date=DATE) == read(text, date=DATE)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_anything_can_be_read(text: str) -> None:
    reading = read(text, date=DATE)
    assert all(text[f.start : f.end] == f.text for f in reading.facts if f.start >= 0)


def test_meaning_suggests_a_danger_that_no_pattern_may_know() -> None:
    model = meaning.meaning()
    assert model is not None
    text = read_text("one of my lower legs looks thicker than its twin")
    hints = model.hints(text, [0])
    assert {hint.finding for hint in hints} <= {"calf_bigger_than_other", "leg_swelling"}
    assert [hint.text for hint in hints] == [text.raw]
    harmless = read_text("i would like to buy a red bicycle")
    assert model.hints(harmless, [0]) == ()


def test_a_model_with_another_hash_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "MODEL_HASH", "0" * 64)
    with pytest.raises(meaning.MeaningError, match="has the sha256"):
        meaning.Encoder()


def test_without_a_model_charley_reads_all_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(meaning.OWN_MODEL, str(tmp_path / "nowhere.onnx"))
    meaning.encoder.cache_clear()
    meaning.meaning.cache_clear()
    try:
        reading = read("one of my lower legs seems off, my calf is swollen", date=DATE)
        read("something else is odd about it", date=DATE)
        assert "leg_swelling" in {fact.finding for fact in reading.facts}
        assert reading.hints == ()
        assert caplog.text.count("without hints") == 1
    finally:
        meaning.encoder.cache_clear()
        meaning.meaning.cache_clear()

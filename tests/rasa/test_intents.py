"""Which intent a message gets, from the classifier's guess and what was read in it."""

from __future__ import annotations

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bridge.faq_selector import PROPERTY, SPELT
from bridge.intents import asks_and_tells, chosen_intent, guessed_act, only_asks, told
from bridge.scope import PROPERTY as NEARNESS
from charley.facts import Fact
from charley.language.reading import Answer, Reading

CRAMP = Reading(facts=(Fact("leg_cramp"),))
ASKED = Reading(facts=(Fact("leg_cramp", assertion="hypothetical"),))
ANSWER = Reading(answer=Answer("duration", "answered"))
NOTHING = Reading()


def message(
    text: str, guess: str, sure: float = 0.9, known: float = 0.0, near: float = 0.9
) -> Message:
    selected = {"response": {"confidence": known, SPELT: known, "intent_response_key": "faq/x"}}
    data: dict[str, Any] = {"text": text, "intent": {"name": guess, "confidence": sure}}
    return Message({**data, PROPERTY: {"faq": selected}, NEARNESS: near})


def acts(*names: str) -> Reading:
    return Reading(acts=names)


# text, guess, confidence, nearness to a known question, nearness to anything, reading, running
CASES: dict[str, tuple[Message, Reading, bool, str | None]] = {
    "a question on its own": (
        message("why do cramps come", "faq", known=0.9), ASKED, False, "faq"),
    "a question of another kind, taken for one of ours": (
        message("what causes acne", "faq", known=0.3), NOTHING, False, "out_of_scope"),
    "a statement near to a question tells": (
        message("cramps keep me awake", "faq", known=0.9), CRAMP, False, "report_symptoms"),
    "and answers inside the check": (
        message("cramps three days", "faq", known=0.6), NOTHING, True, "inform"),
    "small talk may stand": (message("tell me a joke", "chitchat"), NOTHING, True, None),
    "another subject, put as a question": (
        message("what's the weather?", "out_of_scope"), NOTHING, True, None),
    "another subject that could be an answer": (
        message("since the last mile", "out_of_scope"), NOTHING, True, "inform"),
    "an act by chance in another subject": (
        message("how do I change my pin code", "out_of_scope", near=0.4),
        acts("change"), False, None),
    "the same act in few words": (
        message("change that please", "out_of_scope", near=0.4),
        acts("change"), False, "change_answer"),
    "goodbye is not only stopping": (
        message("cheerio", "say_goodbye"), acts("stop"), False, None),
    "a plain no far from everything": (
        message("negative", "out_of_scope", near=0.4), acts("no"), False, "deny"),
    "self-harm before all else": (
        message("what is the point", "faq", known=0.9), acts("self_harm"), True,
        "report_self_harm"),
    "only an open question has an answer": (
        message("two weeks", "inform"), NOTHING, False, "report_symptoms"),
}  # fmt: skip


@pytest.mark.parametrize(("said", "reading", "running", "intent"), CASES.values(), ids=CASES.keys())
def test_chosen_intent(said: Message, reading: Reading, running: bool, intent: str | None) -> None:
    chosen = chosen_intent(said, reading, running=running, confirming=False, danger=False)
    assert chosen == intent


@pytest.mark.parametrize(("running", "intent"), [(True, "inform"), (False, "report_danger")])
@pytest.mark.parametrize("guess", ["out_of_scope", "faq", "chitchat", "nlu_fallback"])
def test_a_danger_is_one_whatever_was_guessed(guess: str, running: bool, intent: str) -> None:
    said = message("is my cold white foot bad?", guess, known=0.95)
    assert chosen_intent(said, CRAMP, running=running, confirming=False, danger=True) == intent


@pytest.mark.parametrize(("running", "intent"), [(True, "inform"), (False, "report_symptoms")])
def test_what_tells_of_the_leg_is_never_out_of_scope(running: bool, intent: str) -> None:
    said = message("what about my calf?", "out_of_scope", near=0.1)
    assert (
        chosen_intent(said, CRAMP, running=running, confirming=False, danger=False, leg=True)
        == intent
    )


@pytest.mark.parametrize(
    ("guess", "sure", "near", "reading", "act"),
    [
        ("report_self_harm", 0.7, 0.7, NOTHING, "self_harm"),
        ("report_abuse", 0.7, 0.7, NOTHING, "abuse"),
        ("report_abuse", 0.4, 0.4, NOTHING, "abuse"),
        ("report_abuse", 0.3, 0.7, NOTHING, None),
        ("report_abuse", 0.7, 0.7, CRAMP, None),
        ("skip_question", 0.7, 0.7, NOTHING, "skip"),
        ("skip_question", 0.5, 0.7, NOTHING, None),
        ("skip_question", 0.9, 0.7, ANSWER, None),
        ("greet", 0.9, 0.7, NOTHING, None),
    ],
)
def test_guessed_act(guess: str, sure: float, near: float, reading: Reading, act: str) -> None:
    assert guessed_act(message("as if", guess, sure, near=near), reading) == act


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("can dialysis cause cramps", True),
        ("should I worry about cramps", True),
        ("can my new tablets cause cramps", False),
        ("she cramps at night, is that bad?", False),
        ("cramps at night", False),
    ],
)
def test_who_only_asks_tells_nothing(text: str, only: bool) -> None:
    assert only_asks(message(text, "faq", known=0.6)) is only


def test_who_asks_and_tells_does_both() -> None:
    said = message("is it bad that my calf cramps?", "faq", known=0.6)
    assert asks_and_tells(said, CRAMP, running=False)
    assert not asks_and_tells(said, ASKED, running=False)


def test_what_is_asked_about_is_not_told() -> None:
    assert told(CRAMP) and not told(ASKED) and not told(NOTHING)

"""Every interruption, at questions of each kind: no dead end, the same result, no stuck wording."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from charley.interview.conversation import Conversation

DATE = "2026-11-24"
MOST_TURNS = 40
OPENING = "my left calf cramps at night, the muscle goes hard"
ANSWERS = {
    "who": "me",
    "age": "64",
    "sex": "male",
    "red_flag_screen": "no",
    "location": "left calf",
    "duration": "about three years",
    "frequency": "once a week for one minute",
    "triggers": "pointing my toes",
    "relief": "stretching it",
    "medications": "I take no medicines",
    "hemodialysis": "no",
    "other_symptoms": "nothing else",
    "sleep_posture": "on my front",
    "closing": "skip",
}
KINDS = ("age", "red_flag_screen", "frequency", "other_symptoms")
INTERRUPTIONS: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("interruptions.yml").read_text(encoding="utf-8")
)


def go_on(talk: Conversation, answers: dict[str, str], stop_at: str | None = None) -> None:
    for _ in range(MOST_TURNS):
        ask = talk.reply.question()
        if ask is None or ask.id == stop_at:
            return
        talk.say(answers.get(ask.id, "no"))


def begun(stop_at: str | None = None) -> Conversation:
    talk = Conversation(date=DATE)
    talk.say(OPENING)
    go_on(talk, ANSWERS, stop_at)
    return talk


def outcome(talk: Conversation) -> tuple[str, list[str]]:
    result = talk.reply.result()
    assert result is not None, "a dead end"
    return result.assessment["level"], [cause["id"] for cause in result.assessment["causes"]]


@pytest.fixture(scope="module")
def undisturbed() -> tuple[str, list[str]]:
    return outcome(begun())


@pytest.fixture(scope="module")
def stopped() -> dict[str, Conversation]:
    return {question: begun(question) for question in KINDS}


def copy_of(talk: Conversation) -> Conversation:
    again = Conversation(date=DATE)
    again.interview, again.sheet, again.reply = talk.interview, talk.sheet, talk.reply
    return again


@pytest.mark.parametrize("question", KINDS)
@pytest.mark.parametrize("interruption", INTERRUPTIONS, ids=lambda one: one["say"] or "nothing")
def test_an_interruption_changes_nothing(
    interruption: dict[str, Any],
    question: str,
    stopped: dict[str, Conversation],
    undisturbed: tuple[str, list[str]],
) -> None:
    talk = copy_of(stopped[question])
    before = talk.reply.question()
    facts = talk.sheet.facts
    talk.say(interruption["say"])
    said = " ".join(message.text for message in talk.messages()).lower()
    assert interruption.get("text", "").lower() in said
    assert said, "silence"
    assert talk.sheet.facts[: len(facts)] == facts, "a fact was lost"
    after = talk.reply.question()
    assert before is None or after is None or before.text != after.text, "the same words again"
    if after is None:
        talk.say(ANSWERS[question])
    go_on(talk, {**ANSWERS, **interruption.get("answers", {})})
    assert outcome(talk) == undisturbed


def test_the_state_survives_being_kept_as_json(stopped: dict[str, Conversation]) -> None:
    talk = stopped["frequency"]
    kept = msgspec.json.encode(talk.interview)
    assert msgspec.json.decode(kept, type=type(talk.interview)) == talk.interview

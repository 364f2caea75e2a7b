"""Messages that come twice, late, or after a long silence."""

from __future__ import annotations

import pytest

from charley.interview.conversation import Conversation
from charley.reasoning.state import View
from charley.schema.load import knowledge

TODAY, NEXT_WEEK = "2026-11-24", "2026-12-01"
OPENING = "cramp in my left calf at night for about two years"
ANSWERS = {"who": "me", "age": "58", "sex": "male", "location": "the left calf"}


def talk_until(stop: str | None = None) -> Conversation:
    talk = Conversation(date=TODAY)
    talk.say(OPENING)
    for _ in range(40):
        question = talk.reply.question()
        if question is None or question.id == stop:
            break
        talk.say(ANSWERS.get(question.id, "no"))
    return talk


def state(talk: Conversation, finding: str) -> str:
    return View(talk.sheet, knowledge()).state(finding)


@pytest.mark.parametrize("stop", ["age", "red_flag_screen", "medications"])
def test_the_same_message_twice_loses_and_invents_nothing(stop: str) -> None:
    once, twice = talk_until(stop), talk_until(stop)
    said = {"age": "58", "red_flag_screen": "my left foot is numb", "medications": "ramipril"}
    once.say(said[stop])
    twice.say(said[stop])
    twice.say(said[stop])
    facts = {f.finding for f in twice.sheet.facts} - {f.finding for f in once.sheet.facts}
    assert facts == set()
    assert twice.sheet.person == once.sheet.person
    assert {m.name for m in twice.sheet.medicines} == {m.name for m in once.sheet.medicines}


def test_the_answer_to_the_question_before_last_counts_there() -> None:
    talk = talk_until("red_flag_screen")
    talk.say("no")
    asked = talk.reply.question()
    talk.say("sorry, I am 59, not 58")
    assert talk.sheet.person.age == 59
    again = talk.reply.question()
    assert asked and again and again.id == asked.id and again.text != asked.text


def test_start_over_forgets_everything() -> None:
    talk = talk_until("medications")
    talk.say("start over")
    talk.say("yes")
    assert talk.sheet.facts == () and talk.sheet.person.age is None
    question = talk.say(OPENING).question()
    assert question is not None and question.id in ("who", "age")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        ("it is better", {"SELF_CARE", "ROUTINE"}),
        ("the same", {"SELF_CARE", "ROUTINE"}),
        ("something new: I am short of breath", {"EMERGENCY"}),
    ],
)
def test_who_comes_back_is_asked_how_it_went(said: str, level: set[str]) -> None:
    talk = talk_until()
    asked = talk.come_back(NEXT_WEEK).question()
    assert asked is not None and asked.id == "since_last_time"
    assert state(talk, "leg_cramp") == "present"
    questions = []
    reply = talk.say(said)
    for _ in range(20):
        question = reply.question()
        if question is None:
            break
        questions.append(question.id)
        reply = talk.say("yes" if question.id == "go_on" else "no")
    result = talk.reply.result()
    assert result is not None and result.assessment["level"] in level
    assert not {"who", "age", "sex", "location"} & set(questions)

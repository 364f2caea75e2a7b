"""However someone goes on beside the point, a question is left and the check comes to an end."""

import pytest

from charley.interview.conversation import Conversation
from charley.interview.state import SIDE_QUESTIONS

BESIDE_THE_POINT = [
    "hi",
    "why?",
    "what can you do?",
    "ich verstehe das leider nicht",
    "help",
    "say that again",
]
MOST_TURNS = 120


@pytest.mark.parametrize("said", BESIDE_THE_POINT)
def test_saying_the_same_for_ever_comes_to_a_result(said: str) -> None:
    talk = Conversation(date="2026-11-24")
    talk.say("I am 44 and male and my calf cramps at night")
    asked: list[str] = []
    while not talk.done and len(asked) < MOST_TURNS:
        question = talk.say(said).question()
        asked += [question.id if question else ""]
    assert talk.done, asked[-10:]
    named = [one for one in asked if one and one not in SIDE_QUESTIONS]
    assert max(map(named.count, named), default=0) <= 6

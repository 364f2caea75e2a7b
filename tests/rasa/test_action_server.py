"""An action server that is dead, slow, failing or talking nonsense, in the middle of a check."""

from __future__ import annotations

import time

import pytest

from bridge.timeouts import ACTION_SECONDS
from tests.servers import Mode, Servers, custom, somebody, texts

MODES: tuple[Mode, ...] = ("dead", "slow", "failing", "nonsense")
OPENING = "I get cramps in my right calf at night"
DANGER = "my right leg has gone cold and white and I can't feel my foot"


@pytest.mark.parametrize("mode", MODES)
def test_a_turn_still_gets_a_plain_sentence_and_its_facts_are_kept(
    servers: Servers, mode: Mode
) -> None:
    sender = somebody()
    with servers.switch.set_to(mode):
        began = time.monotonic()
        items = servers.say(sender, OPENING)
        took = time.monotonic() - began
    assert any("does not work right now" in text for text in texts(items))
    assert any("emergency number" in text for text in texts(items))
    assert took < ACTION_SECONDS + 4
    # The next message finds the check as if nothing had been: what was told is there.
    items = servers.say(sender, "what have you understood?")
    assert any("cramp" in text for text in texts(items)), texts(items)


@pytest.mark.parametrize("mode", MODES)
def test_a_danger_sign_in_that_very_message_is_answered(servers: Servers, mode: Mode) -> None:
    sender = somebody()
    servers.say(sender, OPENING)
    with servers.switch.set_to(mode):
        items = servers.say(sender, DANGER)
    said = texts(items)
    assert "cold" in said[0] and "emergency" in said[0], said
    assert any("Call your local emergency number now" in text for text in said)
    assert servers.healthy()


def test_a_danger_that_nobody_could_tell_is_told_as_soon_as_it_can_be(servers: Servers) -> None:
    sender = somebody()
    with servers.switch.set_to("dead"):
        servers.say(sender, DANGER)
    items = servers.say(sender, "hello?")
    items += servers.say(sender, "go on")
    assert custom(items, "alert"), texts(items)


def test_at_every_question_a_dead_server_costs_neither_the_danger_nor_the_facts(
    servers: Servers,
) -> None:
    """Walks through a check; at each question a second person meets a dead server there."""
    sender = somebody()
    items = servers.say(sender, OPENING)
    walked: list[str] = []
    for _ in range(6):
        question = custom(items, "question")
        if not question or question[0]["id"] in walked:
            break
        walked.append(question[0]["id"])
        other = somebody()
        replay = servers.say(other, OPENING)
        for _ in walked[:-1]:
            replay = servers.say(other, "I don't know")
        assert custom(replay, "question")[0]["id"] == walked[-1]
        with servers.switch.set_to("dead"):
            said = texts(servers.say(other, DANGER))
        assert "emergency" in said[0], (walked, said)
        items = servers.say(sender, "I don't know")
    assert len(walked) >= 4

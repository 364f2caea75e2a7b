"""Over REST: messages twice or at once, a restart, a late answer, and a person who comes back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.servers import Servers, custom, somebody, texts

NEW_SESSION = "/session_start"  # what Rasa does itself after the silence that domain.yml names
OPENING = "cramp in my left calf at night"


def question_of(items: list[dict[str, object]]) -> str | None:
    asked = custom(items, "question")
    return asked[-1]["id"] if asked else None


def test_the_same_message_twice(servers: Servers) -> None:
    sender = somebody()
    servers.say(sender, OPENING)
    for _ in range(2):
        items = servers.say(sender, "me")
        assert texts(items)
        assert len(custom(items, "question")) == 1


def test_two_messages_at_once_are_both_answered(servers: Servers) -> None:
    sender = somebody()
    servers.say(sender, OPENING)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda text: servers.say(sender, text), ["me", "I am 61"]))
    assert all(texts(items) for items in answers)
    items = servers.say(sender, "female")
    assert question_of(items) not in (None, "who", "age")


def test_an_answer_to_the_question_before_last(servers: Servers) -> None:
    sender = somebody()
    for text in (OPENING, "me", "61"):
        items = servers.say(sender, text)
    open_question = question_of(items)
    items = servers.say(sender, "sorry, I am 63, not 61")
    assert custom(items, "understood")[-1]["profile"]["age"] == 63
    assert question_of(items) == open_question


def test_restart_forgets_the_check(servers: Servers) -> None:
    sender = somebody()
    for text in (OPENING, "me", "61", "/restart"):
        servers.say(sender, text)
    items = servers.say(sender, OPENING)
    assert question_of(items) in ("who", "age")


def checked_before(servers: Servers) -> str:
    """Someone whose check came to its result, and whose session is over."""
    sender = somebody()
    for text in (OPENING, "me", "61", "female", "stop"):
        servers.say(sender, text)
    assert custom(servers.say(sender, "yes"), "assessment")
    servers.say(sender, NEW_SESSION)
    return sender


@pytest.mark.parametrize(
    "said", ["hello again", "I want to check my leg again", "cramp in my left calf at night", "hm"]
)
def test_who_comes_back_is_asked_how_it_has_been(servers: Servers, said: str) -> None:
    sender = checked_before(servers)
    items = servers.say(sender, said)
    assert question_of(items) == "since_last_time", texts(items)
    assert not any("not a diagnosis" in text for text in texts(items))
    items = servers.say(sender, "about the same")
    assert question_of(items) not in ("who", "age", "sex", "since_last_time")


def test_a_question_of_who_comes_back_is_answered_first(servers: Servers) -> None:
    items = servers.say(checked_before(servers), "Does magnesium help?")
    assert "magnesium" in texts(items)[0].lower()
    assert question_of(items) == "since_last_time"


@pytest.mark.parametrize("said", ["it has got worse", "it is better now"])
def test_who_says_at_once_how_it_has_been_is_not_asked(servers: Servers, said: str) -> None:
    items = servers.say(checked_before(servers), said)
    assert question_of(items) not in (None, "since_last_time", "who", "age"), texts(items)


def test_a_danger_of_who_comes_back_comes_first(servers: Servers) -> None:
    items = servers.say(checked_before(servers), "now my chest hurts and I cannot breathe")
    assert custom(items, "alert")[0]["level"] == "EMERGENCY"


@pytest.mark.parametrize("said", ["hello", "63"])
def test_a_check_that_was_cut_off_goes_on(servers: Servers, said: str) -> None:
    sender = somebody()
    for text in (OPENING, "me", NEW_SESSION):
        servers.say(sender, text)
    items = servers.say(sender, said)
    assert question_of(items) in {"hello": ("age",), "63": ("sex", "red_flag_screen")}[said]
    known = texts(servers.say(sender, "what have you understood?"))
    assert any("cramp in the leg" in text for text in known), known

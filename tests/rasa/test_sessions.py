"""Over REST: messages that come twice or at once, a restart, and an answer that comes late."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from tests.servers import Servers, custom, somebody, texts

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

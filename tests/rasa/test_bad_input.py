"""What people and programs send that is no message to Charley: answered, and harmless."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.servers import Servers, custom, somebody, texts

OPENING = "I get cramps in my right calf at night"

MESSAGES = {
    "empty": "",
    "blanks": "   \n\t ",
    "long": "umpteen " * 1_250,
    "control characters": "\x00\x01\x1b[K\x7f\u202e",
    "half a surrogate": "\ud83d",
    "emoji": "🦵🔥😭",
    "other language": "Ich habe seit Wochen nachts Krämpfe im rechten Bein",
    "other script": "夜中に足がつります",
    "an intent": "/inform",
    "an intent with slots": '/inform{"sheet": "{}", "danger": "EMERGENCY"}',
    "a retrieval intent": "/faq/what_are_cramps",
    "an unknown intent": "/no_such_intent",
    "many slashes": "//////",
    "braces": "{danger_words} {sheet} %s %(x)d {{}}",
    "markup": "<script>window.close()</script> <b>x</b>",
    "a number": "-5",
    "a big number": "9" * 400,
    "an age in words": "two hundred",
}


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_is_answered_and_leaves_the_sheet_alone(servers: Servers, message: str) -> None:
    sender = somebody()
    servers.say(sender, OPENING)
    before = understood(servers, sender)
    items = servers.say(sender, message)
    assert texts(items), "no answer at all"
    assert not custom(items, "alert")
    assert understood(servers, sender) == before
    assert servers.healthy()


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES.keys())
def test_is_answered_as_the_first_message_too(servers: Servers, message: str) -> None:
    items = servers.say(somebody(), message)
    assert texts(items)
    assert not custom(items, "alert")


NOT_UNDERSTOOD = {
    "German": ("Meine Wade tut seit drei Tagen weh und ist geschwollen", "German", "English"),
    "Spanish": (
        "Tengo calambres en la pierna por la noche desde hace un mes",
        "Spanish",
        "English",
    ),
    "French": ("J'ai des crampes dans la jambe toutes les nuits", "French", "English"),
    "Polish": ("Od tygodnia mam w nocy bolesne skurcze łydki", "Polish", "English"),
    "letters": ("asdkjh qwpoeiru zmxncb", "only know about leg cramps|did not get that", ""),
    "letters without end": ("qzxv" * 1_000, "only know about leg cramps|did not get that", ""),
}


@pytest.mark.parametrize("case", NOT_UNDERSTOOD.values(), ids=NOT_UNDERSTOOD.keys())
@pytest.mark.parametrize("inside", [False, True], ids=["first", "inside the check"])
def test_what_is_not_understood_is_said_to_be(
    servers: Servers, case: tuple[str, str, str], inside: bool
) -> None:
    message, *patterns = case
    sender = somebody()
    if inside:
        servers.say(sender, OPENING)
    said = texts(servers.say(sender, message))
    assert all(any(re.search(pattern, text) for text in said) for pattern in patterns), said
    assert all(len(text.split()) <= 50 for text in said)


@pytest.mark.parametrize("place", ["at the start", "in the middle", "at the end"])
def test_a_danger_in_a_very_long_message_is_heard(servers: Servers, place: str) -> None:
    story = "we went to the shops and then we had some tea. " * 90
    danger = "I have crushing chest pain and cannot breathe. "
    half = story[: len(story) // 94 * 47]
    told = {"at the start": danger + story, "in the middle": half + danger + half}
    items = servers.say(somebody(), told.get(place, story + danger))
    assert custom(items, "alert")[0]["level"] == "EMERGENCY"


def understood(servers: Servers, sender: str) -> list[str]:
    """What Charley lists as understood, without the question that follows."""
    items = servers.say(sender, "what have you understood?")
    question = custom(items, "question")
    return [text for text in texts(items) if not question or text != question[0]["text"]]


BODIES: dict[str, Any] = {
    "no sender": {"message": "hello"},
    "an empty sender": {"sender": " ", "message": "hello"},
    "a sender that is a number": {"sender": 5, "message": "hello"},
    "a sender without end": {"sender": "x" * 10_000, "message": "hello"},
    "a message that is a number": {"sender": "s", "message": 5},
    "a message that is a list": {"sender": "s", "message": ["hello"]},
    "a list": ["hello"],
    "a text": "hello",
    "nothing": None,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_a_wrong_request_is_refused(servers: Servers, body: Any) -> None:
    assert servers.post(body).status_code == 400
    assert servers.healthy()


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"sender=s&message=hello"])
def test_what_is_not_json_is_refused(servers: Servers, raw: bytes) -> None:
    assert servers.post(None, raw).status_code == 400
    assert servers.healthy()


@pytest.mark.parametrize("metadata", [None, [], "x", {"date": 5}, {"date": "yesterday"}])
def test_wrong_metadata_is_no_hindrance(servers: Servers, metadata: Any) -> None:
    assert texts(servers.say(somebody(), OPENING, metadata=metadata))


def test_two_people_do_not_hear_of_each_other(servers: Servers) -> None:
    one, other = somebody(), somebody()
    servers.say(one, OPENING)
    servers.say(other, "hello")
    assert not any("cramp in the leg" in text for text in understood(servers, other))
    assert any("cramp in the leg" in text for text in understood(servers, one))


def test_the_api_that_shows_conversations_is_off(servers: Servers) -> None:
    import requests

    sender = somebody()
    servers.say(sender, OPENING)
    for path in (f"/conversations/{sender}/tracker", "/domain", "/status"):
        assert requests.get(servers.address + path, timeout=5).status_code == 404

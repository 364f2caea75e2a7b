"""What a person types is made harmless before anything reads it."""

from __future__ import annotations

import pytest

from bridge.gate import COMMANDS, LONGEST, NOTHING, made_harmless

TABLE = [
    (None, NOTHING),
    ("", NOTHING),
    ("  \n ", NOTHING),
    ("my leg hurts", "my leg hurts"),
    ("  my leg", "  my leg"),
    ("left/right", "left/right"),
    ('/inform{"sheet": 1}', ' inform{"sheet": 1}'),
    ("  /affirm", "   affirm"),
    ("//affirm", " /affirm"),
    ("/start", " start"),
    ("a\x00b\x1bc", "a b c"),
    ("calf\tright\nleft", "calf right left"),
    ("caf\u00e9 \U0001f9b5", "caf\u00e9 \U0001f9b5"),
]


@pytest.mark.parametrize(("text", "harmless"), TABLE)
def test_made_harmless(text: str | None, harmless: str) -> None:
    assert made_harmless(text).rstrip() == harmless.rstrip()


@pytest.mark.parametrize("text", [text for text, _ in TABLE if text and text.strip()])
def test_characters_keep_their_places(text: str) -> None:
    assert len(made_harmless(text)) == len(text)


@pytest.mark.parametrize("command", COMMANDS)
def test_rasas_own_commands_stay(command: str) -> None:
    assert made_harmless(f" {command}\n") == command
    assert not made_harmless(f'{command}{{"sheet": 1}}').startswith("/")


def test_what_is_too_long_is_cut() -> None:
    assert len(made_harmless("x" * 50_000)) == LONGEST

"""Whole conversations over REST against the running servers, from tables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.servers import Item, Servers, custom, somebody, texts

TABLES = sorted((Path(__file__).parent / "conversations").glob("*.yml"))
CONVERSATIONS = [one for table in TABLES for one in yaml.safe_load(table.read_text())]


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one["name"])
def test_conversation(servers: Servers, conversation: dict[str, Any]) -> None:
    sender, question = somebody(), None
    for turn in conversation["turns"]:
        items = servers.say(sender, turn["say"])
        check_turn(turn, items, question)
        asked = custom(items, "question")
        question = asked[-1]["id"] if asked else None


def check_turn(turn: dict[str, Any], items: list[Item], question_before: str | None) -> None:
    said = texts(items)
    what = f"to {turn['say']!r} came {said}"
    assert said, what
    for text in said:
        assert len(text.split()) <= 50, f"longer than 50 words: {text!r}"
    if "text" in turn:
        assert any(re.search(turn["text"], text, re.IGNORECASE) for text in said), what
    if "never" in turn:
        assert not any(re.search(turn["never"], text, re.IGNORECASE) for text in said), what
    if "first" in turn:
        assert re.search(turn["first"], said[0], re.IGNORECASE), what
    if "custom" in turn:
        assert [item["custom"]["type"] for item in items if "custom" in item] == turn["custom"], (
            what
        )
    asked = custom(items, "question")
    assert len(asked) <= 1, what
    if asked:
        assert items[-1].get("custom") == asked[0], "the question must be the last item"
    if "question" in turn:
        assert (asked[0]["id"] if asked else None) == turn["question"], what
    if turn.get("same_question"):
        assert question_before and asked and asked[0]["id"] == question_before, what

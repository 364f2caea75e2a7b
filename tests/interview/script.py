"""Runs the conversations of ``tests/interview/conversations``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from charley.interview.conversation import Conversation
from charley.reply.blocks import Alert, Ask

FOLDER = Path(__file__).with_name("conversations")
DATE = "2026-11-24"
MOST_TURNS = 40


def scripts() -> dict[str, list[dict[str, Any]]]:
    """Every conversation by its name."""
    found = {}
    for path in sorted(FOLDER.glob("*.yml")):
        for script in yaml.safe_load(path.read_text(encoding="utf-8")):
            found[script["name"]] = script["turns"]
    return found


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _answers(ask: Ask, answers: dict[str, str]) -> str | None:
    said = answers.get(ask.id, answers.get("else"))
    return None if said is None else str(said)


def talk_until(talk: Conversation, answers: dict[str, str], stop: list[str]) -> None:
    """Answer every question up to one of ``stop``, or to one that the script does not answer."""
    for _ in range(MOST_TURNS):
        ask = talk.reply.question()
        if ask is not None and ask.id in stop:
            return
        said = _answers(ask, answers) if ask else None
        if said is None:
            return
        talk.say(said)


def run(turns: list[dict[str, Any]]) -> None:
    """Hold a conversation and assert what Charley must do in each turn."""
    talk = Conversation(date=DATE)
    for turn in turns:
        if "until" in turn:
            talk_until(talk, turn["until"], _as_list(turn.get("ask", [])))
        else:
            talk.say(str(turn["say"]))
        _check(talk, turn)


def _check(talk: Conversation, turn: dict[str, Any]) -> None:
    said = "\n".join(message.text for message in talk.messages())
    lowered = said.lower()
    ask = talk.reply.question()
    result = talk.reply.result()
    alerts = [block.level for block in talk.reply.blocks if isinstance(block, Alert)]
    where = f"after {turn.get('say', turn.get('until'))!r} Charley said:\n{said}"
    if "ask" in turn:
        asked = ask.id if ask else "none"
        assert asked in _as_list(turn["ask"]), f"asked {asked}; {where}"
    if "alert" in turn:
        assert turn["alert"] in alerts, where
    if "result" in turn:
        assert result is not None and result.assessment["level"] in turn["result"], where
    assert all(part.lower() in lowered for part in turn.get("text", [])), where
    assert not any(part.lower() in lowered for part in turn.get("never", [])), where
    if ask is not None:
        assert talk.reply.blocks[-1] is ask, f"the question is not last; {where}"

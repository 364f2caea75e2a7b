"""``python -m tests.people.transcripts`` writes ``docs/conversations.md``: checks as they ran."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from charley.interview.conversation import Conversation
from tests.people.cases import DATE

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "conversations.md"
SCRIPTS = HERE / "transcripts.yml"


def _messages(talk: Conversation) -> Iterator[str]:
    for message in talk.messages():
        yield f"> **Charley:** {message.text}"
        if message.buttons:
            shown = " · ".join(f"[{button.title}]" for button in message.buttons)
            yield f"> {shown}"
        yield ">"


def _conversation(script: dict[str, Any]) -> Iterator[str]:
    """One conversation: what is said first, then answers by the question's id."""
    yield f"## {script['title']}"
    yield ""
    yield script["about"]
    yield ""
    talk = Conversation(date=DATE)
    answers = {name: list(said) for name, said in script["answers"].items()}
    text: str | None = script["opening"]
    while text is not None:
        yield f"**Person:** {text}"
        yield ""
        question = talk.say(text).question()
        yield from _messages(talk)
        yield ""
        if question is not None:
            left = answers.get(question.id) or answers["else"]
            text = left.pop(0) if len(left) > 1 else left[0]
        else:
            text = answers["after"].pop(0) if answers.get("after") else None


def page() -> str:
    """The whole page."""
    scripts = yaml.safe_load(SCRIPTS.read_text(encoding="utf-8"))
    lines = ["# Three conversations", "", scripts["about"], ""]
    for script in scripts["conversations"]:
        lines += [*_conversation(script), ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(), encoding="utf-8")
    print(f"written to {PAGE}")


if __name__ == "__main__":
    main()

"""What the messengers share: one message of ours, taken apart for drawing."""

from __future__ import annotations

import logging
import os
from typing import Any, NamedTuple

LONGEST_PAYLOAD = 64  # bytes; Telegram's limit, held everywhere

logger = logging.getLogger(__name__)


class Button(NamedTuple):
    """A button: what it shows, and what it says when pressed."""

    title: str
    payload: str


class Drawn(NamedTuple):
    """A message's paragraphs, each to be sent by itself, and the buttons under the last one."""

    texts: tuple[str, ...]
    buttons: tuple[Button, ...]


def take_apart(message: dict[str, Any]) -> Drawn:
    """Returns the texts and buttons of a message; what is for programs is left out.

    Args:
        message: A message as Rasa hands it to ``send_response``.
    """
    texts = tuple(part.strip() for part in (message.get("text") or "").split("\n\n"))
    buttons = message.get("buttons") or message.get("quick_replies") or ()
    return Drawn(
        tuple(text for text in texts if text),
        tuple(Button(str(one["title"]), payload(one)) for one in buttons),
    )


def payload(button: dict[str, Any]) -> str:
    """Returns what a button says, within the limit; its title where the payload is too long."""
    for words in (str(button.get("payload") or ""), str(button["title"])):
        if 0 < len(words.encode()) <= LONGEST_PAYLOAD:
            return words
    return str(button["title"]).encode()[:LONGEST_PAYLOAD].decode(errors="ignore")


def settings(channel: str, *names: str) -> dict[str, str] | None:
    """Returns a channel's settings from the environment, or None where it is switched off.

    A channel of which only a part is set is off too, and says which part is missing.
    """
    found = {name: os.environ.get(name, "").strip() for name in names}
    missing = [name for name, value in found.items() if not value]
    if not missing:
        return found
    if len(missing) == len(names):
        logger.info("%s is off: %s are not set.", channel, ", ".join(names))
    else:
        logger.warning("%s is off: %s is not set.", channel, ", ".join(missing))
    return None

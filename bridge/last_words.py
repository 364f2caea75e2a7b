"""What is said when not even Rasa can answer: the trouble text of ``domain.yml``."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import UserMessage

DOMAIN = Path(__file__).resolve().parents[1] / "domain.yml"

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]


@lru_cache(maxsize=1)
def trouble() -> str:
    """Returns the text of ``utter_trouble``, whose home is the domain."""
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    return str(domain["responses"]["utter_trouble"][0]["text"])


def never_silent(on_new_message: Handler) -> Handler:
    """Wraps a channel's handler: whatever fails inside, the person gets a plain sentence.

    The error is logged by its type and place, without the message that it met: what people write
    here is about their health.
    """

    async def handle(message: UserMessage) -> None:
        try:
            await on_new_message(message)
            if getattr(message.output_channel, "messages", None) == []:
                # Rasa passes over a message without a word while it has no model.
                await message.output_channel.send_text_message(message.sender_id, trouble())
        except Exception as error:  # the last place where anything can still be said
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            logger.error(
                "A message could not be answered: %s in %s line %s",
                type(error).__name__,
                where.tb_frame.f_code.co_filename if where else "?",
                where.tb_lineno if where else "?",
            )
            await message.output_channel.send_text_message(message.sender_id, trouble())

    return handle

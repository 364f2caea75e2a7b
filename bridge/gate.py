"""The first component of the pipeline: what a person typed, made harmless, then cut into tokens.

Rasa takes a message that begins with a slash for an intent with entities, so that anybody who
types ``/inform{"sheet": "..."}`` could write our slots. Only the three commands that Rasa itself
defines keep their slash. A message without any words becomes a dash, which nothing reads as words.
"""

from __future__ import annotations

import unicodedata

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.whitespace_tokenizer import WhitespaceTokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

COMMANDS = ("/restart", "/back", "/session_start")
NOTHING = "-"
LONGEST = 10_000  # characters; what comes after is not read


def made_harmless(text: str | None) -> str:
    """Returns a message as it may go on: no control characters, no commands but Rasa's own.

    The characters that stay keep their places as far as they can, since the facts of a reading
    point into the message: a control character becomes a space.

    Args:
        text: What came through the channel; None where it sent no text.
    """
    if not text:
        return NOTHING
    readable = "".join(
        " " if unicodedata.category(character) in ("Cc", "Cs", "Co") else character
        for character in text[:LONGEST]
    )
    if readable.strip() in COMMANDS:
        return readable.strip()
    if readable.lstrip().startswith("/"):
        readable = readable.replace("/", " ", 1)
    return readable if readable.strip() else NOTHING


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class GuardedTokenizer(WhitespaceTokenizer):
    """Rasa's whitespace tokenizer behind the gate."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Makes each message harmless and tokenizes it."""
        for message in messages:
            message.set(TEXT, made_harmless(message.get(TEXT)))
        tokenized: list[Message] = super().process(messages)
        return tokenized

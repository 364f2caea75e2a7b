"""Texts of ``knowledge/``, filled in and kept short; blocks drawn as messages with buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec

from charley.reply.blocks import Alert, Ask, Option, Reply, Result, Say, Understood
from charley.reply.words import Speech, fill
from charley.schema.load import Knowledge

LONGEST = 50  # words in one message
SELF = Speech()


class Message(msgspec.Struct, frozen=True):
    """One message as a person reads it."""

    text: str
    buttons: tuple[Option, ...] = ()


class Wording:
    """The texts of one conversation: the person's words and the country's numbers filled in.

    Args:
        knowledge: where the texts stand.
        speech: how the patient is spoken of.
        country: an id of ``countries.yml``.
    """

    def __init__(
        self, knowledge: Knowledge, speech: Speech = SELF, country: str = "default"
    ) -> None:
        self.knowledge = knowledge
        self.speech = speech
        place = knowledge.countries[country]
        self.numbers = {
            "emergency": place.emergency,
            "advice": place.advice,
            "crisis": place.crisis,
            "country": place.label,
        }

    def fill(self, text: str, /, **values: str) -> str:
        """A text with its braces replaced."""
        return sentence(fill(text, self.speech, **{**self.numbers, **values}))

    def all(self, text_id: str, /, **values: str) -> tuple[str, ...]:
        """Every message of a text of ``texts.yml``."""
        return tuple(self.fill(text, **values) for text in self.knowledge.texts[text_id].text)

    def one(self, text_id: str, /, **values: str) -> str:
        """A text of ``texts.yml`` as one string."""
        return " ".join(self.all(text_id, **values))

    def part(self, text_id: str, /, **values: str) -> str:
        """A text that is a part of a sentence: its first letter stays small."""
        return self.part_of(self.knowledge.texts[text_id].text[0], **values)

    def part_of(self, text: str, /, **values: str) -> str:
        """Any text with its braces replaced and its first letter as it is."""
        return fill(text, self.speech, **{**self.numbers, **values})


def sentence(text: str) -> str:
    """A text that begins with a capital letter; its lines stay lines."""
    text = "\n".join(" ".join(line.split()) for line in text.strip().split("\n"))
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as people list them: "a, b and c"."""
    items = list(dict.fromkeys(items))
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def short(text: str, longest: int = LONGEST) -> Iterator[str]:
    """A text in pieces of at most ``longest`` words, cut between sentences, else at commas."""
    if len(text.split()) <= longest:
        yield text
        return
    pieces = re.split(r"(?<=[.?])\s+", text)
    if len(pieces) == 1:
        pieces = re.split(r"(?<=[,;])\s+", text)
    if len(pieces) == 1:
        words = text.split()
        pieces = [" ".join(words[i : i + longest]) for i in range(0, len(words), longest)]
    line = ""
    for piece in (part for whole in pieces for part in _fitting(whole, pieces, longest)):
        if line and len(f"{line} {piece}".split()) > longest:
            yield line
            line = piece
        else:
            line = f"{line} {piece}".strip()
    yield line


def _fitting(piece: str, pieces: list[str], longest: int) -> Iterator[str]:
    """A piece, cut again where it is itself too long."""
    if len(pieces) > 1 and len(piece.split()) > longest:
        yield from short(piece, longest)
    else:
        yield piece


def draw(reply: Reply) -> tuple[Message, ...]:
    """A reply as messages of at most 50 words, the question last, with its buttons."""
    messages: list[Message] = []
    for block in reply.blocks:
        if isinstance(block, Ask):
            pieces = list(short(block.text))
            messages += [Message(piece) for piece in pieces[:-1]]
            messages.append(Message(pieces[-1], block.options))
        elif isinstance(block, (Say, Alert, Result, Understood)):
            messages += [Message(piece) for text in block.texts for piece in short(text)]
    return tuple(message for message in messages if message.text)

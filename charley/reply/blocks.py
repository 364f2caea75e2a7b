"""What is said, as neutral blocks; a channel draws them.

``custom()`` of a block is the object that programs read over REST; its shape is public and stable.
"""

from __future__ import annotations

from typing import Any

import msgspec

from charley.facts import Fact, Medicine


class Say(msgspec.Struct, frozen=True, tag=True):
    """Plain sentences; each text is a message of its own."""

    texts: tuple[str, ...]

    def custom(self) -> dict[str, Any] | None:
        """Nothing for programs."""
        return None


class Option(msgspec.Struct, frozen=True):
    """A button: what it shows, and what it says when pressed (under 64 bytes)."""

    title: str
    payload: str


class Ask(msgspec.Struct, frozen=True, tag=True):
    """One question, the last block of a turn. ``findings``: what a plain "no" denies."""

    id: str
    text: str
    options: tuple[Option, ...] = ()
    why: str = ""
    asked: int = 0
    left_at_most: int = 0
    findings: tuple[str, ...] = ()

    def custom(self) -> dict[str, Any]:
        """The ``question`` item."""
        item: dict[str, Any] = {
            "type": "question",
            "id": self.id,
            "text": self.text,
            "options": [{"title": o.title, "payload": o.payload} for o in self.options],
            "why": self.why,
            "progress": {"asked": self.asked, "left_at_most": self.left_at_most},
        }
        if self.findings:
            item["findings"] = list(self.findings)
        return item


class Alert(msgspec.Struct, frozen=True, tag=True):
    """A warning that fired just now; ``red_flags`` as in the assessment."""

    level: str
    red_flags: tuple[dict[str, Any], ...]
    action: str
    texts: tuple[str, ...] = ()

    def custom(self) -> dict[str, Any]:
        """The ``alert`` item."""
        return {
            "type": "alert",
            "level": self.level,
            "red_flags": list(self.red_flags),
            "action": self.action,
        }


class Result(msgspec.Struct, frozen=True, tag=True):
    """The result: the assessment for programs, and the texts for people."""

    assessment: dict[str, Any]
    texts: tuple[str, ...] = ()

    def custom(self) -> dict[str, Any]:
        """The ``assessment`` item."""
        return {"type": "assessment", **self.assessment}


class Understood(msgspec.Struct, frozen=True, tag=True):
    """What a message added or changed."""

    facts: tuple[Fact, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    profile: dict[str, Any] = {}
    changed: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def custom(self) -> dict[str, Any]:
        """The ``understood`` item; its facts and medicines have the shape of ``understand``."""
        return {
            "type": "understood",
            "facts": [fact_item(fact) for fact in self.facts],
            "medicines": [medicine_item(medicine) for medicine in self.medicines],
            "profile": self.profile,
            "changed": list(self.changed),
        }


Block = Say | Ask | Alert | Result | Understood


class Reply(msgspec.Struct, frozen=True):
    """All that is said in one turn, in order."""

    blocks: tuple[Block, ...] = ()

    def question(self) -> Ask | None:
        """The question of this turn, if there is one."""
        return next((b for b in self.blocks if isinstance(b, Ask)), None)

    def result(self) -> Result | None:
        """The result, if this turn gives one."""
        return next((b for b in self.blocks if isinstance(b, Result)), None)


def fact_item(fact: Fact) -> dict[str, Any]:
    """A fact as the doors give it: what was said, where, and its attributes."""
    return {
        "finding": fact.finding,
        "assertion": fact.assertion,
        "text": fact.text,
        "start": fact.start,
        "end": fact.end,
        "attributes": msgspec.to_builtins(fact.attributes),
    }


def medicine_item(medicine: Medicine) -> dict[str, Any]:
    """A medicine as the doors give it."""
    return {
        "name": medicine.name,
        "class": medicine.class_,
        "assertion": medicine.assertion,
        "text": medicine.text,
    }

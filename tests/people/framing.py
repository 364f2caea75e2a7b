"""The same person with the same facts, in other wording around them."""

from __future__ import annotations

from typing import Any

from charley.facts import Fact
from tests.people.cases import Case, ways
from tests.people.person import Person

SHORTEST = 12  # characters; a bare "no" stands by itself
FRAMES: list[dict[str, Any]] = ways()["frames"]


class Framed(Person):
    """Says what :class:`Person` says, with a frame around it.

    Args:
        case: who it is.
        frame: ``before`` and ``after`` the facts, or ``reversed`` for their order.
    """

    def __init__(self, case: Case, frame: dict[str, Any]) -> None:
        super().__init__(case)
        self.frame = frame

    def tell(self, facts: list[Fact], brief: bool = False) -> str:
        text = super().tell(facts, brief)
        if self.frame.get("reversed"):
            text = ". ".join(reversed(text.split(". ")))
        return text

    def voice(self, text: str) -> str:
        if len(text) <= SHORTEST:
            return text
        return " ".join(
            part for part in (self.frame.get("before"), text, self.frame.get("after")) if part
        )

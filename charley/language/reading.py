"""What reading one message gave, and how its parts are named on the way there."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from charley.facts import Fact, Medicine

Status = Literal["answered", "unsure", "skipped", "unclear", "partial"]


class Mention(msgspec.Struct, frozen=True):
    """A place in a message that speaks of a finding, whatever it says about it.

    ``first`` and ``last`` are token indexes, both inclusive; ``start`` and ``end`` are the
    characters of the raw message; ``wording`` is the pattern that matched; ``denies`` is true for a
    wording that by itself says that the finding is not there ("both the same size"); ``words`` are
    the indexes of the tokens that the pattern itself named (what lies between is not among them).
    """

    finding: str
    first: int
    last: int
    start: int
    end: int
    wording: str
    denies: bool = False
    words: tuple[int, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """How the open question was answered."""

    question: str
    status: Status


class Hint(msgspec.Struct, frozen=True):
    """A danger finding that meaning suggests where no pattern found anything.

    ``similarity`` is the cosine between the person's clause and the nearest known phrasing.
    """

    finding: str
    similarity: float
    text: str
    start: int
    end: int


class Reading(msgspec.Struct, frozen=True):
    """What one message gave; see docs/architecture.md."""

    facts: tuple[Fact, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    profile: dict[str, Any] = {}
    acts: tuple[str, ...] = ()
    answer: Answer | None = None
    hints: tuple[Hint, ...] = ()
    language: str = "en"

"""Where a conversation stands: all that is not a fact about the patient."""

from __future__ import annotations

from typing import Literal

import msgspec

from charley.facts import FactSheet
from charley.interview.merge import Merged
from charley.language.reading import Reading
from charley.reply.blocks import Block, Reply

Outcome = Literal["answered", "unsure", "skipped", "unclear", "left"]
Stage = Literal["new", "running", "emergency", "helping", "done", "stopped"]

# The questions about the person; all others are about the illness.
PERSON_QUESTIONS = ("who", "age", "sex", "pregnancy")
# What is asked on the way, and is no question of the check.
SIDE_QUESTIONS = (
    "opening",
    "closing",
    "go_on",
    "start_over",
    "stop",
    "since_last_time",
    "teach_back",
)
NINE = (
    "location", "duration", "frequency", "triggers", "relief", "medications", "hemodialysis",
    "other_symptoms", "sleep_posture",
)  # fmt: skip


class Interview(msgspec.Struct, frozen=True, omit_defaults=True):
    """The state of a check.

    ``stage``: ``emergency`` waits for whether to go on, ``helping`` goes on after that.
    ``open`` is the open question, ``focus`` the findings that a plain yes or no speaks about,
    ``before`` the question that a side question interrupted. ``history`` holds the questions in
    the order in which they were first asked, ``asked`` how often each was said, ``outcomes`` how
    each ended. ``told`` are the warnings that were said, as "rule:level"; ``withdrawn`` those
    that no longer hold. ``suspected`` are danger findings that meaning hinted at, ``queue`` those
    of the screen that are asked one by one, ``recheck`` those that the person took back without
    saying which. ``changing`` is the question whose answer is being replaced, ``returned`` true for
    someone who comes back later. ``relation`` is an id of ``people.yml``.
    """

    stage: Stage = "new"
    open: str | None = None
    focus: tuple[str, ...] = ()
    before: str | None = None
    history: tuple[str, ...] = ()
    asked: dict[str, int] = {}
    unclear: int = 0
    outcomes: dict[str, Outcome] = {}
    told: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    suspected: tuple[str, ...] = ()
    queue: tuple[str, ...] = ()
    recheck: tuple[str, ...] = ()
    changing: str | None = None
    returned: bool = False
    relation: str = ""
    country: str = "default"
    turn: int = 0

    def illness_questions(self) -> int:
        """How many questions about the illness were asked."""
        return sum(q not in PERSON_QUESTIONS and q not in SIDE_QUESTIONS for q in self.history)

    def was_asked(self, question: str) -> bool:
        """Whether a question was asked before, however it ended."""
        return question in self.history


class Turn(msgspec.Struct, frozen=True):
    """One message: its words, its reading, and what the reading changed.

    ``alerted`` are the warnings ("rule:level") that someone else has said in this very turn,
    ``aside`` the answer to a question of the person's own.
    """

    text: str
    reading: Reading
    merged: Merged
    date: str
    alerted: tuple[str, ...] = ()
    aside: tuple[Block, ...] = ()


class Step(msgspec.Struct, frozen=True):
    """What a turn leads to; ``done`` when the check is over."""

    interview: Interview
    sheet: FactSheet
    reply: Reply
    done: bool = False


class Repaired(msgspec.Struct, frozen=True):
    """What to say before the next question, and where to go on.

    ``then``: ``again`` the open question in other words, ``next`` the next question, ``result``,
    ``end`` or ``wait`` nothing more, or the id of a question.
    """

    blocks: tuple[Block, ...] = ()
    then: str = "again"


replace = msgspec.structs.replace

"""One turn while it is being worked out: the parts that every step looks at."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec

from charley.facts import FactSheet
from charley.interview.people import speech_of
from charley.interview.pick import Situation, left_at_most, screen_findings, still_open
from charley.interview.state import Interview, Turn, replace
from charley.reasoning.assess import assess
from charley.reply.blocks import Ask, Result, Say
from charley.reply.questions import ask_block, label_of, screen_lines
from charley.reply.result import result_block
from charley.reply.text import Wording
from charley.schema.load import Knowledge


class Moment:
    """A turn with the state before it.

    Args:
        interview: where the conversation stands.
        sheet: what was told, this message included.
        turn: the message.
        knowledge: all of it.
    """

    def __init__(
        self, interview: Interview, sheet: FactSheet, turn: Turn, knowledge: Knowledge
    ) -> None:
        self.interview = interview
        self.sheet = sheet
        self.turn = turn
        self.knowledge = knowledge

    @cached_property
    def situation(self) -> Situation:
        """The sheet as picking sees it; the interview in it is the one at the time of asking."""
        return Situation(self.interview, self.sheet, self.knowledge)

    @property
    def wording(self) -> Wording:
        """The texts of this conversation."""
        speech = speech_of(self.interview, self.sheet, self.knowledge)
        return Wording(self.knowledge, speech, self.interview.country)

    @cached_property
    def assessment(self) -> dict[str, Any]:
        """The assessment of the sheet, as plain values."""
        built: dict[str, Any] = msgspec.to_builtins(assess(self.sheet, self.knowledge))
        return built

    def update(self, **changes: Any) -> None:
        """Change the state."""
        self.interview = replace(self.interview, **changes)
        self.__dict__.pop("situation", None)

    def start_afresh(self, interview: Interview, sheet: FactSheet) -> None:
        """Forget the check."""
        self.interview, self.sheet = interview, sheet
        for derived in ("situation", "assessment"):
            self.__dict__.pop(derived, None)

    def say(self, text_id: str, **values: str) -> Say:
        """A text of ``texts.yml`` as a block."""
        return Say(self.wording.all(text_id, **values))

    def result(self) -> Result:
        """The result of the sheet as it is."""
        return result_block(self.assessment, self.wording)

    def ask(self, question: str) -> Ask:
        """Ask a question and remember it as open; a second time in other words."""
        times = self.interview.asked.get(question, 0)
        findings = self._findings(question)
        history = self.interview.history
        self.update(
            open=question,
            focus=findings,
            asked={**self.interview.asked, question: times + 1},
            history=history if question in history else (*history, question),
            unclear=self.interview.unclear if question == self.interview.open else 0,
        )
        return ask_block(
            question,
            self.wording,
            again=times % 2 == 1,
            asked=len(self.interview.history),
            left_at_most=left_at_most(self.situation),
            findings=findings if question == "red_flag_screen" else (),
            items=self._items(question, findings),
        )

    def _findings(self, question: str) -> tuple[str, ...]:
        """The findings that a plain yes or no to a question speaks about."""
        if question == "red_flag_screen":
            asked_again = question == self.interview.open and self.interview.focus
            return self.interview.focus if asked_again else screen_findings(self.situation)
        return (question,) if question in self.knowledge.findings else ()

    def _items(self, question: str, findings: tuple[str, ...]) -> tuple[str, ...]:
        if question == "red_flag_screen":
            return (screen_lines(findings, self.wording),)
        if question == "closing":
            return tuple(label_of(q, self.wording) for q in still_open(self.situation))
        return ()

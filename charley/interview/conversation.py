"""A whole conversation in process: reader, merge, warnings, interview. For tests and the shell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as calendar_date

from charley.facts import FactSheet
from charley.interview.asides import aside
from charley.interview.merge import merge
from charley.interview.state import Interview, Step, Turn
from charley.interview.step import begin_again, step
from charley.language.read import read
from charley.language.reading import Reading
from charley.reply.blocks import Alert, Block, Reply, Say
from charley.reply.text import Message, Wording, draw
from charley.schema.load import Knowledge, knowledge

Reader = Callable[..., Reading]


class Conversation:
    """One person talking with Charley.

    Args:
        known: the knowledge; the project's own where none is given.
        date: ISO day of the conversation.
        reader: what reads a message; tests may give another.
    """

    def __init__(
        self, known: Knowledge | None = None, date: str = "", reader: Reader = read
    ) -> None:
        self.knowledge = known or knowledge()
        self.date = date or calendar_date.today().isoformat()
        self.interview = Interview()
        self.sheet = FactSheet(date=self.date)
        self.reply = Reply()
        self.reader = reader

    @property
    def done(self) -> bool:
        """Whether the check has come to its result."""
        return self.interview.stage in ("done", "stopped")

    def say(self, text: str, date: str = "") -> Reply:
        """Send one message and get the reply.

        Args:
            text: what the person types, or a button's payload.
            date: ISO day of the message, where it is another than before.
        """
        self.date = date or self.date
        first = self.interview.stage == "new" and not self.sheet.facts
        turn = self._read(text)
        self.sheet = turn.merged.sheet
        self._take(step(self.interview, self.sheet, turn, self.knowledge))
        if first and self.interview.turn == 1:
            self.reply = self._welcomed(self.reply)
        return self.reply

    def come_back(self, date: str) -> Reply:
        """The same person opens the conversation again on a later day."""
        self.date = date
        merged = merge(self.sheet, Reading(), self.interview.turn, date, self.knowledge)
        turn = Turn("", Reading(), merged, date)
        self._take(begin_again(self.interview, self.sheet, turn, self.knowledge))
        return self.reply

    def messages(self) -> tuple[Message, ...]:
        """The last reply as a person reads it."""
        return draw(self.reply)

    def _read(self, text: str) -> Turn:
        number = self.interview.turn + 1
        reading = self.reader(
            text,
            question=self.interview.open,
            sheet=self.sheet,
            date=self.date,
            turn=number,
            focus=self.interview.focus,
        )
        merged = merge(
            self.sheet,
            reading,
            number,
            self.date,
            self.knowledge,
            replaces=self.interview.changing,
            question=self.interview.open,
        )
        turn = Turn(text, reading, merged, self.date)
        answers: tuple[Block, ...] = aside(self.interview, merged.sheet, turn, self.knowledge)
        return Turn(text, reading, merged, self.date, aside=answers)

    def _take(self, taken: Step) -> None:
        self.interview, self.sheet, self.reply = taken.interview, taken.sheet, taken.reply

    def _welcomed(self, reply: Reply) -> Reply:
        """A first reply with who Charley is; a warning comes before that, and makes it shorter."""
        texts = Wording(self.knowledge, country=self.interview.country).all("welcome")
        alerts = tuple(block for block in reply.blocks if isinstance(block, Alert))
        others = tuple(block for block in reply.blocks if block not in alerts)
        return Reply((*alerts, Say(texts[-1:] if alerts else texts), *others))

"""A person who tells what they know, and from whom every temperament differs.

A person goes by the ``question`` items alone, as anyone who measures Charley would. ``TELLS`` marks
those who tell what they know when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import ClassVar

from charley.facts import Fact
from charley.interview.state import PERSON_QUESTIONS
from charley.schema.load import knowledge
from tests.evaluate.transport import Item
from tests.people.cases import (
    Case,
    days_in_words,
    for_another,
    often_in_words,
    place_in_words,
    relative,
    render,
    ways,
)

ASIDES = 0.35  # chance of a digression before an answer
MOST_AT_ONCE = 6  # findings that one message tells


class Person:
    """Says what is asked, plainly.

    Args:
        case: who it is.
        seed: the same seed, the same words.
    """

    name: ClassVar[str] = "plain"
    tells: ClassVar[bool] = True
    brief: ClassVar[bool] = False  # says no more than a side and what is asked
    at_opening: ClassVar[int] = 2  # findings told before anything was asked

    def __init__(self, case: Case, seed: int = 0) -> None:
        self.case = case
        self.view = case.view()
        self.chance = Random(f"{self.name}:{case.id}:{seed}")
        self.told: list[Fact] = []
        self.others: set[str] = set()  # findings of other people that were mentioned

    # --- what anyone may override ---

    def opening(self) -> str:
        """The first message."""
        return self.voice(self.open_with(self.at_opening))

    def respond(self, question: Item) -> str:
        """What is said to a question."""
        return self.voice(self.answer(question))

    def voice(self, text: str) -> str:
        """How this person puts it."""
        return text

    # --- the truth, in words ---

    def open_with(self, count: int) -> str:
        """The complaint and what comes to mind first."""
        if self.case.opening and count <= Person.at_opening:
            return self.case.opening
        complaint = self.case.complaint()
        rest = [fact for fact in self._present() if fact is not complaint]
        text = self.tell([complaint, *rest[: count - 1]])
        if self.case.opening:
            return f"{self.case.opening}. {text}"
        return f"I am asking about {relative(self.case)}. {text}" if self.case.carer else text

    def tell(self, facts: list[Fact], brief: bool = False) -> str:
        """Several facts in one message; they count as told."""
        self.told += [fact for fact in facts if fact not in self.told]
        text = ". ".join(render(fact, self.chance, brief) for fact in facts)
        return for_another(text, self.case.sheet.person.sex) if self.case.carer else text

    def answer(self, question: Item) -> str:
        """The true answer to a question."""
        name = question["id"]
        if name in self.case.answers:
            return self.case.answers[name] or "skip"
        if name in PERSON_QUESTIONS:
            return self._about_the_person(name)
        if name == "red_flag_screen":
            return self._screened(question.get("findings", []))
        if name in _ANSWERS:
            return _ANSWERS[name](self)
        if name in knowledge().findings:
            return self._about(name)
        return "skip"

    def untold(self) -> list[Fact]:
        """What is there and was not told yet."""
        return [fact for fact in self._present() if fact not in self.told]

    def _present(self) -> list[Fact]:
        return [fact for fact in self.case.sheet.facts if fact.assertion == "present"]

    def _about_the_person(self, question: str) -> str:
        person = self.case.sheet.person
        if question == "who":
            return f"it's for {relative(self.case)}" if self.case.carer else "me"
        if question == "age":
            return str(round(person.age or 0))
        if question == "sex":
            return {"F": "female", "M": "male"}.get(person.sex or "", "skip")
        if person.pregnant:
            return f"yes, {round(person.weeks or 0)} weeks"
        if person.postpartum_weeks is not None:
            return f"I had a baby {round(person.postpartum_weeks)} weeks ago"
        return "no"

    def _screened(self, findings: list[str]) -> str:
        facts = [fact for fact in self._present() if fact.finding in findings]
        implied = [f for f in findings if self.view.state(f) == "present"]
        if facts:
            return f"yes, {self.tell(facts)}"
        if implied:
            return f"yes, {self._implying(implied[0])}"
        return "no, none of those"

    def _implying(self, finding: str) -> str:
        """The facts that imply a finding, as they are: both ankles are no "one swollen leg"."""
        implies = [f for f in self._present() if finding in knowledge().findings[f.finding].implies]
        return self.tell(implies) if implies else knowledge().findings[finding].label

    def _about(self, finding: str) -> str:
        facts = [fact for fact in self.case.sheet.facts if fact.finding == finding]
        present = [fact for fact in facts if fact.assertion == "present"]
        if present:
            return f"yes, {self.tell(present)}"
        if self.view.state(finding) == "present":
            return "yes"
        if any(fact.assertion == "historical" for fact in facts):
            return str(self.chance.choice(ways()["used_to"]))
        return str(self.chance.choice(ways()["not_known"]))

    def covered(self, question: str, otherwise: str) -> str:
        """The facts that a question covers."""
        covers = knowledge().questions[question].covers
        facts = [fact for fact in self._present() if fact.finding in covers]
        return self.tell(facts[:MOST_AT_ONCE]) if facts else otherwise

    def onset(self) -> str:
        """When it began."""
        attributes = self.case.complaint().attributes
        if attributes.onset_days is not None:
            sudden = ", all of a sudden" if attributes.onset == "sudden" else ""
            return f"{days_in_words(sum(attributes.onset_days) / 2)} ago{sudden}"
        return "for years" if attributes.recency == "long_standing" else "I can't say exactly"

    def often(self) -> str:
        """How often, and how long each."""
        if self.view.state("leg_pain_persistent") == "present":
            return "it's there all the time"
        return often_in_words(self.case.complaint().attributes) or "not sure"

    def place(self) -> str:
        """Where it is."""
        return place_in_words(self.case.complaint().attributes) or "not sure"

    def anything_else(self) -> str:
        """What nobody has asked about so far, and what is not there."""
        covered = {
            finding
            for question in ("triggers", "relief", "sleep_posture", "hemodialysis", "medications")
            for finding in knowledge().questions[question].covers
        }
        facts = [fact for fact in self.untold() if fact.finding not in covered]
        told = [self.tell(facts[:MOST_AT_ONCE])] if facts else []
        return ". ".join((*told, *self._gone())) or "nothing else"

    def _gone(self) -> list[str]:
        """What was there and is over, said as such."""
        facts = [f for f in self.case.sheet.facts if f.assertion == "historical"]
        facts = [fact for fact in facts if fact not in self.told]
        return [f"{self.chance.choice(ways()['gone'])} {self.tell([fact])}" for fact in facts]

    def medicines(self) -> str:
        """What is taken."""
        named = [one.name for one in self.case.sheet.medicines if one.assertion == "present"]
        return " and ".join(named) or "none"


_ANSWERS: dict[str, Callable[[Person], str]] = {
    "opening": lambda person: person.opening(),
    "duration": Person.onset,
    "location": Person.place,
    "frequency": Person.often,
    "triggers": lambda person: person.covered("triggers", "nothing I can think of"),
    "relief": lambda person: person.covered("relief", "I haven't found anything"),
    "sleep_posture": lambda person: person.covered("sleep_posture", "it varies"),
    "hemodialysis": lambda person: person.covered("hemodialysis", "no"),
    "other_symptoms": Person.anything_else,
    "medications": Person.medicines,
    "closing": lambda person: (
        person.tell(person.untold()[:MOST_AT_ONCE]) if person.untold() else "skip"
    ),
    "go_on": lambda person: "yes",
}

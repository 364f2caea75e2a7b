"""How people differ: each temperament is a way to open, to answer, and to digress.

A person goes by the ``question`` items alone, as anyone who measures Charley would. ``TELLS`` marks
those who tell what they know when they are asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import ClassVar

from charley.facts import Fact
from charley.interview.state import PERSON_QUESTIONS
from charley.language.read import read
from charley.schema.load import knowledge
from tests.evaluate.noise import noisy
from tests.evaluate.transport import Item
from tests.people.cases import (
    DATE,
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
            return f"yes, {knowledge().findings[implied[0]].label}"
        return "no, none of those"

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
        return self.tell(facts[:MOST_AT_ONCE]) if facts else "nothing else"

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


class Terse(Person):
    """As few words as possible."""

    name = "terse"
    at_opening = 1

    def tell(self, facts: list[Fact], brief: bool = False) -> str:
        return super().tell(facts, brief=True)


class Rambling(Person):
    """Everything at once, between the weather and the dog."""

    name = "rambling"
    at_opening = 8

    def voice(self, text: str) -> str:
        return f"{self.chance.choice(ways()['rambling'])} {text}" if len(text) > 12 else text


class Evasive(Person):
    """Would rather not say, unless it is about danger."""

    name = "evasive"
    tells = False

    def respond(self, question: Item) -> str:
        danger = question["id"] == "red_flag_screen" or question["id"] in knowledge().findings
        if not danger and question["id"] != "go_on" and self.chance.random() < 0.5:
            return str(self.chance.choice(ways()["evading"]))
        return super().respond(question)


class Sideways(Person):
    """Answers with something else first, and to the point when asked again."""

    name = "sideways"

    def __init__(self, case: Case, seed: int = 0) -> None:
        super().__init__(case, seed)
        self.heard: set[str] = set()

    def respond(self, question: Item) -> str:
        untold = self.untold()
        first = question["id"] not in self.heard
        self.heard.add(question["id"])
        aside = first and question["id"] != "go_on" and self.chance.random() < ASIDES
        return self.voice(self.tell(untold[:1])) if aside and untold else super().respond(question)


class ChangesMind(Person):
    """Says the wrong age, side or sign first, and puts it right in a later message."""

    name = "changes mind"

    def __init__(self, case: Case, seed: int = 0) -> None:
        super().__init__(case, seed)
        self.to_correct: list[str] = []
        self.done: set[str] = set()

    def respond(self, question: Item) -> str:
        if (self.to_correct and self.chance.random() < 0.6) or question["id"] in self.done:
            return self.voice(self._correction(question))
        wrong = self._wrong(question["id"]) if question["id"] not in self.done else None
        self.done.add(question["id"])
        return self.voice(wrong) if wrong else super().respond(question)

    def _correction(self, question: Item) -> str:
        if not self.to_correct:
            return self.answer(question)
        return f"{self.chance.choice(ways()['correcting'])} {self.to_correct.pop(0)}"

    def _wrong(self, question: str) -> str | None:
        person, side = self.case.sheet.person, self.case.complaint().attributes.side
        if question == "age" and person.age and not self.case.answers:
            he = for_another("I'm", person.sex) if self.case.carer else "I'm"
            self.to_correct.append(f"{he} {round(person.age)}, not {round(person.age) + 2}")
            return str(round(person.age) + 2)
        if question == "location" and side in ("left", "right") and not self.case.answers:
            wrong = "left" if side == "right" else "right"
            self.to_correct.append(f"it's the {side} leg, not the {wrong}")
            return f"the {wrong} leg"
        facts = [f for f in self._present() if f.finding == question and f not in self.told]
        if question in knowledge().findings and facts:
            self.to_correct.append(self.tell(facts))
            return "no"
        return None


class AsksBack(Person):
    """Wants to know first."""

    name = "asks back"

    def __init__(self, case: Case, seed: int = 0) -> None:
        super().__init__(case, seed)
        self.asked: set[str] = set()

    def respond(self, question: Item) -> str:
        if question["id"] not in self.asked and self.chance.random() < ASIDES:
            self.asked.add(question["id"])
            return str(self.chance.choice(ways()["asking"]))
        return super().respond(question)


class Misspells(Person):
    """Types in a hurry."""

    name = "mis-spells"

    def voice(self, text: str) -> str:
        return noisy(text, "typos")


class Speaks(Person):
    """Talks into the telephone: no stops, no capitals."""

    name = "voice to text"

    def voice(self, text: str) -> str:
        return noisy(text, "spoken")


class MixesPeople(Person):
    """Tells of others' troubles as well as of this one's."""

    name = "mixes two people"

    def respond(self, question: Item) -> str:
        text = self.answer(question)
        if question["id"] in ("other_symptoms", "medications", "triggers", "duration"):
            about = [o for o in ways()["others"] if self._nobody_has(o["findings"])]
            if about:
                other = self.chance.choice(about)
                self.others.update(other["findings"])
                return f"{text}. {other['text']}"
        return text

    def _nobody_has(self, findings: list[str]) -> bool:
        return all(
            self.view.state(finding) != "present" and finding not in self.others
            for finding in findings
        )


class Panics(Person):
    """Frightened, and tells it all the same."""

    name = "panics"

    def voice(self, text: str) -> str:
        return f"{self.chance.choice(ways()['panicking'])} {text}"


class Jokes(Person):
    """Laughs it off, then answers."""

    name = "jokes"

    def voice(self, text: str) -> str:
        return f"{self.chance.choice(ways()['joking'])} {text}"


class Buttons(Person):
    """Types the complaint, then only presses buttons."""

    name = "only buttons"
    tells = False

    def respond(self, question: Item) -> str:
        payloads = [option["payload"] for option in question.get("options", [])]
        if not payloads:
            return super().respond(question)
        name = question["id"]
        if name in knowledge().findings or name == "red_flag_screen":
            asked = question.get("findings", []) if name == "red_flag_screen" else [name]
            has = any(self.view.state(finding) == "present" for finding in asked)
            return self._worded(payloads, "yes" if has else "no")
        if name == "go_on":
            return self._worded(payloads, "yes")
        if name in PERSON_QUESTIONS:
            return self._person_button(name, payloads)
        return str(max(payloads, key=lambda payload: self._fits(payload, name)))

    def _worded(self, payloads: list[str], word: str) -> str:
        return next(p for p in payloads if re.search(rf": {word}\b", p))

    def _person_button(self, name: str, payloads: list[str]) -> str:
        truth = super().answer({"id": name})
        if name == "who":
            truth = "someone else" if self.case.carer else "about me"
        if name == "pregnancy":
            truth = "yes" if truth.startswith("yes") else "gave birth" if "baby" in truth else "no"
        return str(next((p for p in payloads if truth in p), truth))

    def _fits(self, payload: str, question: str) -> int:
        """How much of what a button says is true; wrong facts weigh most."""
        reading = read(payload, question=question, date=DATE)
        states = [
            self.view.state(fact.finding) == "present"
            for fact in reading.facts
            if fact.assertion == "present" and fact.finding != "leg_cramp"
        ]
        return sum(1 if true else -3 for true in states)


class KnowsNothing(Person):
    """Tells the complaint and knows no more."""

    name = "only idk"
    tells = False

    def respond(self, question: Item) -> str:
        return str(self.chance.choice(ways()["not_knowing"]))


TEMPERAMENTS: tuple[type[Person], ...] = (
    Person, Terse, Rambling, Evasive, Sideways, ChangesMind, AsksBack, Misspells, Speaks,
    MixesPeople, Panics, Jokes, Buttons, KnowsNothing,
)  # fmt: skip

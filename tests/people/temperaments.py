"""How people differ: each temperament is a way to open, to answer, and to digress."""

from __future__ import annotations

import re

from charley.facts import Fact
from charley.interview.state import PERSON_QUESTIONS
from charley.language.read import read
from charley.schema.load import knowledge
from tests.evaluate.noise import noisy
from tests.evaluate.transport import Item
from tests.people.cases import (
    DATE,
    Case,
    for_another,
    ways,
)
from tests.people.person import ASIDES, Person


class Terse(Person):
    """As few words as possible."""

    name = "terse"
    brief = True
    at_opening = 1

    def tell(self, facts: list[Fact], brief: bool = False) -> str:
        return super().tell(facts, brief=self.brief)


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

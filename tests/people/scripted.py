"""A person who answers as a patient of ``tests/patients/dev.yml`` would: by the question's id.

``python -m tests.people.scripted`` holds a whole conversation with each patient and prints how it
went. With ``--told`` the answers skip the reading of words: what the patient confirms or denies
goes into the sheet as it stands, which shows what the interview and the reasoning do by
themselves.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from charley.facts import Fact
from charley.interview.conversation import Conversation
from charley.interview.state import PERSON_QUESTIONS, SIDE_QUESTIONS
from charley.language.reading import Answer, Reading
from charley.reply.blocks import Alert, Ask
from charley.schema.load import knowledge
from tests.evaluate.patients import load_patients

DEV = Path(__file__).resolve().parents[1] / "patients" / "dev.yml"
MOST_TURNS = 40
DATE = "2026-11-24"
SEX = {"F": "female", "M": "male"}
# The keys under which a patient keeps the answers to the nine questions.
KEYS = {
    "hemodialysis": "q1_hemodialysis",
    "duration": "q2_duration",
    "location": "q3_location",
    "sleep_posture": "q4_sleep_posture",
    "frequency": "q5_frequency",
    "triggers": "q6_triggers",
    "relief": "q7_relief",
    "other_symptoms": "q8_other_symptoms",
    "medications": "q9_medications",
}

Patient = dict[str, Any]


def answer_to(ask: Ask, patient: Patient) -> str:
    """What the patient says to a question."""
    present = patient["findings"]["present"]
    if ask.id in KEYS:
        return str(patient["answers"].get(KEYS[ask.id]) or "skip")
    if ask.id == "red_flag_screen":
        return ", ".join(_words(f) for f in ask.findings if f in present) or "no"
    if ask.id in PERSON_QUESTIONS:
        return _about_the_person(ask.id, patient)
    if ask.id == "go_on":
        return "yes"
    if ask.id in SIDE_QUESTIONS:
        return "skip"
    return "yes" if ask.id in present else "no, not that I know of"


def _words(finding: str) -> str:
    return knowledge().findings[finding].label


def _about_the_person(question: str, patient: Patient) -> str:
    person = patient["patient"]
    if question == "who":
        return "me" if patient.get("speaker", "self") == "self" else "someone else"
    if question == "age":
        return str(person["age"])
    if question == "sex":
        return SEX.get(person.get("sex", ""), "skip")
    return f"yes, {person.get('weeks', '')} weeks" if person.get("pregnant") else "no"


class Told:
    """A reader that knows the patient: each finding is told with the question that is about it."""

    def __init__(self, patient: Patient) -> None:
        self.patient = patient

    def __call__(self, text: str, *, question: str | None = None, **rest: Any) -> Reading:
        known = knowledge()
        findings = self.patient["findings"]
        if question is None:
            chosen = {"leg_cramp"}
        elif question == "red_flag_screen":
            chosen = set(rest["focus"])
        elif question in known.findings:
            chosen = {question}
        elif question == "other_symptoms":
            chosen = set(findings["present"]) | set(findings["absent"])
        else:
            chosen = set(known.questions[question].covers) if question in known.questions else set()
        facts = [self._fact(f, "present", question) for f in findings["present"] if f in chosen]
        denied = [f for f in chosen if f not in findings["present"]]
        if question in known.findings or question == "red_flag_screen":
            facts += [self._fact(f, "absent", question) for f in denied]
        profile = self._profile(question)
        answer = Answer(question, "answered") if question else None
        acts = ("affirm",) if question == "go_on" else ()
        return Reading(tuple(facts), (), profile, acts, answer)

    def _fact(self, finding: str, assertion: str, question: str | None) -> Fact:
        return msgspec.convert(
            {"finding": finding, "assertion": assertion, "question": question}, Fact
        )

    def _profile(self, question: str | None) -> dict[str, Any]:
        person = self.patient["patient"]
        keys = {"who": "speaker", "age": "age", "sex": "sex", "pregnancy": "pregnant"}
        if question == "who":
            return {"speaker": self.patient.get("speaker", "self")}
        key = keys.get(question or "")
        return {key: person[key]} if key and key in person else {}


class Outcome(msgspec.Struct, frozen=True):
    """How one conversation went."""

    patient: str
    level: str | None
    right: bool
    missed: tuple[str, ...]
    false: tuple[str, ...]
    top1: bool
    top3: bool
    asked: tuple[str, ...]
    turns: int
    levels_alerted: tuple[str, ...]

    @property
    def illness(self) -> int:
        """Questions about the illness."""
        return sum(q not in PERSON_QUESTIONS and q not in SIDE_QUESTIONS for q in self.asked)


def hold(patient: Patient, told: bool = False, log: bool = False) -> Outcome:
    """A whole conversation with one patient."""
    talk = Conversation(date=DATE, **({"reader": Told(patient)} if told else {}))
    asked: list[str] = []
    alerts: list[str] = []
    says: str | None = patient["opening"]
    turns = 0
    while says is not None and turns < MOST_TURNS:
        reply = talk.say(says)
        turns += 1
        if log:
            _print_turn(says, talk)
        alerts += [block.level for block in reply.blocks if isinstance(block, Alert)]
        ask = reply.question()
        asked += [ask.id] if ask else []
        says = answer_to(ask, patient) if ask else None
    result = talk.reply.result()
    return _judged(patient, result.assessment if result else None, asked, turns, alerts)


def _print_turn(says: str, talk: Conversation) -> None:
    print(f"\n> {says}")
    for message in talk.messages():
        print(f"  {message.text}")


def _judged(
    patient: Patient,
    assessment: dict[str, Any] | None,
    asked: list[str],
    turns: int,
    alerts: list[str],
) -> Outcome:
    expected = patient["expected"]
    required = set(patient.get("red_flags_required", expected["red_flags"]))
    found = assessment or {"level": None, "red_flags": [], "causes": []}
    fired = {flag["id"] for flag in found["red_flags"]}
    causes = [cause["id"] for cause in found["causes"]]
    acceptable = set(expected["acceptable"])
    return Outcome(
        patient["id"],
        found["level"],
        found["level"] in expected["triage_acceptable"],
        tuple(sorted(required - fired)),
        tuple(sorted(fired - set(expected["red_flags"]))),
        bool(acceptable & set(causes[:1])),
        bool(acceptable & set(causes[:3])),
        tuple(asked),
        turns,
        tuple(alerts),
    )


def summary(outcomes: list[Outcome]) -> Iterator[str]:
    """The figures over all conversations."""
    count = len(outcomes)
    yield f"level right      {sum(o.right for o in outcomes)}/{count}"
    yield f"flags missed     {sum(len(o.missed) for o in outcomes)}"
    yield f"flags false      {sum(len(o.false) for o in outcomes)}"
    yield f"cause first      {sum(o.top1 for o in outcomes)}/{count}"
    yield f"cause in three   {sum(o.top3 for o in outcomes)}/{count}"
    yield f"questions median {statistics.median(o.illness for o in outcomes)}"
    yield f"questions most   {max(o.illness for o in outcomes)}"
    yield f"dead ends        {sum(o.level is None for o in outcomes)}"


def main() -> None:
    """Hold the conversations and print how they went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--told", action="store_true", help="skip the reading of words")
    parser.add_argument("--log", help="print the whole conversation with this patient")
    chosen = parser.parse_args()
    patients = load_patients(DEV)
    if chosen.log:
        patients = [p for p in patients if p["id"] == chosen.log]
    outcomes = [hold(patient, chosen.told, bool(chosen.log)) for patient in patients]
    for one in outcomes:
        mark = "ok " if one.right else "BAD"
        print(mark, one.patient, one.level, one.illness, *one.missed, "false:", *one.false)
    print("\n".join(summary(outcomes)))


if __name__ == "__main__":
    main()

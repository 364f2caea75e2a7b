"""Whole conversations with the patients of a file in the form of ``tests/patients/dev.yml``.

The scripted person goes by the ``custom`` items of type ``question`` alone and answers truthfully:
with the patient's own words to the nine questions, by the patient's findings to a question about
one finding and to the screen.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from charley.interview.state import PERSON_QUESTIONS, SIDE_QUESTIONS
from charley.schema.load import knowledge
from tests.evaluate.patients import Patient, judge, load_patients, summarise
from tests.evaluate.statistics import Share
from tests.evaluate.transport import InProcess, Item, Rest, Transport, custom

MOST_TURNS = 40
DATE = "2026-11-24"
SEX = {"F": "female", "M": "male"}
NINE = (
    "hemodialysis", "duration", "location", "sleep_posture", "frequency", "triggers", "relief",
    "other_symptoms", "medications",
)  # fmt: skip
KEYS = {question: f"q{number}_{question}" for number, question in enumerate(NINE, 1)}


def answer_to(question: Item, patient: Patient) -> str:
    """What the patient says to a question, in words."""
    name, present = question["id"], patient["findings"]["present"]
    if name in KEYS:
        return str(patient["answers"].get(KEYS[name]) or "skip")
    if name == "red_flag_screen":
        asked = [f for f in question.get("findings", []) if f in present]
        return ", ".join(knowledge().findings[f].label for f in asked) or "no"
    if name in PERSON_QUESTIONS:
        return _about_the_person(name, patient)
    if name == "go_on":
        return "yes"
    if name in SIDE_QUESTIONS:
        return "skip"
    return "yes" if name in present else "no, not that I know of"


def _about_the_person(question: str, patient: Patient) -> str:
    person = patient["patient"]
    if question == "who":
        return "me" if patient.get("speaker", "self") == "self" else "someone else"
    if question == "age":
        return str(person["age"])
    if question == "sex":
        return SEX.get(person.get("sex", ""), "skip")
    return f"yes, {person.get('weeks', '')} weeks" if person.get("pregnant") else "no"


def hold(patient: Patient, transport: Transport) -> dict[str, Any]:
    """One whole conversation; the row holds the last assessment and what was asked."""
    says: str | None = patient["opening"]
    asked: list[str] = []
    result: Item | None = None
    alerts: list[str] = []
    turns = 0
    while says is not None and turns < MOST_TURNS:
        items = transport.say(says)
        turns += 1
        question, result = custom(items, "question"), custom(items, "assessment") or result
        alerts += [
            i["custom"]["level"] for i in items if i.get("custom", {}).get("type") == "alert"
        ]
        asked += [question["id"]] if question else []
        says = answer_to(question, patient) if question else None
        if result and (question is None or question["id"] in SIDE_QUESTIONS):
            break
    return {"patient": patient["id"], "assessment": result, "asked": asked, "turns": turns,
            "alerts": alerts}  # fmt: skip


def _expected(patient: Patient) -> dict[str, Any]:
    expected = dict(patient["expected"])
    if "red_flags_required" in patient:
        expected["red_flags_required"] = patient["red_flags_required"]
    return expected


def _as_object(item: Item) -> Any:
    """An assessment item with the attribute names of the struct, for ``judge``."""
    flags = {k: [SimpleNamespace(**f) for f in item[k]] for k in ("red_flags", "amber_flags")}
    causes = [SimpleNamespace(**cause) for cause in item["causes"]]
    return SimpleNamespace(level=item["level"], causes=causes, **flags)


NOTHING: Item = {"level": "SELF_CARE", "red_flags": [], "amber_flags": [], "causes": []}


def row_of(patient: Patient, held: dict[str, Any]) -> dict[str, Any]:
    """A conversation held against what is expected; a dead end counts as self-care told."""
    expected = _expected(patient)
    judged = judge(expected, _as_object(held["assessment"] or NOTHING))
    illness = [q for q in held["asked"] if q not in PERSON_QUESTIONS and q not in SIDE_QUESTIONS]
    return {
        "id": patient["id"],
        "acceptable": expected["triage_acceptable"],
        **judged,
        "dead_end": held["assessment"] is None,
        "asked": held["asked"],
        "illness_questions": len(illness),
        "person_questions": sum(q in PERSON_QUESTIONS for q in held["asked"]),
        "turns": held["turns"],
    }


def evaluate(path: Path, connect: Callable[[str], Transport]) -> dict[str, Any]:
    """Hold a conversation with every patient of a file.

    Args:
        path: the patients.
        connect: makes the transport of one conversation from the patient's id.
    """
    rows, seconds = [], []
    for patient in load_patients(path):
        transport = connect(patient["id"])
        rows.append(row_of(patient, hold(patient, transport)))
        seconds += transport.seconds if isinstance(transport, Rest) else []
    figures = summarise(rows)
    figures["dead_ends"] = sum(row["dead_end"] for row in rows)
    figures["questions_about_the_illness_median"] = statistics.median(
        row["illness_questions"] for row in rows
    )
    figures["questions_about_the_illness_most"] = max(row["illness_questions"] for row in rows)
    figures["questions_on_the_person_most"] = max(row["person_questions"] for row in rows)
    figures["amber_flags_as_expected"] = Share(sum(not r["amber_missed"] for r in rows), len(rows))
    if seconds:
        figures["turn_milliseconds_median"] = 1000 * statistics.median(seconds)
        figures["turn_milliseconds_p95"] = 1000 * sorted(seconds)[int(0.95 * len(seconds))]
    figures["wrong"] = [
        {k: row[k] for k in ("id", "level", "acceptable", "missed_flags", "false_flags", "causes")}
        for row in rows
        if not row["right"] or row["missed_flags"] or row["false_flags"] or not row["top3"]
    ]
    return figures


def in_process(_: str) -> Transport:
    """A conversation without the servers."""
    return InProcess(DATE)

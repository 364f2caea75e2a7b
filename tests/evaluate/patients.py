"""How well Charley reasons: figures over patients written as fact sheets."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

import msgspec
import yaml

from charley.facts import FactSheet
from charley.reasoning.assess import assess
from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.evaluate.statistics import Share

PATIENTS = Path(__file__).resolve().parents[1] / "patients"
TOO_LOW_WEIGHT, TOO_HIGH_WEIGHT = 10, 1
Patient = dict[str, Any]


def load_patients(path: Path) -> list[Patient]:
    return list(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))


def are_conversations(path: Path) -> bool:
    """Whether a file holds patients with an opening and answers, rather than fact sheets."""
    return any("opening" in patient for patient in load_patients(path))


def sheet_of(patient: Patient) -> FactSheet:
    """The fact sheet of a patient written in the shapes of ``charley assess``."""
    return msgspec.convert(
        {
            "person": patient.get("profile", {}),
            "facts": patient.get("facts", []),
            "medicines": patient.get("medicines", []),
            "date": patient.get("date", "2026-11-24"),
        },
        FactSheet,
    )


def judge(expected: dict[str, Any], assessment: Any) -> dict[str, Any]:
    """One assessment held against what is expected of it."""
    rank = LEVELS.index
    acceptable = expected["triage_acceptable"]
    required = set(expected.get("red_flags_required", expected.get("red_flags", [])))
    allowed = required | set(expected.get("red_flags_allowed", []))
    allowed |= set(expected.get("red_flags", []))
    fired = {flag.id for flag in assessment.red_flags}
    causes = [cause.id for cause in assessment.causes]
    wanted = set(expected.get("acceptable_causes", expected.get("acceptable", [])))
    got = rank(assessment.level)
    return {
        "level": assessment.level,
        "right": assessment.level in acceptable,
        "too_low": got < min(rank(level) for level in acceptable),
        "too_high": got > max(rank(level) for level in acceptable),
        "missed_flags": sorted(required - fired),
        "false_flags": sorted(fired - allowed),
        "false_emergency": assessment.level == "EMERGENCY" and "EMERGENCY" not in acceptable,
        "emergency_lower": "EMERGENCY" in acceptable
        and len(acceptable) == 1
        and assessment.level != "EMERGENCY",
        "top1": causes[:1] != [] and causes[0] in wanted,
        "top3": bool(wanted & set(causes[:3])),
        "causes": causes,
        "amber_missed": sorted(
            set(expected.get("amber_flags", [])) - {flag.id for flag in assessment.amber_flags}
        ),
    }


def summarise(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The figures of many judged patients."""
    n = len(rows)
    self_care = [row for row in rows if row["acceptable"] == ["SELF_CARE"]]
    too_low, too_high = sum(r["too_low"] for r in rows), sum(r["too_high"] for r in rows)
    return {
        "n": n,
        "level_acceptable": Share(sum(r["right"] for r in rows), n),
        "strictly_safe": Share(n - too_low, n),
        "over": Share(too_high, n),
        "score": (TOO_LOW_WEIGHT * too_low + TOO_HIGH_WEIGHT * too_high) / n if n else 0.0,
        "flags_required_fired": Share(sum(not r["missed_flags"] for r in rows), n),
        "no_false_flag": Share(sum(not r["false_flags"] for r in rows), n),
        "emergencies_lower": sum(r["emergency_lower"] for r in rows),
        "false_emergencies": sum(r["false_emergency"] for r in rows),
        "self_care_told_self_care": Share(
            sum(r["level"] == "SELF_CARE" for r in self_care), len(self_care)
        ),
        "cause_top1": Share(sum(r["top1"] for r in rows), n),
        "cause_top3": Share(sum(r["top3"] for r in rows), n),
    }


def evaluate(path: Path) -> dict[str, Any]:
    """Assess every patient of a file from its fact sheet."""
    rows, seconds = [], []
    for patient in load_patients(path):
        sheet = sheet_of(patient)
        began = time.perf_counter()
        assessment = assess(sheet, knowledge())
        seconds.append(time.perf_counter() - began)
        row = judge(patient["expected"], assessment)
        rows.append(
            {"id": patient["id"], "acceptable": patient["expected"]["triage_acceptable"], **row}
        )
    figures = summarise(rows)
    figures["milliseconds_median"] = 1000 * statistics.median(seconds) if seconds else 0.0
    figures["wrong"] = [
        {k: row[k] for k in ("id", "level", "acceptable", "missed_flags", "false_flags", "causes")}
        for row in rows
        if not row["right"] or row["missed_flags"] or row["false_flags"] or not row["top3"]
    ]
    return figures

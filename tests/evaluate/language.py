"""How well the language room reads: figures over the labelled sets of ``tests/language/sets``."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from charley.facts import FactSheet, Person
from charley.language.read import read
from charley.language.reading import Reading
from charley.schema.load import knowledge
from tests.evaluate.noise import KINDS, noisy
from tests.evaluate.statistics import Counts, Share

SETS = Path(__file__).resolve().parents[1] / "language" / "sets"
DATE = "2026-11-24"
ENOUGH_CASES = 30  # an assertion class with fewer is not averaged
Case = dict[str, Any]


def load_set(name: str, half: str) -> list[Case]:
    """The cases of one set; ``half`` is ``open``, ``sealed``, or ``more`` for further authors."""
    path = SETS / f"{name}.{half}.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def reading_of(case: Case, text: str | None = None) -> Reading:
    """What Charley reads in a case."""
    speaker = case.get("speaker", "self")
    return read(
        case["text"] if text is None else text,
        question=case.get("question"),
        sheet=FactSheet(person=Person(speaker=speaker)) if speaker == "carer" else None,
        date=DATE,
        focus=tuple(case.get("focus", ())),
    )


def _implied(findings: set[str]) -> set[str]:
    """Everything that ``findings`` imply: not asked for in the gold, and not wrong when found."""
    known, reached, open_ones = knowledge().findings, set[str](), list(findings)
    while open_ones:
        for name in known[open_ones.pop()].implies:
            if name not in reached:
                reached.add(name)
                open_ones.append(name)
    return reached


def _pairs(reading: Reading, gold: set[tuple[str, str]]) -> set[tuple[str, str]]:
    implied = {(name, "present") for name in _implied({f for f, a in gold if a == "present"})}
    return {(fact.finding, fact.assertion) for fact in reading.facts} - (implied - gold)


def _gold_pairs(case: Case) -> set[tuple[str, str]]:
    return {(item["finding"], item["assertion"]) for item in case["facts"]}


def facts(cases: list[Case], change: Callable[[str], str] = lambda text: text) -> dict[str, Any]:
    """F1 of facts, macro F1 of assertion, and danger findings said as present but read absent."""
    counts, by_class = Counts(), defaultdict(Counts)
    told_away, wrong = [], []
    for case in cases:
        gold = _gold_pairs(case)
        found = _pairs(reading_of(case, change(case["text"])), gold)
        counts.add(found, gold)
        shared = {f for f, _ in found} & {f for f, _ in gold}
        for name in {assertion for _, assertion in gold | found}:
            by_class[name].add(
                {f for f, a in found if a == name and f in shared},
                {f for f, a in gold if a == name and f in shared},
            )
        told_away += [
            (case["id"], f)
            for f, a in gold
            if a == "present" and knowledge().findings[f].danger and (f, "absent") in found
            and (f, "present") not in found
        ]  # fmt: skip
        if found != gold:
            wrong.append({"id": case["id"], "missed": sorted(gold - found),
                          "extra": sorted(found - gold)})  # fmt: skip
    enough = {n: c for n, c in by_class.items() if c.hit + c.missed >= ENOUGH_CASES}
    macro = sum(c.f1 for c in enough.values()) / len(enough) if enough else 0.0
    return {"n": len(cases), "facts": counts, "assertion_macro_f1": macro,
            "assertion": dict(by_class), "danger_told_away": told_away, "wrong": wrong}  # fmt: skip


def medicines(cases: list[Case]) -> dict[str, Any]:
    """F1 of medicines; right with class and assertion."""
    counts, wrong = Counts(), []
    for case in cases:
        gold = {(item["class"], item["assertion"]) for item in case["medicines"]}
        read_ones = reading_of(case).medicines
        found = set()
        for medicine in read_ones:  # a drug of several classes is right with the one in the gold
            classes = [c for c in medicine.all_classes() if (c, medicine.assertion) in gold]
            found.add((classes[0] if classes else medicine.class_, medicine.assertion))
        counts.add(found, gold)
        if found != gold:
            wrong.append({"id": case["id"], "missed": sorted(gold - found),
                          "extra": sorted(found - gold)})  # fmt: skip
    return {"n": len(cases), "medicines": counts, "wrong": wrong}


def same_range(found: tuple[float, float], gold: list[float]) -> bool:
    """Both ends within a tenth, or the gold within the answer and that not half as wide again."""
    low, high = gold
    if all(abs(a - b) <= 0.1 * max(abs(b), 1e-9) for a, b in zip(found, gold, strict=True)):
        return True
    middle, found_middle = (low + high) / 2, (found[0] + found[1]) / 2
    if abs(middle - found_middle) <= 0.1 * max(middle, 1e-9):
        return True
    holds = found[0] <= low and high <= found[1]
    return holds and (found[1] - found[0]) <= 1.5 * max(high - low, 0.2 * high)


def _attribute_values(reading: Reading, name: str) -> Iterator[Any]:
    for fact in reading.facts:
        value = getattr(fact.attributes, name)
        if value not in (None, ()):
            yield value


def times(cases: list[Case]) -> dict[str, Any]:
    """Share of durations and frequencies whose range is right."""
    right, wrong = 0, []
    for case in cases:
        found = list(_attribute_values(reading_of(case), case["attribute"]))
        if any(same_range(value, case["range"]) for value in found):
            right += 1
        else:
            wrong.append({"id": case["id"], "found": found, "gold": case["range"]})
    return {"n": len(cases), "exact": Share(right, len(cases)), "wrong": wrong}


def _answer_right(case: Case, reading: Reading) -> bool:
    status = reading.answer.status if reading.answer else "unclear"
    wanted = {"answered": {"answered", "partial"}}.get(case["status"], {case["status"]})
    if status not in wanted:
        return False
    gold = _gold_pairs({"facts": case.get("facts", [])})
    if not gold <= {(fact.finding, fact.assertion) for fact in reading.facts}:
        return False
    for name, value in case.get("attributes", {}).items():
        found = list(_attribute_values(reading, name))
        if name in ("side", "onset", "recency", "course", "severity"):
            ok = value in found
        elif name in ("site", "timing"):
            ok = any(set(value) <= set(item) for item in found)
        else:
            ok = any(same_range(item, value) for item in found)
        if not ok:
            return False
    return all(reading.profile.get(k) == v for k, v in case.get("profile", {}).items())


def answers(cases: list[Case]) -> dict[str, Any]:
    """Share of answers read right; a wrong one is silent when it was not asked again."""
    right, asked_again, silent, danger = 0, 0, [], []
    for case in cases:
        reading = reading_of(case)
        status = reading.answer.status if reading.answer else "unclear"
        if _answer_right(case, reading):
            right += 1
        elif status == "unclear":
            asked_again += 1
        else:
            silent.append(case["id"])
            finding = knowledge().findings.get(case["question"])
            if case["question"] == "red_flag_screen" or (finding and finding.danger):
                danger.append(case["id"])
    return {"n": len(cases), "right": Share(right, len(cases)), "asked_again": asked_again,
            "silently_wrong": silent, "silently_wrong_on_danger": danger}  # fmt: skip


def evaluate(half: str) -> dict[str, Any]:
    """Every figure of the language room on one half of the sets."""
    fact_cases = load_set("facts", half)
    figures: dict[str, Any] = {"facts": facts(fact_cases)}
    for kind in KINDS:
        figures[f"facts, {kind}"] = facts(fact_cases, lambda text, kind=kind: noisy(text, kind))
    for name, measure in (("medicines", medicines), ("times", times), ("answers", answers)):
        cases = load_set(name, half)
        if not cases:
            continue
        figures[name] = measure(cases)
        for kind in KINDS:
            figures[f"{name}, {kind}"] = measure(
                [{**case, "text": noisy(case["text"], kind)} for case in cases]
            )
    return figures

"""Whether a correction changes the fact and a digression leaves it, read message by message."""

from __future__ import annotations

from typing import Any

from charley.facts import FactSheet
from charley.interview.merge import merge
from charley.language.read import read
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.evaluate.language import DATE, Case, load_set
from tests.evaluate.statistics import Share

ANY_SIDE = None


def sheet_after(messages: list[str]) -> FactSheet:
    """The sheet when all messages were read, one after the other, with no question open."""
    sheet = FactSheet(date=DATE)
    for number, message in enumerate(messages, 1):
        reading = read(message, sheet=sheet, date=DATE, turn=number)
        sheet = merge(sheet, reading, number, DATE, knowledge()).sheet
    return sheet


def _state(view: View, finding: str) -> str:
    state = view.state(finding, ANY_SIDE)
    return state if state in ("present", "absent") else "unknown"


def evaluate(half: str) -> dict[str, Any]:
    """Share of cases in which every named finding stands as it should afterwards."""
    cases: list[Case] = load_set("corrections", half)
    right, wrong = 0, []
    for case in cases:
        view = View(sheet_after([*case["before"], case["text"]]), knowledge())
        off = {f: s for f in case["after"] if (s := _state(view, f)) != case["after"][f]}
        right += not off
        if off:
            wrong.append({"id": case["id"], "found": off})
    return {"n": len(cases), "right": Share(right, len(cases)), "wrong": wrong}

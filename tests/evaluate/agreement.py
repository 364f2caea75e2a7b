"""How far two people agree who labelled the same messages: what no reader can be held above."""

from __future__ import annotations

import json
from typing import Any

from tests.evaluate.language import SETS, load_set
from tests.evaluate.statistics import Counts


def evaluate() -> dict[str, Any]:
    """F1 of the second labels held against the first, over the messages labelled twice."""
    second = [json.loads(line) for line in (SETS / "facts.second.jsonl").read_text().splitlines()]
    first = {case["id"]: case for case in load_set("facts", "open")}
    pairs, findings = Counts(), Counts()
    for case in second:
        one, other = first[case["id"]]["facts"], case["facts"]
        pairs.add(
            {(f["finding"], f["assertion"]) for f in other},
            {(f["finding"], f["assertion"]) for f in one},
        )
        findings.add({f["finding"] for f in other}, {f["finding"] for f in one})
    return {"n": len(second), "finding_and_assertion": pairs, "finding": findings}

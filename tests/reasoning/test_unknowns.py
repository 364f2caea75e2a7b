"""What could still raise the level is named, the nearest and worst first."""

from __future__ import annotations

from typing import Any

import pytest

from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.reasoning.unknowns import Unknown, unknowns
from charley.schema.load import knowledge
from tests.reasoning.cases import sheet_of


def open_ends(*items: Any) -> dict[str, Unknown]:
    found = unknowns(Flags(View(sheet_of(list(items)), knowledge())))
    return {unknown.finding: unknown for unknown in found}


NEAREST = [
    (["leg_cramp"], "confusion", 1, "EMERGENCY"),
    (["muscle_ache"], "urine_dark_brown", 1, "EMERGENCY"),
    (["muscle_ache", "class:statin"], "weakness_general", 1, "URGENT"),
    ([], "tremor", 2, "URGENT"),
    ([{"leg_pain": {"onset": "sudden"}}], "foot_cold", 1, "EMERGENCY"),
    ([{"leg_pain_persistent": {"side": "left"}}], "surgery_recent", 1, "URGENT"),
    (["pop_or_kick_felt"], "cannot_tiptoe", 1, "URGENT"),
    (["leg_cramp", "weakness_general"], "class:thiazide", 1, "URGENT"),
]


@pytest.mark.parametrize(("items", "finding", "steps", "level"), NEAREST)
def test_the_missing_piece_is_named(items: list[Any], finding: str, steps: int, level: str) -> None:
    unknown = open_ends(*items)[finding]
    assert (unknown.steps, unknown.level) == (steps, level)


def test_what_was_answered_is_no_open_end() -> None:
    found = open_ends("leg_cramp", "absent confusion", "absent seizure")
    assert not {"confusion", "seizure"} & found.keys()


def test_a_rule_that_is_ruled_out_asks_for_nothing() -> None:
    assert "child_refuses_to_walk" in open_ends({"person": {"age": 7}})
    assert "limp" not in open_ends({"person": {"age": 40}})


def test_a_maybe_comes_first() -> None:
    assert next(iter(open_ends("leg_cramp", "possible jaw_stiffness"))) == "jaw_stiffness"


def test_a_finding_whose_side_is_not_known_is_named_as_told() -> None:
    assert open_ends("leg_swelling")["leg_swelling"].told
    assert not open_ends("leg_cramp")["leg_swelling"].told


def test_every_named_finding_can_really_help() -> None:
    """With one step to go, the finding alone makes its nearest rule fire."""
    items = ["leg_cramp", {"leg_pain_persistent": {"side": "left"}}]
    for finding, unknown in open_ends(*items).items():
        red = unknown.rules[0].startswith("RF_")
        if red and unknown.steps == 1 and not unknown.told and not finding.startswith("class:"):
            told = {finding: {"severity": "severe", "onset": "sudden"}}
            flags = Flags(View(sheet_of([*items, told]), knowledge()))
            assert any(flags.truth(rule) for rule in unknown.rules), finding

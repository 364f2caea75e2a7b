"""The safety file names only tests that exist, and misses no rule."""

import ast
from pathlib import Path

import pytest

from charley.schema.load import knowledge
from tests.safety.hazards import ROOT, Hazard, findings_of, hazards, rule_tests, wordings_of

LEAST_HAZARDS = 40


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("hazard", hazards(), ids=lambda hazard: hazard.id)
def test_every_control_is_proved_by_a_test_that_exists(hazard: Hazard) -> None:
    assert hazard.tests
    for name in hazard.tests:
        file, _, function = name.partition("::")
        assert (ROOT / file).exists(), name
        assert function in functions(ROOT / file), name


def test_the_log_is_large_and_lowers_every_risk() -> None:
    log = hazards()
    assert len(log) >= LEAST_HAZARDS
    assert len({hazard.id for hazard in log}) == len(log)
    assert {hazard.area for hazard in log} == {
        "dialogue", "language", "knowledge", "channels", "people"
    }  # fmt: skip
    for hazard in log:
        assert all(1 <= value <= 5 for value in (*hazard.before, *hazard.after))
        assert hazard.risk("after") < hazard.risk("before"), hazard.id


@pytest.mark.parametrize("rule", [r for r in knowledge().rules if r.startswith("RF_")])
def test_every_red_flag_has_its_tables(rule: str) -> None:
    assert rule_tests(rule)


@pytest.mark.parametrize("rule", [r for r in knowledge().rules if r.startswith("RF_")])
def test_every_red_flag_can_be_told(rule: str) -> None:
    assert findings_of(rule)
    assert wordings_of(rule) >= len(findings_of(rule))

"""Each rule fires where the tables say so, and nowhere else that they name."""

from __future__ import annotations

from collections import Counter

import pytest

from charley.reasoning.flags import Flags
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.reasoning.cases import Case, cases

CASES = list(cases())


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_rule_fires_as_the_table_says(case: Case) -> None:
    flags = Flags(View(case.sheet, knowledge()))
    assert (flags.truth(case.rule) is True) == case.fires
    if case.level:
        assert flags.level(case.rule) == case.level


@pytest.mark.parametrize("rule", knowledge().rules)
def test_every_rule_has_three_cases_of_each_kind(rule: str) -> None:
    counts = Counter((case.rule, case.fires) for case in CASES)
    assert counts[rule, True] >= 3
    assert counts[rule, False] >= 3

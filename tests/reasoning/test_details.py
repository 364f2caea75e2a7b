"""The ways in which a finding can be present: every limit from both sides."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from charley.facts import Attributes
from charley.reasoning.details import Truth, any_holds, both_hold, in_range, opposite
from charley.reasoning.flags import Flags
from charley.reasoning.grammar import parse
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.reasoning.cases import sheet_of

TABLE = yaml.safe_load((Path(__file__).parent / "details_fit.yml").read_text(encoding="utf-8"))
FITS: dict[Any, Truth] = {True: True, False: False, "maybe": None}  # YAML reads yes and no


@pytest.mark.parametrize("row", TABLE["ranges"], ids=str)
def test_a_range_keeps_to_its_limits(row: dict[str, Any]) -> None:
    value = tuple(row["value"]) if row["value"] else None
    assert in_range(row["limits"], value) is FITS[row["fits"]]


@pytest.mark.parametrize("row", [*TABLE["details"], *TABLE["sides"]], ids=str)
def test_a_finding_is_present_in_that_way(row: dict[str, Any]) -> None:
    told = row["told"] if isinstance(row["told"], list) else [row["told"]]
    view = View(sheet_of([{"numb_leg": one} for one in told]), knowledge())
    condition = parse({"finding": "numb_leg", **row["wanted"]}, knowledge())
    assert condition.truth(Flags(view).sure) is FITS[row["fits"]]


def test_attributes_of_the_table_are_real() -> None:
    for row in TABLE["details"]:
        assert msgspec.convert(row["told"], Attributes) is not None


@pytest.mark.parametrize("truths", list(product([True, False, None], repeat=2)), ids=str)
def test_what_is_not_known_stays_so_unless_the_rest_decides(truths: tuple[Truth, Truth]) -> None:
    every = False if False in truths else None if None in truths else True
    some = True if True in truths else None if None in truths else False
    assert both_hold(iter(truths)) is every
    assert any_holds(iter(truths)) is some


def test_the_opposite_of_what_is_not_known_is_not_known() -> None:
    assert [opposite(truth) for truth in (True, False, None)] == [False, True, None]

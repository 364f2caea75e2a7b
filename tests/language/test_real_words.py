"""The measures on other people's texts count right and wrong rows as they should."""

from __future__ import annotations

from typing import Any

import pytest

from charley.schema.load import knowledge
from tests.evaluate import real
from tests.evaluate.statistics import Share


def _note(text: str, target: str, gold: str, temporality: str = "recent") -> dict[str, Any]:
    return {"text": text, "target": target, "gold": gold, "temporality": temporality}


def test_a_target_is_judged_as_a_finding_would_be() -> None:
    rows = [
        _note("Denies wheeze or hoarseness.", "wheeze", "negated"),
        _note("Denies wheeze or hoarseness.", "hoarseness", "negated"),
        _note("Complains of wheeze.", "wheeze", "affirmed"),
        _note("Complains of wheeze.", "wheeze", "negated"),
        _note("Previous episode of gout.", "gout", "affirmed", "historical"),
        _note("No gout. Possible lumbago.", "No gout", "negated"),
    ]
    figures = real.assertion(rows)
    assert figures["right"] == Share(4, 5)
    assert figures["negated_read_as_denied"] == Share(2, 3)
    assert figures["historical_read_as_over"] == Share(1, 1)
    assert list(figures["left_out"].values()) == [1]


def test_the_second_of_two_like_targets_is_found() -> None:
    row = _note("No gout. Possible gout.", "gout (2nd)", "possible")
    assert real.assertion([row])["right"] == Share(1, 1)


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ({"kind": "duration", "text": "ten minutes", "gold": "PT10M", "gold_seconds": 600}, True),
        ({"kind": "duration", "text": "ten minutes", "gold": "PT1H", "gold_seconds": 3600}, False),
        ({"kind": "set", "text": "twice a month", "gold": "P15D"}, True),
        ({"kind": "set", "text": "every night", "gold": "P1W"}, False),
        ({"kind": "set", "text": "on Mondays", "gold": "XXXX-WXX-1"}, True),
        ({"kind": "duration", "text": "a few days", "gold": "P3D", "gold_seconds": 259200}, True),
        ({"kind": "duration-extract", "text": "off for a week", "gold": ["a week"]}, True),
        ({"kind": "duration-negative", "text": "a table", "gold": "none"}, True),
    ],
)
def test_a_time_is_held_to_the_guide(row: dict[str, Any], right: bool) -> None:
    assert real.times([row])["right"] == Share(int(right), 1)


def test_times_that_nobody_needs_are_left_out_and_counted() -> None:
    row = {"kind": "set", "text": "every weekend", "gold": "P1WE"}
    figures = real.times([row])
    assert figures["n"] == 0
    assert sum(figures["left_out"].values()) == 1


def test_a_misspelt_medicine_needs_its_class_alone_and_in_its_place() -> None:
    rows = [
        {"written": "gabbapentin", "means": "gabapentin", "context": "on gabbapentin for a year"},
        {"written": "table", "means": "metformin", "context": "sat at the table"},
        {"written": "cholestrol", "means": "cholesterol", "context": "my cholestrol is up"},
    ]
    figures = real.medicines(rows)
    assert figures["class_right_alone"] == Share(1, 2)
    assert figures["class_right_in_context"] == Share(1, 2)
    assert list(figures["left_out"].values()) == [1]


def test_lay_words_are_counted() -> None:
    figures = real.lay([{"text": "my calf is swollen"}, {"text": "what a day"}])
    assert figures["messages_without_a_fact"] == Share(1, 2)
    assert figures["danger_by_finding"] == {"leg_swelling": 1}


def test_every_class_of_a_medicine_is_one_of_the_project() -> None:
    assert set(real.CLASS_OF) <= set(knowledge().medicine_classes)

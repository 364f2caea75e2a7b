"""Advice fits the person: what must be said is said, what would harm is not."""

from __future__ import annotations

import re
from typing import Any

import pyphen
import pytest

from charley.reasoning.assess import Assessment, assess
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table

ROWS = table("advice_fit.yml")
STOPPING = ("stop taking", "stop the statin", "stop your", "come off")


HYPHENS = pyphen.Pyphen(lang="en_GB")


def _grade(text: str) -> float:
    """The Flesch-Kincaid grade, with syllables counted by hyphenation (which counts a few less)."""
    words = re.findall(r"[A-Za-z]+", text)
    sentences = max(1, len(re.findall(r"[.?]", text)))
    syllables = sum(len(HYPHENS.positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def _said(result: Assessment) -> list[str]:
    return [item.id for item in (*result.self_care, *result.safety_net)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_advice_fits(row: dict[str, Any]) -> None:
    result = assess(sheet(row), knowledge())
    said = _said(result)
    if "level" in row:
        assert result.level == row["level"]
    assert set(row.get("says", ())) <= set(said), said
    assert not set(row.get("never", ())) & set(said), said
    spoken = " ".join(item.text for item in (*result.self_care, *result.safety_net)).lower()
    for word in row.get("never_words", ()):
        assert word not in spoken


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_every_result_says_when_to_come_back(row: dict[str, Any]) -> None:
    assert assess(sheet(row), knowledge()).safety_net


def test_every_row_names_advice_that_exists() -> None:
    known = knowledge().advice
    named = {name for row in ROWS for field in ("says", "never") for name in row.get(field, ())}
    assert named <= set(known)


@pytest.mark.parametrize("item", knowledge().advice.values(), ids=lambda item: item.id)
def test_advice_is_short_and_never_ends_a_medicine(item: Any) -> None:
    assert len(item.text.split()) <= 50
    assert "!" not in item.text
    assert not any(words in item.text.lower() for words in STOPPING)


TEXTS = {
    **{f"advice {one.id}": one.text for one in knowledge().advice.values()},
    **{f"complication {one.id}": one.text for one in knowledge().complications.values()},
    **{f"cause {one.id}": one.explanation for one in knowledge().causes.values()},
    **{f"against {one.id}": one.why_not for one in knowledge().causes.values()},
    **{f"level {one.id}": one.action for one in knowledge().levels.values()},
}


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_said_can_be_read_at_age_ten(name: str) -> None:
    assert _grade(TEXTS[name]) <= 6
    assert len(TEXTS[name].split()) <= 50

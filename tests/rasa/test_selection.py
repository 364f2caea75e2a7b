"""The nearest known question, what is out of scope, and the examples that both learn from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import yaml

from bridge.faq_selector import Nearest
from bridge.importer import examples, responses
from bridge.launch import PROJECT
from bridge.meaning_featurizer import DIMENSIONS, vectors_of
from charley.schema.load import knowledge

WORDINGS = [(text, f"faq/{faq.id}") for faq in knowledge().faq.values() for text in faq.examples]
SETS = sorted((PROJECT / "tests" / "language" / "sets").glob("[ic]*s.*.jsonl"))


@pytest.fixture(scope="module")
def nearest() -> Nearest:
    return Nearest(WORDINGS, vectors_of([text for text, _ in WORDINGS]))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Is magnesium worth taking?", "faq/magnesium"),
        ("might my water pill be behind it", "faq/water_tablets"),
        ("who gets to see what I write here", "faq/is_this_private"),
        ("what to do the second it grips", "faq/what_helps_now"),
        ("my little boy's legs hurt in the evening, growing pains?", "faq/children"),
    ],
)
def test_an_unknown_wording_finds_its_answer(nearest: Nearest, text: str, key: str) -> None:
    assert nearest.ranking(text, vectors_of([text])[0], "faq")[0].key == key


def test_without_the_model_the_words_alone_decide() -> None:
    none = np.zeros((len(WORDINGS), DIMENSIONS), dtype=np.float32)
    found = Nearest(WORDINGS, none).ranking("does magnesium help", none[0], "faq")[0]
    assert found.key == "faq/magnesium"
    assert found.near == found.spelt == pytest.approx(1.0)


def test_a_wording_is_nearest_to_itself(nearest: Nearest) -> None:
    for text, key in WORDINGS[::25]:
        first = nearest.ranking(text, vectors_of([text])[0], "faq")[0]
        assert first.key == key and first.near == pytest.approx(1.0, abs=0.01)


def test_the_importer_brings_every_question_and_answer() -> None:
    known = knowledge()
    asked = {one.data["intent_response_key"].split("/")[1] for one in examples(known)}
    said = {name.removeprefix("utter_faq/") for name in responses(known)}
    assert asked == said == set(known.faq)
    assert all(one[0]["text"] for one in responses(known).values())


def training_examples() -> set[str]:
    files = (PROJECT / "data" / "nlu").glob("*.yml")
    items = [item for path in files for item in yaml.safe_load(path.read_text())["nlu"]]
    lines = [line for item in items for line in item["examples"].splitlines()]
    return {line.removeprefix("- ") for line in lines} | {text for text, _ in WORDINGS}


def plain(text: str) -> str:
    return text.casefold().rstrip(" ?.")


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.name)
def test_nothing_is_learnt_from_the_test_sets(path: Path) -> None:
    cases = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
    learnt = {plain(text) for text in training_examples() if len(text.split()) > 3}
    assert sorted({case["text"] for case in cases if plain(case["text"]) in learnt}) == []

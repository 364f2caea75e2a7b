"""The Rasa project by itself: valid, whole, short, and in the words that it should have."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.fallback import choices, likely
from bridge import launch
from bridge.intents import ACTS, ASIDES, DANGER, INFORM, PRIVACY, SYMPTOMS, YES_OR_NO
from bridge.last_words import trouble
from charley.schema.load import knowledge
from tests.reading_grade import grade

DOMAIN: dict[str, Any] = yaml.safe_load((launch.PROJECT / "domain.yml").read_text())
FILES = [*launch.PROJECT.glob("*.yml"), *launch.PROJECT.glob("data/**/*.yml")]
TEXTS = [
    (name, paragraph)
    for name, variants in DOMAIN["responses"].items()
    for variant in variants
    for paragraph in variant["text"].split("\n\n")
]
RETRIEVAL = {"faq", "chitchat"}
EXAMPLES: dict[str, list[str]] = {
    item["intent"]: [line.removeprefix("- ") for line in item["examples"].splitlines()]
    for path in (launch.PROJECT / "data" / "nlu").glob("*.yml")
    for item in yaml.safe_load(path.read_text())["nlu"]
}


def test_rasa_finds_it_valid_without_a_warning() -> None:
    command = [*launch.rasa("data"), "validate", "--fail-on-warnings", "--max-history", "6"]
    done = subprocess.run(
        command,
        cwd=launch.PROJECT,
        env={**launch.environment(), "PYTHONWARNINGS": "default::UserWarning"},
        capture_output=True,
        text=True,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    assert "UserWarning" not in said, said[-2000:]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_is_long(path: Path) -> None:
    assert len(path.read_text().splitlines()) < 400


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_texts_are_short_and_calm(name: str, text: str) -> None:
    assert len(text.split()) <= 50
    assert "!" not in text
    assert grade(text) <= 6, f"{name}: grade {grade(text):.1f}"


def test_the_first_words_say_what_charley_is_not() -> None:
    for name in ("utter_greet", "utter_intended_use"):
        text = DOMAIN["responses"][name][0]["text"]
        assert "not a diagnosis" in text and "No doctor or nurse has reviewed" in text
        assert "emergency number" in text


def test_the_intents_of_the_bridge_are_those_of_the_domain() -> None:
    known = {*DOMAIN["intents"], *RETRIEVAL}
    named = {*ACTS.values(), *ASIDES, *YES_OR_NO.values(), DANGER, INFORM, PRIVACY, SYMPTOMS}
    assert named <= known
    assert {choice["intent"] for choice in choices()} <= known


def test_the_acts_of_the_bridge_are_those_of_the_interview() -> None:
    from charley.interview.repair import REPAIRS

    # A greeting and thanks are answered by rules of Rasa's, with responses of the domain.
    assert set(ACTS) == set(REPAIRS) - {"greeting", "thanks"}


@pytest.mark.parametrize("intent", sorted(set(DOMAIN["intents"])))
def test_each_intent_has_enough_ways_to_say_it(intent: str) -> None:
    assert len(set(EXAMPLES[intent])) >= 20


def test_no_example_stands_under_two_intents() -> None:
    everywhere = [example for several in EXAMPLES.values() for example in several]
    asked = [example for faq in knowledge().faq.values() for example in faq.examples]
    lowered = [example.lower().rstrip("?") for example in (*everywhere, *asked)]
    assert sorted({one for one in lowered if lowered.count(one) > 1}) == []


def test_the_last_words_are_those_of_the_domain() -> None:
    assert trouble() == DOMAIN["responses"]["utter_trouble"][0]["text"]


RANKINGS: list[tuple[list[str], list[str]]] = [
    (["faq", "ask_help", "greet"], ["faq", "ask_help"]),
    (["delete_data"], ["delete_data"]),
    (["no_such_intent"], []),
    ([], []),
]


@pytest.mark.parametrize(("ranking", "first"), RANKINGS)
def test_what_may_have_been_meant(ranking: list[str], first: list[str]) -> None:
    offered = likely([{"name": name} for name in ranking])
    assert len(offered) == 3
    assert [one["intent"] for one in offered][: len(first)] == first
    assert len({one["payload"] for one in offered}) == 3

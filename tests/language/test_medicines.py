"""Medicines as people name them, and what they say was done with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from charley.facts import Fact
from charley.language.medicine_events import link_classes, medicine_mentions
from charley.language.medicines import MOST, read_medicines
from charley.language.text import read_text
from charley.schema.load import knowledge
from charley.schema.models import MedicineClass

TABLES = Path(__file__).parent / "tables"
MEDICINES = yaml.safe_load((TABLES / "medicines.yml").read_text(encoding="utf-8"))
EVENTS = yaml.safe_load((TABLES / "medicine_events.yml").read_text(encoding="utf-8"))
CLASSES = list(knowledge().medicine_classes.values())


def said(row: dict[str, Any]) -> str:
    """The name of a row in the test report."""
    return str(row["say"])


@pytest.mark.parametrize("row", MEDICINES, ids=said)
def test_class_and_assertion(row: dict[str, Any]) -> None:
    medicines = read_medicines(read_text(row["say"]))
    assert [[m.class_, m.assertion] for m in medicines] == row["hear"]


@pytest.mark.parametrize("row", EVENTS, ids=said)
def test_what_was_done_with_it(row: dict[str, Any]) -> None:
    text = read_text(row["say"])
    medicines = read_medicines(text)
    at = {medicine.start: medicine.class_ for medicine in medicines}
    found = medicine_mentions(text, medicines)
    assert [[m.finding, at[m.start]] for m in found] == row["hear"]


def test_a_carer_writes_of_the_patient() -> None:
    text = read_text("my wife takes atorvastatin")
    assert read_medicines(text)[0].assertion == "other_person"
    assert read_medicines(text, carer=True)[0].assertion == "present"


def test_the_persons_own_words_are_kept() -> None:
    raw = "On  simvistatin 40mg, I think"
    (medicine,) = read_medicines(read_text(raw), turn=3)
    assert (medicine.text, medicine.turn) == ("simvistatin", 3)
    assert raw[medicine.start : medicine.end] == "simvistatin"


@pytest.mark.parametrize(
    ("raw", "words", "class_"),
    [
        ("started ramipril then my cramps began", "cramps began", "acei"),
        ("I take ramipril. Cramps came after that", "Cramps came after", "acei"),
        ("cramps came after the new tablets", "Cramps came after", None),
        ("my wife takes ramipril. cramps came after", "cramps came after", None),
    ],
)
def test_a_fact_gets_the_class_it_is_about(raw: str, words: str, class_: str | None) -> None:
    start = raw.lower().index(words.lower())
    text = read_text(raw)
    fact = Fact("cramps_after_new_medicine", start=start, end=start + len(words))
    (linked,) = link_classes(text, [fact], read_medicines(text))
    assert linked.attributes.medicine_class == class_


def test_a_fact_about_no_medicine_stays_as_it_is() -> None:
    text = read_text("ramipril, swollen leg")
    fact = Fact("leg_swelling", start=10, end=21)
    assert link_classes(text, [fact], read_medicines(text)) == (fact,)


def test_a_message_of_nothing_but_medicines_is_read_in_part() -> None:
    every = [generic["name"] for kind in CLASSES for generic in kind.generics]
    assert len(read_medicines(read_text(", ".join(every)))) == MOST


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: str(kind.id))
def test_every_name_is_found_in_its_class(kind: MedicineClass) -> None:
    for generic in kind.generics:
        for name in (generic["name"], *generic["brands"]):
            found = read_medicines(read_text(f"I take {name} daily"))
            classes = {c for medicine in found for c in medicine.all_classes()}
            assert kind.id in classes, name


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: str(kind.id))
def test_what_is_said_of_a_class_never_stops_a_medicine(kind: MedicineClass) -> None:
    assert kind.about and kind.sources
    assert "stop" not in kind.about.lower().replace("not stop", "")
    assert len(kind.about.split()) <= 50

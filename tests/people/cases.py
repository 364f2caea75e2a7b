"""Patients as people: what is true of them, and how they put it in words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import yaml

from charley.facts import Attributes, Fact, FactSheet
from charley.reasoning.state import View
from charley.schema.load import knowledge
from tests.evaluate.patients import PATIENTS, load_patients, sheet_of

HERE = Path(__file__).resolve().parent
DATE = "2026-11-24"
COMPLAINTS = ("leg_cramp", "leg_pain_persistent", "leg_pain", "muscle_ache", "pain_down_leg")
OLD, CHILD = 60, 16


@cache
def words() -> dict[str, list[str]]:
    """Finding -> ways to say it."""
    return dict(yaml.safe_load((HERE / "words.yml").read_text(encoding="utf-8")))


@cache
def ways() -> dict[str, Any]:
    """How circumstances are put, and how people digress."""
    return dict(yaml.safe_load((HERE / "ways.yml").read_text(encoding="utf-8")))


class Case(msgspec.Struct, frozen=True):
    """A patient.

    ``sheet`` is what is true; ``opening`` and ``answers`` are the patient's own words where the
    file gives them; ``expected`` is what ``tests.evaluate.patients.judge`` takes.
    """

    id: str
    sheet: FactSheet
    expected: dict[str, Any]
    opening: str = ""
    answers: dict[str, str] = {}

    @property
    def carer(self) -> bool:
        return self.sheet.person.speaker == "carer"

    @property
    def emergency(self) -> bool:
        """Whether nothing but an emergency is right."""
        return list(self.expected["triage_acceptable"]) == ["EMERGENCY"]

    def view(self) -> View:
        """The truth with what it implies."""
        return View(self.sheet, knowledge())

    def complaint(self) -> Fact:
        """What brings the patient here."""
        present = [fact for fact in self.sheet.facts if fact.assertion == "present"]
        named = [fact for finding in COMPLAINTS for fact in present if fact.finding == finding]
        return (named or present)[0]


def own_cases(half: str = "open") -> list[Case]:
    """The patients that were written as fact sheets."""
    rows = load_patients(PATIENTS / f"own-{half}.yml")
    return [Case(row["id"], sheet_of(row), row["expected"]) for row in rows]


def development_cases() -> list[Case]:
    """The development patients: their own words, and their facts with sides and times."""
    details = yaml.safe_load((HERE / "development_sheets.yml").read_text(encoding="utf-8"))
    return [_development_case(row, details[row["id"]]) for row in load_patients(
        PATIENTS / "dev.yml")]  # fmt: skip


def _development_case(row: dict[str, Any], details: dict[str, Any]) -> Case:
    attributes = details.get("attributes", {})
    facts = [
        {"finding": finding, "attributes": attributes.get(finding, {})}
        for finding in row["findings"]["present"]
    ]
    facts += [{"finding": f, "assertion": "absent"} for f in row["findings"]["absent"]]
    profile = {**row["patient"], "speaker": row.get("speaker", "self")}
    sheet = sheet_of(
        {"profile": profile, "facts": facts, "medicines": details.get("medicines", [])}
    )
    answers = {key.split("_", 1)[1]: text for key, text in row["answers"].items()}
    expected = {**row["expected"]}
    if "red_flags_required" in row:
        expected["red_flags_required"] = row["red_flags_required"]
    return Case(row["id"], sheet, expected, row["opening"], answers)


def all_cases() -> list[Case]:
    """Everyone who may be talked with."""
    return development_cases() + own_cases()


# --- words -------------------------------------------------------------------------------------

_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _number(value: float) -> str:
    rounded = round(value)
    return _NUMBERS[rounded] if 0 < rounded < len(_NUMBERS) else str(rounded)


def _counted(value: float, unit: str) -> str:
    return f"{_number(value)} {unit}" if round(value) == 1 else f"{_number(value)} {unit}s"


def days_in_words(days: float) -> str:
    """A number of days as people say it: "three weeks"."""
    if days < 1 / 24:
        return _counted(max(1, days * 1440), "minute")
    if days < 1:
        return _counted(max(1, days * 24), "hour")
    if days < 14:
        return _counted(days, "day")
    if days < 60:
        return _counted(days / 7, "week")
    if days < 700:
        return _counted(days / 30.4, "month")
    return _counted(days / 365, "year")


def seconds_in_words(seconds: float) -> str:
    """A number of seconds as people say it: "two minutes"."""
    if seconds < 60:
        return _counted(seconds, "second")
    return _counted(seconds / 60, "minute") if seconds < 5400 else _counted(seconds / 3600, "hour")


def _middle(value: tuple[float, float]) -> float:
    return (value[0] + value[1]) / 2


def often_in_words(attributes: Attributes) -> str:
    """How often and how long, or nothing where that is not known."""
    parts = []
    if attributes.per_week is not None:
        weekly = _middle(attributes.per_week)
        if weekly < 1:
            parts.append(f"about {_counted(weekly * 4.3, 'time')} a month")
        else:
            parts.append(f"about {_counted(weekly, 'time')} a week")
    if attributes.count is not None:
        parts.append(f"it has happened {_counted(_middle(attributes.count), 'time')} so far")
    if attributes.episode_seconds is not None:
        parts.append(f"each one lasts {seconds_in_words(_middle(attributes.episode_seconds))}")
    return ", ".join(parts)


def place_in_words(attributes: Attributes) -> str:
    """Side and site of the trouble."""
    site = attributes.site[0].replace("_", " ") if attributes.site else "leg"
    if attributes.side == "both":
        return f"both {site}s" if site != "foot" else "both feet"
    if attributes.side in ("left", "right"):
        return f"{attributes.side} {site}"
    if attributes.side == "alternating":
        return f"the {site}, sometimes left and sometimes right"
    return f"one {site}" if attributes.side == "one" else (site if attributes.site else "")


_PART = re.compile(r"\b(my|the) (leg|foot|calf|toes|ankle)\b")


def _with_side(text: str, side: str | None) -> str:
    if side is None:
        return text
    if side in ("left", "right") and _PART.search(text):
        return _PART.sub(rf"\1 {side} \2", text, count=1)
    return f"{text} {ways()['sides'][side]}"


def circumstances(attributes: Attributes) -> list[str]:
    """All that is known of a finding but its side, each in a few words."""
    known = ways()
    said = []
    if attributes.onset_days is not None:
        said.append(f"it began {days_in_words(_middle(attributes.onset_days))} ago")
    for name, texts in (
        ("onset", "onsets"),
        ("recency", "recencies"),
        ("course", "courses"),
        ("severity", "severities"),
    ):
        value = getattr(attributes, name)
        said += [known[texts][value]] if value else []
    said += [known["timings"][time] for time in attributes.timing if time in known["timings"]]
    often = often_in_words(attributes)
    said += [often] if often else []
    if attributes.distance_metres is not None:
        said.append(f"after about {round(_middle(attributes.distance_metres))} metres")
    if attributes.eases_minutes is not None:
        said.append(f"it eases within {_counted(_middle(attributes.eases_minutes), 'minute')}")
    if attributes.travel_hours is not None:
        said.append(f"it took {_counted(_middle(attributes.travel_hours), 'hour')}")
    if attributes.weeks is not None:
        said.append(f"{round(_middle(attributes.weeks))} weeks")
    return said


def render(fact: Fact, chance: Random, brief: bool = False) -> str:
    """A fact in the words of someone who speaks of themselves."""
    text = chance.choice(words()[fact.finding])
    classes = ways()["medicines"]
    named = classes.get(fact.attributes.medicine_class or "default")
    named = named or f"my {(fact.attributes.medicine_class or '').replace('_', ' ')}"
    text = _with_side(text.replace("{medicine}", named), fact.attributes.side)
    return text if brief else ", ".join((text, *circumstances(fact.attributes)))


_AS_OTHER = (
    (r"\bI'm\b|\bI am\b", "{he} is"),
    (r"\bI've\b|\bI have\b", "{he} has"),
    (r"\bI'd\b", "{he} had"),
    (r"\bI don't\b", "{he} doesn't"),
    (r"\bI (can|can't|cannot|could|couldn't|had|was|used|did|would|felt|hurt|put|took|gave|lay|sat"
     r"|fainted|passed|vomited|threw|stopped|ran|went|lost|finished|started|woke|missed|skipped"
     r"|nearly|almost)\b", r"{he} \1"),
    (r"\bI (just|only|mostly|really) (\w+)\b", r"{he} \1 \2s"),
    (r"\bI (\w+[^\W_])\b", r"{he} \1s"),
    (r"\bI\b", "{he}"),
    (r"\bmyself\b", "{him}self"),
    (r"\bmy\b", "{his}"),
    (r"\bme\b", "{him}"),
)  # fmt: skip


def for_another(text: str, sex: str | None) -> str:
    """What someone says of themselves as another says it of them."""
    for pattern, other in _AS_OTHER:
        text = re.sub(pattern, other, text)
    he, him, his = ("she", "her", "her") if sex == "F" else ("he", "him", "his")
    return text.replace("{he}", he).replace("{him}", him).replace("{his}", his)


def relative(case: Case) -> str:
    """Who the patient is to a carer."""
    age = case.sheet.person.age or 0
    kind = "child" if age < CHILD + 5 else "old" if age >= OLD else "adult"
    return str(ways()["relatives"][kind][case.sheet.person.sex or "M"])

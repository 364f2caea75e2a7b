"""How things are said, typed: ``wordings/*.yml``, ``words.yml`` and ``places.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.models import Finding, Place
from charley.schema.yaml_lines import Document, KnowledgeError

WHOLE_LEG = "whole_leg"  # the place that @leg stands for


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """``wordings/*.yml``: how people speak of one finding; the strings are patterns."""

    finding: str
    say: tuple[str, ...] = ()  # speaks of the finding
    absent: tuple[str, ...] = ()  # by itself says that the finding is not there
    not_: tuple[str, ...] = ()  # looks like the finding and is something else


class Line(msgspec.Struct, frozen=True):
    """One pattern with the place it was written at, so that an error can name it."""

    finding: str
    kind: str  # say, absent, not
    pattern: str
    origin: str  # file:line


class Cue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``assertion.yml``: words around a finding; the file itself says what the fields mean."""

    cue: Literal[
        "absent",
        "present",
        "possible",
        "over",
        "dated",
        "then",
        "hypothetical",
        "other_person",
        "patient",
        "none",
        "onset",
        "back",
        "corrects",
    ]
    reach: Literal["forward", "backward", "segment"]
    say: tuple[str, ...]
    begin: bool = False
    end: bool = False
    unknown: int = 3


class CueBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``assertion.yml`` as a whole."""

    cues: tuple[Cue, ...]
    words: dict[str, tuple[str, ...]]
    classes: dict[str, tuple[str, ...]]


class Company(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``company.yml``: of what a circumstance may be told; the file itself says what is what."""

    complaint: tuple[str, ...]
    stand_ins: tuple[str, ...]
    carriers: tuple[str, ...]
    only_of_complaint: tuple[str, ...]
    exacter: dict[str, tuple[str, ...]]
    elsewhere: tuple[str, ...]
    asks: tuple[str, ...]
    itself: tuple[str, ...]


class Slip(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``spelling.yml``: a real word that stands for another one after certain words."""

    word: str
    means: str
    after: tuple[str, ...]


class SpellingBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``spelling.yml`` as a whole."""

    replace: dict[str, str]
    slips: tuple[Slip, ...]


class WordingBook(msgspec.Struct, frozen=True):
    """All patterns, the word classes that they may name, the findings that they speak of."""

    lines: tuple[Line, ...]
    classes: Mapping[str, tuple[str, ...]]
    findings: Mapping[str, Finding]


def place_words(places: Mapping[str, Place], place: str) -> tuple[str, ...]:
    """Every word or phrase for a place and for all that is part of it."""
    own = places[place]
    words = [own.label, place.replace("_", " "), *own.say]
    if place == WHOLE_LEG:
        words.append("leg")
    for other in places.values():
        if other.part_of == place:
            words.extend(place_words(places, other.id))
    return tuple(dict.fromkeys(word.lower() for word in words))


def _place_classes(places: Mapping[str, Place]) -> dict[str, tuple[str, ...]]:
    classes = {place: place_words(places, place) for place in places}
    if WHOLE_LEG in places:
        classes["leg"] = classes[WHOLE_LEG]
    everywhere = (word for words in classes.values() for word in words)
    classes["place"] = tuple(dict.fromkeys(everywhere))
    return classes


def wording_lines(document: Document) -> Iterator[Line]:
    """The patterns of one file of wordings, in its order."""
    for index, wording in enumerate(document.convert_list(Wording)):
        for kind, patterns in (
            ("say", wording.say),
            ("absent", wording.absent),
            ("not", wording.not_),
        ):
            for number, pattern in enumerate(patterns):
                line = document.line(f"$[{index}].{kind}[{number}]")
                yield Line(wording.finding, kind, pattern, f"{document.path}:{line}")


def load_wordings(root: Path) -> WordingBook:
    """Load the patterns and word classes below ``root``.

    Raises:
        KnowledgeError: a file is not YAML, has a wrong field, names a class twice, or names an
            unknown finding.
    """
    places = {p.id: p for p in Document(root / "places.yml").convert_list(Place)}
    classes: dict[str, tuple[str, ...]] = _place_classes(places)
    origin = dict.fromkeys(classes, f"{root / 'places.yml'}:1")
    words = Document(root / "words.yml")
    for name, members in words.convert(dict[str, tuple[str, ...]]).items():
        where = f"{words.path}:{words.line(f'$.{name}')}"
        if name in classes:
            raise KnowledgeError(f"{where}: the class '{name}' stands already at {origin[name]}")
        classes[name], origin[name] = members, where
    lines = [
        line
        for path in sorted((root / "wordings").glob("*.yml"))
        for line in wording_lines(Document(path))
    ]
    findings = {
        finding.id: finding
        for path in sorted((root / "findings").glob("*.yml"))
        for finding in Document(path).convert_list(Finding)
    }
    for line in lines:
        if line.finding not in findings:
            raise KnowledgeError(f"{line.origin}: unknown finding '{line.finding}'")
    return WordingBook(tuple(lines), MappingProxyType(classes), MappingProxyType(findings))


@lru_cache(maxsize=1)
def cue_book() -> CueBook:
    """The project's own cues, loaded once."""
    return Document(KNOWLEDGE / "assertion.yml").convert(CueBook)


@lru_cache(maxsize=1)
def company() -> Company:
    """The project's own list of what keeps company, loaded once."""
    return Document(KNOWLEDGE / "company.yml").convert(Company)


@lru_cache(maxsize=1)
def spelling_book() -> SpellingBook:
    """The project's own list of slips, loaded once."""
    return Document(KNOWLEDGE / "spelling.yml").convert(SpellingBook)


@lru_cache(maxsize=1)
def wording_book() -> WordingBook:
    """The project's own wordings, loaded once."""
    return load_wordings(KNOWLEDGE)

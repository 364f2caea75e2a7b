"""``knowledge/place_words.yml``, typed: words of side, and what is no place of the body."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.facts import Side
from charley.schema.load import KNOWLEDGE
from charley.schema.models import Place
from charley.schema.yaml_lines import Document


class PlaceWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; the comments in it say what each part means."""

    small: frozenset[str]
    more: dict[str, tuple[str, ...]]
    bare_leg: frozenset[str]
    plurals: frozenset[str]
    singulars: frozenset[str]
    compound_ends: frozenset[str]
    determiners: frozenset[str]
    either: frozenset[str]
    sides: dict[Side, tuple[str, ...]]
    sure_sides: frozenset[str]
    not_sides: tuple[str, ...]
    side_leaders: frozenset[str]
    sometimes: frozenset[str]
    either_between: frozenset[str]
    corrections: frozenset[str]
    denials: frozenset[str]
    compared: frozenset[str]
    not_places: tuple[str, ...]


@lru_cache(maxsize=1)
def places() -> dict[str, Place]:
    """The parts of the body, by id, in the order of their file."""
    return {p.id: p for p in Document(KNOWLEDGE / "places.yml").convert_list(Place)}


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The project's own words of place, loaded once."""
    return Document(KNOWLEDGE / "place_words.yml").convert(PlaceWords)

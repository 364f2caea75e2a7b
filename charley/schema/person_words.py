"""``knowledge/person_words.yml``, typed: words for people."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document

Sex = Literal["F", "M", "other"]


class PersonWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; the names of its parts say what they mean."""

    relatives: dict[Sex, tuple[str, ...]]
    self_sex: dict[Sex, tuple[str, ...]]
    pronouns: dict[Sex, frozenset[str]]
    trouble: frozenset[str]
    first_person: frozenset[str]
    which_leg: frozenset[str]
    suffers: frozenset[str]
    helps: frozenset[str]
    now: frozenset[str]
    far: frozenset[str]
    apart: frozenset[str]
    asks_about: frozenset[str]
    about_me: tuple[str, ...]
    asking_for: tuple[str, ...]
    decades: dict[str, int]
    part_of_decade: dict[str, int]
    not_years: frozenset[str]
    counted: frozenset[str]


@lru_cache(maxsize=1)
def person_words() -> PersonWords:
    """The project's own words for people, loaded once."""
    return Document(KNOWLEDGE / "person_words.yml").convert(PersonWords)

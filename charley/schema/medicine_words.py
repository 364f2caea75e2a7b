"""``knowledge/medicine_words.yml``, typed: what words around a medicine say about it."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.facts import Assertion
from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document


class Before(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """Cues in front of a medicine; at most ``reach`` other words may stand between."""

    as_: Assertion
    reach: int
    say: tuple[str, ...]


class After(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"as_": "as"}):
    """Cues right behind a medicine, or on both sides of it."""

    as_: Assertion
    say: tuple[str, ...]


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was done with a medicine, and the words that say so."""

    finding: str
    say: tuple[str, ...]


class MedicineWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; the comments in it say what each part means."""

    before: tuple[Before, ...]
    after: tuple[After, ...]
    around: tuple[After, ...]
    stopped_next: tuple[str, ...]
    relatives: frozenset[str]
    other_verbs: frozenset[str]
    advises: frozenset[str]
    first_person: frozenset[str]
    trouble_words: frozenset[str]
    blood_words: tuple[str, ...]
    supplement_words: frozenset[str]
    no_medicine: tuple[str, ...]
    events: tuple[Event, ...]


@lru_cache(maxsize=1)
def medicine_words() -> MedicineWords:
    """The project's own file, loaded once."""
    document = Document(KNOWLEDGE / "medicine_words.yml")
    return document.convert(MedicineWords)

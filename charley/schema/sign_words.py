"""``knowledge/sign_words.yml``, typed: words for single signs, enough where it is asked."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document

_FILE = KNOWLEDGE / "sign_words.yml"


class Sign(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks of one sign; the file itself says what each list means."""

    sign: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    able: tuple[str, ...] = ()
    well: tuple[str, ...] = ()


class SignWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands."""

    signs: dict[str, Sign]
    together: tuple[tuple[str, ...], ...]
    well: tuple[str, ...]
    hedges: frozenset[str]
    trouble: frozenset[str]
    denial: frozenset[str]
    doubt: tuple[str, ...]
    able: tuple[str, ...]
    short_of: tuple[str, ...]
    past: frozenset[str]
    ordinals: dict[str, int]
    item_words: frozenset[str]
    rest_words: frozenset[str]
    except_words: frozenset[str]


@lru_cache(maxsize=1)
def sign_words() -> SignWords:
    """The project's own words for signs, loaded once."""
    return Document(_FILE).convert(SignWords)

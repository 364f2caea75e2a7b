"""``languages.yml``: how a message in another language is known."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.yaml_lines import Document


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language in Latin letters: its English name and some of its commonest words."""

    name: str
    say: frozenset[str]


class Script(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"first": "from", "last": "to"}
):
    """A script, as a range of code points, both inclusive, and its likeliest language."""

    name: str
    first: int
    last: int


class LanguageBook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``languages.yml`` as a whole; the keys are ISO codes."""

    words: dict[str, Words]
    scripts: dict[str, Script]

    def name(self, code: str) -> str:
        """The English name of a language; the code itself where it is not listed."""
        listed = self.words.get(code) or self.scripts.get(code)
        return listed.name if listed else code


@lru_cache(maxsize=1)
def language_book() -> LanguageBook:
    """The project's own list, loaded once."""
    return Document(KNOWLEDGE / "languages.yml").convert(LanguageBook)

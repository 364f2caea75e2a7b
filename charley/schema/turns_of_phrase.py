"""``knowledge/turns_of_phrase.yml``, typed: patterns of plain answers."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.wordings import Line, WordingBook, wording_book
from charley.schema.yaml_lines import Document

_FILE = KNOWLEDGE / "turns_of_phrase.yml"


class TurnsOfPhrase(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands: kind of answer -> patterns."""

    kinds: dict[str, tuple[str, ...]]

    def book(self) -> WordingBook:
        """The patterns for the matcher, with the kind of answer in a finding's place."""
        known = wording_book()
        lines = tuple(
            Line(kind, "say", pattern, str(_FILE))
            for kind, patterns in self.kinds.items()
            for pattern in patterns
        )
        return WordingBook(lines, known.classes, known.findings)


@lru_cache(maxsize=1)
def turns_of_phrase() -> TurnsOfPhrase:
    """The project's own turns of phrase, loaded once."""
    return Document(_FILE).convert(TurnsOfPhrase)

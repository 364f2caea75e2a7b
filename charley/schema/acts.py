"""``knowledge/acts.yml``, typed: wordings of what a person may do besides answering."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.wordings import Line, WordingBook, wording_book
from charley.schema.yaml_lines import Document

_FILE = KNOWLEDGE / "acts.yml"


class ActWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"not_": "not"}):
    """One act: patterns that count anywhere, and those that count only as a whole message."""

    id: str
    say: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    not_: tuple[str, ...] = ()


class Acts(msgspec.Struct, frozen=True):
    """The acts as books of patterns for the matcher."""

    anywhere: WordingBook  # count in any message
    whole: WordingBook  # count only where they are the whole message
    ids: tuple[str, ...]


@lru_cache(maxsize=1)
def acts() -> Acts:
    """The project's own acts, loaded once."""
    document = Document(_FILE)
    known = wording_book()
    wordings = document.convert_list(ActWording)

    def book(part: str) -> WordingBook:
        lines = [
            Line(wording.id, kind, pattern, f"{_FILE}:{document.line(f'$[{index}]')}")
            for index, wording in enumerate(wordings)
            for kind, patterns in (("say", getattr(wording, part)), ("not", wording.not_))
            for pattern in patterns
        ]
        return WordingBook(tuple(lines), known.classes, known.findings)

    return Acts(book("say"), book("whole"), tuple(wording.id for wording in wordings))

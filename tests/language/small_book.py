"""A reader over the small book of wordings, so that assertion is tested apart from the data."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec

from charley.facts import FactSheet
from charley.language.assertion import assertions
from charley.language.contrast import contrasts
from charley.language.cues import Cues, board
from charley.language.text import read_text
from charley.language.wordings import Matcher
from charley.schema.wordings import WordingBook, cue_book, wording_book, wording_lines
from charley.schema.yaml_lines import Document

SMALL = Path(__file__).parent / "small" / "wordings.yml"


@lru_cache(maxsize=1)
def small_book() -> WordingBook:
    return msgspec.structs.replace(wording_book(), lines=tuple(wording_lines(Document(SMALL))))


@lru_cache(maxsize=1)
def _parts() -> tuple[Matcher, Cues, dict[str, str]]:
    book = small_book()
    kinds = {finding.id: finding.kind for finding in book.findings.values()}
    return Matcher(book), Cues(cue_book(), book), kinds


def said(text: str, sheet: FactSheet | None = None, carer: bool = False) -> dict[str, str]:
    """Finding -> assertion; where a finding is said twice, all its assertions, joined by a plus."""
    matcher, cues, kinds = _parts()
    table, hits = board(read_text(text), matcher, cues)
    found: dict[str, list[str]] = {}
    each_said = assertions(table, hits, kinds, sheet, carer)
    for mention, assertion in (each_said | contrasts(table, each_said, hits, kinds, carer)).items():
        if assertion not in found.setdefault(mention.finding, []):
            found[mention.finding].append(assertion)
    return {finding: "+".join(each) for finding, each in found.items()}

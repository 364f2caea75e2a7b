"""Corrects typos, but only towards words that Charley's own knowledge uses.

A word that English knows is left alone, and so is the name of a medicine: a wrong correction would
put words into a person's mouth. What needs its neighbours ("3 times a weak") is data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from symspellpy import SymSpell, Verbosity

from charley.language.text import stem
from charley.schema.load import KNOWLEDGE
from charley.schema.wordings import SpellingBook, spelling_book
from charley.schema.yaml_lines import Document

# Files whose words people use; their own typos must not be in them.
SAYINGS = (
    "wordings/*.yml",
    "words.yml",
    "places.yml",
    "assertion.yml",
    "*_words.yml",
    "answers.yml",
    "acts.yml",
    "profile.yml",
)
MEDICINES = ("medicines/*.yml",)
ONE_EDIT_FROM = 4  # letters; in shorter words a change of one letter makes another word
TWO_EDITS_FROM = 8
_WORD = re.compile(r"(?<![@\w])[a-z]+(?:'[a-z]+)?", re.IGNORECASE)


class Speller:
    """A typo corrector over a closed list of words.

    Args:
        lexicon: the words that a typo may be corrected to.
        known: words that are right as they are.
        book: short forms and slips.
    """

    def __init__(self, lexicon: Iterable[str], known: frozenset[str], book: SpellingBook) -> None:
        self._search = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        words = {word for word in lexicon if len(word) >= ONE_EDIT_FROM}
        for word in sorted(words):
            self._search.create_dictionary_entry(word, 1)
        self._known = known | words
        self._stems = frozenset(stem(word) for word in words)
        self._replace = book.replace
        self._slips = {
            (slip.word, before): slip.means for slip in book.slips for before in slip.after
        }
        self._nearest = lru_cache(maxsize=20_000)(self._find)

    def correct(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """One corrected word for each word of a message."""
        fixed: list[str] = []
        for word in words:
            word = self._replace.get(word) or self._nearest(word)
            before = fixed[-1] if fixed else ""
            fixed.append(self._slips.get((word, before), word))
        return tuple(fixed)

    def _find(self, word: str) -> str:
        right = len(word) < ONE_EDIT_FROM or not word.isascii() or not word.isalpha()
        if right or word in self._known or stem(word) in self._stems:
            return word
        reach = 2 if len(word) >= TWO_EDITS_FROM else 1
        found = self._search.lookup(word, Verbosity.CLOSEST, max_edit_distance=reach)
        likely = [s.term for s in found if s.term[0] == word[0]] or [s.term for s in found]
        near = [term for term in likely if abs(len(term) - len(word)) <= 1] or likely
        return min(near, key=lambda term: (_unlike(term, word), term)) if near else word


def _unlike(term: str, word: str) -> int:
    """How much the letters differ, whatever their order: a swap of two letters comes first."""
    return sum(abs(term.count(letter) - word.count(letter)) for letter in set(term + word))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def words_of(root: Path, patterns: Iterable[str]) -> frozenset[str]:
    """Every word in the values of some YAML files, in normal form, without names of classes."""
    return frozenset(
        match.group().lower().replace("'", "")
        for pattern in patterns
        for path in sorted(root.glob(pattern))
        for text in _strings(Document(path).data)
        for match in _WORD.finditer(text)
    )


def english() -> frozenset[str]:
    """The words of symspellpy's English frequency list (82,765, British and American)."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    lines = listed.read_text(encoding="utf-8-sig").splitlines()
    return frozenset(line.split(" ", 1)[0].replace("'", "") for line in lines if line)


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The project's own speller, made once."""
    known = english() | words_of(KNOWLEDGE, MEDICINES)
    return Speller(words_of(KNOWLEDGE, SAYINGS), known, spelling_book())

"""Corrects typos, but only towards words that Charley's own knowledge uses.

A word that English uses is left alone, and so is the name of a medicine: a wrong correction would
put words into a person's mouth. Only a word that hardly anyone uses ("crams") may be a slip for one
of ours. Common words that are none of ours stand in the search as well, so that "cookr" is not
"cook". What needs its neighbours ("3 times a weak") is data.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from symspellpy import SymSpell, Verbosity

from charley.language.keyboard import effort, sound
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
    "turns_of_phrase.yml",
    "acts.yml",
    "profile.yml",
)
MEDICINES = ("medicines/*.yml",)
SHORTEST = 3  # letters of a word that may lack one ("fot")
ONE_EDIT_FROM = 4  # letters; in shorter words a change of one letter makes another word
RARE_FROM = 5
SOUND_FROM, SOUND_TO = 5, 8  # two edits where the words sound alike
TWO_EDITS_FROM = 7
COMMON = 5_000_000  # occurrences in symspell's list: about one word in ten has more
RARE = 100_000  # occurrences: about one word in three has fewer
WEIGHT_OF_EFFORT, WEIGHT_OF_OURS, WEIGHT_OF_ENGLISH = 3.0, 1.2, 0.6
_WORD = re.compile(r"(?<![@\w])[a-z]+(?:'[a-z]+)?", re.IGNORECASE)


class Speller:
    """A typo corrector over a closed list of words.

    Args:
        lexicon: the words that a typo may be corrected to, and how often our own files use each.
        known: words that are right as they are.
        book: short forms and slips.
        english: how often English uses a word.
    """

    def __init__(
        self,
        lexicon: Iterable[str] | Mapping[str, int],
        known: frozenset[str],
        book: SpellingBook,
        english: Mapping[str, int] | None = None,
    ) -> None:
        self._english = english or {}
        self._ours = Counter(lexicon)
        words = {word for word in self._ours if len(word) >= ONE_EDIT_FROM}
        common = {word for word, times in self._english.items() if times >= COMMON}
        self._search = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
        for word in sorted(words | {word for word in common if len(word) >= ONE_EDIT_FROM}):
            self._search.create_dictionary_entry(word, 1)
        self._known = known | frozenset(self._ours)
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

    def uses(self, word: str) -> bool:
        """Whether a word is one of those that a typo may be corrected to."""
        return word in self._ours

    def _find(self, word: str) -> str:
        if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
            return word
        if word in self._ours or self._form_of_ours(word):
            return word
        if word in self._known and not self._rare(word):
            return word
        near = self._near(word)
        best = min(near, key=lambda term: (self._cost(word, term), term)) if near else word
        return best if best in self._ours or stem(best) in self._stems else word

    def _form_of_ours(self, word: str) -> bool:
        """Whether a word is another form of one of ours, not just one that is cut short."""
        base = stem(word)
        return base in self._stems and (word in self._known or base in self._known)

    def _rare(self, word: str) -> bool:
        """Whether a word is English that hardly anyone uses."""
        return len(word) >= RARE_FROM and 0 < self._english.get(word, 0) < RARE

    def _near(self, word: str) -> list[str]:
        """The words that may be meant."""
        near = [
            found.term for found in self._search.lookup(word, Verbosity.ALL, max_edit_distance=1)
        ]
        if word in self._known or len(word) < ONE_EDIT_FROM:
            return [term for term in near if self._common(term) and term[0] == word[0]]
        if len(word) < SOUND_FROM or (near and len(word) > SOUND_TO):
            return near
        far = [
            found.term for found in self._search.lookup(word, Verbosity.ALL, max_edit_distance=2)
        ]
        if not near and len(word) >= TWO_EDITS_FROM:
            return far
        return near + [term for term in far if self._heard(word, term)]

    def _heard(self, word: str, term: str) -> bool:
        """Whether a word is a common one as it sounds: a name or a rare word is left alone."""
        return self._english.get(term, 0) >= COMMON and sound(term) == sound(word)

    def _common(self, term: str) -> bool:
        return self._english.get(term, 0) >= COMMON or self._ours[term] > 1

    def _cost(self, word: str, term: str) -> float:
        """How unlikely it is that a word was meant."""
        ours, uses = self._ours[term], self._english.get(term, 0)
        return (
            WEIGHT_OF_EFFORT * effort(word, term)
            - WEIGHT_OF_OURS * math.log10(1 + ours)
            - WEIGHT_OF_ENGLISH * math.log10(1 + uses)
        )


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def words_of(root: Path, patterns: Iterable[str]) -> Counter[str]:
    """Every word in the values of some YAML files, in normal form, without names of classes."""
    return Counter(
        match.group().lower().replace("'", "")
        for pattern in patterns
        for path in sorted(root.glob(pattern))
        for text in _strings(Document(path).data)
        for match in _WORD.finditer(text)
    )


def english() -> frozenset[str]:
    """The words of symspellpy's English frequency list (82,765, British and American)."""
    return frozenset(_uses())


@lru_cache(maxsize=1)
def _uses() -> dict[str, int]:
    """How often each of them was found."""
    listed = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    lines = (line.split() for line in listed.read_text(encoding="utf-8-sig").splitlines())
    return {words[0].replace("'", ""): int(words[-1]) for words in lines if words}


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The project's own speller, made once."""
    uses = _uses()
    known = english() | frozenset(words_of(KNOWLEDGE, MEDICINES))
    return Speller(words_of(KNOWLEDGE, SAYINGS), known, spelling_book(), uses)

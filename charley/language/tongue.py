"""In which language a message is written, as far as Charley must know it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from charley.language.spelling import english
from charley.language.text import Text
from charley.schema.languages import LanguageBook, language_book

ENGLISH = "en"
FEWEST_WORDS = 3  # a shorter message ("si", "no se") is too little to tell by
SCRIPT_SHARE = 0.5  # of the letters must be of a script
FOREIGN_SHARE = 0.3  # of the words must be unknown to English
FEWEST_HITS = 2  # common words of the other language


def _script(raw: str, book: LanguageBook) -> str | None:
    letters = [ord(letter) for letter in raw if letter.isalpha()]
    counts = Counter(
        code
        for letter in letters
        if letter > 0x2FF  # Latin letters are settled by their words
        for code, script in book.scripts.items()
        if script.first <= letter <= script.last
    )
    if counts["ja"]:  # Japanese writes Chinese characters as well; kana are its own
        counts["ja"] += counts.pop("zh", 0)
    code, hits = next(iter(counts.most_common(1)), (ENGLISH, 0))
    return code if letters and hits >= SCRIPT_SHARE * len(letters) else None


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    return english()


def language_of(text: Text) -> str:
    """The ISO code of the language of a message; "en" wherever there is doubt."""
    book = language_book()
    script = _script(text.raw, book)
    if script:
        return script
    words = [token.typed for token in text.tokens if token.typed.isalpha()]
    if len(words) < FEWEST_WORDS:
        return ENGLISH
    foreign = sum(word not in _english() for word in words)
    if foreign < FOREIGN_SHARE * len(words):
        return ENGLISH
    hits = {
        code: sum(word in language.say for word in words) for code, language in book.words.items()
    }
    best = max(hits, key=lambda code: (hits[code], code))
    corrected = sum(token.norm in _english() for token in text.tokens) / len(words)
    enough = hits[best] >= max(FEWEST_HITS, 0.25 * len(words))
    return best if enough and corrected < 1 - FOREIGN_SHARE / 2 else ENGLISH

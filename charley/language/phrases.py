"""Fixed phrases of several words, found in a message by spaCy's phrase matcher."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from charley.language.text import Token

V = TypeVar("V")

# Stands for every word that is in no phrase: spaCy keeps each string that it ever saw, and what
# people type must not stay in the memory of a server.
_OTHER = "_"


class PhraseTable(Generic[V]):
    """Phrases and what each stands for; at every place the longest one counts.

    Args:
        phrases: phrase in normal form (lower case, no apostrophes) to its value.
    """

    def __init__(self, phrases: Mapping[str, V]) -> None:
        self._phrases = dict(phrases)
        self._firsts = {phrase.split()[0] for phrase in phrases}
        self._words = {word for phrase in phrases for word in phrase.split()}
        self._vocab = Vocab()
        self._matcher = PhraseMatcher(self._vocab)
        for phrase in self._phrases:
            self._matcher.add(phrase, [Doc(self._vocab, words=phrase.split())])

    def find(
        self, words: Sequence[str], tokens: Sequence[Token], taken: Iterable[int] = ()
    ) -> Iterator[tuple[int, int, V]]:
        """First token, last token and value of each phrase, inside one clause, left to right."""
        if self._firsts.isdisjoint(words):
            return
        used = set(taken)
        for first, last, value in self._longest_first(words):
            same_clause = tokens[first].clause == tokens[last].clause
            if same_clause and used.isdisjoint(range(first, last + 1)):
                used.update(range(first, last + 1))
                yield first, last, value

    def _longest_first(self, words: Sequence[str]) -> list[tuple[int, int, V]]:
        """All phrases by their place; of those that begin together the longest comes first."""
        known = [word if word in self._words else _OTHER for word in words]
        found = [
            (start, end - 1, self._phrases[self._vocab.strings[key]])
            for key, start, end in self._matcher(Doc(self._vocab, words=known))
        ]
        return sorted(found, key=lambda match: (match[0], -match[1]))

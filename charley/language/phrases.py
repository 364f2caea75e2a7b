"""Fixed phrases of several words, found in a message by a table from their first word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from charley.language.text import Token

V = TypeVar("V")


class PhraseTable(Generic[V]):
    """Phrases and what each stands for; at every place the longest one counts.

    Args:
        phrases: phrase in normal form (lower case, no apostrophes) to its value.
    """

    def __init__(self, phrases: Mapping[str, V]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], V]]] = defaultdict(list)
        for phrase, value in phrases.items():
            words = tuple(phrase.split())
            self._by_first[words[0]].append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(
        self, words: Sequence[str], tokens: Sequence[Token], taken: Iterable[int] = ()
    ) -> Iterator[tuple[int, int, V]]:
        """First token, last token and value of each phrase, inside one clause, left to right."""
        used, at = set(taken), 0
        while at < len(words):
            found = None if at in used else self._at(words, tokens, at, used)
            if found:
                yield found
            at = found[1] + 1 if found else at + 1

    def _at(
        self, words: Sequence[str], tokens: Sequence[Token], at: int, used: set[int]
    ) -> tuple[int, int, V] | None:
        for phrase, value in self._by_first.get(words[at], ()):
            last = at + len(phrase) - 1
            if last >= len(words) or tokens[last].clause != tokens[at].clause:
                continue
            if tuple(words[at : last + 1]) == phrase and used.isdisjoint(range(at, last + 1)):
                return at, last, value
        return None

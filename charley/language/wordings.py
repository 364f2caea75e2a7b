"""Finds the findings that a message speaks of, whatever it says about them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from charley.language.patterns import FILLER, Node, Page, Parser, PatternError
from charley.language.reading import Mention
from charley.language.text import Text
from charley.schema.wordings import Line, WordingBook, wording_book
from charley.schema.yaml_lines import KnowledgeError

# Places of one pattern in one message that are read: the first ones and the last ones. Only a
# message that repeats itself has more, and the time a message takes must stay linear.
MOST_PLACES = 8


class Match(msgspec.Struct, frozen=True):
    """A place where a pattern stands: its tokens, both inclusive, and those that it named."""

    line: Line
    first: int
    last: int
    words: tuple[int, ...]

    @property
    def length(self) -> int:
        """Tokens from first to last."""
        return self.last - self.first + 1


class Compiled(msgspec.Struct, frozen=True):
    """A pattern with the line it came from."""

    line: Line
    node: Node


class Matcher:
    """All patterns of a book, ready to be looked for.

    Args:
        book: patterns and word classes.

    Raises:
        KnowledgeError: a pattern cannot be read or names an unknown class.
    """

    def __init__(self, book: WordingBook) -> None:
        parser = Parser(book.classes)
        self._filler = parser.class_node(FILLER) if FILLER in book.classes else None
        patterns: list[Compiled] = []
        for line in book.lines:
            try:
                patterns.append(Compiled(line, parser.parse(line.pattern)))
            except PatternError as error:
                raise KnowledgeError(f"{line.origin}: {error}") from error
        self._index = _index(patterns)

    def find(self, text: Text) -> tuple[Mention, ...]:
        """Every mention of a finding, in the order of the message."""
        page = Page(text, self._filler)
        matches: dict[str, list[Match]] = defaultdict(list)
        for pattern in self._candidates(page):
            matches[pattern.line.finding].extend(_places(pattern, page))
        mentions = [
            _mention(match, text) for found in matches.values() for match in _without_doubles(found)
        ]
        return tuple(sorted(mentions, key=lambda m: (m.first, m.last, m.finding)))

    def _candidates(self, page: Page) -> Iterator[Compiled]:
        """The patterns one of whose needed words stands in the message."""
        seen: set[int] = set()
        for word in dict.fromkeys([*page.stems, *page.norms]):
            for pattern in self._index.get(word, ()):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield pattern


def _index(patterns: list[Compiled]) -> Mapping[str, list[Compiled]]:
    """Patterns by the words of which one must stand there, the rarest such set of each."""
    uses = Counter(word for p in patterns for keys in p.node.needs() for word in keys)
    index: dict[str, list[Compiled]] = defaultdict(list)
    for pattern in patterns:
        needs = pattern.node.needs()
        if not needs:
            raise KnowledgeError(f"{pattern.line.origin}: this pattern needs no word at all")
        for word in min(needs, key=lambda keys: sum(uses[word] for word in keys)):
            index[word].append(pattern)
    return index


def _bits(mask: int) -> list[int]:
    """Indexes of the set bits: all of them, or the first and the last few."""
    found = [index for index, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"]
    half = MOST_PLACES // 2
    return found if len(found) <= MOST_PLACES else found[:half] + found[-half:]


def _places(pattern: Compiled, page: Page) -> Iterator[Match]:
    """The places of a pattern; of those with the same beginning the shortest."""
    spans = {length: starts for length, starts in page.spans(pattern.node).items() if length}
    anywhere = 0
    for starts in spans.values():
        anywhere |= starts
    for start in _bits(anywhere):
        length = min(length for length, starts in spans.items() if starts >> start & 1)
        words = tuple(sorted(pattern.node.words(page, start, length)))
        yield Match(pattern.line, words[0], words[-1], words)


def _spoils(other: Match, match: Match) -> bool:
    """Whether a ``not`` place takes the words of a match for something else."""
    shared = set(other.words) & set(match.words)
    return bool(shared) and (other.length <= match.length or len(shared) == len(match.words))


def _without_doubles(found: list[Match]) -> list[Match]:
    """The matches of one finding that count: none inside a ``not``, no two over one another.

    Of two that overlap the one that names more words is kept, a denial before a statement, the
    tighter before the wider.
    """
    spoilers = [match for match in found if match.line.kind == "not"]
    counting = [
        match
        for match in found
        if match.line.kind != "not" and not any(_spoils(other, match) for other in spoilers)
    ]
    counting.sort(key=lambda m: (-len(m.words), m.line.kind != "absent", m.length, m.first))
    kept: list[Match] = []
    for match in counting:
        if not any(match.first <= other.last and other.first <= match.last for other in kept):
            kept.append(match)
    return kept


def _mention(match: Match, text: Text) -> Mention:
    return Mention(
        finding=match.line.finding,
        first=match.first,
        last=match.last,
        start=text.tokens[match.first].start,
        end=text.tokens[match.last].end,
        wording=match.line.pattern,
        denies=match.line.kind == "absent",
        words=match.words,
    )


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The project's own wordings, compiled once."""
    return Matcher(wording_book())


def find_mentions(text: Text) -> tuple[Mention, ...]:
    """Every mention of a finding in a message, by the project's own wordings."""
    return matcher().find(text)

"""Finds the findings that a message speaks of, whatever it says about them."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from charley.language.lookup import Found, Lookup, covered
from charley.language.pattern_parser import Parser, PatternError
from charley.language.patterns import FILLER, Node, Page
from charley.language.reading import Mention
from charley.language.text import Text
from charley.schema.wordings import Line, WordingBook, wording_book
from charley.schema.yaml_lines import KnowledgeError

MOST_PLACES = 8  # of one pattern in one message


class Matcher:
    """All patterns of a book, ready to be looked for.

    Args:
        book: patterns and word classes.

    Raises:
        KnowledgeError: a pattern cannot be read or names an unknown class.
    """

    def __init__(self, book: WordingBook) -> None:
        self.parser = Parser(book.classes)
        self.filler = self.parser.class_node(FILLER)
        self._place = self.parser.class_node("place") if "place" in book.classes else None
        patterns: list[tuple[Line, Node]] = []
        for line in book.lines:
            try:
                patterns.append((line, self.parser.parse(line.pattern)))
            except PatternError as error:
                raise KnowledgeError(f"{line.origin}: {error}") from error
        try:
            self._lookup = Lookup(patterns, most=MOST_PLACES)
        except ValueError as error:
            problem, line = error.args
            raise KnowledgeError(f"{line.origin}: {problem}") from error

    def page(self, text: Text) -> Page:
        """The message as it is matched against patterns."""
        return Page(text, self.filler)

    def find(self, text: Text, page: Page) -> tuple[Mention, ...]:
        """Every mention of a finding, in the order of the message."""
        found: dict[str, list[Found[Line]]] = defaultdict(list)
        for match in self._lookup.find(page):
            found[match.payload.finding].append(match)
        light = self._light(text, page)
        mentions = [
            _mention(match, text)
            for each in found.values()
            for match in _without_doubles(each, light)
        ]
        return tuple(sorted(mentions, key=lambda m: (m.first, m.last, m.finding)))

    def _light(self, text: Text, page: Page) -> frozenset[int]:
        """The tokens that only join things: small words, places, "and" and "or"."""
        joining = {token.index for token in text.tokens if token.norm in ("and", "or", "nor")}
        return frozenset(
            joining
            | covered(page.fillers)
            | (covered(page.spans(self._place)) if self._place else set())
        )


def _spoils(other: Found[Line], match: Found[Line], light: frozenset[int]) -> bool:
    """Whether a ``not`` place takes the words of a match for something else.

    It does when all of them are its own, or when it is the tighter of the two and a word with a
    meaning of its own stands between: "my leg aches and I have swollen glands" has no swollen leg,
    but "swelling of the hands, legs and feet" has.
    """
    shared = set(other.words) & set(match.words)
    if not shared or len(shared) == len(match.words):
        return bool(shared)
    outside = set(range(match.first, match.last + 1)) - set(range(other.first, other.last + 1))
    return other.length <= match.length and not outside <= light


def _without_doubles(found: list[Found[Line]], light: frozenset[int]) -> list[Found[Line]]:
    """The matches of one finding that count: none inside a ``not``, no two over one another.

    Of two that overlap the one that names more words is kept, a denial before a statement, the
    tighter before the wider.
    """
    spoilers = [match for match in found if match.payload.kind == "not"]
    counting = [
        match
        for match in found
        if match.payload.kind != "not"
        and not any(_spoils(other, match, light) for other in spoilers)
    ]
    counting.sort(key=lambda m: (-len(m.words), m.payload.kind != "absent", m.length, m.first))
    kept: list[Found[Line]] = []
    for match in counting:
        if not any(match.first <= other.last and other.first <= match.last for other in kept):
            kept.append(match)
    return kept


def _mention(match: Found[Line], text: Text) -> Mention:
    return Mention(
        finding=match.payload.finding,
        first=match.first,
        last=match.last,
        start=text.tokens[match.first].start,
        end=text.tokens[match.last].end,
        wording=match.payload.pattern,
        denies=match.payload.kind == "absent",
        words=match.words,
    )


@lru_cache(maxsize=1)
def matcher() -> Matcher:
    """The project's own wordings, compiled once."""
    return Matcher(wording_book())


def find_mentions(text: Text) -> tuple[Mention, ...]:
    """Every mention of a finding in a message, by the project's own wordings."""
    return matcher().find(text, matcher().page(text))

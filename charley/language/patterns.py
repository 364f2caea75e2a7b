"""What a pattern of ``knowledge/wordings`` matches; ``pattern_parser`` reads it.

docs/architecture.md says what a pattern means. A pattern is a tree of nodes. Each node is matched
against the whole message at once: the set of places where it matches is a table from length (in
tokens) to a bit mask of start tokens. Sequences are shifts and ands of such masks, so the time
grows linearly with the message, whatever is in it, and no search ever goes back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from charley.language.text import Text, normalise, stem

Spans = dict[int, int]  # length in tokens -> bit mask of the start tokens

FILLER = "filler"  # the class whose words may stand between any two words of a pattern
FEW_OPTIONS = 6  # so many alternatives are simply tried one by one
FILLERS_IN_A_ROW = 4
TOGETHER = 7  # tokens that may stand between the two sides of "&"
NUMBER = "#"  # stands for any token that begins with a digit
YEAR = "#year"  # stands for a number such as 1998 or 2021
_YEAR = re.compile(r"(?:19|20)\d\d")


def _mask(places: list[int]) -> int:
    """A bit for each place; ``places`` are in order. Linear, however long the message is."""
    bits = bytearray(places[-1] // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


class Page:
    """One message as bit masks: where each word stands, and where clauses begin."""

    def __init__(self, text: Text, filler: Node | None = None) -> None:
        self.size = len(text.tokens)
        self.all = (1 << self.size) - 1
        stems: dict[str, list[int]] = defaultdict(list)
        norms: dict[str, list[int]] = defaultdict(list)
        for token in text.tokens:
            stems[token.stem].append(token.index)
            norms[token.norm].append(token.index)
            if token.norm[0].isdigit():
                norms[NUMBER].append(token.index)
                if _YEAR.fullmatch(token.norm):
                    norms[YEAR].append(token.index)
        self.stems = {word: _mask(places) for word, places in stems.items()}
        self.norms = {word: _mask(places) for word, places in norms.items()}
        self.openings = sum(1 << clause.first for clause in text.clauses)
        self._known: dict[int, Spans] = {}
        self.fillers: Spans = {}
        self.fillers = self.spans(filler) if filler else {}

    def spans(self, node: Node) -> Spans:
        """Where a node matches; each node is worked out once for a message."""
        known = self._known.get(id(node))
        if known is None:
            known = self._known[id(node)] = node.spans(self)
        return known

    def joined(self, left: Spans, right: Spans) -> Spans:
        """Places where ``right`` begins just where ``left`` ends, in the same clause."""
        result: Spans = {}
        for before, starts in left.items():
            inside = ~(self.openings >> before) if before else self.all
            for length, begins in right.items():
                found = starts & (begins >> before)
                if length:
                    found &= inside
                if found:
                    result[before + length] = result.get(before + length, 0) | found
        return result

    def past_fillers(self, spans: Spans) -> Spans:
        """``spans``, and each of them lengthened by up to four small words."""
        result = dict(spans)
        edge = spans
        for _ in range(FILLERS_IN_A_ROW):
            edge = self.joined(edge, self.fillers)
            if not edge:
                break
            for length, starts in edge.items():
                result[length] = result.get(length, 0) | starts
        return result

    def past_gap(self, spans: Spans, most: int) -> Spans:
        """``spans``, and each of them lengthened by up to ``most`` tokens of any kind."""
        result = dict(spans)
        edge = spans
        for _ in range(most):
            edge = self.joined(edge, {1: self.all})
            for length, starts in edge.items():
                result[length] = result.get(length, 0) | starts
        return result


class Node:
    """A part of a pattern."""

    def spans(self, page: Page) -> Spans:
        """Where it matches."""
        raise NotImplementedError

    def needs(self) -> list[frozenset[str]]:
        """Sets of words; of each set at least one must stand in the message."""
        raise NotImplementedError

    def words(self, page: Page, start: int, length: int) -> tuple[int, ...]:
        """The tokens that the pattern itself named, in a match that is known to be there."""
        raise NotImplementedError

    def example(self) -> str:
        """A plain phrase that it matches: of alternatives the first, nothing that is optional."""
        raise NotImplementedError


class Word(Node):
    """One word, by its stem, or exactly as it is (``=word``), or any number (``#``)."""

    def __init__(self, written: str) -> None:
        self.exact = written.startswith(("=", NUMBER))
        self._written = written.lstrip("=").replace(YEAR, "2019").replace(NUMBER, "two")
        norm = normalise(written.lstrip("="))
        self.word = norm if self.exact else stem(norm)

    def spans(self, page: Page) -> Spans:
        """See :class:`Node`."""
        found = (page.norms if self.exact else page.stems).get(self.word, 0)
        return {1: found} if found else {}

    def needs(self) -> list[frozenset[str]]:
        """See :class:`Node`."""
        return [frozenset([self.word])]

    def words(self, page: Page, start: int, length: int) -> tuple[int, ...]:
        """See :class:`Node`."""
        return (start,)

    def example(self) -> str:
        """See :class:`Node`."""
        return self._written


class Either(Node):
    """Alternatives; ``optional`` means that nothing at all will do as well."""

    def __init__(self, options: Iterable[Node], optional: bool = False) -> None:
        self.options = tuple(options)
        self.optional = optional
        self._keyed = self._by_key() if len(self.options) > FEW_OPTIONS else None

    def _by_key(self) -> dict[str, list[Node]] | None:
        """Options by a word that each needs, so that a large class costs what is in the message."""
        keyed: dict[str, list[Node]] = {}
        for option in self.options:
            needs = option.needs()
            if not needs:
                return None
            for word in min(needs, key=len):
                keyed.setdefault(word, []).append(option)
        return keyed

    def _present(self, page: Page) -> Iterable[Node]:
        """The options that may match."""
        if self._keyed is None:
            return self.options
        keyed = self._keyed
        return {
            id(node): node
            for words in (page.stems, page.norms)
            for word in words.keys() & keyed.keys()
            for node in keyed[word]
        }.values()

    def spans(self, page: Page) -> Spans:
        """See :class:`Node`."""
        result: Spans = {0: page.all | (1 << page.size)} if self.optional else {}
        for option in self._present(page):
            for length, starts in page.spans(option).items():
                result[length] = result.get(length, 0) | starts
        return result

    def needs(self) -> list[frozenset[str]]:
        """See :class:`Node`."""
        if self.optional:
            return []
        each = [min(option.needs(), key=len, default=frozenset()) for option in self.options]
        return [frozenset[str]().union(*each)] if all(each) else []

    def words(self, page: Page, start: int, length: int) -> tuple[int, ...]:
        """See :class:`Node`."""
        for option in self.options:
            if page.spans(option).get(length, 0) >> start & 1:
                return option.words(page, start, length)
        return ()

    def example(self) -> str:
        """See :class:`Node`."""
        return "" if self.optional else self.options[0].example()


class Sequence(Node):
    """Nodes one after the other; ``gaps[i]`` tokens may stand between node i and node i + 1."""

    def __init__(self, parts: Iterable[Node], gaps: Iterable[int]) -> None:
        self.parts = tuple(parts)
        self.gaps = tuple(gaps)

    def _prefixes(self, page: Page) -> list[Spans]:
        """For each part: where the parts up to it match, with what may stand behind it."""
        found = page.spans(self.parts[0])
        prefixes = [found]
        for part, gap in zip(self.parts[1:], self.gaps, strict=True):
            if not found:
                break
            reach = page.past_gap(found, gap) if gap else found
            found = page.joined(page.past_fillers(reach), page.spans(part))
            prefixes.append(found)
        return prefixes

    def spans(self, page: Page) -> Spans:
        """See :class:`Node`."""
        prefixes = self._prefixes(page)
        return prefixes[-1] if len(prefixes) == len(self.parts) else {}

    def needs(self) -> list[frozenset[str]]:
        """See :class:`Node`."""
        return [keys for part in self.parts for keys in part.needs()]

    def words(self, page: Page, start: int, length: int) -> tuple[int, ...]:
        """See :class:`Node`."""
        prefixes = self._prefixes(page)
        named: tuple[int, ...] = ()
        end = length
        for number in range(len(self.parts) - 1, 0, -1):
            part = page.spans(self.parts[number])
            end, own = self._split(page, prefixes[number - 1], part, start, end, number)
            named = self.parts[number].words(page, start + end + own[0], own[1]) + named
        return self.parts[0].words(page, start, end) + named

    def example(self) -> str:
        """See :class:`Node`."""
        return " ".join(filter(None, (part.example() for part in self.parts)))

    def _split(
        self, page: Page, before: Spans, part: Spans, start: int, end: int, number: int
    ) -> tuple[int, tuple[int, int]]:
        """Length of what comes before a part, then the gap to the part and the part's length."""
        reach = self.gaps[number - 1]
        for own in sorted(part):
            if own > end or not part[own] >> (start + end - own) & 1:
                continue
            for gap in range(end - own + 1):
                left = end - own - gap
                if not before.get(left, 0) >> start & 1:
                    continue
                stretched = page.past_fillers(page.past_gap({left: 1 << start}, reach))
                if stretched.get(end - own, 0):
                    return left, (gap, own)
        raise AssertionError("a match that was found has no parts")


class Together(Node):
    """Two nodes in either order, in one clause, at most seven tokens apart."""

    def __init__(self, left: Node, right: Node) -> None:
        self.orders = (Sequence((left, right), (TOGETHER,)), Sequence((right, left), (TOGETHER,)))

    def spans(self, page: Page) -> Spans:
        """See :class:`Node`."""
        return Either(self.orders).spans(page)

    def needs(self) -> list[frozenset[str]]:
        """See :class:`Node`."""
        return self.orders[0].needs()

    def words(self, page: Page, start: int, length: int) -> tuple[int, ...]:
        """See :class:`Node`."""
        return Either(self.orders).words(page, start, length)

    def example(self) -> str:
        """See :class:`Node`."""
        return self.orders[0].example()

"""Many patterns, looked for in one message: only those are tried whose rarest word stands there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

from charley.language.patterns import Node, Page, Spans

T = TypeVar("T")


class Found(Generic[T]):
    """A place where a pattern stands: its tokens, both inclusive, and those that it named."""

    __slots__ = ("first", "last", "payload", "words")

    def __init__(self, payload: T, words: tuple[int, ...]) -> None:
        self.payload = payload
        self.words = words
        self.first = words[0]
        self.last = words[-1]

    @property
    def length(self) -> int:
        """Tokens from first to last."""
        return self.last - self.first + 1


class Lookup(Generic[T]):
    """Patterns with what each stands for.

    Args:
        patterns: (what it stands for, the compiled pattern).
        most: places of one pattern in one message that are read, the first and the last ones. Only
            a message that repeats itself has more, and its time must stay linear.
        longest: of places with the same beginning the longest is taken, not the shortest.

    Raises:
        ValueError: a pattern needs no word at all; its ``args`` are (message, what it stands for).
    """

    def __init__(
        self, patterns: Sequence[tuple[T, Node]], *, most: int, longest: bool = False
    ) -> None:
        self._most = most
        self._choose = max if longest else min
        self._index: dict[str, list[tuple[T, Node]]] = defaultdict(list)
        uses = Counter(word for _, node in patterns for keys in node.needs() for word in keys)
        for payload, node in patterns:
            needs = node.needs()
            if not needs:
                raise ValueError("this pattern needs no word at all", payload)
            for word in min(needs, key=lambda keys: sum(uses[word] for word in keys)):
                self._index[word].append((payload, node))

    def find(self, page: Page) -> Iterator[Found[T]]:
        """Every place of every pattern."""
        seen: set[int] = set()
        for word in dict.fromkeys([*page.stems, *page.norms]):
            for payload, node in self._index.get(word, ()):
                if id(node) not in seen:
                    seen.add(id(node))
                    yield from self._places(payload, node, page)

    def _places(self, payload: T, node: Node, page: Page) -> Iterator[Found[T]]:
        spans = {length: starts for length, starts in page.spans(node).items() if length}
        anywhere = 0
        for starts in spans.values():
            anywhere |= starts
        for start in bits(anywhere, self._most):
            length = self._choose(length for length, starts in spans.items() if starts >> start & 1)
            words = tuple(sorted(node.words(page, start, length)))
            if words:
                yield Found(payload, words)


def bits(mask: int, most: int | None = None) -> list[int]:
    """Indexes of the set bits, all of them or the first and last ``most`` / 2."""
    found = [index for index, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"]
    if most is None or len(found) <= most:
        return found
    return found[: most // 2] + found[-(most // 2) :]


def covered(spans: Spans) -> set[int]:
    """The tokens that lie in any of some places."""
    mask = 0
    for length, starts in spans.items():
        for step in range(length):
            mask |= starts << step
    return set(bits(mask))

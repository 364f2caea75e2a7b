"""The pattern language of ``knowledge/wordings``, read into nodes that match."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import reduce

from charley.language.patterns import Either, Node, Sequence, Together, Word

_GAPS = {"..": 3, "...": 7}
_LEXEME = re.compile(r"\s*(\.\.\.|\.\.|[()|&?]|@\w+|=?[^\s()|&?@=]+)")


class PatternError(ValueError):
    """A pattern is not written in the pattern language."""


class Parser:
    """Turns patterns into nodes; classes are parsed once and shared.

    Args:
        classes: name of a class -> its words, phrases or patterns.
    """

    def __init__(self, classes: Mapping[str, tuple[str, ...]]) -> None:
        self._classes = classes
        self._nodes: dict[str, Node] = {}
        self._open: list[str] = []

    def class_node(self, name: str) -> Node:
        """The alternatives of a class.

        Raises:
            PatternError: there is no such class, or it names itself.
        """
        if name not in self._classes:
            raise PatternError(f"unknown word class '@{name}'")
        if name in self._open:
            raise PatternError(f"the word class '@{name}' names itself")
        if name not in self._nodes:
            self._open.append(name)
            self._nodes[name] = Either([self.parse(member) for member in self._classes[name]])
            self._open.pop()
        return self._nodes[name]

    def parse(self, pattern: str) -> Node:
        """The node of a pattern.

        Raises:
            PatternError: the pattern is empty or wrongly written.
        """
        lexemes = _LEXEME.findall(pattern)
        if "".join(lexemes) != "".join(pattern.split()):
            raise PatternError(f"cannot read the pattern '{pattern}'")
        lexemes.reverse()
        node = self._alternatives(lexemes, pattern)
        if lexemes:
            raise PatternError(f"a ')' too many in '{pattern}'")
        return node

    def _alternatives(self, lexemes: list[str], pattern: str) -> Node:
        options = [self._together(lexemes, pattern)]
        while lexemes and lexemes[-1] == "|":
            lexemes.pop()
            options.append(self._together(lexemes, pattern))
        return options[0] if len(options) == 1 else Either(options)

    def _together(self, lexemes: list[str], pattern: str) -> Node:
        sides = [self._sequence(lexemes, pattern)]
        while lexemes and lexemes[-1] == "&":
            lexemes.pop()
            sides.append(self._sequence(lexemes, pattern))
        return _any_order(sides)

    def _sequence(self, lexemes: list[str], pattern: str) -> Node:
        parts: list[Node] = []
        gaps: list[int] = []
        gap = 0
        while lexemes and lexemes[-1] not in ")|&":
            lexeme = lexemes.pop()
            if lexeme in _GAPS:
                gap = _GAPS[lexeme]
                continue
            part = self._atom(lexeme, lexemes, pattern)
            if lexemes and lexemes[-1] == "?":
                lexemes.pop()
                part = Either([part], optional=True)
            if parts:
                gaps.append(gap)
            elif gap:
                raise PatternError(f"'{pattern}' begins with a gap")
            parts.append(part)
            gap = 0
        if gap or not parts:
            raise PatternError(f"something is missing in '{pattern}'")
        return parts[0] if len(parts) == 1 else Sequence(parts, gaps)

    def _atom(self, lexeme: str, lexemes: list[str], pattern: str) -> Node:
        if lexeme == "(":
            options = self._alternatives(lexemes, pattern)
            if not lexemes or lexemes.pop() != ")":
                raise PatternError(f"a ')' is missing in '{pattern}'")
            return options
        if lexeme.startswith("@"):
            return self.class_node(lexeme[1:])
        if lexeme in "?&|)":
            raise PatternError(f"'{lexeme}' stands alone in '{pattern}'")
        return _words(lexeme)


def _words(written: str) -> Node:
    """A word as written; a hyphen in it may be a space in a message."""
    pieces = [piece for piece in written.split("-") if piece]
    if not pieces:
        raise PatternError(f"'{written}' is no word")
    nodes = [Word(piece) for piece in pieces]
    return nodes[0] if len(nodes) == 1 else Sequence(nodes, [0] * (len(nodes) - 1))


def _any_order(sides: list[Node]) -> Node:
    """All sides near each other in any order; three sides keep the first two together."""
    join: Callable[[Node, Node], Node] = Together
    return reduce(join, sides)

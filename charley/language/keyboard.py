"""How easily a finger, or an ear, turns one word into another."""

from __future__ import annotations

import itertools
import re

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
VOWELS = frozenset("aeiou")
ALIKE = frozenset(map(frozenset, ("ck", "cs", "sz", "iy", "fv", "td", "gj")))  # by sound
SWAP, TWICE, NEIGHBOUR, ALIKE_LETTER, LOST, OTHER, FIRST = 0.6, 0.5, 0.8, 0.9, 0.9, 1.5, 0.6
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^kn", "n"), (r"^wr", "r"), (r"ph", "f"), (r"[aeiou]gh(?=t|$)", "a"), (r"ck|q", "k"),
        (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"(?<=.)[aeiouyhw]", ""), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


def _neighbours() -> frozenset[frozenset[str]]:
    """Pairs of keys that touch: beside one another, or one row down."""
    pairs = {frozenset(row[i : i + 2]) for row in ROWS for i in range(len(row) - 1)}
    for upper, lower in itertools.pairwise(ROWS):
        for i, key in enumerate(lower):
            pairs |= {frozenset((key, other)) for other in upper[i : i + 2]}
    return frozenset(pairs)


NEIGHBOURS = _neighbours()


def effort(typed: str, meant: str) -> float:
    """What it takes to type one word for the other: 1 is about one plain slip."""
    above: list[float] = []
    row = [LOST * i for i in range(len(meant) + 1)]
    for i, key in enumerate(typed):
        older, above, row = above, row, [OTHER * (i + 1)]
        for j, letter in enumerate(meant):
            best = above[j] + _instead(key, letter)
            best = min(best, above[j + 1] + _extra(typed, i, meant[: j + 1]))
            best = min(best, row[j] + (TWICE if meant[j - 1 : j] == letter else LOST))
            if i and j and key == meant[j - 1] and letter == typed[i - 1] and key != letter:
                best = min(best, older[j - 1] + SWAP)
            row.append(best)
    return row[-1] + (FIRST if typed[0] != meant[0] else 0)


def _instead(key: str, letter: str) -> float:
    """One letter for another."""
    if key == letter:
        return 0.0
    pair = frozenset((key, letter))
    if pair in NEIGHBOURS:
        return NEIGHBOUR
    return ALIKE_LETTER if pair in ALIKE or pair <= VOWELS else OTHER


def _extra(typed: str, at: int, before: str) -> float:
    """A letter too many; the same one twice is the easiest."""
    if typed[at] == before[-1:]:
        return TWICE
    return LOST if frozenset((typed[at], before[-1:])) in NEIGHBOURS else OTHER


def sound(word: str) -> str:
    """A key that words share which sound alike: "throte" and "throat"."""
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word

"""The same message as it is typed in a hurry, without care, in capitals, or spoken.

Deterministic: the noise depends on the text and the kind alone.
"""

from __future__ import annotations

import random
import re

KINDS = ("typos", "bare", "capitals", "spoken")
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj",
    "i": "uo", "j": "hk", "k": "jl", "l": "k", "m": "n", "n": "bm", "o": "ip", "p": "o",
    "q": "w", "r": "et", "s": "ad", "t": "ry", "u": "yi", "v": "cb", "w": "qe", "x": "zc",
    "y": "tu", "z": "x",
}  # fmt: skip
SHARE_OF_WORDS = 0.10


def _slip(word: str, chance: random.Random) -> str:
    """One slip of the finger inside a word: a swap, a loss, a double, or a neighbour."""
    at = chance.randrange(1, len(word) - 1)
    kind = chance.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    neighbours = _NEIGHBOURS.get(word[at].lower(), word[at])
    return word[:at] + chance.choice(neighbours) + word[at + 1 :]


def _typos(text: str) -> str:
    chance = random.Random(f"typos:{text}")
    words = text.split(" ")
    long_ones = [i for i, word in enumerate(words) if len(word) >= 4 and word.isalpha()]
    wanted = round(len(words) * SHARE_OF_WORDS + chance.random() * 0.999)
    for index in chance.sample(long_ones, min(wanted, len(long_ones))):
        words[index] = _slip(words[index], chance)
    return " ".join(words)


def _spoken(text: str) -> str:
    """As voice-to-text gives it: no signs, numbers as they are, a filler here and there."""
    chance = random.Random(f"spoken:{text}")
    words = re.sub(r"[^\w\s'/-]", " ", text.lower()).split()
    for filler in ("um", "you know", "like i said", "er"):
        if len(words) > 6 and chance.random() < 0.4:
            words.insert(chance.randrange(1, len(words)), filler)
    return " ".join(words)


def noisy(text: str, kind: str) -> str:
    """``text`` with one kind of noise; ``kind`` is one of :data:`KINDS`."""
    if kind == "typos":
        return _typos(text)
    if kind == "bare":
        return re.sub(r"[^\w\s-]", " ", text.lower())
    if kind == "capitals":
        return text.upper()
    return _spoken(text)

"""Where: parts of the body and sides, and which words belong together."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from charley.facts import Side
from charley.language.phrases import PhraseTable
from charley.language.text import Text, Token, stem
from charley.schema.place_words import PlaceWords, place_words, places

WHOLE = "whole_leg"
SEVERAL = ("cramps", "pains", "aches", "spasms", "problems", "issues")
QUALIFIERS = ("bad", "sore")
BESIDE = 3  # tokens between a side and the part it belongs to, small words not counted


class Spot(msgspec.Struct, frozen=True):
    """A part of the body, a side, or both together, from token ``first`` to ``last`` inclusive.

    ``site`` is empty for a side alone; ``bare`` is true for "leg", which names no part of it.
    ``corrects`` is true where a correction stands before it ("left, sorry, right").
    """

    first: int
    last: int
    site: str = ""
    side: Side | None = None
    bare: bool = False
    corrects: bool = False


@lru_cache(maxsize=1)
def _sites() -> PhraseTable[str]:
    """Phrases of stems, without the small words that may stand between them."""
    skipped = place_words().small
    table: dict[str, str] = {}
    for place in places().values():
        extra = place_words().more.get(place.id, ())
        for words in (place.label, place.id.replace("_", " "), *place.say, *extra):
            stems = [stem(w) for w in words.lower().split() if w not in skipped]
            table.setdefault(" ".join(stems), place.id)
    for word in place_words().bare_leg:
        table[stem(word)] = WHOLE
    return PhraseTable(table)


@lru_cache(maxsize=1)
def _leg_sites() -> frozenset[str]:
    """The places that are part of the leg."""
    known, found = places(), {WHOLE}
    for _ in known:
        found |= {p.id for p in known.values() if p.part_of in found}
    return frozenset(found)


_OPPOSITE: dict[str, str] = {"left": "right", "right": "left"}


class _Finder:
    """Finds spots in one message."""

    def __init__(self, text: Text, words: PlaceWords, asked: bool) -> None:
        self.text, self.words, self.asked = text, words, asked
        self.tokens = text.tokens
        self.kept = [t for t in text.tokens if t.norm not in words.small]

    def norm(self, at: int) -> str:
        return self.tokens[at].norm if 0 <= at < len(self.tokens) else ""

    def same_clause(self, one: int, other: int) -> bool:
        return (
            0 <= one < len(self.tokens)
            and 0 <= other < len(self.tokens)
            and self.tokens[one].clause == self.tokens[other].clause
        )

    def sites(self) -> list[Spot]:
        """Parts of the body; "back of my left leg" is one, whatever small words stand in it."""
        stems = [token.stem for token in self.kept]
        spots = []
        for first, last, site in _sites().find(stems, self.kept):
            start, end = self.kept[first].index, self.kept[last].index
            bare = start == end and self.norm(start) in self.words.bare_leg
            if not self._is_other(start, end):
                spots.append(Spot(start, end, site, self._number_side(start, end, site), bare))
        return spots

    def _is_other(self, first: int, last: int) -> bool:
        """Whether it is denied ("not the foot"), compared with, or no part of the body here."""
        before = [
            self.norm(i) for i in range(max(0, first - 4), first) if self.same_clause(i, first)
        ]
        near = before[-2:]
        if any(word in self.words.denials for word in near):
            return True
        if any(word in self.words.compared for word in before):
            return True
        phrase = " ".join(
            self.norm(i) for i in range(first - 1, last + 2) if 0 <= i < len(self.tokens)
        )
        return any(words in phrase for words in self.words.not_places)

    def _number_side(self, first: int, last: int, site: str) -> Side | None:
        """``both`` for "legs", ``one`` for "my leg", nothing for "leg cramp" or for toes."""
        if site not in _leg_sites():
            return None
        word = self.norm(last)
        if self.tokens[last].raw[-2:].lower() in ("'s", "’s") and word.endswith("s"):
            return "one"  # "my leg's been hurting"
        inside = {self.norm(i) for i in range(first, last + 1)}
        if inside & self.words.plurals:
            return None if self.norm(first - 1) in self.words.either else "both"
        if word not in self.words.singulars:
            return None
        if self._compound(last):
            before = self.norm(first - 1) if self.same_clause(first, first - 1) else ""
            if before == "the" and self.norm(last + 1) in SEVERAL:
                return None  # "what causes the leg cramps"
            if before in QUALIFIERS:  # "my bad leg cramps", but "bad leg cramps"
                before = self.norm(first - 2) if self.same_clause(first, first - 2) else ""
            return "one" if before in self.words.determiners else None
        return "one"

    def _compound(self, last: int) -> bool:
        """Whether a place only says what kind of trouble follows: "leg and foot cramps"."""
        at = last + 1
        while self.norm(at) in ("and", "or", "n") and self.norm(at + 1) in self.words.singulars:
            at += 2
        ends = {stem(word) for word in self.words.compound_ends}
        return self.same_clause(last, at) and stem(self.norm(at)) in ends

    def sides(self, sites: Sequence[Spot]) -> list[Spot]:
        """Words of side, each by itself."""
        spots, denied = [], set()
        for first, last, side in _side_phrases().find([t.norm for t in self.tokens], self.tokens):
            if self._is_denied(first):
                denied.add(side)
            elif self._is_side(first, last, side, sites):
                spots.append(Spot(first, last, "", side, False, self._corrects(first)))
        return [  # "it is the right leg, not the left"
            msgspec.structs.replace(spot, corrects=spot.corrects or _OPPOSITE[spot.side] in denied)
            if spot.side in _OPPOSITE
            else spot
            for spot in spots
        ]

    def _is_denied(self, first: int) -> bool:
        return any(
            self.norm(i) in self.words.denials
            for i in (first - 1, first - 2)
            if self.same_clause(i, first)
        )

    def _is_side(self, first: int, last: int, side: Side, sites: Sequence[Spot]) -> bool:
        if self.norm(first) in QUALIFIERS and self._compound(last):
            return False  # "bad leg cramps" are no cramps of the bad leg
        if last > first or self.norm(first) in self.words.sure_sides:
            return True
        around = f"{self.norm(first - 1)} {self.norm(first)} {self.norm(last + 1)}"
        if any(words in around for words in self.words.not_sides):
            return False
        beside = any(
            0 < site.first - last <= BESIDE
            or 0 < first - site.last <= BESIDE
            or site.first <= first <= site.last
            for site in sites
            if self.same_clause(site.first, first)
        )
        if len(self.norm(first)) == 1 or self.norm(first) == "rite":
            return beside or (self.asked and len(self.tokens) <= 3)
        if side in ("left", "right"):
            led = self.norm(first - 1) in self.words.side_leaders and self.same_clause(
                first - 1, first
            )
            return beside or led or self.asked
        return beside or self.asked or self.norm(last + 1) in ("sides", "of", "side")

    def _corrects(self, first: int) -> bool:
        return any(self.norm(i) in self.words.corrections for i in range(max(0, first - 4), first))


@lru_cache(maxsize=1)
def _side_phrases() -> PhraseTable[Side]:
    return PhraseTable({p: side for side, phrases in place_words().sides.items() for p in phrases})


def _resolved(finder: _Finder, sides: list[Spot]) -> list[Spot]:
    """Sides said together: left and right are both, left or right alternate, a correction wins."""
    out: list[Spot] = []
    for spot in sides:
        previous = out[-1] if out else None
        if previous and {previous.side, spot.side} == {"left", "right"}:
            between = [t.norm for t in finder.tokens[previous.last + 1 : spot.first]]
            before = finder.norm(previous.first - 1)
            if spot.corrects or any(w in finder.words.corrections for w in between):
                out[-1] = msgspec.structs.replace(spot, corrects=True)
                continue
            if before in finder.words.sometimes or any(
                w in finder.words.either_between for w in between
            ):
                out[-1] = Spot(previous.first, spot.last, "", "alternating")
                continue
            if between in (["and"], ["n"], ["plus"], ["and", "the"]):
                out[-1] = Spot(previous.first, spot.last, "", "both")
                continue
        out.append(spot)
    return out


def _distance(one: Spot, other: Spot) -> int:
    if one.last < other.first:
        return other.first - one.last
    return max(0, one.first - other.last)


def _joined(finder: _Finder, sites: list[Spot], sides: list[Spot]) -> list[Spot]:
    """Each part with the side that is said of it; sides of no part stay alone."""
    used: set[int] = set()
    result = []
    for site in sites:
        near = [
            (_distance(site, side), side.first > site.first, number)
            for number, side in enumerate(sides)
            if finder.same_clause(site.first, side.first) and _distance(site, side) <= BESIDE + 1
        ]
        if not near:
            result.append(site)
            continue
        side = sides[min(near)[2]]
        used.add(min(near)[2])
        result.append(
            msgspec.structs.replace(
                site,
                first=min(site.first, side.first),
                last=max(site.last, side.last),
                side=side.side,
                corrects=side.corrects,
            )
        )
    result += [side for number, side in enumerate(sides) if number not in used]
    return sorted(result, key=lambda spot: (spot.first, spot.last))


def find_places(text: Text, *, asked: bool = False) -> tuple[Spot, ...]:
    """Parts of the body and sides in a message, in its order.

    Args:
        text: the message.
        asked: the question was where, so that "right" alone is a side.
    """
    finder = _Finder(text, place_words(), asked)
    sites = finder.sites()
    sides = _resolved(finder, finder.sides(sites))
    return tuple(_joined(finder, sites, sides))


def is_leg(site: str) -> bool:
    """Whether a place is part of the leg."""
    return site in _leg_sites()


def whole_message(tokens: Sequence[Token]) -> str:
    """The normal forms of all tokens, for a look at a very short answer."""
    return " ".join(token.norm for token in tokens)

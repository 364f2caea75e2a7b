"""The words around findings, found in one message: cues, and the words that end their reach."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from charley.language.lookup import Found, Lookup, bits, covered
from charley.language.pattern_parser import Parser, PatternError
from charley.language.patterns import Either, Node, Page
from charley.language.reading import Mention
from charley.language.text import Text
from charley.language.wordings import Matcher, matcher
from charley.schema.load import KNOWLEDGE
from charley.schema.wordings import Cue, CueBook, WordingBook, cue_book, wording_book
from charley.schema.yaml_lines import KnowledgeError

MOST_PLACES = 100  # of one cue in one message

Hit = Found[Cue]


class Cues:
    """The cues of ``assertion.yml``, ready to be looked for."""

    def __init__(self, book: CueBook, wordings: WordingBook) -> None:
        parser = Parser({**wordings.classes, **book.classes})
        # "no numbness, strong enough": a denial does not go on to what is well
        self.good = frozenset(f.id for f in wordings.findings.values() if f.opposite)
        try:
            patterns = [(cue, parser.parse(say)) for cue in book.cues for say in cue.say]
            self.words: dict[str, Node] = {
                name: Either([parser.parse(word) for word in words])
                for name, words in book.words.items()
            }
            self.words["place"] = parser.class_node("place")
            self.words["leg"] = parser.class_node("leg")
            self._lookup = Lookup(patterns, most=MOST_PLACES, longest=True)
        except (PatternError, ValueError) as error:
            raise KnowledgeError(f"{KNOWLEDGE / 'assertion.yml'}:1: {error}") from error

    def hits(self, page: Page) -> list[Hit]:
        """The cues that count, in the order of the message.

        A cue counts unless its words are a part of a longer cue, or of one that says that it is
        none. A denial that is a part of a finding's own wording, as "no" is in "no strength",
        reaches only what shares the words that it denies there ("no blood in it").
        """
        found = list(self._lookup.find(page))
        at: dict[int, list[Hit]] = {}  # a cue gives way only to one that shares a word with it
        for hit in found:
            for word in hit.words:
                at.setdefault(word, []).append(hit)
        small = covered(page.fillers)
        counting = [
            hit
            for hit in found
            if hit.payload.cue != "none"
            and not any(_covers(other, hit, small) for word in hit.words for other in at[word])
        ]
        return sorted(counting, key=lambda hit: (hit.first, hit.last))


def _covers(other: Hit, hit: Hit, small: set[int]) -> bool:
    """Whether a cue is but a part of another one, or gives way to a longer one."""
    mine, theirs = set(hit.words), set(other.words)
    if other.payload.cue == "none":
        core = mine - small if hit.payload.cue == "over" else mine  # "its gone when I stand"
        return bool(mine & theirs) and core <= theirs
    if hit.payload.cue == "present" and other.payload.cue in ("over", "absent"):
        return bool(mine & theirs)  # "it is gone now"
    if other.payload.cue == "present":
        return False
    longer = len(mine) < len(theirs) and (mine < theirs or other.first <= hit.first)
    return bool(mine & theirs) and longer and other.payload.reach == hit.payload.reach


class Board:
    """A message with all that stands in it: mentions, places, and words of each kind.

    ``good`` is the findings that say that all is well, ``at`` the mentions by the token that a
    reach meets first.
    """

    def __init__(self, text: Text, page: Page, mentions: tuple[Mention, ...], cues: Cues) -> None:
        self.text = text
        self.good = cues.good
        self.mentions = mentions
        self.size = len(text.tokens)
        self.openings = frozenset(clause.first for clause in text.clauses)
        self._starts: dict[str, frozenset[int]] = {}
        self._ends: dict[str, dict[int, tuple[int, ...]]] = {}
        self._covered: dict[str, frozenset[int]] = {}
        for name, node in cues.words.items():
            spans = page.spans(node)
            self._starts[name] = frozenset(t for starts in spans.values() for t in bits(starts))
            self._covered[name] = frozenset(covered(spans))
            ends = self._ends[name] = {}
            for length, starts in sorted(spans.items()):
                for first in bits(starts):
                    ends[first] = (*ends.get(first, ()), first + length - 1)
        self._covered["filler"] = frozenset(covered(page.fillers))
        self.at: dict[int, list[Mention]] = {}
        self.take(mentions)

    def take(self, mentions: tuple[Mention, ...]) -> None:
        """Hold these mentions instead of those that were held before."""
        self.mentions = mentions
        self.at = {}
        for mention in mentions:
            self.at.setdefault(mention.first, []).append(mention)

    def begins(self, name: str, token: int) -> bool:
        """Whether a word or phrase of a kind begins at a token."""
        return token in self._starts[name]

    def phrases(self, name: str) -> Mapping[int, tuple[int, ...]]:
        """First token -> last tokens of the phrases of a kind that begin there, shortest first."""
        return self._ends[name]

    def among(self, name: str, token: int) -> bool:
        """Whether a token belongs to a word or phrase of a kind."""
        return token in self._covered[name]

    def comma(self, token: int) -> bool:
        """Whether a comma, colon or bracket stands before a token."""
        return any(mark in ",:()/" for mark in self.text.tokens[token].before)

    def norm(self, token: int) -> str:
        """The normal form of a token, or "" outside the message."""
        return self.text.tokens[token].norm if 0 <= token < self.size else ""

    def opens(self, token: int) -> bool:
        """Whether a clause begins at a token, or the message has ended before it."""
        return token >= self.size or token in self.openings

    def item(self, token: int) -> bool:
        """Whether a clause, or what a comma or "and" parts from the rest, begins at a token."""
        return self.opens(token) or self.comma(token) or self.begins("link", token - 1)

    def place_first(self, mention: Mention) -> bool:
        """Whether a mention is put like a statement: the place, then what is wrong with it."""
        return self.among("place", mention.words[0]) and not all(
            self.among("place", word) for word in mention.words
        )

    def new_subject(self, token: int) -> bool:
        """Whether a new statement begins here: "it is", "my leg hurts", "and i have"."""
        if self.begins("link", token):
            token += 1
        if self.opens(token) or not self.begins("subject", token):
            return False
        if self.norm(token) not in ("my", "the", "both", "this", "that", "these", "those", "his"):
            return True
        for ahead in range(token + 1, min(token + 5, self.size)):
            if self.opens(ahead) or self.comma(ahead):
                return False
            if self.begins("verb", ahead):
                return True
        return False


@lru_cache(maxsize=1)
def cues() -> Cues:
    """The project's own cues, compiled once."""
    return Cues(cue_book(), wording_book())


def board(
    text: Text, matching: Matcher | None = None, around: Cues | None = None
) -> tuple[Board, list[Hit]]:
    """A message's mentions with all that stands around them, and the cues in it.

    ``matching`` and ``around`` are the project's own wordings and cues where none are given.
    """
    matching, around = matching or matcher(), around or cues()
    page = matching.page(text)
    mentions = matching.find(text, page)
    table = Board(text, page, mentions, around)
    return table, [h for h in around.hits(page) if not h.payload.begin or table.item(h.first)]

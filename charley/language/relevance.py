"""Which mentions of a message stand for a fact of their own.

A pattern only sees words. Three things make a match no fact: another finding says the same more
exactly ("pain in my chest when I breathe in" is one finding, not two); a circumstance is told of
something else ("dizzy when I stand" is no trigger of a cramp); or a question or an order about the
world holds a word of ours ("how do I get red wine out of a carpet").
"""

from __future__ import annotations

from collections.abc import Mapping

from charley.facts import Assertion
from charley.language.cues import Board
from charley.language.reading import Mention
from charley.schema.models import Finding
from charley.schema.wordings import Company

TROUBLE = ("symptom", "sign")
CIRCUMSTANCES = ("trigger", "timing", "relief")
OF_SLEEP = "posture"
MUSCLE = ("muscle", "muscles", "muscular")
LINKS = ("and", "or", "plus", "also", "with", "as")
TAKERS = (*TROUBLE, *CIRCUMSTANCES, "course")  # kinds that may hold the words of a circumstance
COMMON_TO_ALL = ("leg_cramp",)  # "my legs cramped, my hands too" tells of both
BESIDE = 3  # small words between a complaint and the part of the leg that it is told of


class Relevance:
    """The rules, ready for the findings of a book.

    Args:
        findings: id -> finding.
        company: what circumstances may be told of.
    """

    def __init__(self, findings: Mapping[str, Finding], company: Company) -> None:
        self._findings = findings
        self._company = company
        self._complaint = frozenset(company.complaint)
        self._elsewhere = frozenset(company.elsewhere)
        self._carriers = self._complaint | frozenset(company.carriers)

    def kept(self, board: Board, said: Mapping[Mention, Assertion]) -> list[Mention]:
        """The mentions that stand for facts of their own, in the order of the message."""
        whole = self._exact(board, said)
        trouble = [m for m in whole if self._kind(m) in TROUBLE and not self._well(m)]
        implied = {
            name for m in whole if said[m] == "present" for name in self._implied(m)
        }  # "not really swollen, but bigger than the other one" is swollen
        asks = _asking_clauses(board, self._company)
        kept = []
        for mention in whole:
            clause = board.text.tokens[mention.first].clause
            beside = [t for t in trouble if board.text.tokens[t.first].clause == clause]
            if self._of_something_else(mention, beside) or self._pain_elsewhere(board, mention):
                continue
            if said[mention] == "absent" and mention.finding in implied:
                continue
            idle = not trouble and clause in asks
            if idle and self._kind(mention) not in (*TROUBLE, "history"):
                continue
            kept.append(mention)
        return kept

    def _kind(self, mention: Mention) -> str:
        finding = self._findings.get(mention.finding)
        return finding.kind if finding else "symptom"

    def _exact(self, board: Board, said: Mapping[Mention, Assertion]) -> list[Mention]:
        """The mentions without those whose words a more exact one takes up."""
        at: dict[int, list[Mention]] = {}
        every = list(board.mentions)
        taken: set[Mention] = set()  # who was taken up takes up nobody, so that one of two stays
        for mention in every:
            for word in mention.words:
                at.setdefault(word, []).append(mention)
        for mention in every:
            beside = {other for word in mention.words for other in at[word]}
            for other in beside:
                if not self._takes_up(other, mention, said) or self._apart(board, mention, other):
                    continue
                if other in taken and self._takes_up(mention, other, said):
                    continue
                taken.add(mention)
                break
        return [mention for mention in every if mention not in taken]

    def _takes_up(
        self, other: Mention, mention: Mention, said: Mapping[Mention, Assertion]
    ) -> bool:
        """Whether a mention is taken up by a more exact one that says the same.

        A trouble only gives way to what implies it or is listed as more exact; a circumstance or a
        background also to one of its kind whose words hold all of its own.
        """
        mine, theirs = set(mention.words), set(other.words)
        if other.finding == mention.finding:
            return False
        if said[other] == "present" and mention.finding in self._opposite(other):
            return bool(mine & theirs) if said[mention] == "absent" else mine <= theirs
        if said[mention] == said[other] == "present" and other.finding in self._opposite(mention):
            return bool(mine & theirs) and not theirs <= mine  # "not been able to pass water"
        if said[other] != said[mention]:
            return False
        implied = said[other] != "present" and mention.finding in self._implied(other)
        if implied or mention.finding in self._exacter(other):
            return bool(mine & theirs)
        kind, taker = self._kind(mention), self._kind(other)
        if kind in TROUBLE or not mine < theirs:
            return False
        return kind == taker or (kind in (*CIRCUMSTANCES, OF_SLEEP) and taker in TAKERS)

    def _apart(self, board: Board, mention: Mention, other: Mention) -> bool:
        """Whether a complaint is told of the leg beside what is told of elsewhere as well.

        "Both legs cramped and my fingers went as well" is two facts that share a word.
        """
        if mention.finding not in COMMON_TO_ALL or other.finding in self._complaint:
            return False
        leg = _leg_beside(board, mention)
        return leg is not None and leg not in other.words

    def _implied(self, mention: Mention) -> tuple[str, ...]:
        finding = self._findings.get(mention.finding)
        return finding.implies if finding else ()

    def _exacter(self, mention: Mention) -> tuple[str, ...]:
        return self._company.exacter.get(mention.finding, ())

    def _opposite(self, mention: Mention) -> tuple[str, ...]:
        finding = self._findings.get(mention.finding)
        return finding.opposite if finding else ()

    def _well(self, mention: Mention) -> bool:
        """Whether a mention says that all is well."""
        return bool(self._opposite(mention))

    def _pain_elsewhere(self, board: Board, mention: Mention) -> bool:
        """Whether a pain without a place is not the leg's: its clause names another place.

        It is the leg's all the same where a part of the leg stands nearer ("leg cramps, foggy
        head") or in one list with the other place ("cramps in my hip and thigh"), and where
        "muscle cramps" is an item of its own ("headache, runny eyes, muscle cramps").
        """
        if mention.finding not in self._complaint or any(
            board.among("place", word) for word in mention.words
        ):
            return False
        clause = board.text.clause_of(mention.first)
        inside = range(clause.first, clause.last + 1)
        others = [token for token in inside if board.norm(token) in self._elsewhere]
        if not others:
            return False
        legs = [t for t in inside if board.among("leg", t)]
        if legs:
            other = min(others, key=lambda token: _distance(mention, token))
            leg = min(legs, key=lambda token: _distance(mention, token))
            nearer = _distance(mention, leg) < _distance(mention, other)
            return not (nearer or _listed(board, mention, leg, other))
        own_item = board.norm(mention.first - 1) in MUSCLE
        return not own_item or not all(_apart(board, mention, token) for token in others)

    def _of_something_else(self, mention: Mention, beside: list[Mention]) -> bool:
        """Whether a circumstance is told of another trouble than the complaint."""
        narrow = mention.finding in self._company.only_of_complaint
        if not (narrow or self._kind(mention) in CIRCUMSTANCES):
            return False
        others = [other for other in beside if other.finding != mention.finding]
        if not others:
            return False
        carriers = self._complaint if narrow else self._carriers
        return not any(
            other.finding in carriers or set(self._implied(other)) & self._complaint
            for other in others
        )


def _distance(mention: Mention, token: int) -> int:
    """Tokens from a mention to a token outside of it."""
    return max(mention.first - token, token - mention.last)


def _listed(board: Board, mention: Mention, leg: int, other: int) -> bool:
    """Whether two places are items of one list on the same side of a mention."""
    if (leg < mention.first) != (other < mention.first):
        return False
    between = range(min(leg, other) + 1, max(leg, other))
    return all(
        board.begins("link", t) or board.among("place", t) or board.among("filler", t)
        for t in between
    )


def _apart(board: Board, mention: Mention, token: int) -> bool:
    """Whether a comma or a linking word parts a mention from a token."""
    low, high = sorted((mention.last if token > mention.last else mention.first, token))
    between = range(low + 1, high + 1)
    return any(board.comma(t) or board.norm(t) in LINKS for t in between)


def _leg_beside(board: Board, mention: Mention) -> int | None:
    """The part of the leg that a mention names or stands next to: "legs cramping bad"."""
    for word in mention.words:
        if board.among("leg", word):
            return word
    for first, step in ((mention.first - 1, -1), (mention.last + 1, 1)):
        token = first
        for _ in range(BESIDE + 1):
            crossed = token if step > 0 else token + 1
            if not 0 <= token < board.size or board.opens(crossed) or board.comma(crossed):
                break
            if board.among("leg", token):
                return token
            if not board.among("filler", token):
                break
            token += step
    return None


def _asking_clauses(board: Board, company: Company) -> frozenset[int]:
    """The clauses that ask or order something and do not speak of "it"."""
    asks, itself = frozenset(company.asks), frozenset(company.itself)
    found = set()
    for clause in board.text.clauses:
        words = [board.norm(token) for token in range(clause.first, clause.last + 1)]
        if words[0] in asks and not itself & set(words):
            found.add(clause.index)
    return frozenset(found)

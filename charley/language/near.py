"""Which fact is nearest to some words of a message."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from charley.facts import Fact, FactSheet, Medicine
from charley.language.text import Text
from charley.schema.wordings import company, wording_book

PLACE = ("side", "site")
COMMA, CONJUNCTION, AFTER = 3.0, 2.0, 1.5  # what it costs to go over one, or to look ahead
_CONJUNCTIONS = frozenset({"and", "also", "plus", "with", "then"})
_IT = frozenset(
    {"it", "its", "they", "them", "this", "these", "theyre", "theyve", "been", "started", "began",
     "start", "happens", "happened", "happen", "lasts", "last", "lasted", "comes", "come", "get",
     "getting", "wakes", "had", "that", "occurs", "got"}
)  # fmt: skip


def complaint_of(
    sheet: FactSheet | None, complaints: Sequence[str], attribute: str
) -> tuple[str, ...]:
    """What a circumstance is told of: the complaint, or the troubles of the leg that stand for it.

    Who told of a swollen leg alone and says "the left one" has not told of a cramp. A time is that
    of what was told first: "for years" must not make a cold foot old that came up later.

    Args:
        sheet: what was told so far.
        complaints: the findings that are the complaint; the first is supposed by default.
        attribute: the circumstance; only what can have it counts.
    """
    facts = sheet.facts if sheet else ()
    told = dict.fromkeys(fact.finding for fact in facts if fact.assertion == "present")
    found = tuple(name for name in complaints if name in told)
    known = wording_book().findings
    stand_ins = company().stand_ins
    others = tuple(n for n in told if n in stand_ins and attribute in known[n].attributes)
    return found or (others if attribute in PLACE else others[:1]) or (complaints[0],)


class Near:
    """Distances in one message; ``spans`` are the first and last token of each fact."""

    def __init__(self, text: Text, facts: Sequence[Fact]) -> None:
        self.text = text
        self.findings = [fact.finding for fact in facts]
        self._starts = [token.start for token in text.tokens]
        self._ends = [token.end for token in text.tokens]
        self.spans = [self._span(fact) for fact in facts]
        self._by_clause: dict[int, list[int]] = {}  # clause -> facts that begin or end in it
        for index in range(len(self.spans)):
            self._enter(index)
        self.turn = facts[0].turn if facts else 0
        self.medicines: list[list[int]] = []

    def _span(self, fact: Fact) -> tuple[int, int]:
        first = bisect_right(self._ends, fact.start)
        last = bisect_left(self._starts, fact.end) - 1
        return (first, last) if first <= last else (-1, -1)

    def add(self, first: int, last: int, finding: str) -> None:
        """One more fact, at the end."""
        self.findings.append(finding)
        self.spans.append((first, last))
        self._enter(len(self.spans) - 1)

    def _enter(self, index: int) -> None:
        first, last = self.spans[index]
        for clause in {self.text.tokens[end].clause for end in (first, last) if first >= 0}:
            self._by_clause.setdefault(clause, []).append(index)

    def block(self, medicines: Sequence[Medicine]) -> None:
        """Medicines of the message, which times may be said of."""
        self.medicines = [
            [t.index for t in self.text.tokens if t.start < m.end and t.end > m.start]
            for m in medicines
        ]

    def beside_medicine(self, first: int, last: int) -> bool:
        """Whether a medicine stands in the clause of some tokens."""
        clause = self.text.tokens[first].clause
        return any(
            self.text.tokens[i].clause == clause for tokens in self.medicines for i in tokens
        )

    def allows(self, index: int, attribute: str) -> bool:
        """Whether the finding of a fact may carry an attribute."""
        finding = wording_book().findings.get(self.findings[index])
        return finding is not None and attribute in finding.attributes

    def clause(self, index: int) -> int:
        """The clause in which a fact begins."""
        first = self.spans[index][0]
        return self.text.tokens[first].clause if first >= 0 else -1

    def score(self, index: int, first: int, last: int) -> float:
        """How far a fact is from some tokens of its clause; smaller is nearer."""
        start, end = self.spans[index]
        if start <= last and first <= end:
            return 0.0
        low, high = (end, first) if end < first else (last, start)
        between = self.text.tokens[low + 1 : high]
        gap = float(high - low - 1)
        gap += COMMA * sum("," in token.before for token in self.text.tokens[low + 1 : high + 1])
        gap += CONJUNCTION * sum(token.norm in _CONJUNCTIONS for token in between)
        return gap + (AFTER if start > last else 0.0)

    def _same_clause(self, index: int, first: int) -> bool:
        start, end = self.spans[index]
        if start < 0:
            return False
        clause = self.text.tokens[first].clause
        return clause in (self.text.tokens[start].clause, self.text.tokens[end].clause)

    def ranked(self, first: int, last: int) -> list[int]:
        """Facts of the same clause, the nearest one first."""
        inside = self._by_clause.get(self.text.tokens[first].clause, ())
        return sorted(inside, key=lambda i: (self.score(i, first, last), i))

    def nearest(self, index: int, spans: Iterable[tuple[int, int, int]]) -> int | None:
        """Of some numbered spans in the clause of a fact the nearest one's number."""
        scored = [
            (self.score(index, first, last), number)
            for number, first, last in spans
            if self._same_clause(index, first)
        ]
        return min(scored)[1] if scored else None

    def facts_at(self, first: int, last: int, attribute: str) -> list[int]:
        """The facts nearest to some tokens that may carry an attribute; several if equally near."""
        able = [i for i in self.ranked(first, last) if self.allows(i, attribute)]
        if not able:
            return []
        best = self.score(able[0], first, last)
        return [i for i in able if self.score(i, first, last) == best]

    def speaks_of_it(self, tokens: range) -> bool:
        """Whether the clause of some tokens has a word that can stand for the complaint."""
        clause = self.text.clause_of(tokens.start)
        return any(t.norm in _IT for t in self.text.tokens[clause.first : clause.last + 1])

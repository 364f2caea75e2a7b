"""Words that take up again what the person said before: "it is not weak after all".

A second thought seldom repeats the whole wording. Where a message has a telling word of an earlier
statement ("weak", "constant", "trapped"), names no other part of the body, and no wording claims
that word, it speaks of the same finding; what it says about it is told by the cues as ever.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from charley.facts import Fact
from charley.language.cues import Board, board
from charley.language.reading import Mention
from charley.language.text import read_text

SHORTEST = 4  # letters of a word that tells something
TOLD = ("present", "possible", "absent")


def with_echoes(table: Board, facts: Iterable[Fact]) -> tuple[Mention, ...]:
    """The mentions of a message, and those that echo an earlier statement.

    Args:
        table: the message with the mentions that wordings found.
        facts: what the sheet holds, in the order in which it was told.
    """
    claimed = {word for mention in table.mentions for word in mention.words}
    named = {mention.finding for mention in table.mentions}
    latest = {f.finding: f for f in facts if f.assertion in TOLD and f.text}
    quotes = {name: fact.text for name, fact in latest.items() if name not in named}
    found = [
        mention for name, quote in quotes.items() for mention in _echo(table, name, quote, claimed)
    ]
    return tuple(sorted((*table.mentions, *found), key=lambda m: (m.first, m.last, m.finding)))


def _echo(table: Board, finding: str, quote: str, claimed: set[int]) -> Iterator[Mention]:
    """The first word of a message that takes a finding up again, if there is one."""
    stems, places = telling_words(quote)
    for token in table.text.tokens:
        if token.stem not in stems or token.index in claimed:
            continue
        if _other_place(table, token.index, places):
            continue
        yield Mention(
            finding=finding,
            first=token.index,
            last=token.index,
            start=token.start,
            end=token.end,
            wording="(said before)",
            words=(token.index,),
        )
        return


def _other_place(table: Board, token: int, places: frozenset[str]) -> bool:
    """Whether the clause of a token names another part of the body than the statement did."""
    clause = table.text.clause_of(token)
    return any(
        table.among("place", index) and table.text.tokens[index].stem not in places
        for index in range(clause.first, clause.last + 1)
    )


@lru_cache(maxsize=512)
def telling_words(quote: str) -> tuple[frozenset[str], frozenset[str]]:
    """The stems in a statement that tell what it is about, and those of its places."""
    table, _ = board(read_text(quote))
    mentioned = {word for mention in table.mentions for word in mention.words}
    places = frozenset(t.stem for t in table.text.tokens if table.among("place", t.index))
    telling = frozenset(
        token.stem
        for token in table.text.tokens
        if len(token.norm) >= SHORTEST
        and token.index in mentioned
        and not table.among("filler", token.index)
    )
    return telling - places, places

"""What the writer says of herself after telling of someone else: "my son has it, I don't".

Such a reply takes a finding up again without naming it. It is a statement of its own, so it becomes
a mention of its own: the son's trouble stays the son's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from charley.facts import Assertion
from charley.language.cues import Board
from charley.language.reading import Mention
from charley.language.scope import behind

REPLIES: tuple[tuple[str, Assertion], ...] = (("apart", "absent"), ("alike", "present"))


def contrasts(board: Board, said: Mapping[Mention, Assertion]) -> dict[Mention, Assertion]:
    """The mentions that a reply such as "not me" or "and so have I" makes, and what they say.

    Args:
        board: the message with its mentions.
        said: what is said about each of them.
    """
    return {
        _taken_up(board, mention, token, last): assertion
        for name, assertion in REPLIES
        for token, last in _replies(board, name)
        for mention in behind(board, token, into_last_clause=True, after_comma=True)
        if said.get(mention) == "other_person" and not mention.denies
    }


def _replies(board: Board, name: str) -> Iterator[tuple[int, int]]:
    """First and last token of each reply of a kind behind which nothing but a border stands."""
    for token, last in board.phrases(name).items():
        if not (board.opens(last + 1) or board.comma(last + 1)):
            continue
        if board.text.clause_of(token).closer != "?":
            yield token, last


def _taken_up(board: Board, mention: Mention, first: int, last: int) -> Mention:
    """The same finding, spoken of again by the words of a reply."""
    return Mention(
        finding=mention.finding,
        first=first,
        last=last,
        start=board.text.tokens[first].start,
        end=board.text.tokens[last].end,
        wording="(said of oneself)",
        words=tuple(range(first, last + 1)),
    )

"""When it was: the tense in which something is told, and what a remark says is over.

"It cleared", "that went when they changed my tablets" are remarks of their own: they speak of what
was told before, in the past tense, and not of what is so today.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from charley.language.cues import Board, Hit
from charley.language.reading import Mention

Tense = Literal["past", "perfect", "present", ""]
TROUBLE = ("symptom", "sign")
REMARKS = (
    *("it", "its", "that", "thats", "they", "theyre", "theyve"),
    *("those", "these", "all", "both"),
)
CLAUSES_BACK = 3  # how far back a remark of its own may speak
LINKS = ("and", "but", "so", "then", "which")
SHORT = 4  # letters of a word in "ed" that is no verb: "red", "sped"


def items(board: Board, token: int) -> tuple[int, int]:
    """First and last token of the part of a clause, between commas and "and my", around a token."""
    left = right = token
    while not _begins_item(board, left):
        left -= 1
    while not board.opens(right + 1) and not _begins_item(board, right + 1):
        right += 1
    return left, right


def _begins_item(board: Board, token: int) -> bool:
    """Whether a clause, or a statement after a comma or an "and", begins at a token."""
    if board.opens(token) or board.comma(token):
        return True
    return board.norm(token) in ("and", "but") and board.begins("subject", token + 1)


def tense(board: Board, mention: Mention) -> Tense:
    """In which tense something is told; "" where no verb says so.

    A part of a clause without a verb goes with the part before: "I was panicking, breathing fast".
    """
    left, right = items(board, mention.first)
    right = max(right, mention.last)
    while True:
        inside = range(left, right + 1)
        if any(_is_present(board, t) for t in inside):
            return "present"
        if any(board.begins("perfect_verb", t) for t in inside):
            return "perfect"
        if any(_is_past(board, t) for t in inside):
            return "past"
        if board.opens(left):
            return ""
        left, right = items(board, left - 1)


def _is_present(board: Board, token: int) -> bool:
    """Whether a word says that it is now: "is", "keeps", "now", "my leg's swollen"."""
    short = board.text.tokens[token].raw.lower().endswith(("'s", "’s"))
    return board.begins("present_verb", token) or (short and board.among("place", token))


def _is_past(board: Board, token: int) -> bool:
    word = board.norm(token)
    regular = word.endswith("ed") and not word.endswith("eed") and len(word) > SHORT
    return board.begins("past_verb", token) or (regular and not board.among("filler", token))


def recent(board: Board, mention: Mention) -> bool:
    """Whether something is told of today."""
    left, right = items(board, mention.first)
    return any(board.begins("just_now", t) for t in range(left, max(right, mention.last) + 1))


def remarked(
    board: Board, hit: Hit, kinds: dict[str, str], nearest: list[Mention]
) -> list[Mention]:
    """What a remark such as "it cleared" or "all gone now" speaks of.

    Args:
        board: the message.
        hit: the cue that says it is over.
        kinds: finding -> kind.
        nearest: the mentions that the cue reaches by its place alone.

    Returns:
        The trouble that was told in the past tense in the sentence before, and not of today;
        otherwise the nearest trouble, or whatever is nearest.
    """
    first = _remark_begin(board, hit)
    if first is None:
        return [*(_of_subject(board, nearest, kinds) or nearest), *_added(board, hit)]
    clauses = list(_trouble_before(board, first, kinds))
    for before in clauses:
        told = [m for m in before if tense(board, m) == "past" and not recent(board, m)]
        if told:
            last = max(m.last for m in told)
            near = [m for m in nearest if m not in told and m.last >= last]
            return [*told, *(m for m in near if _of_trouble(m, told, kinds))]
    if any(kinds.get(m.finding) in TROUBLE for m in nearest) or not clauses:
        return nearest
    last = max(m.last for m in clauses[0])
    return [m for m in clauses[0] if m.last == last]


def _of_trouble(mention: Mention, told: list[Mention], kinds: dict[str, str]) -> bool:
    """Whether a mention is a trouble itself, or told in the same words as one."""
    words = {word for other in told for word in other.words}
    return kinds.get(mention.finding) in TROUBLE or not words.isdisjoint(mention.words)


def _of_subject(board: Board, nearest: list[Mention], kinds: dict[str, str]) -> list[Mention]:
    """The trouble to which what stands nearest only adds when it was: "the rash after Spain"."""
    if not nearest or any(kinds.get(m.finding) in TROUBLE for m in nearest):
        return []
    begin = min(m.first for m in nearest)
    return [
        m
        for m in board.mentions
        if kinds.get(m.finding) in TROUBLE
        and board.opens(items(board, m.first)[0])
        and m.last < begin
        and board.text.tokens[m.first].clause == board.text.tokens[begin].clause
        and not any(board.begins("verb", t) or board.comma(t) for t in range(m.last + 1, begin))
    ]


def _added(board: Board, hit: Hit) -> list[Mention]:
    """What is added behind the cue without a verb: "my limp is gone and the swelling"."""
    token = hit.last + 1
    if board.norm(token) != "and" or board.norm(token + 1) not in ("the", "my"):
        return []
    for mention in board.at.get(token + 2, ()):
        if board.opens(mention.last + 1) or board.comma(mention.last + 1):
            return [mention]
    return []


def _remark_begin(board: Board, hit: Hit) -> int | None:
    """Where the remark begins of which a cue is the verb, if it is one."""
    for token in range(hit.first, max(-1, hit.first - 4), -1):
        begins = board.opens(token) or board.comma(token) or board.norm(token - 1) in LINKS
        if begins and (token == hit.first or board.norm(token) in REMARKS):
            return token
        if board.opens(token):
            return None
    return None


def _trouble_before(board: Board, first: int, kinds: dict[str, str]) -> Iterator[list[Mention]]:
    """The trouble in the clause of a remark, or else in the clauses before it, clause by clause.

    A remark behind something else in its own clause speaks of that alone.
    """
    clause = board.text.tokens[first].clause
    for index in range(clause, max(-1, clause - CLAUSES_BACK - 1), -1):
        told = [
            m
            for m in board.mentions
            if board.text.tokens[m.first].clause == index and m.first < first
        ]
        trouble = [m for m in told if kinds.get(m.finding) in TROUBLE]
        if trouble:
            yield trouble
        if told and (index == clause or not trouble):
            return

"""What is only asked about or supposed: "is numbness normal", "if it went black I would ring"."""

from __future__ import annotations

from collections.abc import Iterator

from charley.language.cues import Board
from charley.language.reading import Mention

WHERE = ("in", "on", "at", "off", "under", "with", "out", "up", "down")  # "is in bed" tells
JUDGED_WITHIN = 4  # tokens from what is asked about to "normal", "bad" and the like
ARTICLES = ("a", "an", "any", "some")
GIVEN = ("my", "the", "this", "these")


def presupposed(board: Board, mention: Mention) -> bool:
    """Whether asking about something takes it as given: "is the swelling a bad sign"."""
    given = board.norm(mention.first - 1) in GIVEN
    return given and not board.place_first(mention)


def asked_about(board: Board) -> list[Mention]:
    """The mentions that a question asks about or a condition supposes."""
    return [*_in_questions(board), *_in_conditions(board)]


def _in_questions(board: Board) -> Iterator[Mention]:
    for clause in board.text.clauses:
        marked = clause.closer == "?"
        if marked:
            opening = _question_word(board, clause.first, clause.last)
        else:
            opening = _inverted(board, clause.first, clause.last)
        if opening is None:
            continue
        for mention in board.mentions:
            if opening < mention.first <= clause.last and not presupposed(board, mention):
                yield mention


def _question_word(board: Board, first: int, last: int) -> int | None:
    """Where a question begins in a clause that ends in a question mark."""
    for token in range(first, last):
        linked = board.comma(token) or board.norm(token - 1) in ("and", "so", "or")
        starts = token == first or (linked and board.begins("subject", token + 1))
        if starts and board.begins("question", token) and board.norm(token) != "any":
            fixed = board.norm(token + 2) in ("normal", "ok", "okay", "bad", "serious", "common")
            return None if fixed else token
    return None


def _inverted(board: Board, first: int, last: int) -> int | None:
    """Where a question begins that has no mark: the verb stands before its subject.

    "can statins make you weak" asks, "can feel a lump" and "is swollen" only leave out the "I" and
    the "it": there the verb's own complement follows at once.
    """
    token = first
    while token < last and board.begins("prelude", token):
        token += 1
    if token >= last:
        return None
    following = token + 1
    if board.norm(token) in ("is", "are"):
        article = board.norm(following) in ARTICLES
        asked = board.at.get(following + article, ())
        if not asked or board.norm(following) in WHERE:
            return None
        if board.begins("subject", following) and not article:
            return None
        end = max(mention.last for mention in asked)
        judged = range(following + 1, min(end + JUDGED_WITHIN, last) + 1)
        return token if any(board.begins("judgement", t) for t in judged) else None
    if not board.begins("asking_verb", token):
        return None
    return None if board.begins("left_out", following) else token


def _in_conditions(board: Board) -> Iterator[Mention]:
    """Mentions after an "if" whose clause says what would be done or asks what to do."""
    for token in range(board.size):
        if not board.begins("condition", token):
            continue
        clause = board.text.clause_of(token)
        if board.norm(token) != "if" and token != clause.first:
            continue
        inside = range(clause.first, clause.last + 1)
        if board.norm(token) == "if" and not any(board.begins("outcome", t) for t in inside):
            continue
        if board.begins("unsure", token - 1) or board.begins("unsure", token - 2):
            continue
        end = next(  # what follows from the condition is not supposed by it
            (
                t
                for t in range(token + 1, clause.last + 1)
                if board.comma(t) or board.begins("outcome", t)
            ),
            clause.last + 1,
        )
        for mention in board.mentions:
            if token < mention.first < end and not mention.words[0] <= token <= mention.last:
                yield mention

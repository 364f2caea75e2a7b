"""How far a cue reaches: which mentions a "no", a "might be" or a "went away" speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from charley.language.cues import Board, Hit
from charley.language.reading import Mention

CONDITIONS = ("trigger", "timing", "relief", "posture")  # kinds that "when" may lead on to
NO_PLACE = ("neither", "no", "nor", "without", "none")  # "swelling in neither leg"
CAUSES = ("because", "cos", "cuz", "coz", "due", "despite", "caused", "thanks", "since")
BACK = 4  # unknown words that may stand between a mention and a cue behind it


def _or_later(board: Board, token: int) -> bool:
    """Whether a list goes on to an "or": "no swelling, leg pain or redness"."""
    for ahead in range(token, min(token + 12, board.size)):
        if board.opens(ahead) or board.begins("verb", ahead):
            return False
        if board.norm(ahead) in ("or", "nor"):
            return True
    return False


def list_goes_on(board: Board, token: int) -> bool:
    """Whether what follows a comma is the next item of a list, not a statement of its own."""
    if board.new_subject(token) or board.begins("stop", token):
        return False
    if board.begins("link", token):
        return list_goes_on(board, token + 1) if not board.opens(token + 1) else False
    if any(m.finding in board.good or m.denies for m in board.at.get(token, ())):
        return False
    if _or_later(board, token):
        return True
    if board.begins("quantity", token):
        return False
    return not any(_states(board, mention) for mention in board.at.get(token, ()))


def _states(board: Board, mention: Mention) -> bool:
    """Whether a mention is a statement in itself: "calf swollen", "pain is bad"."""
    behind = mention.last + 1
    verb = not board.opens(behind) and board.begins("verb", behind)
    return board.place_first(mention) or verb


def _breaks(board: Board, token: int, seen: bool, unknown: int) -> bool:
    """Whether a reach that comes from the left ends before a token."""
    if board.opens(token):
        return True
    before = board.norm(token - 1)
    linked = before in ("and", "so", "then", "plus")
    if board.comma(token) and not list_goes_on(board, token):
        return True
    if (seen or linked or unknown) and board.new_subject(token):
        return True
    if (seen or linked) and before not in ("or", "nor"):
        if (
            board.begins("quantity", token)
            and not board.comma(token)
            and not _or_later(board, token)
        ):
            return True
        if _or_later(board, token):
            return False
        return any(board.place_first(m) for m in board.at.get(token, ()))
    return bool(unknown) and any(board.place_first(m) for m in board.at.get(token, ()))


def _spanning(board: Board, hit: Hit) -> Iterator[Mention]:
    """Mentions that have the cue in their midst: "leg is not swollen"."""
    for mention in board.mentions:
        if not mention.first < hit.first <= hit.last < mention.last:
            continue
        if set(hit.words) & set(mention.words):
            continue
        after = [word for word in mention.words if word > hit.last]
        between = range(hit.last + 1, after[0])
        if any(board.comma(t) and board.new_subject(t) for t in between):
            continue  # "my foot's not cold, I can't feel it"
        loose = [t for t in between if not _carries(board, t)]
        places_only = all(board.among("place", word) for word in after)
        if places_only and board.norm(hit.first) not in NO_PLACE:
            continue  # "pain not in my calf, in my thigh" says where, not whether
        own = [m for t in between for m in board.at.get(t, ()) if m.last < after[0]]
        if not own and len(loose) <= (0 if places_only else hit.payload.unknown):
            yield mention


def owned(board: Board, mention: Mention) -> bool:
    """Whether a mention is named as the person's own, so that it is there: "my cramps"."""
    return board.norm(mention.first - 1) == "my" and not board.place_first(mention)


def _excepted(board: Board, mention: Mention) -> bool:
    """Whether a mention reaches over an "except": "no swelling except in the ankles"."""
    for token in range(mention.first + 1, mention.last):
        if board.begins("except", token) and token not in mention.words:
            behind_it = range(token + 1, mention.last + 1)
            return not any(other != mention for t in behind_it for other in board.at.get(t, ()))
    return False


def _own_denial(board: Board, mention: Mention, hit: Hit, seen: bool) -> bool:
    """Whether a mention that says all is well, or denies by itself, is no item of a denial."""
    if mention.finding not in board.good and not mention.denies:
        return False
    return seen or board.norm(mention.words[0]) in NO_PLACE


def _core_end(board: Board, mention: Mention) -> int:
    """The last token of a mention but for a place at its end, which may begin a new statement."""
    core = [word for word in mention.words if not board.among("place", word)]
    return core[-1] if core else mention.last


def _carries(board: Board, token: int) -> bool:
    return any(board.among(name, token) for name in ("filler", "transparent", "place", "link"))


def ahead(board: Board, hit: Hit, kinds: dict[str, str]) -> Iterator[Mention]:
    """The mentions that a cue reaches to its right; ``kinds`` is finding -> kind."""
    yield from _spanning(board, hit)
    seen, unknown, conditional = False, 0, False
    inside = -1  # last named token of a mention that was met
    for token in range(hit.last + 1, board.size):
        if token > inside and _breaks(board, token, seen, unknown):
            return
        met = [m for m in board.at.get(token, ()) if not set(m.words) & set(hit.words)]
        if board.norm(token) in CAUSES and board.begins("stop", token):
            return  # "I do not sleep due to the pain"
        if met:
            if hit.payload.cue == "absent" and any(_own_denial(board, m, hit, seen) for m in met):
                return
            for mention in met:
                if _excepted(board, mention):
                    continue
                if unknown and owned(board, mention) and hit.payload.cue == "absent":
                    continue  # "it did not cure my cramp"
                if not conditional or kinds.get(mention.finding) in CONDITIONS:
                    yield mention
            if conditional and not any(kinds.get(m.finding) in CONDITIONS for m in met):
                return
            inside = max(inside, *(_core_end(board, m) for m in met))
            seen, unknown = True, 0
            continue
        if token <= inside:
            if board.comma(token) and board.begins("stop", token):
                return  # a wording that goes on: "used to walk for miles, now my calves seize"
            continue
        if board.begins("stop_before_symptom", token) and not board.among("transparent", token):
            conditional = hit.payload.cue in ("absent", "over")
            continue
        if board.begins("stop", token):
            return
        if not _carries(board, token) and board.norm(token + 1) not in ("or", "nor"):
            unknown += 1
            if unknown > hit.payload.unknown:
                return


def _together(board: Board, left: Mention, right: Mention) -> bool:
    """Whether two mentions are items of one list, or overlap."""
    between = range(left.last + 1, right.first)
    if left.last >= right.first:
        return True
    linked = any(board.begins("link", t) or board.comma(t) for t in [*between, right.first])
    return linked and all(_carries(board, t) and not board.opens(t) for t in between)


def behind(
    board: Board,
    first: int,
    *,
    into_last_clause: bool,
    after_comma: bool = False,
    among: Iterable[Mention] | None = None,
) -> list[Mention]:
    """The mentions that a cue beginning at token ``first`` reaches to its left.

    Args:
        board: the message.
        first: where the cue begins.
        into_last_clause: whether it may speak to the clause before its own.
        among: the mentions that it may speak of, where not all.
        after_comma: whether, right behind a comma, it speaks of all that was said before it.
    """
    if (board.norm(first), board.norm(first + 1)) == ("not", "once") and _but(board, first + 2):
        return []  # "vomiting blood, not once but twice"
    start = board.text.clause_of(first).first
    before = [m for m in (board.mentions if among is None else among) if m.last < first]
    here = [m for m in before if m.last >= start]
    if not here and into_last_clause and first - start <= 3 and before:
        floor = board.text.clauses[max(0, board.text.tokens[first].clause - 1)].first
        here = [m for m in before if m.last >= floor]
    elif here:
        nearest = max(m.last for m in here)
        loose = [t for t in range(nearest + 1, first) if not _carries(board, t)]
        far = len(loose) > BACK and not (after_comma and board.comma(first))
        if far or any(board.comma(t) and board.new_subject(t) for t in loose):
            return []
    if not here:
        return []
    reached = [m for m in here if m.last == max(m.last for m in here)]
    for mention in sorted(here, key=lambda m: -m.last):
        if mention not in reached and any(_together(board, mention, other) for other in reached):
            reached.append(mention)
    return reached


def _but(board: Board, token: int) -> bool:
    """Whether a clause begins with "but" at a token."""
    return token < board.size and board.text.clause_of(token).opener == "but"


def segment(board: Board, hit: Hit) -> list[Mention]:
    """The mentions between the commas, or borders, on both sides of a cue."""
    left, right = hit.first, hit.last
    while not _parted(board, left):
        left -= 1
    while not board.opens(right + 1) and not _parted(board, right + 1):
        right += 1
    told = [m for m in board.mentions if left <= m.first <= right]
    if told or not board.opens(left) or board.opens(right + 1) or not board.comma(right + 1):
        return told
    left = right = right + 1  # "in my twenties, I had fits"
    while not board.opens(right + 1) and not _parted(board, right + 1):
        right += 1
    return [m for m in board.mentions if left <= m.first <= right]


def _parted(board: Board, token: int) -> bool:
    """Whether a border, a comma, or an "and" with a statement of its own stands at a token."""
    if board.opens(token) or board.comma(token):
        return True
    if board.norm(token) != "and" or not board.begins("subject", token + 1):
        return False
    named = any(token < m.first <= token + 3 for m in board.mentions)  # "and my leg's swollen"
    return named or board.new_subject(token)

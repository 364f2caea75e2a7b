"""What the writer says after telling of someone else, or after a question: "he has it, I don't".

Such a reply takes a finding up again without naming it. It is a statement of its own, so it becomes
a mention of its own: the son's trouble stays the son's. The same goes for "Mammy was the same",
said after trouble of one's own, and for "could I have it?". What was only asked about is settled
by the reply: "does liquorice cause it? I never touch it".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from charley.facts import Assertion
from charley.language.cues import Board, Hit
from charley.language.reading import Mention
from charley.language.scope import behind

# kind of reply, what it says, and what was said before of that which it takes up
REPLIES: tuple[tuple[str, Assertion, frozenset[Assertion]], ...] = (
    ("apart", "absent", frozenset({"other_person", "hypothetical"})),
    ("alike", "present", frozenset({"other_person"})),
    ("wondered", "hypothetical", frozenset({"other_person"})),
    ("doubted", "possible", frozenset({"other_person"})),
)
ASKING = ("wondered", "doubted")
TOLD: frozenset[Assertion] = frozenset({"present", "historical", "possible"})
TROUBLE = ("symptom", "sign", "history")
OWN_LEG = ("mine", "ours")
TAKING = frozenset(
    ("tried", "touch", "touched", "drink", "eat", "use", "take", "smoke", "used", "taken", "missed")
)
HABITS = ("exposure", "risk", "context")
WHOLE = ("same", "too", "well")
NAMED_WITHIN = 3  # tokens from a person to "was the same": "dad's big toe went the same way"


def contrasts(
    board: Board,
    said: Mapping[Mention, Assertion],
    hits: list[Hit],
    kinds: Mapping[str, str],
    carer: bool = False,
) -> dict[Mention, Assertion]:
    """The mentions that a reply such as "not me" or "and so have I" makes, and what they say.

    Args:
        board: the message with its mentions.
        said: what is said about each of them.
        hits: the cues in the message.
        kinds: finding -> kind.
        carer: whether the message is typed for someone else, so that "I had it" is another's.
    """
    found: dict[Mention, Assertion] = {}
    for name, assertion, before in REPLIES:
        for token, last in _replies(board, name):
            among = [m for m, each in said.items() if each in before and not m.denies]
            for mention in _spoken_of(board, token, among):
                if board.norm(token) in OWN_LEG and kinds.get(mention.finding) == "risk":
                    continue  # "hers was red after a clot, mine isn't" is said of the leg
                if _is_taken(board, token, last) and kinds.get(mention.finding) not in HABITS:
                    continue  # "does liquorice give you cramp? I never touch it"
                if name not in ASKING or kinds.get(mention.finding) in TROUBLE:
                    found[_taken_up(board, mention, token, last)] = assertion
    told = [m for m, each in said.items() if each in TOLD and not m.denies]
    trouble = [m for m in told if kinds.get(m.finding) in TROUBLE]
    mine: Assertion = "other_person" if carer else "historical"
    again = [(token, lasts[-1], mine) for token, lasts in board.phrases("formerly").items()]
    for token, last, theirs in [*_likewise(board, hits), *again]:
        among = [m for m in trouble if m.last < token]
        for mention in _named_again(board, token, last, among) or _spoken_of(board, token, among):
            found[_taken_up(board, mention, token, last)] = theirs
    return found


def _is_taken(board: Board, first: int, last: int) -> bool:
    """Whether a reply is about something that one takes: "I never touch it"."""
    return any(board.norm(t) in TAKING for t in range(first, last + 1))


def _spoken_of(board: Board, token: int, among: list[Mention]) -> list[Mention]:
    """The mentions that a reply speaks of, with all of their clause that was said likewise."""
    near = behind(board, token, into_last_clause=True, after_comma=True)
    clauses = {board.text.tokens[m.first].clause for m in near if m in among}
    return [m for m in among if board.text.tokens[m.first].clause in clauses and m.last < token]


def _named_again(board: Board, first: int, last: int, among: list[Mention]) -> list[Mention]:
    """The mentions of which a reply says a word again: "dad's toe went the same way"."""
    tokens = board.text.tokens
    said = {tokens[t].stem for t in range(first, last + 1) if not board.among("filler", t)}
    return [m for m in among if said & {tokens[word].stem for word in m.words}]


def _replies(board: Board, name: str) -> Iterator[tuple[int, int]]:
    """First and last token of each reply of a kind behind which nothing but a border stands."""
    for token, lasts in board.phrases(name).items():
        last = next((t for t in lasts if _closed(board, t)), None)
        if last is None:
            continue
        if name in ASKING or board.text.clause_of(token).closer != "?":
            yield token, last


def _closed(board: Board, token: int) -> bool:
    """Whether a border follows a token."""
    return board.opens(token + 1) or board.comma(token + 1)


def _likewise(board: Board, hits: list[Hit]) -> Iterator[tuple[int, int, Assertion]]:
    """First and last token of each "Mammy was the same", which names nothing itself."""
    people = [h.first for h in hits if h.payload.cue == "other_person"]
    for token, lasts in board.phrases("likewise").items():
        last = lasts[-1]
        whole = any(board.norm(t) in WHOLE for t in range(token, last + 1))
        if not (whole or any(_closed(board, t) for t in lasts)):
            continue
        near = [first for first in people if 0 <= token - first <= NAMED_WITHIN]
        if near and not any(board.at.get(t) for t in range(near[-1], last + NAMED_WITHIN)):
            yield near[-1], last, "other_person"


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

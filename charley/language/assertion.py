"""What a message says about each finding that it mentions: that it is there, or not, or was.

After ConText (Harkema and others, 2009): cues around a mention, each with a direction and a reach.
The cues are data (``knowledge/assertion.yml``); how far they reach is ``charley.language.scope``.
"""

from __future__ import annotations

from collections import defaultdict

from charley.facts import Assertion, FactSheet
from charley.language.asking import asked_about, presupposed
from charley.language.cues import Board, Hit
from charley.language.past import TROUBLE, remarked, tense
from charley.language.people import other_persons
from charley.language.reading import Mention
from charley.language.scope import ahead, behind, segment

UNABLE = (
    "cant",
    "cannot",
    "not",
    "dont",
    "doesnt",
    "wont",
    "couldnt",
    "no",
    "isnt",
    "arent",
    "hardly",
)
NEAR_RELIEF = 6  # tokens from what eases an attack to its end
DENIALS = (
    *("nothing", "none", "never", "not", "neither", "nope", "nowt", "didnt", "dont", "havent"),
    *("hasnt", "isnt", "arent", "wasnt", "doesnt", "cant", "wont"),
)
NOES = (*DENIALS, "no", "without", "nor", "cannot", "free", "never")
SIGHS = ("oh", "god", "well", "um", "er", "ah", "lord", "goodness", "heavens", "thank", "christ")
WORRIES = ("worry_about_clot",)  # who asks whether the fear is right has it
STATES = ("eating_disorder", "on_hemodialysis", "on_peritoneal_dialysis")  # these can end
SIGNS = ("sign", "signs", "symptom", "symptoms", "warning", "warnings")
SIGN_REACH = 4  # tokens from a denial to the "signs of" that it denies
KNOWING = ("know", "knew", "sure", "understand", "recognise", "recognize", "remember", "told")
ENDINGS = ("used", "no", "not", "any", "anymore")  # "used to", "no longer", "not any more"
HABITS = ("gave", "given", "quit", "packed", "cut", "knocked", "hardly")  # "gave that up"
DONE = ("history", "exposure")  # "finished antibiotics last week" still says that they were taken
LASTING = ("history", "risk", "exposure", "context")  # a dated one is a present fact


def assertions(
    board: Board,
    hits: list[Hit],
    kinds: dict[str, str],
    sheet: FactSheet | None = None,
    carer: bool = False,
) -> dict[Mention, Assertion]:
    """One assertion for each mention.

    Args:
        board: the message with its mentions.
        hits: the cues in it.
        kinds: finding -> kind, as in ``knowledge/findings``.
        sheet: what is known so far.
        carer: whether the message is typed for someone else.
    """
    answered, used = _answers(board, hits)
    marks: dict[Mention, set[str]] = defaultdict(set)
    for mention, said in answered.items():
        if not (said == "absent" and mention.denies):  # "not red? no" denies twice, and is not red
            marks[mention].add(said)
    for hit in hits:
        if hit.payload.cue in ("other_person", "patient", "onset", "back", "corrects"):
            continue
        if hit.first in used or (hit.payload.cue == "absent" and _answers_before(board, hit)):
            continue
        if hit.payload.cue == "hypothetical" and (
            _only_unsure(board, hit, hits) or _denied_sign(board, hit, hits)
        ):
            continue
        if hit.payload.cue == "absent" and not carer and _of_another(hit, hits):
            continue
        owners = _owners(board, hit) if hit.payload.cue == "absent" else []
        for mention in _reached(board, hit, hits, kinds):
            again = hit.payload.cue == "absent" and hit.payload.reach == "backward"
            if again and mention.denies:
                continue  # "not red, no" denies once
            if not set(mention.words) & set(hit.words) and _shares(board, mention, owners):
                marks[mention].add(_mark(board, hit))
                if hit.payload.reach == "backward" and _after_question(board, hit.first):
                    marks[mention].add("answered")
    for mention in asked_about(board):
        marks[mention].add("hypothetical")
    for mention in other_persons(board, hits, kinds, sheet, carer):
        marks[mention].add("other_person")
    return {
        m: _decide(m, marks[m], kinds.get(m.finding, "symptom"), _has_own_no(board, m))
        for m in board.mentions
    }


def _has_own_no(board: Board, mention: Mention) -> bool:
    """Whether a wording that denies holds the word that does so."""
    return mention.denies and any(board.norm(word) in NOES for word in mention.words)


def _mark(board: Board, hit: Hit) -> str:
    """What a cue says of the mentions that it reaches."""
    if hit.payload.cue == "over" and board.norm(hit.first) in (*ENDINGS, *HABITS):
        return "ended"  # of an illness or a habit as of a symptom
    if hit.payload.cue == "then":
        return "dated"
    return "yes" if hit.payload.cue == "present" else hit.payload.cue


def _decide(mention: Mention, marks: set[str], kind: str, own_no: bool) -> Assertion:
    """One assertion out of all that was found around a mention.

    ``own_no`` is true where its wording denies with a "no" of its own: a second one denies the
    same once more ("didn't have no swelling"), while "don't sleep well" undoes "sleep well".
    """
    denied = mention.denies if own_no else ("absent" in marks) != mention.denies
    state = mention.finding in STATES
    over = "ended" in marks or ("over" in marks and (state or kind not in DONE))
    over = over or ("dated" in marks and (state or kind not in LASTING))
    if "other_person" in marks:
        return "other_person"
    if "yes" in marks:
        return "absent" if mention.denies else "present"
    if mention.finding in WORRIES and "hypothetical" in marks:
        return "absent" if denied else "present"
    if "hypothetical" in marks and "answered" not in marks:
        return "hypothetical"
    if "possible" in marks:
        return "possible"
    if over and ({"over", "ended"} & marks or not denied):
        return "historical"
    return "absent" if denied else "present"


def _reached(board: Board, hit: Hit, hits: list[Hit], kinds: dict[str, str]) -> list[Mention]:
    cue = hit.payload
    if cue.reach == "forward":
        reached = list(ahead(board, hit, kinds))
        if cue.cue == "hypothetical":
            reached = [m for m in reached if not presupposed(board, m)]
        return reached
    if cue.reach == "segment":
        begins = any(h.payload.cue == "onset" and _near(board, h, hit) for h in hits)
        told = [] if begins or _returned(board, hit, hits) else segment(board, hit)
        needed = ("past",) if cue.cue == "then" else ("past", "perfect", "")
        return [m for m in told if tense(board, m) in needed]
    if cue.end and not _ends(board, hit):
        return []
    if cue.cue == "possible" and cue.end and _begins_another(board, hit):
        return []
    if cue.cue == "over" and board.norm(hit.first) in ("any", "anymore"):
        return [
            m for m in behind(board, hit.first, into_last_clause=False) if not _unable(board, m)
        ]
    if cue.cue == "over" and (
        _returned(board, hit, hits)
        or _person_moves(board, hit)
        or _denied(board, hit, hits)
        or _eases(board, hit, kinds)
        or _becomes(board, hit)
    ):
        return []
    across = cue.cue in ("over", "possible", "present") or board.norm(hit.first) == "but"
    across = across or _after_question(board, hit.first)
    reached = behind(board, hit.first, into_last_clause=across, after_comma=cue.cue == "over")
    if cue.cue != "over":
        return reached
    if board.norm(hit.first) in HABITS:
        habits = [m for m in board.mentions if kinds.get(m.finding) not in TROUBLE]
        told = behind(board, hit.first, into_last_clause=True, after_comma=True, among=habits)
        return [m for m in told if m.last == max(m.last for m in told)]
    return remarked(board, hit, kinds, reached)


def _owners(board: Board, hit: Hit) -> list[Mention]:
    """The mentions whose own wording holds all words of a denial, as "no strength" holds "no".

    Not one that goes on only behind another finding, which the denial meets first: "I do not get
    drowsy on this medicine" is not said of the medicine.
    """
    holding = [m for m in board.mentions if not m.denies and set(hit.words) <= set(m.words)]
    return [m for m in holding if not _interrupted(board, m, hit)]


def _interrupted(board: Board, mention: Mention, hit: Hit) -> bool:
    """Whether another finding stands between a denial and the next own word of a wording."""
    rest = [word for word in mention.words if word > hit.last]
    return bool(rest) and any(
        hit.last < other.first and other.last < rest[0] for other in board.mentions
    )


def _shares(board: Board, mention: Mention, owners: list[Mention]) -> bool:
    """Whether a mention shares what is denied, not only a place, with each owner of the denial."""
    return all(
        any(not board.among("place", word) for word in set(mention.words) & set(owner.words))
        for owner in owners
    )


def _of_another(hit: Hit, hits: list[Hit]) -> bool:
    """Whether a denial behind its finding is another person's: "I have it, my dad did not"."""
    if hit.payload.reach != "backward":
        return False
    return any(h.payload.cue == "other_person" and 0 <= hit.first - h.last <= 2 for h in hits)


def _only_unsure(board: Board, hit: Hit, hits: list[Hit]) -> bool:
    """Whether an "if it is a" follows a doubt: "not sure if it is a rash"."""
    if board.norm(hit.first) not in ("if", "whether", "it", "is"):
        return False
    return any(h.payload.cue == "possible" and 0 <= hit.first - h.last <= 2 for h in hits)


def _denied_sign(board: Board, hit: Hit, hits: list[Hit]) -> bool:
    """Whether what looks supposed is denied: "no signs of a clot", "it does not give me pain"."""
    denials = [h for h in hits if h.payload.cue == "absent" and h.payload.reach == "forward"]
    if any(hit.first < h.first and h.last < hit.last for h in denials):
        return True
    if board.norm(hit.first) not in SIGNS:
        return False
    return any(
        0 < hit.first - h.last <= SIGN_REACH
        and board.text.tokens[h.first].clause == board.text.tokens[hit.first].clause
        and not any(board.norm(t) in KNOWING for t in range(h.last, hit.first))
        for h in denials
    )


def _near(board: Board, one: Hit, other: Hit) -> bool:
    """Whether two cues stand in the same clause."""
    return board.text.tokens[one.first].clause == board.text.tokens[other.first].clause


def _ends(board: Board, hit: Hit) -> bool:
    """Whether nothing but a border or a new statement follows a cue."""
    after = hit.last + 1
    if board.opens(after) or board.comma(after) or board.new_subject(after):
        return True
    return any(board.begins(name, after) for name in ("link", "stop", "yes", "no"))


def _begins_another(board: Board, hit: Hit) -> bool:
    """Whether a doubt opens a statement of its own: "my foot hurts. Maybe it is broken"."""
    after = hit.last + 1
    return (
        board.opens(hit.first)
        and not _after_question(board, hit.first)
        and not (board.opens(after) or board.comma(after))
    )


def _returned(board: Board, hit: Hit, hits: list[Hit]) -> bool:
    """Whether what went away came back."""
    return any(h.payload.cue == "back" and 0 < h.first - hit.last <= 12 for h in hits)


def _unable(board: Board, mention: Mention) -> bool:
    """Whether a finding is itself something lost: "can't feel my foot any more" is not over."""
    return any(board.norm(word) in UNABLE for word in mention.words)


def _denied(board: Board, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a symptom is said not to have gone: "hasn't gone", "not completely gone"."""
    return any(
        h.payload.cue == "absent" and hit.first - 2 <= h.last <= hit.last
        for h in hits
        if not {*h.words} <= {*hit.words}
    )


def _eases(board: Board, hit: Hit, kinds: dict[str, str]) -> bool:
    """Whether it is an attack that ends: "I stand there a minute and it's gone"."""
    clause = board.text.tokens[hit.first].clause
    return any(
        kinds.get(m.finding) == "relief"
        and board.text.tokens[m.first].clause == clause
        and (m.first <= hit.first <= m.last or 0 < hit.first - m.last <= NEAR_RELIEF)
        for m in board.mentions
    )


def _becomes(board: Board, hit: Hit) -> bool:
    """Whether "gone" only leads on to what something became: "has my thyroid gone underactive"."""
    return board.norm(hit.last) in ("gone", "went") and any(
        m.first <= hit.last < word
        for m in board.mentions
        for word in m.words
        if not board.among("place", word)
    )


def _person_moves(board: Board, hit: Hit) -> bool:
    """Whether a person, not a symptom, "went away" or "passed"."""
    if board.begins("kin", hit.first - 1) or board.begins("kin", hit.first):
        return True
    return board.norm(hit.first - 1) in ("i", "we", "he", "she", "ive", "weve", "you")


def _after_question(board: Board, token: int) -> bool:
    """Whether a clause that begins here answers the one before: "swelling? no", "pain - none"."""
    clause = board.text.clause_of(token)
    if clause.index == 0 or clause.first != token:
        return False
    return board.text.clauses[clause.index - 1].closer in ("?", "-", "–", "—", "…")


def _answers_before(board: Board, hit: Hit) -> bool:
    """Whether a "no" speaks to what was asked: "no, it is swollen", "no my leg is red"."""
    if hit.length > 1 or board.norm(hit.first) not in ("no", "nope", "nah"):
        return False
    first = board.opens(hit.first) or board.comma(hit.first) or board.begins("no", hit.first - 1)
    after = hit.last + 1
    if not (first or _only_sighs_before(board, hit.first)) or board.opens(after):
        return False
    if board.norm(after) in DENIALS:
        return True  # "no nothing else"
    beside = () if board.opens(after + 1) or board.comma(after + 1) else board.at.get(after + 1, ())
    stated = (*board.at.get(after, ()), *beside)
    if any(m.finding in board.good and m.last > m.first for m in stated):
        return True  # "no waterworks are fine", "no my foot's warm"
    led_on = any(board.begins(name, after) for name in ("stop", "stop_before_symptom"))
    return led_on or board.comma(after) or board.new_subject(after)


def _only_sighs_before(board: Board, token: int) -> bool:
    """Whether nothing but "oh", "god" and the like stands in the clause before a token."""
    first = board.text.clause_of(token).first
    return all(board.norm(t) in SIGHS for t in range(first, token))


def _answers(board: Board, hits: list[Hit]) -> tuple[dict[Mention, str], set[int]]:
    """Lists such as "numbness no, swelling yes".

    Returns:
        Mention -> "yes" or "absent", and the tokens of the reply words that are so used up.
    """
    said: dict[Mention, str] = {}
    used: set[int] = set()
    for clause in board.text.clauses:
        if clause.first == clause.last:
            continue
        replies = {
            token: "yes" if board.begins("yes", token) else "absent"
            for token in range(clause.first + 1, clause.last + 1)
            if board.begins("yes", token) or board.norm(token) in ("no", "nope", "nah", "none")
        }
        ending = {m.last: m for m in board.mentions if clause.first <= m.first <= clause.last}
        after = {t for t in replies if t - 1 in ending}
        if clause.last not in after and not any(_cut_off(board, t) for t in after):
            continue
        for token in sorted(after):
            if replies[token] == "absent" and not (clause.last in after or _cut_off(board, token)):
                continue
            used.add(token)
            for mention in behind(board, token, into_last_clause=False):
                if mention.last != token - 1 and _denied_before(board, mention, hits):
                    continue  # "no fever, chest pain yes"
                if mention.last == token - 1 or mention not in said:
                    said[mention] = replies[token]
    for clause in board.text.clauses:
        if not _after_question(board, clause.first):
            continue
        reply = "yes" if board.begins("yes", clause.first) else ""
        if clause.closer == "?" and board.norm(clause.first) in ("no", "nope", "nah"):
            reply = "absent"  # "swelling? no redness? no": the word speaks to what was asked before
            used.add(clause.first)
        for mention in behind(board, clause.first, into_last_clause=True) if reply else ():
            said.setdefault(mention, reply)
    return said, used


def _denied_before(board: Board, mention: Mention, hits: list[Hit]) -> bool:
    """Whether a denial stands before a mention in its clause."""
    first = board.text.clause_of(mention.first).first
    return any(
        h.payload.cue == "absent"
        and h.payload.reach == "forward"
        and first <= h.last < mention.first
        for h in hits
    )


def _cut_off(board: Board, token: int) -> bool:
    """Whether a reply word is followed by a border and does not follow one."""
    after = token + 1
    return not board.comma(token) and (board.opens(after) or board.comma(after))

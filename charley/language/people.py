"""Of whom a message speaks: the patient, or someone else."""

from __future__ import annotations

import itertools

from charley.facts import FactSheet
from charley.language.cues import Board, Hit
from charley.language.reading import Mention
from charley.language.scope import behind, list_goes_on
from charley.schema.person_words import person_words

OWN = ("my", "our")
NEVER = (  # "her husband" is never the patient, whoever is typing
    *("his", "her", "their", "no", "nobody", "none", "people", "others"),
    *("someone", "somebody", "everyone", "anyone"),
)
ANYONE = ("a", "an", "some", "another", "one")  # "a friend" is not whom a check is made for
BY_OTHERS = ("abuse_at_home",)  # who does it is always someone else
OF_ALL = ("asian_ancestry",)  # a family has it together: "my parents are from Japan"
FAMILY = ("family", "parents", "folks", "side")
# the writer tells of herself as well: "mine is only stiff", "like me", "with me"
OF_MINE = (("with", "me"), ("like", "me"), ("as", "me"), ("for", "me"))
CAUGHT = ("got", "ended", "wound", "came")
# "My dad also has it": then the writer has it as well.
ALSO_BESIDE = frozenset({"i", "me", "have", "has", "had", "get", "gets", "suffers", "suffer"})
PAST = ("had", "was", "were", "died", "used", *CAUGHT)
NOW = (
    *("is", "has", "keeps", "gets", "cant", "suffers", "feels", "complains", "says", "wakes"),
    *(
        "seems",
        "looks",
        "experiences",
        "struggles",
        "cries",
        "screams",
        "limps",
        "needs",
        "wants",
        "gives",
    ),
)


def other_persons(
    board: Board, hits: list[Hit], kinds: dict[str, str], sheet: FactSheet | None, carer: bool
) -> set[Mention]:
    """The mentions that belong to someone other than the patient.

    A relative is the patient where the check is made for one: when the sheet or the message says
    so, or when a first message tells of a relative's present trouble and of none of one's own.
    """
    others = _under_another(board, hits)
    relatives = [hit for hit in hits if hit.payload.cue == "other_person"]
    if not (carer or _speaks_for(board, hits, others, kinds, sheet)):
        return others
    strangers = [
        hit
        for hit in relatives
        if not _may_be_patient(board, hit) or _of_other_sex(board, hit, sheet)
    ]
    return _under_another(board, [h for h in hits if h in strangers or h not in relatives])


def _may_be_patient(board: Board, hit: Hit) -> bool:
    named = [board.norm(token) for token in range(hit.first, hit.last + 1)]
    if person_words().far & {name.removesuffix("s") for name in named}:
        return False
    if named[0] in ANYONE or board.begins("stranger", hit.first):
        return False
    return hit.payload.reach == "forward" and named[0] not in NEVER and "family" not in named


def _of_other_sex(board: Board, hit: Hit, sheet: FactSheet | None) -> bool:
    """Whether a relative cannot be the patient: "my sister" in a check for a man."""
    sex = sheet.person.sex if sheet is not None else None
    if sex not in ("F", "M"):
        return False
    named = {board.norm(t).removesuffix("s") for t in range(hit.first, hit.last + 1)}
    relatives = person_words().relatives
    return bool(named & set(relatives["M" if sex == "F" else "F"])) and not named & set(
        relatives[sex]
    )


def _of_oneself(board: Board, hits: list[Hit], mention: Mention) -> bool:
    """Whether "I" or "my leg" stands in the clause of a mention."""
    clause = board.text.clause_of(mention.first)
    named = {t for h in hits if h.payload.cue == "other_person" for t in range(h.first, h.last + 1)}
    patient = {h.first for h in hits if h.payload.cue == "patient"}
    return any(
        token in patient or (board.norm(token) in OWN and token not in named)
        for token in range(clause.first, clause.last + 1)
    )


def _speaks_for(
    board: Board,
    hits: list[Hit],
    others: set[Mention],
    kinds: dict[str, str],
    sheet: FactSheet | None,
) -> bool:
    if sheet is not None and (sheet.person.speaker is not None or sheet.facts):
        return False
    relatives = [hit for hit in hits if hit.payload.cue == "other_person"]
    words = [token.norm for token in board.text.tokens]
    apart = person_words().apart
    pairs = set(itertools.pairwise(words))
    if "too" in words or ("as", "well") in pairs or "mine" in words or pairs & {*OF_MINE}:
        return False
    if any("also" in pair and {*pair} & ALSO_BESIDE for pair in itertools.pairwise(words)):
        return False
    if any(a in ("i", "me") and b in apart for a, b in itertools.pairwise(words)):
        return False
    if any(board.begins("apart", token) for token in range(board.size)):
        return False
    first = next((hit for hit in relatives if _may_be_patient(board, hit)), None)
    if first is None or any(_of_oneself(board, hits, m) for m in board.mentions if m not in others):
        return False
    after = [board.norm(t) for t in range(first.last + 1, min(first.last + 5, board.size))]
    told = board.norm(first.last) in CAUGHT  # "my brother got" is one cue
    owned = not told and (
        board.among("place", first.last + 1)
        or any(mention.first == first.last + 1 for mention in others)
    )
    trouble = any(kinds.get(mention.finding) in ("symptom", "sign") for mention in others)
    if _owns(board, first) and {"got", "had"} & set(after[:1]):
        return trouble  # "my dad's got" is now
    past = told or any(word in PAST for word in after)
    return trouble and not past and (owned or any(word in NOW for word in after))


def _owns(board: Board, hit: Hit) -> bool:
    """Whether a person is named with an "s" behind: "my dad's", "my dads"."""
    relatives = person_words().relatives
    single = {*relatives["F"], *relatives["M"]}
    name = board.norm(hit.last)
    return name not in single and name.removesuffix("s") in single


def _suffered(mention: Mention, patient: set[int]) -> bool:
    """Whether someone else does a thing to the writer: "my husband kicked me in the calf"."""
    return mention.finding in BY_OTHERS or any(
        mention.first < token <= mention.last for token in patient
    )


def _under_another(board: Board, hits: list[Hit]) -> set[Mention]:
    """The mentions said while another person was the subject."""
    patients = [h for h in hits if h.payload.cue == "patient"]
    shared = {t for h in patients if h.length > 1 for t in h.words}  # "my wife and I both"
    patient = {h.first for h in patients}
    starts = {
        h.first: h
        for h in hits
        if h.payload.cue == "other_person" and shared.isdisjoint(h.words)
        if patient.isdisjoint({*range(h.first, h.last + 1)} - {*h.words})  # "like mum I have it"
    }
    inside = {t for h in starts.values() for t in range(h.first, h.last + 1)}
    denial = {h.first for h in hits if h.payload.cue == "absent"}
    other = False
    found: set[Mention] = set()
    for token in range(board.size):
        if token in starts and starts[token].payload.reach == "forward":
            other = True
        elif board.opens(token):
            pronoun = any(board.begins("he_or_she", t) for t in (token, token + 1))
            other = other and pronoun
        if token not in inside:
            own = board.norm(token) in OWN or token in patient
            break_off = board.comma(token) and (token in denial or not list_goes_on(board, token))
            if own or (other and break_off and not board.begins("he_or_she", token)):
                other = False
        if other:
            found.update(m for m in board.at.get(token, ()) if not _suffered(m, patient))
    for hit in starts.values():
        if hit.payload.reach == "backward":
            alone = board.opens(hit.first) or board.comma(hit.first)
            found.update(behind(board, hit.first, into_last_clause=alone))
    return {m for m in found if m.finding not in OF_ALL or not _of_the_family(board, m)}


def _of_the_family(board: Board, mention: Mention) -> bool:
    """Whether a clause speaks of the writer's own family or parents."""
    clause = board.text.clause_of(mention.first)
    return any(board.norm(t) in FAMILY for t in range(clause.first, clause.last + 1))

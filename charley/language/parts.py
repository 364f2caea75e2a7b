"""An answer part by part: what each part says of the signs that were asked about.

"Foot is warm, cold no, I can wiggle everything" has a part of its own for each sign. The words that
name a sign so shortly are too vague anywhere else (``knowledge/sign_words.yml``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from charley.facts import Assertion
from charley.language.chatter import pieces
from charley.language.text import Text, stem
from charley.schema.answers import answer_words
from charley.schema.person_words import person_words
from charley.schema.sign_words import Sign, sign_words

RANK = {"present": 0, "possible": 1, "absent": 2}
LINKS = frozenset({"and", "n", "plus", "but", "also", "while", "whereas"})
NOES = frozenset({"no", "nope", "none", "nah", "isnt", "arent", "doesnt", "dont", "hasnt"})
YES_OR_NO = NOES | {"yes", "yeah", "yep", "yup", "aye"}
DEGREES = frozenset({"too", "so", "that", "very", "really", "exactly", "quite", "all"})
SUBJECTS = frozenset(
    {"i", "im", "ive", "my", "the", "it", "its", "he", "she", "hes", "shes", "can"}
)


class Told(msgspec.Struct, frozen=True):
    """What an answer says of one finding, with the tokens that say it."""

    finding: str
    assertion: Assertion
    first: int
    last: int


class Part(msgspec.Struct, frozen=True):
    """The tokens ``first`` to ``last`` of a message, and how they speak of what they name.

    ``linked`` is the word that joins it to the part before, ``behind`` the word that follows it.
    """

    first: int
    last: int
    words: tuple[str, ...]
    stems: tuple[str, ...]
    linked: str = ""
    behind: str = ""


def parts(text: Text) -> list[Part]:
    """The parts of a message between commas, clause borders, and words such as "and"."""
    spans = [span for piece in pieces(text) for span in _cut(text, *piece)]
    tokens = text.tokens
    return [
        Part(
            first,
            last,
            tuple(t.norm for t in tokens[first : last + 1]),
            tuple(t.stem for t in tokens[first : last + 1]),
            tokens[first].norm if tokens[first].norm in LINKS else "",
            tokens[last + 1].norm if last + 1 < len(tokens) else "",
        )
        for first, last in spans
    ]


def _cut(text: Text, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Cuts a piece before each "and" that a statement follows: "no fits and I can talk"."""
    start = first
    for index in range(first + 1, last + 1):
        if text.tokens[index].norm in LINKS and index < last:
            yield start, index - 1
            start = index
    yield start, last


@lru_cache(maxsize=4096)
def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in phrase.split())


def _at(part: Part, phrases: Iterable[str]) -> int | None:
    """Where the first of some phrases stands in a part, counted from its beginning."""
    for phrase in phrases:
        wanted = _stems(phrase)
        for index in range(len(part.stems) - len(wanted) + 1):
            if part.stems[index : index + len(wanted)] == wanted:
                return index
    return None


def _named(part: Part, phrases: Iterable[str]) -> int | None:
    """Where a part has all words of one of some phrases, whatever stands between."""
    for phrase in phrases:
        wanted = _stems(phrase)
        if all(word in part.stems for word in wanted):
            return min(part.stems.index(word) for word in wanted)
    return None


def _denials(part: Part) -> list[int]:
    """Where a part denies; "not only" and a reply such as "no," at its beginning do not."""
    return [
        index
        for index, word in enumerate(part.words)
        if word in sign_words().denial
        and part.words[index + 1 : index + 2] not in (("only",), ("just",))
    ]


def _hedged(part: Part) -> bool:
    """Whether being well is put with a reserve: "fine until I walk", "was ok", "mostly"."""
    words = [w for w in part.words if w not in ("but", "though", "tho", "however")]
    return not sign_words().hedges.isdisjoint(words) or part.behind in sign_words().hedges - {
        "though", "tho", "however", "other", "one", "think", "before",
    }  # fmt: skip


def _well(part: Part) -> bool:
    """Whether a part says that what it names is well, and nothing against it."""
    if _hedged(part):
        return False
    return _says_well(part) and not _denials(part)


def _says_well(part: Part) -> bool:
    """Whether a part has a word for being well; "well, maybe" only begins to speak."""
    for phrase in sign_words().well:
        wanted = tuple(phrase.split())
        for at in range(len(part.words) - len(wanted) + 1):
            if part.words[at : at + len(wanted)] == wanted and (at or phrase != "well"):
                return True
    return False


def well_at(text: Text, token: int) -> bool:
    """Whether the part of a message around a token says that what it names is well."""
    return any(_well(part) for part in parts(text) if part.first <= token <= part.last)


def _no_trouble(part: Part) -> bool:
    """Whether a part denies any trouble with what it names: "no bother with my bowels"."""
    known, denials = sign_words(), _denials(part)
    if not denials or _hedged(part):
        return False
    return any(
        word in known.trouble and index > denials[0] for index, word in enumerate(part.words)
    )


def _of_another(part: Part) -> bool:
    """Whether a part names a relative, whose signs are not the patient's."""
    relatives = {name for names in person_words().relatives.values() for name in names}
    return any(
        word in ("my", "his", "her", "our") and following.removesuffix("s") in relatives
        for word, following in zip(part.words, part.words[1:], strict=False)
    )


def _reply(part: Part, at: int, following: Part | None) -> str:
    """The yes or no right behind a word: "cold no", "cold, no"."""
    behind = part.words[at + 1 : at + 2]
    if behind and behind[0] in YES_OR_NO and at + 2 == len(part.words):
        return behind[0]
    if at + 1 == len(part.words) and following is not None and len(following.words) == 1:
        return following.words[0] if following.words[0] in YES_OR_NO else ""
    return ""


def _said_of_sign(part: Part, at: int, following: Part | None) -> Assertion | None:
    """What a part says of a sign that it names at one of its words."""
    known = sign_words()
    reply = _reply(part, at, following)
    if reply:
        return "absent" if reply in NOES else "present"
    denials = _denials(part)
    if any(index < at for index in denials):
        last = max(index for index in denials if index < at)
        degree = part.words[last + 1] in DEGREES and part.words[last] != "no"
        return "possible" if degree else "absent"
    emphatic = (
        part.words[at + 1 : at + 2] in (("alright",), ("right",)) and len(part.words) == at + 2
    )
    if denials or (_says_well(part) and not emphatic):
        return None
    if _at(part, known.doubt) is not None or (following is not None and _only_doubt(following)):
        return "possible"
    if _at(part, known.short_of) is not None or not known.past.isdisjoint(part.words):
        return None
    return "present"


def _only_doubt(part: Part) -> bool:
    """Whether a part says no more than that somebody is not sure."""
    at = _at(part, sign_words().doubt)
    return at is not None and all(
        word in answer_words().padding or word in " ".join(sign_words().doubt).split()
        for word in part.words
    )


def said_of(sign: Sign, part: Part, following: Part | None) -> Assertion | None:
    """What one part of an answer says of a sign, or None where it says nothing of it.

    Args:
        sign: the words that speak of the sign.
        part: the part of the answer.
        following: the part after it, which may be no more than "yes" or "no".
    """
    able = _at(part, sign.able)
    if able is not None and (_able(part, able) or _well(part)):
        return "absent"
    if _at(part, sign.part) is not None and (_well(part) or _no_trouble(part)):
        return "absent"
    if _at(part, sign.well) is not None and not _denials(part) and not _hedged(part):
        return "absent"
    at = _named(part, sign.sign)
    return None if at is None else _said_of_sign(part, at, following)


def _able(part: Part, at: int) -> bool:
    """Whether a part says without reserve that somebody can do what it names at a word."""
    before = part.words[:at]
    able = any(word in sign_words().able for word in before)
    return able and not _denials(part) and not _hedged(part)


def read_parts(text: Text, findings: Sequence[str]) -> list[Told]:
    """What the parts of an answer say of some findings.

    Of two parts that speak of the same finding, that counts which says that it is there.

    Args:
        text: the answer.
        findings: the findings that were asked about.
    """
    known, every = sign_words().signs, parts(text)
    found: dict[str, Told] = {}
    for index, part in enumerate(every):
        if _of_another(part) or text.clause_of(part.first).closer == "?":
            continue
        following = every[index + 1] if index + 1 < len(every) else None
        before = every[index - 1] if index else None
        listed = _list_to(every, index)
        for finding in findings:
            told = _told(finding, known.get(finding, Sign()), part, following, before)
            if (
                told is None
                and listed
                and _named(part, known.get(finding, Sign()).sign) is not None
            ):
                told = Told(finding, "absent", part.first, part.last)
            other = found.get(finding)
            if told and (other is None or RANK[told.assertion] < RANK[other.assertion]):
                found[finding] = told
    return list(found.values())


def _list_to(every: Sequence[Part], index: int) -> bool:
    """Whether a part is an item of a denial that goes on: "not swollen, weak or cold"."""
    begin = index
    while begin > 0 and _goes_on(every[begin], every[begin - 1], far=True):
        begin -= 1
        if _denials(every[begin]):
            break
    if begin == index or not _denials(every[begin]):
        return False
    for part in every[index:]:
        if not SUBJECTS.isdisjoint(part.words) or part.linked == "but":
            return False
        if {"or", "nor"} & set(part.words):
            return True
    return False


def _told(
    finding: str, sign: Sign, part: Part, following: Part | None, before: Part | None
) -> Told | None:
    """What one part says of a finding."""
    said = said_of(sign, part, following)
    if said is None or (said == "present" and _goes_on(part, before)):
        return None  # "no swelling and numbness": the denial may mean both
    if said == "absent":
        return Told(finding, said, part.first, part.last)
    at = part.first + (_named(part, sign.sign) or 0)
    return Told(finding, said, at, at)


def _goes_on(part: Part, before: Part | None, *, far: bool = False) -> bool:
    """Whether a part may be but the next item of a denial: "no swelling, numbness and so on"."""
    if before is None or _denials(part):
        return False
    if not far and not any(at + 1 < len(before.words) for at in _denials(before)):
        return False
    return SUBJECTS.isdisjoint(part.words) and answer_words().contrast.isdisjoint(part.words)

"""What the words around a medicine say about it: taken, not taken, stopped, asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from charley.facts import Assertion
from charley.language.text import Text
from charley.schema.medicine_words import medicine_words

WINDOW = 14  # words that are looked at on each side
_GLUE = frozenset(
    {"@", ",", "and", "or", "nor", "any", "the", "a", "my", "an", "more", "his", "her"}
)
# A statement that begins with one of these stands for itself.
_ANEW = re.compile(
    r"(?:i|im|he|she|they|we|shes|hes|just|only|except|apart|aside|other|besides|bar|still|now"
    r"|yes|yeah|@|so|then|but|believes?|reali[sz]ed?|occurr?ed|convinced|prove)(?![^ ])"
)


class Place(msgspec.Struct, frozen=True):
    """Where a medicine stands in a message: its first and last token, both inclusive."""

    first: int
    last: int


class Cue(msgspec.Struct, frozen=True):
    """A cue found in front of a medicine: what it says and which words it covers."""

    says: Assertion
    start: int
    end: int
    reach: int


@lru_cache(maxsize=1)
def _before() -> tuple[tuple[Assertion, int, re.Pattern[str]], ...]:
    return tuple(
        (cue.as_, cue.reach, re.compile(rf"(?<![^ ])(?:{say})(?:(?<= )|(?![^ ]))"))
        for cue in medicine_words().before
        for say in cue.say
    )


@lru_cache(maxsize=1)
def _after() -> tuple[tuple[Assertion, re.Pattern[str]], ...]:
    return tuple(
        (cue.as_, re.compile(rf"(?:{say})")) for cue in medicine_words().after for say in cue.say
    )


@lru_cache(maxsize=1)
def _around() -> tuple[tuple[Assertion, re.Pattern[str]], ...]:
    return tuple(
        (cue.as_, re.compile(rf"(?<![^ ])(?:{say})(?![^ ])"))
        for cue in medicine_words().around
        for say in cue.say
    )


@lru_cache(maxsize=1)
def _next() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"(?:{say})(?![^ ])") for say in medicine_words().stopped_next)


def words_between(text: Text, first: int, last: int, places: Sequence[Place]) -> list[str]:
    """The words of some tokens; a medicine stands as one @, commas stand as words."""
    covered = {index: place for place in places for index in range(place.first, place.last + 1)}
    words: list[str] = []
    for token in text.tokens[max(first, 0) : last + 1]:
        if "," in token.before or "/" in token.before:
            words.append(",")
        place = covered.get(token.index)
        if place is None:
            words.append(token.typed)
        elif token.index in (place.first, first):
            words.append("@")
    return words


def _reaches(cue: Cue, words: str) -> bool:
    """Whether nothing stands between a cue and the medicine that ends its reach."""
    between = words[cue.end :].split()
    if cue.says != "present" and "," in between:
        last_comma = len(between) - 1 - between[::-1].index(",")
        if "@" not in between[:last_comma]:
            return False
    return sum(word not in _GLUE for word in between) <= cue.reach


def _cues(words: str) -> list[Cue]:
    found = [
        Cue(says, match.start(), match.start() + len(match.group().rstrip()), reach)
        for says, reach, pattern in _before()
        for match in pattern.finditer(words)
        if match.end() > match.start()
    ]
    return [cue for cue in found if not any(_inside(cue, other) for other in found)]


def _inside(cue: Cue, other: Cue) -> bool:
    within = other.start <= cue.start and cue.end <= other.end
    return within and (other.end - other.start) > (cue.end - cue.start)


def _said_before(words: str) -> Assertion | None:
    """What the nearest cue in front that reaches the medicine says."""
    reaching = [cue for cue in _cues(words) if _reaches(cue, words)]
    if not reaching:
        return None
    nearest = max(reaching, key=lambda cue: (cue.start, cue.end))
    if nearest.says == "present":
        governing = [c for c in reaching if c.says != "present" and _governs(c, nearest, words)]
        if governing:
            return max(governing, key=lambda cue: cue.start).says
    return nearest.says


def _governs(cue: Cue, weaker: Cue, words: str) -> bool:
    """Whether "not", "should I" and the like still speak when "taking" or "on" follows them."""
    if weaker.start < cue.end:
        return False
    between = words[cue.end : weaker.start].split()
    starts_anew = _ANEW.match(words[weaker.start :].removeprefix(", "))
    return starts_anew is None and "," not in between and "and" not in between and len(between) <= 4


def _other_person(words: list[str]) -> bool:
    """Whether the words in front make someone else the one who takes it."""
    book = medicine_words()
    for index in range(len(words) - 1, -1, -1):
        if words[index] in book.first_person:
            return False
        if words[index].removesuffix("s") in book.relatives:
            following = words[index + 1 : index + 4]
            if following and following[0] in book.advises:
                return False
            return any(word in book.other_verbs for word in following)
    return False


def speaks_for_relative(text: Text) -> bool:
    """Whether the message tells of a relative's legs ("mums legs cramp"), the patient's then."""
    book = medicine_words()
    for token in text.tokens:
        if token.typed.removesuffix("s") in book.relatives:
            last = min(text.clause_of(token.index).last, token.index + 4)
            after = {word.typed for word in text.tokens[token.index + 1 : last + 1]}
            if book.first_person.isdisjoint(after) and not book.trouble_words.isdisjoint(after):
                return True
    return False


def _following(text: Text, place: Place, places: Sequence[Place]) -> str:
    """The words behind a medicine.

    The next clause is among them where it goes on with "but" or answers a question mark.
    """
    clause = text.clause_of(place.last)
    words = words_between(text, place.last + 1, min(clause.last, place.last + WINDOW), places)
    if clause.index + 1 < len(text.clauses):
        following = text.clauses[clause.index + 1]
        more = words_between(
            text, following.first, min(following.last, following.first + 7), places
        )
        if following.opener:
            return " ".join([*words, *more])
        if clause.closer == "?" and not words:
            return " ".join(["?", *more])
    return " ".join([*words, "?"] if clause.closer == "?" else words)


def sentence(text: Text, place: Place, places: Sequence[Place]) -> str:
    """The words around one medicine, which stands as @, any other one as "it"."""
    clause = text.clause_of(place.first)
    first = max(clause.first, place.first - WINDOW)
    front = words_between(text, first, place.first - 1, places)
    both = [*front, "@", *_following(text, place, places).split()]
    return " ".join(
        "it" if word == "@" and at != len(front) else word for at, word in enumerate(both)
    )


def assertion_of(
    text: Text, place: Place, places: Sequence[Place], *, carer: bool = False
) -> Assertion:
    """What the message says about the medicine at one place.

    Args:
        text: the message.
        place: the medicine.
        places: all medicines of the message.
        carer: whether the message is written for a relative, who is then the patient.
    """
    clause = text.clause_of(place.first)
    first = max(clause.first, place.first - WINDOW)
    in_front = words_between(text, first, place.first - 1, places)
    if first == clause.first:
        in_front = _without_answer(in_front)
    if "," in text.tokens[place.first].before and in_front:
        in_front.append(",")
    if not carer and _other_person(in_front):
        return "other_person"
    said = _said_before(" ".join(in_front)) or "present"
    behind = _following(text, place, places)
    for says, pattern in _after():
        if pattern.match(behind) and (says != "possible" or said == "present"):
            return says
    around = sentence(text, place, places)
    says = next((says for says, pattern in _around() if pattern.search(around)), said)
    return "historical" if says == "present" and _stopped_next(text, place, places) else says


def _without_answer(words: list[str]) -> list[str]:
    """The words without a "no" that answers what was asked: "no I'm on the pill"."""
    answers = len(words) > 1 and words[0] in ("no", "nope", "nah")
    subjects = {*medicine_words().first_person, "he", "she", "hes", "shes", "they"}
    return words[1:] if answers and words[1] in subjects else words


def _stopped_next(text: Text, place: Place, places: Sequence[Place]) -> bool:
    """Whether the next sentence says that it was stopped: "I was given @. Last week I stopped".

    Only where it is the one medicine of its sentence and the next one names none.
    """
    clause = text.clause_of(place.last)
    if clause.index + 1 >= len(text.clauses):
        return False
    following = text.clauses[clause.index + 1]
    near = [p for p in places if clause.first <= p.first <= following.last]
    if near != [place]:
        return False
    words = " ".join(t.typed for t in text.tokens[following.first : following.last + 1])
    return any(pattern.match(words) for pattern in _next())

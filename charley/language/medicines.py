"""Finds the medicines that a message names: generic, brand, misspelt, or in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from charley.facts import Assertion, Medicine
from charley.language.medicine_cues import Place, assertion_of, speaks_for_relative
from charley.language.medicine_names import Name, names, near_name, plain_stem
from charley.language.phrases import PhraseTable
from charley.language.text import Text
from charley.schema.medicine_words import medicine_words

DESCRIBES = 6  # tokens between plain words and the name that they describe ("a statin called ...")
MOST = 40  # medicines that are read from one message; nobody names more, and time stays linear
BLOOD = 4  # tokens around "calcium" in which "low" makes it a blood value
_SEPARATES = frozenset({"and", "plus", "also", "with", "or", "then", "another"})


class Found(msgspec.Struct, frozen=True):
    """A name and where it stands, tokens inclusive."""

    first: int
    last: int
    name: Name

    @property
    def place(self) -> Place:
        """Where it stands, for the cues."""
        return Place(self.first, self.last)


def _named(text: Text) -> Iterator[Found]:
    """Names as they stand in the tables, then misspelt ones, then plain words."""
    tokens, table, taken = text.tokens, names(), set[int]()
    typed = [token.typed for token in tokens]
    for first, last, _ in _no_medicine().find(typed, tokens):
        taken.update(range(first, last + 1))
    in_tables = [
        *table.exact.find(typed, tokens),
        *table.plain.find([plain_stem(word) for word in typed], tokens),
    ]
    for first, last, name in sorted(in_tables, key=lambda f: (f[0] - f[1], not f[2].specific)):
        if taken.isdisjoint(range(first, last + 1)):
            taken.update(range(first, last + 1))
            yield Found(first, last, name)
    for token in tokens:
        misspelt = None if token.index in taken else near_name(token.typed, token.norm)
        if misspelt:
            yield Found(token.index, token.index, misspelt)


@lru_cache(maxsize=1)
def _no_medicine() -> PhraseTable[str]:
    return PhraseTable({phrase: phrase for phrase in medicine_words().no_medicine})


def _is_blood_value(text: Text, found: Found) -> bool:
    """Whether "calcium" means what is in the blood or the food, not what is swallowed."""
    if not found.name.substance:
        return False
    clause = text.clause_of(found.first)
    first, last = max(clause.first, found.first - BLOOD), min(clause.last, found.last + BLOOD)
    around = [token.typed for token in text.tokens[first : last + 1]]
    book = medicine_words()
    line = f" {' '.join(around)} "
    return any(f" {word} " in line for word in book.blood_words) and not any(
        word in book.supplement_words for word in around
    )


def _describes(text: Text, plain: Found, named: Found) -> bool:
    """Whether plain words are only the description of a name nearby."""
    same_class = not (set(plain.name.classes) - {"other"}).isdisjoint(named.name.classes)
    if same_class and not plain.name.certain:
        return True
    first, last = sorted((plain, named), key=lambda found: found.first)
    between = text.tokens[first.last + 1 : last.first + 1]
    if len(between) > DESCRIBES or any(t.typed in _SEPARATES for t in between):
        return False
    return not any("," in token.before for token in between) or same_class


def _without_descriptions(text: Text, found: list[Found]) -> list[Found]:
    specific = [one for one in found if one.name.specific]
    return [
        one
        for one in found
        if one.name.specific or not any(_describes(text, one, named) for named in specific)
    ]


def _assertion(text: Text, one: Found, found: list[Found], *, carer: bool) -> Assertion:
    said = assertion_of(text, one.place, [other.place for other in found], carer=carer)
    return "possible" if said == "present" and not one.name.certain else said


def read_medicines(text: Text, *, carer: bool = False, turn: int = 0) -> tuple[Medicine, ...]:
    """Every medicine that a message names, in the order of the message, each once.

    Args:
        text: the message.
        carer: whether the message is written for someone else, who is then the patient.
        turn: number of the message in the conversation.
    """
    carer = carer or speaks_for_relative(text)
    found = [one for one in _named(text) if not _is_blood_value(text, one)]
    found = sorted(_without_descriptions(text, found), key=lambda one: one.first)[:MOST]
    medicines: dict[tuple[str, Assertion], Medicine] = {}
    for one in found:
        said = _assertion(text, one, found, carer=carer)
        medicines.setdefault((one.name.name, said), _medicine(text, one, said, turn))
    return tuple(medicines.values())


def _medicine(text: Text, one: Found, said: Assertion, turn: int) -> Medicine:
    return Medicine(
        name=one.name.name,
        class_=one.name.classes[0],
        assertion=said,
        text=text.quote(one.first, one.last),
        classes=one.name.classes,
        start=text.tokens[one.first].start,
        end=text.tokens[one.last].end,
        turn=turn,
    )

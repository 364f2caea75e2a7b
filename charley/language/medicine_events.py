"""What was done with a medicine: started, raised, stopped, taken for years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from charley.facts import Fact, Medicine
from charley.language.medicine_cues import Place, sentence
from charley.language.reading import Mention
from charley.language.text import Text
from charley.schema.medicine_words import medicine_words
from charley.schema.wordings import wording_book

# What is not the patient's own taking is no event of his.
TAKEN = ("present", "historical", "possible")
STOPPED = "medicine_stopped"
NOT_TAKEN = ("historical", "absent")  # "stopped it", "never started it"


@lru_cache(maxsize=1)
def _events() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (event.finding, re.compile(rf"(?<![^ ])(?:{say})(?:(?<= )|(?![^ ]))"))
        for event in medicine_words().events
        for say in event.say
    )


def _place(text: Text, medicine: Medicine) -> Place:
    inside = [
        token.index
        for token in text.tokens
        if medicine.start <= token.start and token.end <= medicine.end
    ]
    return Place(inside[0], inside[-1])


def medicine_mentions(text: Text, medicines: tuple[Medicine, ...]) -> tuple[Mention, ...]:
    """Mentions such as ``medicine_stopped``, each at the medicine that it is about.

    They join those of the wordings, so that assertion and time are read for them as for others.
    """
    places = [_place(text, medicine) for medicine in medicines]
    found: list[Mention] = []
    for medicine, place in zip(medicines, places, strict=True):
        words = sentence(text, place, places)
        for finding in dict.fromkeys(f for f, pattern in _events() if pattern.search(words)):
            if medicine.assertion not in (NOT_TAKEN if finding == STOPPED else TAKEN):
                continue
            found.append(
                Mention(
                    finding=finding,
                    first=place.first,
                    last=place.last,
                    start=medicine.start,
                    end=medicine.end,
                    wording=medicine.name,
                    words=tuple(range(place.first, place.last + 1)),
                )
            )
    return tuple(found)


def link_classes(
    text: Text, facts: Iterable[Fact], medicines: tuple[Medicine, ...]
) -> tuple[Fact, ...]:
    """The facts, those about a medicine with the class of the medicine that they mean.

    That is the one inside the fact's words, else the nearest of the same clause, else the last
    one before it ("I take ramipril. Started it in May").
    """
    return tuple(_linked(text, fact, medicines) for fact in facts)


def _linked(text: Text, fact: Fact, medicines: tuple[Medicine, ...]) -> Fact:
    finding = wording_book().findings.get(fact.finding)
    if finding is None or "medicine_class" not in finding.attributes or fact.start < 0:
        return fact
    if fact.attributes.medicine_class is not None:
        return fact
    meant = _meant(text, fact, medicines)
    if meant is None:
        return fact
    attributes = msgspec.structs.replace(fact.attributes, medicine_class=meant.class_)
    return msgspec.structs.replace(fact, attributes=attributes)


def _clause_at(text: Text, start: int) -> int:
    return next((token.clause for token in text.tokens if token.end > start), -1)


def _meant(text: Text, fact: Fact, medicines: tuple[Medicine, ...]) -> Medicine | None:
    own = [m for m in medicines if m.assertion in TAKEN]
    clause = _clause_at(text, fact.start)
    near = [m for m in own if _clause_at(text, m.start) == clause]
    if near:
        return min(near, key=lambda m: max(m.start - fact.end, fact.start - m.end, 0))
    before = [m for m in own if m.end <= fact.start]
    return max(before, key=lambda m: m.end) if before else None

"""Who the patient is to the person who types, and how the two are spoken of."""

from __future__ import annotations

import re

from charley.facts import FactSheet
from charley.interview.state import Interview
from charley.reply.words import Speech, speech_for
from charley.schema.load import Knowledge


def relation_in(text: str, knowledge: Knowledge) -> str:
    """The first relation that a text names after "my" or "our" (an id of ``people.yml``), or ""."""
    found: list[tuple[int, str]] = []
    for relation in knowledge.people.values():
        for word in relation.say:
            match = re.search(
                rf"\b(?:my|our)\s+(?:\w+\s+)?{re.escape(word)}\b", text, re.IGNORECASE
            )
            if match:
                found.append((match.start(), relation.id))
    return min(found)[1] if found else ""


def country_in(text: str, knowledge: Knowledge) -> str:
    """The country that a text names (an id of ``countries.yml``), or ""."""
    lowered = text.lower()
    for country in knowledge.countries.values():
        for name in sorted(country.say, key=len, reverse=True):
            # "us" is a word of its own unless it is written as the country is.
            where, pattern = (text, "U.?S") if name == "us" else (lowered, re.escape(name))
            if re.search(rf"\b{pattern}\b", where):
                return country.id
    return ""


def speech_of(interview: Interview, sheet: FactSheet, knowledge: Knowledge) -> Speech:
    """How the patient of this check is spoken of."""
    relation = knowledge.people.get(interview.relation)
    return speech_for(sheet.person, relation.label if relation else "")

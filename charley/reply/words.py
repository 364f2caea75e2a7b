"""Words that follow the person: "your calf" for oneself, "his calf" for someone's dad.

Texts of ``knowledge/`` carry words in braces. ``{you}`` ``{your}`` ``{yours}`` ``{yourself}``
``{them}`` stand alone; ``{are_you}`` ``{do_you}`` ``{have_you}`` ``{can_you}`` ``{were_you}`` begin
a question; ``{you_are}`` ``{you_have}`` and so on begin a statement; ``{verb:feel}`` is any other
verb after the pronoun; ``{name}`` is "you" or "your dad". A capital first letter is kept.
"""

from __future__ import annotations

import re

import msgspec

from charley.facts import Person

_BRACES = re.compile(r"\{([A-Za-z_]+(?::[a-z]+)?)\}")
_THIRD = {"are": "is", "do": "does", "have": "has", "were": "was", "can": "can"}
_FORMS = {
    "you": ("you", "your", "yours", "yourself", "you"),
    "he": ("he", "his", "his", "himself", "him"),
    "she": ("she", "her", "hers", "herself", "her"),
    "they": ("they", "their", "theirs", "themself", "them"),
}


class Speech(msgspec.Struct, frozen=True):
    """How the patient is spoken of: ``pronoun`` is you, he, she or they."""

    pronoun: str = "you"
    name: str = "you"


def speech_for(person: Person, name: str = "") -> Speech:
    """The words for a patient.

    Args:
        person: who the patient is, as far as it was told.
        name: what a carer's patient is called ("your dad"); empty where it is not known.
    """
    if person.speaker != "carer":
        return Speech()
    pronoun = {"M": "he", "F": "she"}.get(person.sex or "", "they")
    return Speech(pronoun, name or _FORMS[pronoun][4])


def _third(verb: str) -> str:
    """A verb after he or she: feel, feels; watch, watches; carry, carries."""
    if verb in _THIRD:
        return _THIRD[verb]
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "o")) else "s")


def _replacement(word: str, speech: Speech) -> str | None:
    """What stands for a word in braces, or None where the braces are not ours."""
    subject, possessive, alone, itself, objective = _FORMS[speech.pronoun]
    fixed = {
        "you": subject,
        "your": possessive,
        "yours": alone,
        "yourself": itself,
        "them": objective,
        "name": speech.name,
        "name_self": "you",
    }
    if word in fixed:
        return fixed[word]
    singular = speech.pronoun in ("he", "she")
    if word.startswith("verb:"):
        return _third(word[5:]) if singular else word[5:]
    first, _, second = word.partition("_")
    verb = first if second == "you" else second if first == "you" else ""
    if verb not in _THIRD:
        return None
    verb = _third(verb) if singular else verb
    return f"{verb} {subject}" if second == "you" else f"{subject} {verb}"


def fill(text: str, speech: Speech, /, **values: str) -> str:
    """Replace the braces of a text.

    Args:
        text: a text of ``knowledge/``.
        speech: how the patient is spoken of.
        values: what other braces stand for, such as ``label`` or ``items``.

    Raises:
        KeyError: a brace is neither a word of a person nor among ``values``.
    """

    def one(match: re.Match[str]) -> str:
        word = match.group(1)
        if word in values:
            return values[word]
        found = _replacement(word[0].lower() + word[1:], speech)
        if found is None:
            raise KeyError(word)
        return found[0].upper() + found[1:] if word[0].isupper() else found

    return _BRACES.sub(one, text)

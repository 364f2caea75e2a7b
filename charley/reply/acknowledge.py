"""Echoes in plain words what a message gave, so that a misreading can be put right at once."""

from __future__ import annotations

from typing import Any

from charley.facts import Fact, Medicine
from charley.reasoning.complaint import COMPLAINT
from charley.reply.blocks import Understood
from charley.reply.text import Wording, listed

MOST_ITEMS = 3  # more is not read
VARIANTS = 3  # wordings of each acknowledgement, taken in turn
QUIET = "quiet_in_echo"  # the group of findings that only say that there is nothing to say
YES_OR_NO = ("hemodialysis", "pregnancy")  # a plain "no" to these needs no echo
ECHOED = ("age", "weeks")
ECHOED_AT = ("who", "age", "pregnancy")  # questions whose answer these are
_WRAP = {"absent": "not_item", "possible": "maybe_item", "historical": "past_item"}


def _label(fact: Fact, wording: Wording) -> str:
    """What a fact is about, with its side."""
    label = wording.knowledge.findings[fact.finding].label
    side = fact.attributes.side
    return f"{label}, {wording.part('side_' + side)}" if side in ("left", "right") else label


def fact_words(fact: Fact, wording: Wording) -> str:
    """A fact in plain words: "swollen leg, left", "no chest pain"."""
    label = _label(fact, wording)
    wrap = _WRAP.get(fact.assertion)
    return wording.part(wrap, label=label) if wrap else label


def medicine_words(medicine: Medicine, wording: Wording) -> str:
    """A medicine in plain words."""
    known = "medicine_item" if medicine.assertion == "present" else "no_medicine_item"
    return wording.part(known, name=medicine.name)


def understood(
    facts: tuple[Fact, ...],
    medicines: tuple[Medicine, ...],
    profile: dict[str, Any],
    changed: tuple[str, ...],
    question: str | None,
    wording: Wording,
    turn: int = 0,
) -> Understood | None:
    """What a message added or changed, or None where it did neither.

    Args:
        facts: the facts of the message.
        medicines: its medicines.
        profile: what it gave about the person.
        changed: the ids whose value changed.
        question: the question that was open.
        wording: the texts of this conversation.
        turn: the number of the message, so that the words vary.
    """
    if not changed:
        return None
    new = [fact for fact in facts if fact.finding in changed]
    present = [fact_words(f, wording) for f in _worth_saying(new, question, wording)]
    taken = [m for m in medicines if m.name in changed and m.assertion in ("present", "absent")]
    person = _about_the_person(profile, changed, question, turn, wording)
    named = (medicine_words(medicine, wording) for medicine in taken)
    items = [*present, *named, *person][:MOST_ITEMS]
    absent = [] if _was_asked(question, wording) else _denied(new, wording)
    corrected = any(fact.corrects for fact in new)
    texts = _echo(items, absent, question, corrected, turn, wording)
    return Understood(facts, medicines, profile, changed, texts)


def _about_the_person(
    profile: dict[str, Any],
    changed: tuple[str, ...],
    question: str | None,
    turn: int,
    wording: Wording,
) -> list[str]:
    """The age and the weeks that a later message gave without being asked for them."""
    told = [key for key in ECHOED if key in changed and profile.get(key) is not None]
    if turn <= 1 or question in ECHOED_AT:
        return []
    return [wording.part(f"person_{key}", value=f"{profile[key]:g}") for key in told]


def _worth_saying(new: list[Fact], question: str | None, wording: Wording) -> list[Fact]:
    """Of what is so: danger first, the exact before the vague, the complaint only if it is new."""
    findings = wording.knowledge.findings
    told = {f.finding: f for f in new if f.assertion in ("present", "possible", "historical")}
    vague = {wider for name in told for wider in findings[name].implies}
    quiet = {*wording.knowledge.groups[QUIET].any_of, *COMPLAINT}
    clear = [f for name, f in told.items() if name not in vague and name not in quiet]
    if not clear and question is None:
        clear = [f for name, f in told.items() if name not in vague]
    asked = [f for f in clear if f.finding != question]
    return sorted(asked, key=lambda fact: not findings[fact.finding].danger)


def _was_asked(question: str | None, wording: Wording) -> bool:
    """Whether a "no" answers a question of yes or no, and needs no echo."""
    return question in wording.knowledge.findings or question in YES_OR_NO


def _denied(new: list[Fact], wording: Wording) -> list[str]:
    return [_label(fact, wording) for fact in new if fact.assertion == "absent"][:MOST_ITEMS]


def _varied(text: str, turn: int, wording: Wording, **values: str) -> tuple[str, ...]:
    """One of the wordings of a text, another one each time."""
    return wording.all(f"{text}_{turn % VARIANTS + 1}", **values)


def _echo(
    items: list[str],
    absent: list[str],
    question: str | None,
    corrected: bool,
    turn: int,
    wording: Wording,
) -> tuple[str, ...]:
    """What is said of it; of the long list of the screen only what is there."""
    screen = question == "red_flag_screen"
    if items and corrected:
        return wording.all("noted_changed", items=listed(items))
    if items:
        return _varied("noted", turn, wording, items=listed(items))
    if screen:
        return wording.all("noted_none") if absent else ()
    if absent:
        return _varied("noted_absent", turn, wording, items=listed(absent, "or"))
    return _varied("noted_plain", turn, wording)

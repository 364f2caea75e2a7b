"""Echoes in plain words what a message gave, so that a misreading can be put right at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from charley.facts import Fact, Medicine
from charley.reasoning.state import COMPLAINT
from charley.reply.blocks import Understood
from charley.reply.text import Wording, listed

MOST_ITEMS = 5  # more is not read
YES_OR_NO = ("hemodialysis", "pregnancy")  # a plain "no" to these needs no echo
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


def _present_words(fact: Fact, wording: Wording) -> str:
    """A fact in plain words; of the complaint itself the person's own, since only they are new."""
    if fact.finding in COMPLAINT and fact.text and fact.question is not None:
        return f'"{fact.text}"'
    return fact_words(fact, wording)


def _ours(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The facts about the patient that are worth an echo."""
    return (f for f in facts if f.assertion in ("present", *_WRAP))


def understood(
    facts: tuple[Fact, ...],
    medicines: tuple[Medicine, ...],
    profile: dict[str, Any],
    changed: tuple[str, ...],
    question: str | None,
    wording: Wording,
) -> Understood | None:
    """What a message added or changed, or None where it did neither.

    Args:
        facts: the facts of the message.
        medicines: its medicines.
        profile: what it gave about the person.
        changed: the ids whose value changed.
        question: the question that was open.
        wording: the texts of this conversation.
    """
    if not changed:
        return None
    new = [f for f in _ours(facts) if f.finding in changed]
    items = [_present_words(f, wording) for f in new if f.assertion != "absent"]
    items += [medicine_words(m, wording) for m in medicines if m.name in changed]
    absent = [_label(f, wording) for f in new if f.assertion == "absent"]
    corrected = any(f.corrects for f in new)
    texts = _echo(items[:MOST_ITEMS], absent[:MOST_ITEMS], question, corrected, wording)
    return Understood(facts, medicines, profile, changed, texts)


def _echo(
    items: list[str], absent: list[str], question: str | None, corrected: bool, wording: Wording
) -> tuple[str, ...]:
    """What is said of it; of the long list of the screen only what is there."""
    screen = question == "red_flag_screen"
    if screen and not items:
        return wording.all("noted_none") if absent else ()
    if items and absent and not screen:
        return wording.all("noted_both", items=listed(items), absent=listed(absent, "or"))
    if items:
        return wording.all("noted_changed" if corrected else "noted", items=listed(items))
    asked_for = question in wording.knowledge.findings or question in YES_OR_NO
    if asked_for or not absent:
        return ()
    return wording.all("noted_absent", items=listed(absent, "or"))

"""Answers that are changed later, held against a check in which they were given so at once."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import msgspec

from charley.facts import FactSheet
from charley.interview.conversation import Conversation
from charley.interview.merge import merge
from charley.language.read import read
from charley.reasoning.assess import assess
from charley.reasoning.state import View
from charley.reply.questions import label_of
from charley.reply.text import Wording
from charley.schema.load import knowledge
from tests.people.cases import DATE, Case, ways
from tests.people.person import Person

MOST_TURNS = 40


class Said(msgspec.Struct, frozen=True):
    """One message with what was open when it came."""

    text: str
    question: str | None
    focus: tuple[str, ...]


class Edit(msgspec.Struct, frozen=True):
    """A change of one answer: when, how it is asked for, and the new answer."""

    case: str
    question: str
    request: str
    answer: str
    after: int


def talk_of(case: Case, most: int = MOST_TURNS) -> tuple[Conversation, list[Said]]:
    """A plain conversation of at most so many messages, and what was said in it."""
    person, talk = Person(case), Conversation(date=DATE)
    said: list[Said] = []
    text: str | None = person.opening()
    while text is not None and len(said) < most:
        said.append(Said(text, talk.interview.open, talk.interview.focus))
        question = talk.say(text).question()
        text = person.respond(question.custom()) if question and not talk.done else None
    return talk, said


def edits_of(case: Case, count: int, seed: int = 0) -> Iterator[Edit]:
    """Random changes of answers that were given, at the end and on the way."""
    chance = Random(f"edit:{case.id}:{seed}")
    _, said = talk_of(case)
    answered = [one for one in said if one.question in ways()["edits"]]
    for _ in range(count if answered else 0):
        one = chance.choice(answered)
        question = str(one.question)
        others = [text for text in ways()["edits"][question] if text != one.text]
        first = said.index(one) + 1
        after = chance.choice((len(said), chance.randint(first, len(said))))
        request = str(chance.choice(ways()["edit_requests"]))
        label = label_of(question, Wording(knowledge()))
        yield Edit(case.id, question, request.format(label=label), chance.choice(others), after)


def edited(case: Case, edit: Edit) -> FactSheet:
    """The sheet after a conversation in which the answer was changed."""
    talk, _ = talk_of(case, edit.after)
    reply = talk.say(edit.request)
    question = reply.question()
    if question is None or question.id != edit.question:
        raise LookupError(f"{edit.request!r} asked {question.id if question else 'nothing'}")
    talk.say(edit.answer)
    return talk.sheet


def fresh(case: Case, edit: Edit) -> FactSheet:
    """The sheet of the same messages with the new answer in the place of the old."""
    _, said = talk_of(case, edit.after)
    sheet = FactSheet(date=DATE)
    for number, one in enumerate(said, 1):
        text = edit.answer if one.question == edit.question else one.text
        reading = read(
            text, question=one.question, sheet=sheet, date=DATE, turn=number, focus=one.focus
        )
        sheet = merge(sheet, reading, number, DATE, knowledge(), question=one.question).sheet
    return sheet


def state_of(sheet: FactSheet) -> dict[str, Any]:
    """What holds on a sheet and what follows from it, without the order in which it was told."""
    view = View(sheet, knowledge())
    findings = {fact.finding for fact in sheet.facts}
    assessment = assess(sheet, knowledge())
    return {
        "findings": {f: view.state(f) for f in findings if view.state(f) != "unknown"},
        "person": msgspec.to_builtins(view.person),
        "medicines": sorted((one.name, one.assertion) for one in sheet.medicines),
        "level": assessment.level,
        "red flags": sorted(flag.id for flag in assessment.red_flags),
        "causes": sorted(cause.id for cause in assessment.causes),
    }


def difference(case: Case, edit: Edit) -> str:
    """What differs between changing an answer and having given it so, or nothing."""
    try:
        one, two = state_of(edited(case, edit)), state_of(fresh(case, edit))
    except LookupError as fault:
        return f"{edit}: {fault}"
    parts = [
        f"{key}: {_only(one[key], two[key])} but fresh {_only(two[key], one[key])}"
        for key in one
        if one[key] != two[key]
    ]
    return f"{edit}: {'; '.join(parts)}" if parts else ""


def _only(mine: Any, other: Any) -> Any:
    """The part of a value that the other does not have."""
    if isinstance(mine, dict):
        return {key: value for key, value in mine.items() if other.get(key) != value}
    return [item for item in mine if item not in other] if isinstance(mine, list) else mine

"""Between Rasa's tracker and the interview: what is in the slots, and what goes into them."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

import msgspec
from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from charley.facts import FactSheet
from charley.interview.merge import Merged
from charley.interview.state import Interview, Step, Turn
from charley.language.reading import Reading

T = TypeVar("T")
Event = dict[str, Any]

OVER = ("done", "stopped")  # stages of the interview in which no check is under way


def slot(tracker: Tracker, name: str, empty: T) -> T:
    """Returns what a slot holds as JSON, or ``empty`` where it holds nothing of that kind."""
    value = tracker.get_slot(name)
    if not isinstance(value, str):
        return empty
    try:
        return msgspec.json.decode(value, type=type(empty))
    except msgspec.MsgspecError:
        return empty


def state_of(tracker: Tracker) -> tuple[Interview, FactSheet, Turn]:
    """Returns where the interview stands, what was told, and what the latest message gave."""
    today = date.today().isoformat()
    sheet = slot(tracker, "sheet", FactSheet(date=today))
    nothing = Turn("", Reading(), Merged(sheet), today)
    turn = slot(tracker, "turn", nothing)
    whole = msgspec.structs.replace(turn, merged=msgspec.structs.replace(turn.merged, sheet=sheet))
    return slot(tracker, "interview", Interview()), sheet, whole


def events_of(step: Step) -> list[Event]:
    """Returns the slots after a step; the form ends when the step says that it is done."""
    interview = step.interview
    result = step.reply.result()
    events = {
        "interview": msgspec.json.encode(interview).decode(),
        "sheet": msgspec.json.encode(step.sheet).decode(),
        "open_question": interview.open,
        "country": interview.country,
        "check": "done" if interview.stage in OVER else "running",
        "answer": "done" if step.done and interview.open is None else None,
    }
    if result is not None:
        events["level"] = result.assessment["level"]
    return [SlotSet(name, value) for name, value in events.items()]

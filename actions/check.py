"""The check: one call for each turn, whatever the question is."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import OVER, Event, events_of, state_of
from actions.send import send
from charley.interview.state import Step
from charley.interview.step import ask_again, begin_again, step
from charley.schema.load import knowledge

CHECK_FORM = "check_form"
BEGINS = ("start_check", "resume_check")


def intent_of(tracker: Tracker) -> str:
    """Returns the intent of the latest message."""
    return str((tracker.latest_message or {}).get("intent", {}).get("name") or "")


def is_marked(tracker: Tracker) -> bool:
    """Tells whether the reader found that the latest message moves the check."""
    entities = (tracker.latest_message or {}).get("entities") or []
    return any(entity.get("entity") == "answer" for entity in entities)


def actions_since_message(tracker: Tracker) -> list[str]:
    """Returns the actions that ran since the latest message, the oldest first."""
    names: list[str] = []
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            break
        if event.get("event") == "action":
            names.append(str(event.get("name")))
    return names[::-1]


def take_step(tracker: Tracker) -> Step:
    """Returns what the interview makes of the latest message."""
    interview, sheet, turn = state_of(tracker)
    known = knowledge()
    if interview.stage in OVER and intent_of(tracker) in BEGINS:
        return begin_again(interview, sheet, turn, known)
    return step(interview, sheet, turn, known)


def comes_back(tracker: Tracker) -> bool:
    """Tells whether a session began since the check last spoke, and that check is over."""
    if state_of(tracker)[0].stage not in OVER:
        return False
    events = iter(reversed(tracker.events))
    next((event for event in events if event.get("event") == "user"), None)
    for event in events:
        if event.get("event") == "action" and event.get("name") == CHECK_FORM:
            return False
        if event.get("event") == "session_started":
            return True
    return False


class ValidateCheckForm(Action):
    """Called by Rasa whenever the form is: at its start, at an answer, and after a digression."""

    def name(self) -> str:
        """Returns the name that Rasa derives from the form's."""
        return "validate_check_form"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Moves the check, or asks again after a digression, or gives way to one.

        Rasa's own validation action would validate the slot by itself; ours has one slot that
        only the interview may fill.
        """
        # The form itself is the last of them: Rasa puts it there before it calls us.
        before = actions_since_message(tracker)[:-1]
        # After a silence Rasa brings the slots into the new session, the requested one with them.
        starts = (
            tracker.active_loop.get("name") != CHECK_FORM
            or not tracker.get_slot("requested_slot")
            or intent_of(tracker) in BEGINS
        )
        if comes_back(tracker):
            taken = begin_again(*state_of(tracker), knowledge())
        elif is_marked(tracker) or starts:
            taken = take_step(tracker)
        elif before:
            taken = ask_again(*state_of(tracker), knowledge())
        else:
            return []  # nothing for the check in it: the form gives way to a rule
        send(taken.reply, dispatcher, tracker)
        return events_of(taken)


class TakeTurn(Action):
    """What may be said at any moment, where no check is under way."""

    def name(self) -> str:
        """Returns the action's name."""
        return "action_take_turn"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Lets the interview answer; where it has nothing to say, offers what there is."""
        taken = take_step(tracker)
        if not send(taken.reply, dispatcher, tracker):
            dispatcher.utter_message(response="utter_what_next")
        return events_of(taken)

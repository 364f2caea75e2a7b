"""What must be said in a turn, by what has happened in it so far."""

from __future__ import annotations

import pytest
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, SlotSet, UserUttered

from bridge.watch_policy import next_action

TOLD = UserUttered("my calf cramps")
DANGER = UserUttered("my leg is cold", entities=[{"entity": "danger", "value": "EMERGENCY"}])
FORM = ActionExecuted("check_form")
TURN = ActionExecuted("action_take_turn")
DELETING = ActionExecuted("delete_form")
FALLBACK = ActionExecuted("action_two_stage_fallback")
LISTEN = ActionExecuted("action_listen")
SAID = BotUttered("Noted.")
ALERT = BotUttered("Get help.", metadata={"says": "alert"})
SAID_DANGER = [ActionExecuted("utter_danger"), BotUttered("Call for help.")]
SAID_TROUBLE = [ActionExecuted("utter_trouble"), BotUttered("Something does not work.")]

TABLE: dict[str, tuple[list[Event], str | None]] = {
    "nothing has happened": ([], None),
    "a message, and nothing yet": ([TOLD], None),
    "a danger, and nothing yet: the interview says it best": ([DANGER], None),
    "the form spoke": ([TOLD, FORM, SAID], None),
    "the form spoke and set slots": ([TOLD, FORM, SAID, SlotSet("sheet", "{}")], None),
    "the form was silent": ([TOLD, FORM], "utter_trouble"),
    "the form only set slots": ([TOLD, FORM, SlotSet("sheet", "{}")], "utter_trouble"),
    "another action was silent": ([TOLD, TURN], "utter_trouble"),
    "trouble was said": ([TOLD, FORM, *SAID_TROUBLE], "action_listen"),
    "an answer, then a silent form": (
        [TOLD, ActionExecuted("utter_faq"), SAID, FORM],
        "utter_trouble",
    ),
    "Rasa's own actions may be silent": ([TOLD, ActionExecuted("action_extract_slots")], None),
    "the form that asks before deleting may be silent": (
        [TOLD, DELETING],
        None,
    ),
    "the fallback was silent": (
        [TOLD, FALLBACK],
        "utter_trouble",
    ),
    "the interview gave the alert": ([DANGER, FORM, ALERT, SAID], None),
    "a danger and a silent form": ([DANGER, FORM], "utter_danger"),
    "a danger and a form without an alert": ([DANGER, FORM, SAID], "utter_danger"),
    "then the trouble, where it was silent": ([DANGER, FORM, *SAID_DANGER], "utter_trouble"),
    "and no trouble, where it spoke": ([DANGER, FORM, SAID, *SAID_DANGER], "action_listen"),
    "and then the person": ([DANGER, FORM, *SAID_DANGER, *SAID_TROUBLE], "action_listen"),
    "a danger after another answer": (
        [DANGER, ActionExecuted("utter_faq"), SAID],
        "utter_danger",
    ),
    "an alert of the turn before does not count": ([ALERT, LISTEN, DANGER, FORM], "utter_danger"),
}


@pytest.mark.parametrize(("events", "action"), TABLE.values(), ids=TABLE.keys())
def test_next_action(events: list[Event], action: str | None) -> None:
    start = max((i for i, event in enumerate(events) if isinstance(event, UserUttered)), default=0)
    assert next_action(events[start:]) == action

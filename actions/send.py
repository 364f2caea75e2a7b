"""Sends a reply: texts with their buttons, and the item for programs where programs listen."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from charley.reply.blocks import Alert, Block, Reply
from charley.reply.text import draw

PROGRAMS = ("rest",)  # the channels whose listeners read ``custom``; elsewhere it would be noise
INTRODUCE = "utter_introduce"
INTRODUCTIONS = ("utter_greet", "utter_intended_use")
SAYS = "says"  # in a message's metadata: what kind of block it came from


def send(reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Sends every block of a reply, and returns whether there was anything to send.

    Who begins with a danger hears of it first, and only then, in a word, what Charley is.

    Args:
        reply: What is said in this turn.
        dispatcher: Rasa's collector of messages.
        tracker: Tells the channel, and whether the person knows what Charley is.
    """
    for_programs = tracker.get_latest_input_channel() in PROGRAMS
    known = bool(tracker.get_slot("introduced")) or _was_introduced(tracker)
    for block in reply.blocks:
        _send_block(block, dispatcher, for_programs)
        if isinstance(block, Alert) and not known:
            dispatcher.utter_message(response=INTRODUCE)
            known = True
    return bool(reply.blocks)


def _was_introduced(tracker: Tracker) -> bool:
    """Tells whether the introduction was said in this very turn."""
    said = [event for event in tracker.events if event.get("event") == "action"]
    return any(event.get("name") in INTRODUCTIONS for event in said)


def _send_block(block: Block, dispatcher: CollectingDispatcher, for_programs: bool) -> None:
    custom = block.custom()
    says = {SAYS: custom["type"]} if custom else {}
    for message in draw(Reply((block,))):
        buttons = [{"title": one.title, "payload": one.payload} for one in message.buttons]
        dispatcher.utter_message(text=message.text, buttons=buttons or None, **says)
    if custom and for_programs:
        _send_custom(custom, dispatcher)


def _send_custom(custom: dict[str, Any], dispatcher: CollectingDispatcher) -> None:
    dispatcher.utter_message(json_message=custom, **{SAYS: custom["type"]})

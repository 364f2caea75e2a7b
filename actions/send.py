"""Sends a reply: texts with their buttons, and the item for programs where programs listen."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from charley.reply.blocks import Block, Reply
from charley.reply.text import draw

PROGRAMS = ("rest",)  # the channels whose listeners read ``custom``; elsewhere it would be noise
SAYS = "says"  # in a message's metadata: what kind of block it came from


def send(reply: Reply, dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """Sends every block of a reply, and returns whether there was anything to send.

    Args:
        reply: What is said in this turn.
        dispatcher: Rasa's collector of messages.
        tracker: Tells the channel.
    """
    for_programs = tracker.get_latest_input_channel() in PROGRAMS
    for block in reply.blocks:
        _send_block(block, dispatcher, for_programs)
    return bool(reply.blocks)


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

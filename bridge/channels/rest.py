"""Rasa's REST channel, a little stricter, and never silent.

Same address, same items. A request must name its conversation, since Rasa would else put everyone
into one called "default", where each reads what the others wrote.
"""

from __future__ import annotations

from typing import Any

from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request

from bridge.last_words import Handler, never_silent

LONGEST_SENDER = 200  # characters


class RestChannel(RestInput):
    """``POST /webhooks/rest/webhook``; see Rasa's documentation of the REST channel."""

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Returns Rasa's own blueprint around a handler that always answers."""
        routes: Blueprint = super().blueprint(never_silent(on_new_message))
        return routes

    async def _extract_sender(self, req: Request) -> str:
        sender = _body(req).get("sender")
        if not isinstance(sender, str) or not 0 < len(sender.strip()) <= LONGEST_SENDER:
            raise InvalidUsage("'sender' must be a text that names the conversation")
        return sender

    def _extract_message(self, req: Request) -> str:
        message = _body(req).get("message")
        if not isinstance(message, str | None):
            raise InvalidUsage("'message' must be a text")
        return message or ""

    def _extract_input_channel(self, req: Request) -> str:
        return str(self.name())

    def get_metadata(self, request: Request) -> dict[str, Any] | None:
        """Returns what a program sends beside the message, such as the date that it is on."""
        metadata = _body(request).get("metadata")
        return metadata if isinstance(metadata, dict) else None


def _body(request: Request) -> dict[str, Any]:
    body = request.json
    if not isinstance(body, dict):
        raise InvalidUsage("the body must be a JSON object")
    return body

"""Slack: the Events API in, ``chat.postMessage`` out, on Slack's own library.

Rasa's built-in Slack channel would send what is meant for programs as a second message. Switched
on by two environment variables, ``CHARLEY_SLACK_TOKEN`` (the bot's token) and
``CHARLEY_SLACK_SIGNING_SECRET``; the app's request URL is ``/webhooks/slack/webhook`` for events
and for interactivity.
"""

from __future__ import annotations

import json
import os
from collections import OrderedDict
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, empty, text
from sanic.response import json as json_response
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from bridge.channels.drawing import Button, settings, take_apart
from bridge.last_words import Handler, never_silent

TOKEN = "CHARLEY_SLACK_TOKEN"
SECRET = "CHARLEY_SLACK_SIGNING_SECRET"
API = "CHARLEY_SLACK_API"  # another address of Slack's API, for tests
LONGEST_TITLE = 75  # characters; Slack's limit for a button
REMEMBERED = 1_000  # events; Slack sends one again when it thinks that we missed it


class SlackOutput(OutputChannel):
    """Draws texts and buttons in one Slack conversation."""

    def __init__(self, client: AsyncWebClient, conversation: str) -> None:
        """Keeps the client and the id of the Slack conversation to write to."""
        self._client = client
        self._conversation = conversation

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "slack"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Sends each paragraph as a message, the last one with the buttons under it."""
        drawn = take_apart(message)
        for number, words in enumerate(drawn.texts, start=1):
            last = number == len(drawn.texts)
            await self._post(words, drawn.buttons if last else ())

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Sends a plain text."""
        await self.send_response(recipient_id, {"text": text})

    async def _post(self, words: str, buttons: tuple[Button, ...]) -> None:
        # Plain text, so that nobody's words are taken for Slack's markup.
        blocks: list[dict[str, Any]] = [
            {"type": "section", "text": {"type": "plain_text", "text": words}}
        ]
        if buttons:
            blocks.append({"type": "actions", "elements": [_button(one) for one in buttons]})
        await self._client.chat_postMessage(
            channel=self._conversation, text=words, blocks=blocks, mrkdwn=False
        )


def _button(button: Button) -> dict[str, Any]:
    return {
        "type": "button",
        "text": {"type": "plain_text", "text": button.title[:LONGEST_TITLE]},
        "value": button.payload,
    }


def said(body: dict[str, Any]) -> tuple[str, str, str] | None:
    """Returns the conversation, the person and the words of a request; None if none are in it.

    Args:
        body: An event callback or an interaction, as Slack sends it.
    """
    if body.get("type") == "block_actions":
        words = body["actions"][0].get("value") or ""
        return body["channel"]["id"], body["user"]["id"], words
    event = body.get("event") or {}
    by_a_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
    if event.get("type") not in ("message", "app_mention") or not by_a_person:
        return None
    if event["type"] == "message" and event.get("channel_type") not in ("im", None):
        return None  # in a shared room only what is addressed to us
    return event["channel"], event["user"], _without_mention(event.get("text") or "")


def _without_mention(words: str) -> str:
    if words.startswith("<@") and ">" in words:
        return words.split(">", 1)[1].strip()
    return words


class SlackInput(InputChannel):
    """The way in; without its settings it has no route at all."""

    def __init__(self) -> None:
        """Reads the settings from the environment."""
        self._settings = settings("Slack", TOKEN, SECRET)
        self._seen: OrderedDict[str, None] = OrderedDict()

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "slack"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Returns the webhook's route, or no route where Slack is off."""
        slack = Blueprint("slack_webhook")
        if self._settings is None:
            return slack
        verifier = SignatureVerifier(self._settings[SECRET])
        token = self._settings[TOKEN]
        handle = never_silent(on_new_message)

        @slack.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            headers = {name.lower(): value for name, value in request.headers.items()}
            if not verifier.is_valid_request(request.body, headers):
                return text("the signature is wrong or missing", status=403)
            body = _body(request)
            if body.get("type") == "url_verification":
                return json_response({"challenge": body.get("challenge")})
            message = None if self._seen_before(body) else said(body)
            if message is not None:
                # Slack wants its answer within three seconds; ours goes another way.
                request.app.add_task(self._handle(handle, token, *message))
            return empty(status=200)

        return slack

    async def _handle(
        self, handle: Handler, token: str, conversation: str, person: str, words: str
    ) -> None:
        client = AsyncWebClient(token, base_url=os.environ.get(API, "https://slack.com/api/"))
        output = SlackOutput(client, conversation)
        sender = f"slack:{conversation}:{person}"
        await handle(UserMessage(words, output, sender, input_channel=self.name()))

    def _seen_before(self, body: dict[str, Any]) -> bool:
        event = body.get("event_id")
        if not event:
            return False
        if event in self._seen:
            return True
        self._seen[event] = None
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return False


def _body(request: Request) -> dict[str, Any]:
    """Returns what Slack sent: JSON for events, a form with JSON in it for buttons."""
    packed = request.form.get("payload") if request.form else None
    body = json.loads(packed) if packed else request.json
    return body if isinstance(body, dict) else {}

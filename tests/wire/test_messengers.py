"""Slack and Telegram over the wire: a first question and its answer go through, nothing raw."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
import requests

from bridge.channels import slack, telegram
from bridge.channels.drawing import LONGEST_PAYLOAD
from tests.servers import Servers, running_servers
from tests.wire.emulator import Emulator

TOKEN = "123456:fake"
SECRET = "a-word-of-our-own"
OPENING = "I get cramps in my right calf at night"
TELEGRAM_MESSAGE = {
    "message_id": 1,
    "date": 1_700_000_000,
    "chat": {"id": 77, "type": "private"},
    "from": {"id": 77, "is_bot": False, "first_name": "P"},
}


class Wire(NamedTuple):
    servers: Servers
    slack: Emulator
    telegram: Emulator


@pytest.fixture(scope="module")
def wire() -> Iterator[Wire]:
    slack_api = Emulator({"ok": True, "ts": "1"})
    telegram_api = Emulator({"ok": True, "result": {**TELEGRAM_MESSAGE, "text": "sent"}})
    environment = {
        slack.TOKEN: TOKEN,
        slack.SECRET: SECRET,
        slack.API: f"{slack_api.address}/api/",
        telegram.TOKEN: TOKEN,
        telegram.SECRET: SECRET,
        telegram.API: f"{telegram_api.address}/bot",
    }
    with running_servers(environment) as servers:
        yield Wire(servers, slack_api, telegram_api)


def slack_request(wire: Wire, body: bytes, kind: str, secret: str = SECRET) -> requests.Response:
    stamp = str(int(time.time()))
    mac = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    headers = {
        "Content-Type": kind,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={mac.hexdigest()}",
    }
    address = f"{wire.servers.address}/webhooks/slack/webhook"
    return requests.post(address, data=body, headers=headers, timeout=5)


def slack_event(number: int, text: str, **more: Any) -> bytes:
    event = {"type": "message", "channel_type": "im", "channel": "D1", "user": "U1", "text": text}
    body = {"type": "event_callback", "event_id": f"Ev{number}", "event": {**event, **more}}
    return json.dumps(body).encode()


def telegram_request(wire: Wire, update: dict[str, Any], secret: str = SECRET) -> requests.Response:
    return requests.post(
        f"{wire.servers.address}/webhooks/telegram/webhook",
        json={"update_id": 1, **update},
        headers={"X-Telegram-Bot-Api-Secret-Token": secret},
        timeout=5,
    )


def slack_buttons(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (element["text"]["text"], element["value"])
        for message in messages
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def telegram_buttons(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (button["text"], button["callback_data"])
        for message in messages
        for row in (message.get("reply_markup") or {}).get("inline_keyboard", [])
        for button in row
    ]


def nothing_raw(messages: list[dict[str, Any]]) -> None:
    for message in messages:
        assert message["text"] and not message["text"].lstrip().startswith(("{", "["))
        assert '"type"' not in message["text"]


def said_after(emulator: Emulator, method: str, act: Callable[[], Any]) -> list[dict[str, Any]]:
    before = len(emulator.sent(method))
    act()
    emulator.wait_for(method, before)
    return emulator.sent(method)[before:]


def test_slack_asks_and_hears_the_answer(wire: Wire) -> None:
    def say() -> None:
        assert slack_request(wire, slack_event(1, OPENING), "application/json").status_code == 200

    first = said_after(wire.slack, "chat.postMessage", say)
    nothing_raw(first)
    assert all(message["channel"] == "D1" for message in first)
    buttons = slack_buttons(first)
    assert buttons, first
    assert all(len(value.encode()) <= LONGEST_PAYLOAD for _, value in buttons)

    interaction = {
        "type": "block_actions",
        "channel": {"id": "D1"},
        "user": {"id": "U1"},
        "actions": [{"value": buttons[0][1]}],
    }
    form = urlencode({"payload": json.dumps(interaction)}).encode()

    def press() -> None:
        kind = "application/x-www-form-urlencoded"
        assert slack_request(wire, form, kind).status_code == 200

    second = said_after(wire.slack, "chat.postMessage", press)
    nothing_raw(second)
    assert second[-1]["text"] != first[-1]["text"], "the answer did not move the check"


def test_slack_hears_an_event_once(wire: Wire) -> None:
    body = slack_event(2, "hello", user="U2")

    def say_twice() -> None:
        for _ in range(2):
            assert slack_request(wire, body, "application/json").status_code == 200

    messages = said_after(wire.slack, "chat.postMessage", say_twice)
    assert len([one for one in messages if "not a diagnosis" in one["text"]]) == 1


@pytest.mark.parametrize(
    "more", [{"bot_id": "B1"}, {"subtype": "message_changed"}, {"channel_type": "channel"}]
)
def test_slack_leaves_alone_what_is_not_said_to_it(wire: Wire, more: dict[str, Any]) -> None:
    before = len(wire.slack.calls)
    body = slack_event(hash(str(more)), "hello", **more)
    assert slack_request(wire, body, "application/json").status_code == 200
    time.sleep(1)
    assert len(wire.slack.calls) == before


def test_slack_checks_the_signature(wire: Wire) -> None:
    before = len(wire.slack.calls)
    body = slack_event(3, OPENING)
    assert slack_request(wire, body, "application/json", secret="wrong").status_code == 403
    address = f"{wire.servers.address}/webhooks/slack/webhook"
    assert requests.post(address, data=body, timeout=5).status_code == 403
    assert len(wire.slack.calls) == before


def test_slack_is_told_that_the_address_is_ours(wire: Wire) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "c"}).encode()
    assert slack_request(wire, body, "application/json").json() == {"challenge": "c"}


def test_telegram_asks_and_hears_the_answer(wire: Wire) -> None:
    def say() -> None:
        update = {"message": {**TELEGRAM_MESSAGE, "text": OPENING}}
        assert telegram_request(wire, update).status_code == 200

    first = said_after(wire.telegram, "sendMessage", say)
    nothing_raw(first)
    assert all(str(message["chat_id"]) == "77" for message in first)
    buttons = telegram_buttons(first)
    assert buttons, first
    assert all(len(data.encode()) <= LONGEST_PAYLOAD for _, data in buttons)

    def press() -> None:
        pressed = {
            "id": "5",
            "from": TELEGRAM_MESSAGE["from"],
            "chat_instance": "1",
            "data": buttons[0][1],
            "message": {**TELEGRAM_MESSAGE, "text": "asked"},
        }
        assert telegram_request(wire, {"callback_query": pressed}).status_code == 200

    second = said_after(wire.telegram, "sendMessage", press)
    nothing_raw(second)
    assert second[-1]["text"] != first[-1]["text"], "the answer did not move the check"
    assert wire.telegram.sent("answerCallbackQuery")


@pytest.mark.parametrize("secret", ["", "wrong"])
def test_telegram_checks_the_secret(wire: Wire, secret: str) -> None:
    before = len(wire.telegram.calls)
    update = {"message": {**TELEGRAM_MESSAGE, "text": OPENING}}
    assert telegram_request(wire, update, secret).status_code == 403
    assert len(wire.telegram.calls) == before


@pytest.mark.parametrize("channel", ["slack", "telegram"])
def test_without_its_settings_a_messenger_has_no_address(servers: Servers, channel: str) -> None:
    address = f"{servers.address}/webhooks/{channel}/webhook"
    assert requests.post(address, json={}, timeout=5).status_code == 404
    assert servers.healthy()

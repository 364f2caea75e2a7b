"""Telegram: a webhook in, ``sendMessage`` out, on python-telegram-bot.

Rasa's built-in Telegram channel fails on its second message, checks no secret, and would send
what is meant for programs as a message. Switched on by ``CHARLEY_TELEGRAM_TOKEN`` (the bot's
token) and ``CHARLEY_TELEGRAM_SECRET`` (a word of one's own, which Telegram then sends with each
request). With ``CHARLEY_TELEGRAM_URL``, the public address of ``/webhooks/telegram/webhook``,
Telegram is told of it at the start.
"""

from __future__ import annotations

import hmac
import os
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, text
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update

from bridge.channels.drawing import Button, settings, take_apart
from bridge.last_words import Handler, never_silent

TOKEN = "CHARLEY_TELEGRAM_TOKEN"
SECRET = "CHARLEY_TELEGRAM_SECRET"
URL = "CHARLEY_TELEGRAM_URL"
API = "CHARLEY_TELEGRAM_API"  # another address of Telegram's API, for tests
SECRET_HEADER = "x-telegram-bot-api-secret-token"


class TelegramOutput(OutputChannel):
    """Draws texts and buttons in one chat."""

    def __init__(self, bot: Bot, chat: int) -> None:
        """Keeps the bot and the id of the chat to write to."""
        self._bot = bot
        self._chat = chat

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "telegram"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Sends each paragraph as a message, the last one with the buttons under it."""
        drawn = take_apart(message)
        for number, words in enumerate(drawn.texts, start=1):
            last = number == len(drawn.texts)
            keyboard = _keyboard(drawn.buttons) if last and drawn.buttons else None
            await self._bot.send_message(self._chat, words, reply_markup=keyboard)

    async def send_text_message(self, recipient_id: str, text: str, **kwargs: Any) -> None:
        """Sends a plain text."""
        await self.send_response(recipient_id, {"text": text})


def _keyboard(buttons: tuple[Button, ...]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.title, callback_data=one.payload)] for one in buttons]
    )


class TelegramInput(InputChannel):
    """The way in; without its settings it has no route at all."""

    def __init__(self) -> None:
        """Reads the settings from the environment."""
        self._settings = settings("Telegram", TOKEN, SECRET)

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "telegram"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Returns the webhook's route, or no route where Telegram is off."""
        telegram = Blueprint("telegram_webhook")
        if self._settings is None:
            return telegram
        secret = self._settings[SECRET]
        bot = Bot(
            self._settings[TOKEN],
            base_url=os.environ.get(API, "https://api.telegram.org/bot"),
        )
        handle = never_silent(on_new_message)

        @telegram.listener("after_server_start")
        async def tell_telegram(app: Sanic, *_: object) -> None:
            if address := os.environ.get(URL):
                await bot.set_webhook(
                    address, secret_token=secret, allowed_updates=["message", "callback_query"]
                )

        @telegram.route("/webhook", methods=["POST"])
        async def webhook(request: Request) -> HTTPResponse:
            if not hmac.compare_digest(
                request.headers.get(SECRET_HEADER, "").encode(), secret.encode()
            ):
                return text("the secret is wrong or missing", status=403)
            # Answered at once: Telegram sends again what takes long.
            request.app.add_task(_handle(handle, bot, Update.de_json(request.json, bot)))
            return empty(status=200)

        return telegram


async def _handle(handle: Handler, bot: Bot, update: Update) -> None:
    """Passes on the words of an update, typed or on a button; other updates have none for us."""
    chat = update.effective_chat
    if chat is None:
        return
    if update.callback_query is not None:
        words = update.callback_query.data or ""
        await bot.answer_callback_query(update.callback_query.id)
    elif update.message is not None and update.message.text:
        words = update.message.text
    else:
        return
    output = TelegramOutput(bot, chat.id)
    await handle(UserMessage(words, output, f"telegram:{chat.id}", input_channel="telegram"))

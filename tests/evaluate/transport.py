"""Two ways to talk with Charley that give the same items: in process, and over REST."""

from __future__ import annotations

import json
import time
import urllib.request
from typing import Any, Protocol

from charley.interview.conversation import Conversation

Item = dict[str, Any]
WEBHOOK = "/webhooks/rest/webhook"
SECONDS = 30.0


class Transport(Protocol):
    """One conversation; ``say`` gives the items of the answer as the REST channel does."""

    def say(self, message: str) -> list[Item]: ...


class InProcess:
    """Reader, interview and reply without Rasa."""

    def __init__(self, date: str) -> None:
        self.talk = Conversation(date=date)

    def say(self, message: str) -> list[Item]:
        reply = self.talk.say(message)
        texts: list[Item] = [{"text": one.text} for one in self.talk.messages()]
        return texts + [
            {"custom": custom} for block in reply.blocks if (custom := block.custom()) is not None
        ]


class Rest:
    """The running servers; keeps how long each turn took, in seconds."""

    def __init__(self, address: str, sender: str) -> None:
        self.address, self.sender = address, sender
        self.seconds: list[float] = []

    def say(self, message: str) -> list[Item]:
        body = json.dumps({"sender": self.sender, "message": message}).encode()
        request = urllib.request.Request(
            self.address + WEBHOOK, body, {"Content-Type": "application/json"}
        )
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            items: list[Item] = json.load(answer)
        self.seconds.append(time.perf_counter() - began)
        return items


def custom(items: list[Item], kind: str) -> Item | None:
    """The last ``custom`` object of a type among the items of an answer."""
    found = [i["custom"] for i in items if i.get("custom") and i["custom"].get("type") == kind]
    return found[-1] if found else None

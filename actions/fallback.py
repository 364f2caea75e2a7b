"""The choices that are offered where a message was not understood."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Event

DOMAIN = Path(__file__).resolve().parents[1] / "domain.yml"
RESPONSE = "utter_ask_meaning"
MOST = 3


@lru_cache(maxsize=1)
def choices() -> tuple[dict[str, Any], ...]:
    """Returns what ``utter_ask_meaning`` can offer, each with the intent that it stands for."""
    domain = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))
    return tuple(domain["responses"][RESPONSE][0]["metadata"]["choices"])


def likely(ranking: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the buttons of the likeliest intents; those without a button do not count."""
    by_intent = {choice["intent"]: choice for choice in choices()}
    found = [by_intent[one["name"]] for one in ranking if one.get("name") in by_intent]
    offered = {choice["payload"]: choice for choice in (*found, *choices())}
    return list(offered.values())[:MOST]


class AskAffirmation(Action):
    """Takes the place of Rasa's own, which shows the names of intents and sends slash commands."""

    def name(self) -> str:
        """Returns the name that Rasa's two-stage fallback calls."""
        return "action_default_ask_affirmation"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Asks which of the likeliest things was meant, in plain words."""
        ranking = (tracker.latest_message or {}).get("intent_ranking") or []
        buttons = [
            {"title": choice["title"], "payload": choice["payload"]} for choice in likely(ranking)
        ]
        dispatcher.utter_message(response=RESPONSE, buttons=buttons)
        return []

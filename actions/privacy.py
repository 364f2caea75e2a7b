"""What a person may demand of what was kept about them."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import AllSlotsReset
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import Event


class DeleteData(Action):
    """Empties every slot, after the person has said yes."""

    def name(self) -> str:
        """Returns the action's name."""
        return "action_delete_data"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[Event]:
        """Forgets all that was told, or says that it is kept."""
        if not tracker.get_slot("delete_confirmed"):
            dispatcher.utter_message(response="utter_kept")
            return []
        dispatcher.utter_message(response="utter_deleted")
        return [AllSlotsReset()]

"""Sees to it that a danger is answered in its own turn, and that no turn ends in silence.

A form whose action server is dead, slow or failing says nothing, and Rasa leaves it at that. This
policy stands above the rules. It looks at what was said in the turn so far, and where something
is owed it predicts a response of ``domain.yml``, which needs no action server:

* ``utter_danger``, where the reader found a new danger in this very message and what ran since
  gave no alert. The interview gives it first thing and in full, so this is heard only without it.
* ``utter_trouble``, where an action of ours came back without a word.

In any other case it abstains. Its predictions are "no user predictions": Rasa's form loop makes
such, and they overrule all others, so that a plain one would lose whatever its priority.
"""

from __future__ import annotations

from typing import Any

from rasa.core.constants import POLICY_PRIORITY
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_TWO_STAGE_FALLBACK_NAME,
    DEFAULT_ACTION_NAMES,
)
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

DANGER = "utter_danger"
TROUBLE = "utter_trouble"
CHECK_FORM = "check_form"
LISTEN = str(ACTION_LISTEN_NAME)
SAYS = "says"  # what kind of block a message came from; see actions/send.py


def turn_of(tracker: DialogueStateTracker) -> list[Event]:
    """Returns the events from the latest message of the person on, that message first."""
    turn: list[Event] = []
    for event in reversed(tracker.events):
        turn.append(event)
        if isinstance(event, UserUttered):
            return turn[::-1]
    return []


def is_ours(action: str) -> bool:
    """Tells whether an action speaks through the action server.

    Rasa's two-stage fallback is its own, but asks its question through an action of ours; the form
    that asks before deleting speaks with a response.
    """
    if action in (CHECK_FORM, ACTION_TWO_STAGE_FALLBACK_NAME):
        return True
    return action.startswith("action_") and action not in DEFAULT_ACTION_NAMES


def next_action(turn: list[Event]) -> str | None:
    """Returns what must be done now in this turn, or None where the rules may decide.

    Args:
        turn: The events of the turn, the person's message first.
    """
    if not turn:
        return None
    done = [str(event.action_name) for event in turn if isinstance(event, ActionExecuted)]
    if not done:
        return None
    if _found_danger(turn) and not _said_danger(turn):
        return DANGER
    if done[-1] == DANGER:
        return TROUBLE if _was_silent(turn) else LISTEN
    if done[-1] == TROUBLE:
        return LISTEN
    if is_ours(done[-1]) and _was_silent(turn):
        return TROUBLE
    return None


def _found_danger(turn: list[Event]) -> bool:
    return any(entity.get("entity") == "danger" for entity in turn[0].entities)


def _said_danger(turn: list[Event]) -> bool:
    """Tells whether the turn holds an alert, the interview's or our own."""
    return any(
        (isinstance(event, BotUttered) and event.metadata.get(SAYS) == "alert")
        or (isinstance(event, ActionExecuted) and event.action_name == DANGER)
        for event in turn
    )


def _was_silent(turn: list[Event]) -> bool:
    """Tells whether the last action of ours in the turn said nothing at all."""
    silent = False
    for event in turn:
        if isinstance(event, ActionExecuted):
            if is_ours(str(event.action_name)):
                silent = True
            elif silent:
                return True
        elif isinstance(event, BotUttered):
            silent = False
    return silent


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.POLICY_WITHOUT_END_TO_END_SUPPORT, is_trainable=True
)
class WatchPolicy(Policy):
    """The policy around `next_action`; it has nothing to learn."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns a priority above that of Rasa's RulePolicy, which is six."""
        return {POLICY_PRIORITY: 7}

    def train(self, training_trackers: list[Any], domain: Domain, **kwargs: Any) -> Resource:
        """Returns an empty resource: Rasa adds only trained policies to a model."""
        with self._model_storage.write_to(self._resource):
            return self._resource

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WatchPolicy:
        """Makes the policy; there is nothing to read."""
        return cls(config, model_storage, resource, execution_context)

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        """Predicts what must be done now, or abstains."""
        probabilities = self._default_predictions(domain)
        action = next_action(turn_of(tracker))
        if action is None:
            return self._prediction(probabilities)
        probabilities[domain.index_for_action(action)] = 1.0
        return self._prediction(probabilities, is_no_user_prediction=True)

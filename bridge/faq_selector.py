"""Which of the questions that we can answer is meant: the nearest one that somebody asked.

Fills the message property ``response_selector`` as Rasa's ResponseSelector does, so that
``utter_faq`` and ``utter_chitchat`` work unchanged, without its neural network. An answer is the
one whose known wordings are nearest to the message, as cosine between bags of words and of letter
groups; so a clinician who adds a way to ask knows what it will do.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.nlu.training_data.util import intent_response_key_to_template_key
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion, make_union

PROPERTY = "response_selector"
FILE = "wordings.json"


def _vectors() -> FeatureUnion:
    """Returns what turns a text into numbers: its words and word pairs, and its letter groups."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_union(words, letters)


class Nearest:
    """Finds the nearest of many wordings, by retrieval intent."""

    def __init__(self, wordings: list[tuple[str, str]]) -> None:
        """Learns the wordings.

        Args:
            wordings: Pairs of a wording and its key, such as ``faq/is_it_dangerous``.
        """
        self.wordings = wordings
        self.keys = np.array([key for _, key in wordings])
        self._vectors = _vectors()
        self._matrix = self._vectors.fit_transform([text for text, _ in wordings])

    def ranking(self, text: str, intent: str) -> list[tuple[str, float]]:
        """Returns the keys of a retrieval intent, the nearest first, each with its cosine."""
        # Each of the two halves has length one, so the product of two texts is at most two.
        cosines = (self._matrix @ self._vectors.transform([text]).T).toarray()[:, 0] / 2
        best: dict[str, float] = {}
        for key, cosine in zip(self.keys, cosines, strict=True):
            if key.split("/")[0] == intent:
                best[key] = max(best.get(key, 0.0), float(cosine))
        return sorted(best.items(), key=lambda item: (-item[1], item[0]))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FaqSelector(GraphComponent):
    """The component around `Nearest`."""

    def __init__(
        self, model_storage: ModelStorage, resource: Resource, nearest: Nearest | None = None
    ) -> None:
        """Keeps where the wordings are stored."""
        self._model_storage = model_storage
        self._resource = resource
        self._nearest = nearest

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FaqSelector:
        """Creates a component that has not been trained."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FaqSelector:
        """Reads the wordings back; learning them anew takes a fraction of a second."""
        with model_storage.read_from(resource) as folder:
            wordings = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, Nearest([(text, key) for text, key in wordings]))

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the wordings of all retrieval intents."""
        wordings = [
            (example.get(TEXT), example.get(INTENT_RESPONSE_KEY))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT_RESPONSE_KEY)
        ]
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(wordings), encoding="utf-8")
        self._nearest = Nearest(wordings)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the nearest question of each retrieval intent to each message."""
        for message in messages:
            message.set(PROPERTY, self._selection(message.get(TEXT) or ""), add_to_output=True)
        return messages

    def _selection(self, text: str) -> dict[str, Any]:
        assert self._nearest is not None  # Rasa trains or loads before it processes
        intents = sorted({key.split("/")[0] for key in self._nearest.keys})
        selection: dict[str, Any] = {"all_retrieval_intents": intents}
        for intent in intents:
            ranking = self._nearest.ranking(text, intent)
            key, cosine = ranking[0]
            selection[intent] = {
                "response": {
                    "responses": [],
                    "confidence": cosine,
                    INTENT_RESPONSE_KEY: key,
                    "utter_action": intent_response_key_to_template_key(key),
                },
                "ranking": [
                    {"confidence": value, INTENT_RESPONSE_KEY: name} for name, value in ranking[:10]
                ],
            }
        return selection

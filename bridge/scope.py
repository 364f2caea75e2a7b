"""How near a message is to anything that Charley deals with, and what is too far to be it.

A classifier must choose among the intents that it knows, and is often sure of itself with subjects
that it never met. So this component looks at the meaning of the nearest example of any intent that
is in scope: where even that one is far, the message is out of scope, whatever was guessed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bridge.meaning_featurizer import vector_in, vectors_of
from charley.language.meaning import Vectors

OUT_OF_SCOPE = "out_of_scope"
PROPERTY = "scope"  # of a message: cosine to the nearest example in scope
FILE = "vectors.npy"
FAR = "far"


def nearness(message: Message) -> float:
    """Returns the cosine between a message and the nearest example in scope; 1 where unknown."""
    found = message.get(PROPERTY)
    return 1.0 if found is None else float(found)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class Scope(GraphComponent):
    """Measures the nearness of each message and takes back guesses that are far from everything."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        vectors: Vectors | None = None,
    ) -> None:
        """Keeps where the examples' vectors are stored."""
        self._far = float(config[FAR])
        self._model_storage = model_storage
        self._resource = resource
        self._vectors = vectors

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the configuration: ``far`` is the cosine below which nothing is in scope."""
        return {FAR: 0.45}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Scope:
        """Creates a component that has not been trained."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Scope:
        """Reads the examples' vectors back."""
        with model_storage.read_from(resource) as folder:
            vectors: Vectors = np.load(folder / FILE, allow_pickle=False)
        return cls(config, model_storage, resource, vectors)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the vectors of all examples that are in scope."""
        texts = [
            example.get(TEXT)
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT) != OUT_OF_SCOPE
        ]
        self._vectors = vectors_of(texts)
        with self._model_storage.write_to(self._resource) as folder:
            np.save(folder / FILE, self._vectors)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Notes how near each message is; what is far from everything is out of scope."""
        for message in messages:
            vector = vector_in(message)
            if self._vectors is None or vector is None or not vector.any():
                continue
            near = float((self._vectors @ vector).max())
            message.set(PROPERTY, near)
            if near < self._far:
                _take_back(message, confidence=1 - near)
        return messages


def _take_back(message: Message, confidence: float) -> None:
    """Makes a message out of scope, unless the classifier is surer of that already."""
    guessed = message.get(INTENT) or {}
    if guessed.get("name") == OUT_OF_SCOPE:
        confidence = max(confidence, float(guessed.get(PREDICTED_CONFIDENCE_KEY) or 0.0))
    outside = {"name": OUT_OF_SCOPE, PREDICTED_CONFIDENCE_KEY: confidence}
    message.set(INTENT, outside, add_to_output=True)

"""A message's meaning as numbers: the vector that the small sentence model gives it.

The same model that hints at danger signs (`charley.language.meaning`) lets the classifier and the
selector of questions know wordings that nobody wrote down. Without the model every vector is zero,
and what stands beside it in the pipeline decides alone.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from charley.language.meaning import Vectors, encoder

DIMENSIONS = 384
WEIGHT = "weight"
BATCH = 32
NAME = "MeaningFeaturizer"


def vectors_of(texts: list[str]) -> Vectors:
    """Returns one row of length one for each text; zeros where there is no model."""
    model = encoder()
    if model is None or not texts:
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    batches = [model.embed(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
    return np.concatenate(batches)


def vector_in(message: Message) -> Vectors | None:
    """Returns the vector of length one that the featurizer gave a message, if it did."""
    _, sentence = message.get_dense_features(TEXT, [NAME])
    if sentence is None:
        return None
    row: Vectors = sentence.features[0]
    length = float(np.linalg.norm(row))
    return row / length if length else row


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class MeaningFeaturizer(DenseFeaturizer, GraphComponent):
    """The component around `vectors_of`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Returns what must stand before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Returns the configuration that holds unless ``config.yml`` says otherwise.

        ``weight`` is the length of a vector: how much meaning counts beside counted words in a
        classifier that is held to small coefficients.
        """
        return {**DenseFeaturizer.get_default_config(), WEIGHT: 1.0}

    @staticmethod
    def required_packages() -> list[str]:
        """Returns the packages that it cannot do without."""
        return ["onnxruntime", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningFeaturizer:
        """Makes the featurizer."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Accepts any weight."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds a vector to every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds a vector to each message."""
        with_text = [message for message in messages if message.get(TEXT)]
        rows = vectors_of([message.get(TEXT) for message in with_text])
        for message, row in zip(with_text, rows * self._config[WEIGHT], strict=True):
            message.add_features(Features(row[None, :], FEATURE_TYPE_SENTENCE, TEXT, NAME))
        return messages

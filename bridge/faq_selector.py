"""Which of the questions that we can answer is meant: the nearest one that somebody asked.

Fills the message property ``response_selector`` as Rasa's ResponseSelector does, so that
``utter_faq`` and ``utter_chitchat`` work unchanged, without its neural network. An answer is the
one whose known wordings are nearest to the message, in words (cosine between bags of words and of
letter groups) and in meaning (cosine between sentence vectors); so a clinician who adds a way to
ask knows what it will do.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec
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

from bridge.meaning_featurizer import vector_in, vectors_of
from charley.language.meaning import Vectors

PROPERTY = "response_selector"
SPELT = "spelt"  # in a response beside its confidence: how near it is in words alone
FILE = "wordings.json"
VECTORS = "vectors.npy"
MEANING = 0.7  # the share of meaning in how near two texts are; the rest is how they are spelt


def _vectors() -> FeatureUnion:
    """Returns what turns a text into numbers: its words and word pairs, and its letter groups."""
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return make_union(words, letters)


class Near(msgspec.Struct, frozen=True):
    """How near a message is to the nearest wording of an answer, from 0 to 1."""

    key: str
    near: float
    spelt: float


class Nearest:
    """Finds the nearest of many wordings, by retrieval intent."""

    def __init__(self, wordings: list[tuple[str, str]], vectors: Vectors) -> None:
        """Learns the wordings.

        Args:
            wordings: Pairs of a wording and its key, such as ``faq/is_it_dangerous``.
            vectors: The meaning of each, a row of length one; zeros where there is no model.
        """
        self.wordings = wordings
        self.vectors = vectors
        self.intents = sorted({key.split("/")[0] for _, key in wordings})
        self._union = _vectors()
        self._matrix = self._union.fit_transform([text for text, _ in wordings])

    def ranking(self, text: str, vector: Vectors, intent: str) -> list[Near]:
        """Returns the answers of a retrieval intent, the nearest first.

        Args:
            text: The message.
            vector: Its meaning, of length one or zero.
            intent: The retrieval intent.
        """
        # Each of the two halves has length one, so the product of two texts is at most two.
        spelt = (self._matrix @ self._union.transform([text]).T).toarray()[:, 0] / 2
        share = MEANING if vector.any() else 0.0
        near = share * (self.vectors @ vector) + (1 - share) * spelt
        best: dict[str, Near] = {}
        for (_, key), one, letters in zip(self.wordings, near, spelt, strict=True):
            if key.split("/")[0] == intent and (key not in best or one > best[key].near):
                best[key] = Near(key, float(one), float(letters))
        return sorted(best.values(), key=lambda item: (-item.near, item.key))


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
            vectors = np.load(folder / VECTORS, allow_pickle=False)
        nearest = Nearest([(text, key) for text, key in wordings], vectors)
        return cls(model_storage, resource, nearest)

    def train(self, training_data: TrainingData) -> Resource:
        """Keeps the wordings of all retrieval intents."""
        wordings = [
            (example.get(TEXT), example.get(INTENT_RESPONSE_KEY))
            for example in training_data.intent_examples
            if example.get(TEXT) and example.get(INTENT_RESPONSE_KEY)
        ]
        self._nearest = Nearest(wordings, vectors_of([text for text, _ in wordings]))
        with self._model_storage.write_to(self._resource) as folder:
            (folder / FILE).write_text(json.dumps(wordings), encoding="utf-8")
            np.save(folder / VECTORS, self._nearest.vectors)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the nearest question of each retrieval intent to each message."""
        for message in messages:
            message.set(PROPERTY, self._selection(message), add_to_output=True)
        return messages

    def _selection(self, message: Message) -> dict[str, Any]:
        assert self._nearest is not None  # Rasa trains or loads before it processes
        text, vector = message.get(TEXT) or "", vector_in(message)
        if vector is None:
            vector = vectors_of([text])[0]
        selection: dict[str, Any] = {"all_retrieval_intents": self._nearest.intents}
        for intent in self._nearest.intents:
            ranking = self._nearest.ranking(text, vector, intent)
            selection[intent] = {
                "response": {
                    "responses": [],
                    "confidence": ranking[0].near,
                    SPELT: ranking[0].spelt,
                    INTENT_RESPONSE_KEY: ranking[0].key,
                    "utter_action": intent_response_key_to_template_key(ranking[0].key),
                },
                "ranking": [
                    {"confidence": one.near, INTENT_RESPONSE_KEY: one.key} for one in ranking[:10]
                ],
            }
        return selection

"""Brings the questions of ``knowledge/faq/`` into Rasa, examples and answers alike.

Both have their one home in ``knowledge/``, where a clinician reads and changes them; here they
become the retrieval intent ``faq`` and the responses ``utter_faq/<id>``.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from charley.interview.asides import faq_answer
from charley.schema.load import Knowledge, knowledge

INTENT = "faq"


def examples(known: Knowledge) -> list[Message]:
    """Returns every way to ask that knowledge holds, as training examples."""
    return [
        Message.build(text=example, intent=f"{INTENT}/{faq.id}")
        for faq in known.faq.values()
        for example in faq.examples
    ]


def responses(known: Knowledge) -> dict[str, list[dict[str, Any]]]:
    """Returns the answers as Rasa's responses; a blank line parts the short messages."""
    return {
        f"utter_{INTENT}/{name}": [{"text": "\n\n".join(faq_answer(name, known))}]
        for name in known.faq
    }


class FaqImporter(TrainingDataImporter):  # type: ignore[misc]  # Rasa ships no types
    """An importer that knows of ``knowledge/faq/`` alone; it stands beside Rasa's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Loads the knowledge; the project's files are the other importer's business."""
        self._knowledge = knowledge()

    def get_domain(self) -> Domain:
        """Returns an empty domain: Rasa takes the answers from the training data."""
        return Domain.empty()

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Returns the examples, with the answers as the selector wants them."""
        return TrainingData(examples(self._knowledge), responses=responses(self._knowledge))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Returns no stories."""
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        """Returns no configuration."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """Returns no configuration file."""
        return None

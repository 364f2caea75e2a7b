"""Brings the questions of ``knowledge/faq/`` into Rasa, examples and answers alike.

Both have their one home in ``knowledge/``, where a clinician reads and changes them; here they
become the retrieval intent ``faq`` and the responses ``utter_faq/<id>``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from charley.schema.load import KNOWLEDGE
from charley.schema.models import Faq
from charley.schema.yaml_lines import Document

INTENT = "faq"


def questions(root: Path = KNOWLEDGE) -> list[Faq]:
    """Returns the questions and answers of ``faq/``, without the rest of knowledge."""
    files = sorted(root.glob("faq/*.yml"))
    return [record for path in files for record in Document(path).convert_list(Faq)]


def examples(known: list[Faq]) -> list[Message]:
    """Returns every way to ask that knowledge holds, as training examples."""
    return [
        Message.build(text=example, intent=f"{INTENT}/{faq.id}")
        for faq in known
        for example in faq.examples
    ]


def responses(known: list[Faq]) -> dict[str, list[dict[str, Any]]]:
    """Returns the answers as Rasa's responses; a blank line parts the short messages."""
    return {f"utter_{INTENT}/{faq.id}": [{"text": "\n\n".join(faq.answer)}] for faq in known}


class FaqImporter(TrainingDataImporter):  # type: ignore[misc]  # Rasa ships no types
    """An importer that knows of ``knowledge/faq/`` alone; it stands beside Rasa's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Loads the questions; the project's files are the other importer's business."""
        self._questions = questions()

    def get_domain(self) -> Domain:
        """Returns a domain that holds the answers."""
        return Domain.from_dict({"responses": responses(self._questions)})

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Returns the examples, with the answers as the selector wants them."""
        return TrainingData(examples(self._questions), responses=responses(self._questions))

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Returns no stories."""
        return StoryGraph([])

    def get_config(self) -> dict[str, Any]:
        """Returns no configuration."""
        return {}

    def get_config_file_for_auto_config(self) -> str | None:
        """Returns no configuration file."""
        return None

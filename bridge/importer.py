"""Reads the Rasa project's files, and beside them the questions of ``knowledge/faq/``.

Those have their one home in ``knowledge/``, where a clinician reads and changes them; here they
become the retrieval intent ``faq`` and the responses ``utter_faq/<id>``.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.structures import StoryGraph
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import story_graph_from_paths
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from charley.interview.asides import faq_answer
from charley.schema.load import Knowledge, knowledge

FAQ = "faq"


def examples(known: Knowledge) -> list[Message]:
    """Returns every way to ask that knowledge holds, as training examples."""
    return [
        Message.build(text=example, intent=f"{FAQ}/{faq.id}")
        for faq in known.faq.values()
        for example in faq.examples
    ]


def responses(known: Knowledge) -> dict[str, list[dict[str, Any]]]:
    """Returns the answers as Rasa's responses; a blank line parts the short messages."""
    return {
        f"utter_{FAQ}/{name}": [{"text": "\n\n".join(faq_answer(name, known))}]
        for name in known.faq
    }


class CharleyImporter(RasaFileImporter):
    """Rasa's own importer with the questions added."""

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Returns the examples of the files and of ``knowledge/faq/``."""
        known = knowledge()
        asked = TrainingData(examples(known), responses=responses(known))
        return super().get_nlu_data(language).merge(asked)

    def get_stories(self, exclusion_percentage: int | None = None) -> StoryGraph:
        """Returns the stories, read with the retrieval intents in view.

        Rasa adds those to the domain only later; the reader of stories would miss them, and in
        ``domain.yml`` they would be there twice.
        """
        retrieval = sorted(self.get_nlu_data().retrieval_intents)
        domain = self.get_domain().merge(Domain.from_dict({"intents": retrieval}))
        return story_graph_from_paths(self._story_files, domain, exclusion_percentage)

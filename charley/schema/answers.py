"""``knowledge/answers.yml``, typed: what short answers mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import msgspec

from charley.schema.load import KNOWLEDGE
from charley.schema.wordings import Line, WordingBook, wording_book
from charley.schema.yaml_lines import Document

_FILE = KNOWLEDGE / "answers.yml"


class NoneMeans(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What "no" or "nothing" says at a question: findings that are there, and that are not."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a number, or a length of time in seconds, says at a question."""

    unit: Literal["number", "seconds"]
    at_least: float
    below: float
    says: Literal["present", "absent", "possible"]


class AnswerWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it stands; the comments in it say what each part means."""

    plain: dict[str, tuple[str, ...]]
    not_applicable: frozenset[str]
    single: frozenset[str]
    surely_no: frozenset[str]
    after_no: frozenset[str]
    yes_anywhere: frozenset[str]
    padding: frozenset[str]
    label_words: frozenset[str]
    detail_words: frozenset[str]
    only_words: frozenset[str]
    when_words: frozenset[str]
    exact_at: dict[str, dict[str, str]]
    instead: dict[str, tuple[str, ...]]
    contrast: frozenset[str]
    fear: frozenset[str]
    cries: frozenset[str]
    states: frozenset[str]
    none_means: dict[str, NoneMeans]
    yes_means: dict[str, tuple[str, ...]]
    no_is_no_answer: frozenset[str]
    no_or_yes_answers: frozenset[str]
    unsure_means: dict[str, NoneMeans]
    questions: dict[str, dict[str, tuple[str, ...]]]
    answers_without_fact: dict[str, tuple[str, ...]]
    self_words: frozenset[str]
    other_words: frozenset[str]
    denied_by: dict[str, tuple[str, ...]]
    past_childbearing: float
    measured: dict[str, tuple[Measured, ...]]
    never_on_and_off: frozenset[str]
    normal_on_effort: frozenset[str]
    asks_back: frozenset[str]
    asks_if: frozenset[str]
    declined_by: frozenset[str]
    own_denials: frozenset[str]
    signs: dict[str, str]
    agreed_by: dict[str, tuple[str, ...]]

    def book(self, question: str) -> WordingBook:
        """The words of one question as patterns for the matcher."""
        return self._book(self.questions[question])

    def denial_book(self, question: str) -> WordingBook:
        """The words that deny the finding that a question asks about, as patterns."""
        return self._book({question: self.denied_by[question]})

    def _book(self, patterns: Mapping[str, tuple[str, ...]]) -> WordingBook:
        known = wording_book()
        lines = tuple(
            Line(finding, "say", pattern, str(_FILE))
            for finding, told in patterns.items()
            for pattern in told
        )
        return WordingBook(lines, known.classes, known.findings)


@lru_cache(maxsize=1)
def answer_words() -> AnswerWords:
    """The project's own words of answers, loaded once."""
    return Document(_FILE).convert(AnswerWords)


@lru_cache(maxsize=1)
def question_ids() -> frozenset[str]:
    """The ids of the fixed questions."""
    records = Document(KNOWLEDGE / "questions.yml").data or []
    return frozenset(str(record["id"]) for record in records)

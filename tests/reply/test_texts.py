"""Every sentence that people read: short, plain, calm, and filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from charley.facts import Person
from charley.reply.blocks import Reply
from charley.reply.questions import LONGEST_PAYLOAD, ask_block
from charley.reply.text import LONGEST, Wording, draw, short
from charley.reply.words import speech_for
from charley.schema.load import knowledge
from tests.reading_grade import grade

KNOWN = knowledge()
HIGHEST_GRADE = 6.0
FEWEST_WORDS = 8  # the formula says nothing about a text of a few words
# Names of things that have no shorter name; each counts as a word of one syllable.
NAMES = (
    "dialysis", "hemodialysis", "emergency", "department", "urine", "pregnancy", "pregnant",
    "medicines", "medicine", "magnesium", "potassium", "calcium", "sodium", "quinine", "sciatica",
    "maternity", "ordinary", "exercise", "bananas", "seizure", "statins", "statin", "arteries",
    "MedlinePlus", "Maquirriain", "Merello", "Samaritans", "healthdirect", "Healthline",
    "pharmacist", "diabetes", "kidney", "operation", "confusion", "diagnosis", "rehydration",
    "tetanus", "antibiotic", "atrial", "fibrillation", "hospital", "doctor", "nurse", "Charley",
    "computer", "program", "ambulance", "infection", "liver", "alcohol", "paracetamol",
    "oestrogen", "inhaler",
)  # fmt: skip
VALUES = {
    "items": "a cold foot",
    "label": "cold foot",
    "names": "a cold foot",
    "name": "a statin",
    "text": "it is cold",
    "quote": "cold",
    "because": "cold",
    "reason": "It can be bad.",
    "level": "soon",
    "likelihood": "possible",
    "timeframe": "today",
    "date": "1 May",
    "value": "50",
    "absent": "a cold foot",
    "action": "Rest.",
    "language": "Spanish",
}


def said() -> Iterator[tuple[str, str]]:
    """Every text with the place where it stands."""
    for text in KNOWN.texts.values():
        for index, line in enumerate(text.text):
            yield f"texts/{text.id}/{index}", line
    for question in KNOWN.questions.values():
        for field in ("ask", "retry", "why"):
            yield f"questions/{question.id}/{field}", getattr(question, field)
    for finding in KNOWN.finding_questions.values():
        for field in ("ask", "retry", "why"):
            if getattr(finding, field):
                yield f"finding_questions/{finding.id}/{field}", getattr(finding, field)
    for faq in KNOWN.faq.values():
        for index, line in enumerate(faq.answer):
            yield f"faq/{faq.id}/{index}", line
    yield from medicine_said()


def medicine_said() -> Iterator[tuple[str, str]]:
    """What the result can say, with the place where it stands."""
    for level in KNOWN.levels.values():
        yield f"levels/{level.id}/action", level.action
        for index, variant in enumerate(level.variants):
            yield f"levels/{level.id}/variants/{index}", variant["action"]
    for advice in KNOWN.advice.values():
        yield f"advice/{advice.id}", advice.text
    for complication in KNOWN.complications.values():
        yield f"complications/{complication.id}", complication.text
    for cause in KNOWN.causes.values():
        yield f"causes/{cause.id}/explanation", cause.explanation
        if cause.why_not:
            yield f"causes/{cause.id}/why_not", cause.why_not
    for rule in KNOWN.rules.values():
        yield f"rules/{rule.id}/reason", rule.reason
        if rule.action:
            yield f"rules/{rule.id}/action", rule.action
        if rule.also:
            yield f"rules/{rule.id}/also", rule.also
    for medicine in KNOWN.medicine_classes.values():
        if medicine.about:
            yield f"medicine_classes/{medicine.id}/about", medicine.about


SAID = dict(said())
SPEECHES = {
    "you": speech_for(Person(speaker="self")),
    "he": speech_for(Person(speaker="carer", sex="M"), "your dad"),
    "they": speech_for(Person(speaker="carer")),
}


def filled(text: str, speech: str = "you") -> str:
    return Wording(KNOWN, SPEECHES[speech]).fill(text, **VALUES)


@pytest.mark.parametrize("speech", SPEECHES)
@pytest.mark.parametrize("place", SAID)
def test_every_brace_is_known(place: str, speech: str) -> None:
    assert not re.search(r"[{}]", filled(SAID[place], speech))


@pytest.mark.parametrize("place", SAID)
def test_a_message_has_at_most_fifty_words(place: str) -> None:
    assert len(filled(SAID[place]).split()) <= LONGEST


@pytest.mark.parametrize("place", SAID)
def test_nobody_is_shouted_at(place: str) -> None:
    assert "!" not in SAID[place]


@pytest.mark.parametrize("place", [p for p in SAID if len(filled(SAID[p]).split()) >= FEWEST_WORDS])
def test_a_child_of_ten_can_read_it(place: str) -> None:
    assert grade(filled(SAID[place]), NAMES) <= HIGHEST_GRADE


# Records of which every one speaks of medicine.
MEDICAL = (
    "faq", "levels", "advice", "complications", "causes", "rules", "medicine_classes",
    "finding_questions",
)  # fmt: skip


@pytest.mark.parametrize("section", MEDICAL)
def test_every_medical_sentence_names_a_live_source(section: str) -> None:
    records = getattr(KNOWN, section).values()
    silent = [r.id for r in records if not r.sources and getattr(r, "about", True)]
    unknown = [r.id for r in records if not set(r.sources) <= set(KNOWN.sources)]
    assert (silent, unknown) == ([], [])


# Of the sentences of a conversation these speak of medicine.
SAID_OF_MEDICINE = (
    "alert_EMERGENCY", "alert_URGENT", "action_EMERGENCY", "action_URGENT", "action_SOON",
    "action_ROUTINE", "action_SELF_CARE", "first_steps", "first_steps_carer", "not_beside",
    "exercise_home", "exercise_wait", "self_harm", "abuse", "human", "result_not_diagnosis",
)  # fmt: skip


@pytest.mark.parametrize("text", SAID_OF_MEDICINE)
def test_a_sentence_about_medicine_names_a_live_source(text: str) -> None:
    assert KNOWN.texts[text].sources
    assert set(KNOWN.texts[text].sources) <= set(KNOWN.sources)


@pytest.mark.parametrize("faq", KNOWN.faq)
def test_there_are_enough_ways_to_ask(faq: str) -> None:
    assert len(set(KNOWN.faq[faq].examples)) >= 8


@pytest.mark.parametrize("finding", KNOWN.findings)
def test_every_finding_can_be_asked_in_two_ways(finding: str) -> None:
    wording = Wording(KNOWN)
    first, second = (ask_block(finding, wording, again=again) for again in (False, True))
    assert first.text != second.text
    assert first.text.endswith("?")
    assert all(len(o.payload.encode()) < LONGEST_PAYLOAD for o in first.options)


@pytest.mark.parametrize("question", KNOWN.questions)
def test_a_question_has_few_buttons_with_short_payloads(question: str) -> None:
    block = ask_block(question, Wording(KNOWN), items=("a", "b"))
    assert len(block.options) <= 6
    assert all(o.payload.startswith(f"{question}: ") for o in block.options)
    assert draw(Reply((block,)))[-1].buttons == block.options


@pytest.mark.parametrize("finding", [f.id for f in KNOWN.findings.values() if f.danger])
def test_every_danger_sign_has_a_question_of_its_own(finding: str) -> None:
    assert finding in KNOWN.finding_questions


def test_a_long_text_is_cut_between_sentences() -> None:
    text = " ".join(["One two three four five six seven."] * 20)
    pieces = list(short(text))
    assert all(len(piece.split()) <= LONGEST for piece in pieces)
    assert all(piece.endswith(".") for piece in pieces)
    assert " ".join(pieces) == text

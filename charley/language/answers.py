"""What a message means as an answer to the open question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from charley.facts import NO_ATTRIBUTES, Fact, FactSheet, Medicine
from charley.language.acts import find_acts
from charley.language.ages import only_age
from charley.language.answer_reader import NOT_ONES_OWN, AnswerReader
from charley.language.attributes import COMPLAINTS, OF_THEIR_OWN, SCREEN, attach
from charley.language.finding_answer import answer_finding, only_details
from charley.language.proposals import agrees, sign_words, told_by_sign
from charley.language.reading import Answer, Status
from charley.language.screen_answer import answer_screen, covered_by
from charley.language.text import Text
from charley.schema.answers import NoneMeans, question_ids
from charley.schema.wordings import wording_book

FEWEST_WORDS_ELSEWHERE = 2  # a shorter message is not taken for the answer to another question
PLAIN_ELSEWHERE = {  # what must be told for it
    "location": ("site",),
    "duration": ("onset_days",),
    "frequency": ("per_week", "episode_seconds"),
}
FREE = frozenset({"opening", "other_symptoms", "closing", "teach_back"})  # any fact is an answer
PERSON = frozenset({"who", "age", "sex"})
COMPLAINT_QUESTIONS: dict[str, tuple[str, ...]] = {
    "duration": ("onset_days", "duration_days", "recency"),
    "location": ("site", "side"),
    "frequency": ("per_week", "count", "episode_seconds", "course", "duration_days"),
}
MISTAKEN_FOR_ACTS = frozenset({"go_back", "repeat", "help", "greeting"})  # "back": how one sleeps
ANSWERING_KINDS = {
    "triggers": ("symptom", "sign", "course", "timing", "trigger", "relief", "exposure", "risk",
                 "history"),
    "relief": ("relief",),
    "frequency": ("timing", "trigger", "course"),
    "sleep_posture": ("posture", "timing", "risk"),
}  # fmt: skip
DIGRESSIONS = frozenset(
    {"why", "go_back", "change", "show_understood", "start_over", "stop", "human", "help",
     "repeat", "thanks", "greeting", "insult", "abuse", "prompt_injection", "self_harm",
     "mistake", "being_helped", "delay", "fear", "show_result"}
)  # fmt: skip
_PAYLOAD = re.compile(r"\s*([a-z][a-z_]{2,40})\s*:\s*")


class Outcome(msgspec.Struct, frozen=True):
    """A message read as an answer: its facts with attributes, and how it answered."""

    facts: tuple[Fact, ...]
    profile: dict[str, Any]
    answer: Answer | None
    acts: tuple[str, ...] = ()


def split_payload(raw: str) -> tuple[str | None, int]:
    """The question that a button names, and where its words begin ("leg_swelling: yes").

    Args:
        raw: the message as typed.

    Returns:
        The question's id or None, and the first character of the answer.
    """
    match = _PAYLOAD.match(raw)
    if match and (match[1] in question_ids() or match[1] in wording_book().findings):
        return match[1], match.end()
    return None, 0


def _answer_complaint(reader: AnswerReader) -> Status:
    """How long, where, how often; the attributes are known once they are attached."""
    if reader.kind == "skip":
        return "skipped"
    reader.add_words()
    return "unsure" if reader.kind == "unsure" else "unclear"


def _answer_open(reader: AnswerReader) -> Status:
    """The other fixed questions: words of their own, then what nothing, no and yes mean there."""
    question = reader.question
    covers = reader.known.questions.get(question, {})
    worded = reader.add_words()
    of_person = _of_person_asked(reader)
    if of_person is not None:
        return of_person
    if reader.kind == "none_known" and not worded:
        means = reader.known.unsure_means[question]
        reader.add_plain(means.present, "present")
        return "answered"
    if (
        reader.kind == "no"
        and question in reader.known.none_means
        and not (worded and reader.kind != "no")
    ):
        return _nothing(reader, reader.known.none_means[question], covers)
    kinds = ANSWERING_KINDS.get(question, ())
    if (
        worded
        or reader.has(covers)
        or any(reader.findings[f.finding].kind in kinds for f in reader.own_facts())
    ):
        if reader.kind == "yes" and question in reader.known.yes_means and not reader.has(covers):
            reader.add_plain(reader.known.yes_means[question], "present")
        return "answered"
    if question in FREE and reader.own_facts():
        return "answered"
    if reader.kind in ("unsure", "maybe", "skip"):
        return "skipped" if reader.kind == "skip" else "unsure"
    if reader.kind == "yes":
        return _agreed(reader)
    if any(
        t.norm in reader.known.answers_without_fact.get(question, ()) for t in reader.text.tokens
    ):
        return "answered"
    if question in reader.known.no_or_yes_answers and (reader.kind or question == "teach_back"):
        return "answered"
    return "unclear"


def _of_person_asked(reader: AnswerReader) -> Status | None:
    """Dialysis and pregnancy: it was, may be, cannot be, or is another one's; whether so told."""
    means = reader.known.yes_means.get(reader.question)
    if means is None:
        return None
    if reader.kind in ("maybe", "past"):
        reader.add_plain(means, "possible" if reader.kind == "maybe" else "historical")
        return "unsure" if reader.kind == "maybe" and reader.alone() else "answered"
    none = reader.known.none_means[reader.question]
    if reader.kind == "no":
        reader.add_relative(means[0])
    reader.add_instead()
    return "answered" if reader.deny_by_words(none.absent) else None


def _nothing(reader: AnswerReader, means: NoneMeans, covers: Iterable[str]) -> Status:
    """What "no" or "nothing" says of its own, unless other words say otherwise."""
    told = {f.finding for f in reader.facts if f.assertion in ("present", "possible")}
    others = told & (set(covers) | {n for n in told if reader.question in FREE})
    for finding in means.present:
        if not others:
            reader.add_plain([finding], "present")
    for finding in means.absent:
        if finding not in covered_by(reader) and not (others and finding in others):
            reader.add_plain([finding], "absent")
    return "answered"


def _agreed(reader: AnswerReader) -> Status:
    question = reader.question
    if question in reader.known.yes_means:
        reader.add_plain(reader.known.yes_means[question], "present")
        return "answered"
    if question in reader.known.no_or_yes_answers:
        return "answered"
    return "answered" if reader.own_facts() and question in FREE else "partial"


def _status_before(reader: AnswerReader) -> Status:
    if reader.is_finding:
        return answer_finding(reader)
    if reader.question == SCREEN:
        return answer_screen(reader)
    if reader.question in COMPLAINT_QUESTIONS:
        return _answer_complaint(reader)
    return _answer_open(reader)


def _told_of_complaint(facts: Sequence[Fact], question: str) -> bool:
    names = COMPLAINT_QUESTIONS[question]
    return any(
        getattr(fact.attributes, name) not in (None, ())
        for fact in facts
        if fact.attributes is not NO_ATTRIBUTES
        and (fact.finding in COMPLAINTS or fact.question == question or question != "duration")
        for name in names
    )


def _status_after(
    reader: AnswerReader,
    status: Status,
    facts: Sequence[Fact],
    medicines: Sequence[Medicine],
    profile: dict[str, Any],
    sheet: FactSheet | None,
) -> Status:
    """The status once attributes, medicines and the person are known."""
    question = reader.question
    if question in COMPLAINT_QUESTIONS:
        kinds = ANSWERING_KINDS.get(question, ())
        own = any(
            f.finding in reader.known.questions.get(question, {})
            or reader.findings[f.finding].kind in kinds
            for f in facts
        )
        if _told_of_complaint(facts, question) or own:
            return "answered"
    taken = [m for m in medicines if m.assertion not in NOT_ONES_OWN]
    if question in ("medications", "triggers") and taken:
        return "answered"
    if question in PERSON or question == "pregnancy":
        key = {"who": "speaker"}.get(question, question)
        if key in profile or (
            question == "pregnancy" and {"pregnant", "postpartum_weeks"} & set(profile)
        ):
            return "answered"
    if reader.kind == "same" and status == "unclear" and sheet is not None and sheet.facts:
        return "answered"
    return status


def _person_profile(
    question: str, facts: Sequence[Fact], profile: dict[str, Any]
) -> dict[str, Any]:
    """Adds what an answer about pregnancy says of the person."""
    said = {f.finding: f.assertion for f in facts}
    told = said.get("pregnant") in ("present", "absent")
    if question == "pregnancy" and "pregnant" not in profile and told:
        return {**profile, "pregnant": said["pregnant"] == "present"}
    return profile


def _may_tell_elsewhere(reader: AnswerReader) -> bool:
    """Whether a time may be one of the complaint: where a sign is asked about, only a bare one."""
    asked = reader.findings.get(reader.question)
    of_its_own = asked is not None and asked.kind in OF_THEIR_OWN
    return only_details(reader) or not (of_its_own or reader.question in (SCREEN, "pregnancy"))


def _told_elsewhere(
    text: Text, question: str, *, today: str, turn: int, sheet: FactSheet | None, age: Any
) -> tuple[Fact, ...]:
    """What a message tells that answers another question on the complaint than the open one."""
    if len(text.tokens) < FEWEST_WORDS_ELSEWHERE:
        return ()  # a bare "three" belongs to the open question, whatever it means
    for other, names in PLAIN_ELSEWHERE.items():
        if other != question and (question not in PERSON or other == "location"):
            reader = AnswerReader(text, other, (), (), today, turn)
            _status_before(reader)
            told = attach(text, reader.facts, today, other, sheet, age)
            if any(getattr(fact.attributes, name) for fact in told for name in names):
                return told
    return ()


def read_answer(
    text: Text,
    question: str | None,
    focus: tuple[str, ...],
    facts: Sequence[Fact],
    *,
    medicines: Sequence[Medicine] = (),
    profile: dict[str, Any] | None = None,
    acts: Sequence[str] = (),
    sheet: FactSheet | None = None,
    today: str,
    turn: int = 0,
) -> Outcome:
    """Read a message as the answer to the open question, and give its facts their attributes.

    Args:
        text: the message (without the id that a button puts before it).
        question: the open question's id, a finding's id, or None.
        focus: the findings that a plain "no" speaks of; for ``red_flag_screen`` those asked about.
        facts: facts found by wordings, with their assertions.
        medicines: medicines named in the message.
        profile: what the message said of the person.
        acts: dialogue acts of the message.
        sheet: what is known so far.
        today: ISO date of the message.
        turn: number of the message.

    Returns:
        All facts with attributes, the profile, the answer, and the acts that are no part of it;
        no answer where the message only asked back or did something else.
    """
    person = dict(profile or {})
    age = person.get("age")
    if question is None:
        told = attach(text, facts, today, None, sheet, age, medicines=medicines)
        return Outcome(told, person, None, tuple(acts))
    sign = sign_words(text)
    if sign is not None:
        outcome = read_answer(
            sign, question, focus, (), profile=profile, acts=find_acts(sign), sheet=sheet,
            today=today, turn=turn,
        )  # fmt: skip
        facts = tuple(told_by_sign(fact, text) for fact in outcome.facts)
        return msgspec.structs.replace(outcome, facts=facts)
    if not text.tokens:
        status: Status = "unclear" if text.raw.strip() else "skipped"
        return Outcome((), person, Answer(question, status), tuple(acts))
    reader = AnswerReader(text, question, focus, facts, today, turn)
    known = reader.known
    before = _status_before(reader)
    asked = None if question not in PERSON and only_age(text, age) else question
    told = attach(text, reader.facts, today, asked, sheet, age, medicines=medicines)
    status = _status_after(reader, before, told, medicines, person, sheet)
    if status == "unclear" and not told and asked and _may_tell_elsewhere(reader):
        told = _told_elsewhere(text, question, today=today, turn=turn, sheet=sheet, age=age)
    if status == "unclear" and DIGRESSIONS & set(acts):
        return Outcome(told, person, None, tuple(acts))
    if reader.own_words and status == "answered":
        acts = [act for act in acts if act not in MISTAKEN_FOR_ACTS]
    agreed = agrees(text, question)
    if agreed:
        status, acts = "answered", (agreed,)
    if question == "pregnancy" and status == "unclear" and (age or 0) >= known.past_childbearing:
        reader.add("pregnant", "absent", 0, len(text.tokens) - 1)
        told, status = (*told, *reader.facts[-1:]), "answered"
    person = _person_profile(question, told, person)
    return Outcome(told, person, Answer(question, status), tuple(acts))

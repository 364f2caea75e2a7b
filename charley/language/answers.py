"""What a message means as an answer to the open question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from charley.facts import NO_ATTRIBUTES, Assertion, Fact, FactSheet, Medicine
from charley.language.attributes import COMPLAINTS, attach
from charley.language.places import find_places
from charley.language.plain import Plain, polarity
from charley.language.reading import Answer, Status
from charley.language.text import Text, stem
from charley.language.time import find_measures
from charley.language.wordings import Matcher
from charley.schema.answers import NoneMeans, answer_words, question_ids
from charley.schema.wordings import wording_book

SCREEN = "red_flag_screen"
FREE = frozenset({"opening", "other_symptoms", "closing", "teach_back"})  # any fact is an answer
PERSON = frozenset({"who", "age", "sex"})
COMPLAINT_QUESTIONS: dict[str, tuple[str, ...]] = {
    "duration": ("onset_days", "duration_days", "recency"),
    "location": ("site", "side"),
    "frequency": ("per_week", "count", "episode_seconds", "course", "duration_days"),
}
DIGRESSIONS = frozenset({"why", "go_back", "change", "show_understood", "start_over", "stop", "human", "help", "repeat",
                         "thanks", "greeting", "insult", "abuse", "prompt_injection", "self_harm", "mistake", "being_helped"})  # fmt: skip
FEW_WORDS = 3  # unknown words that an answer to the first check may hold and still be plain
_PAYLOAD = re.compile(r"\s*([a-z][a-z_]{2,40})\s*:\s*")
_NOT_THIS = frozenset(
    {"not", "no", "never", "without", "dont", "doesnt", "isnt", "nor", "wont", "cant"}
)


class Outcome(msgspec.Struct, frozen=True):
    """A message read as an answer: its facts with attributes, and how it answered."""

    facts: tuple[Fact, ...]
    profile: dict[str, Any]
    answer: Answer | None


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


@lru_cache(maxsize=16)
def _matcher(question: str) -> Matcher:
    return Matcher(answer_words().book(question))


class _Reader:
    """Reads one message as the answer to one question."""

    def __init__(
        self,
        text: Text,
        question: str,
        focus: tuple[str, ...],
        facts: Sequence[Fact],
        today: str,
        turn: int,
    ) -> None:
        self.text, self.question, self.focus = text, question, focus
        self.today, self.turn = today, turn
        self.known = answer_words()
        self.findings = wording_book().findings
        self.is_finding = question in self.findings
        self.facts = [self._owned(fact) for fact in facts]
        self.plain = self._plain()

    def _owned(self, fact: Fact) -> Fact:
        """Marks the fact that the question asked for as its answer."""
        asked = fact.finding == self.question or fact.finding in self.focus
        return msgspec.structs.replace(fact, question=self.question) if asked else fact

    def _plain(self) -> Plain | None:
        plain = polarity(self.text)
        if plain is None:
            return None
        means = self.known.unsure_means.get(self.question)
        if means and plain.phrase in means.phrases:
            return msgspec.structs.replace(plain, kind="none_known")
        if plain.phrase in self.known.not_applicable and self.question in self.known.none_means:
            return msgspec.structs.replace(plain, kind="no")
        return plain

    @property
    def kind(self) -> str:
        """What the plain answer is, or ""."""
        return self.plain.kind if self.plain else ""

    def alone(self) -> bool:
        return self.plain is not None and self.plain.alone

    def has(self, findings: Iterable[str], *assertions: str) -> bool:
        wanted, said = (
            set(findings),
            set(assertions) or {"present", "absent", "possible", "historical"},
        )
        return any(f.finding in wanted and f.assertion in said for f in self.facts)

    def add(self, finding: str, assertion: Assertion, first: int, last: int) -> None:
        """One fact of the answer, with the words that say it."""
        if any(f.finding == finding for f in self.facts):
            return
        start, end = self.text.tokens[first].start, self.text.tokens[last].end
        self.facts.append(
            Fact(finding=finding, assertion=assertion, text=self.text.raw[start:end], start=start,
                 end=end, turn=self.turn, told_on=self.today, question=self.question)
        )  # fmt: skip

    def add_plain(self, findings: Iterable[str], assertion: Assertion) -> None:
        if self.plain:
            for finding in findings:
                self.add(finding, assertion, self.plain.first, self.plain.last)

    def add_words(self) -> bool:
        """Facts of words that are enough at this question; whether there were any."""
        if self.question not in self.known.questions:
            return False
        matcher, found = _matcher(self.question), False
        mentions = matcher.find(self.text, matcher.page(self.text))
        for mention in mentions:
            inside = any(
                m.finding != mention.finding and set(mention.words) < set(m.words) for m in mentions
            ) or any(f.start <= mention.start and mention.end <= f.end and f.finding != mention.finding
                     and f.finding in self.known.questions[self.question] for f in self.facts)  # fmt: skip
            if not inside and not self._denied(mention.first):
                self.add(mention.finding, "present", mention.first, mention.last)
                found = True
        return found

    def _denied(self, first: int) -> bool:
        clause = self.text.clause_of(first)
        before = self.text.tokens[max(clause.first, first - 2) : first]
        return any(token.norm in _NOT_THIS for token in before)

    def about_it(self) -> bool:
        """Whether a fact of the message answers the question about one finding by itself."""
        present = {f.finding for f in self.facts if f.assertion == "present"}
        if self.has([self.question]):
            return True
        implied = {i for name in present for i in self.findings[name].implies}
        opposite = {o for name in present for o in self.findings[name].opposite}
        opposite |= {name for name in present if self.question in self.findings[name].opposite}
        opposite |= {name for name in present if name in self.findings[self.question].opposite}
        return self.question in implied or self.question in opposite or bool(opposite & present)

    def only_details(self) -> bool:
        """Whether a message is nothing but sides, times and empty words: "the left, since May"."""
        spans = [(s.first, s.last) for s in find_places(self.text, asked=True)]
        from_measures = find_measures(
            self.text, date.fromisoformat(self.today), question="frequency"
        )
        spans += [(m.first, m.last) for m in from_measures]
        covered = {i for first, last in spans for i in range(first, last + 1)}
        words = [t.norm for t in self.text.tokens if t.index not in covered]
        return (
            bool(spans)
            and not _WELL & set(words)
            and all(w in self.known.padding or w in _DETAIL_WORDS for w in words)
        )

    def rest_unknown(self) -> int:
        """Words that neither the plain answer, a fact nor an empty word explains."""
        covered = {i for f in self.facts if f.start >= 0 for i in self._tokens(f)}
        if self.plain:
            covered |= set(range(self.plain.first, self.plain.last + 1))
        return sum(
            t.index not in covered
            and t.norm not in self.known.padding
            and t.norm not in self.known.contrast
            for t in self.text.tokens
        )

    def _tokens(self, fact: Fact) -> Iterable[int]:
        return (t.index for t in self.text.tokens if t.start < fact.end and t.end > fact.start)

    def contrasts(self) -> bool:
        """Whether a "but" or "except" follows the plain answer."""
        last = self.plain.last if self.plain else -1
        return any(t.norm in self.known.contrast for t in self.text.tokens[last + 1 :])


_WELL = frozenset({"fine", "ok", "okay", "normal", "good", "not", "no", "none", "never", "neither"})
_DETAIL_WORDS = frozenset(
    {
        "every",
        "time",
        "for",
        "about",
        "since",
        "and",
        "only",
        "mostly",
        "mainly",
        "night",
        "always",
        "ago",
        "started",
        "now",
        "all",
        "day",
        "when",
        "side",
        "around",
        "over",
        "past",
        "week",
    }
)


def _answer_finding(reader: _Reader) -> Status:
    """A question about one finding: yes, no, or the words of the finding itself."""
    finding = reader.question
    danger = reader.findings[finding].danger
    if reader.has([finding], "present", "absent", "possible", "historical"):
        return "answered"
    if reader.kind == "unsure":
        return "unsure"
    if reader.kind == "skip":
        return "skipped"
    if reader.kind == "maybe":
        reader.add_plain([finding], "possible")
        return "answered"
    if reader.kind == "no":
        if danger and reader.contrasts() and reader.rest_unknown() and not reader.facts:
            return "unclear"
        reader.add_plain([finding], "absent")
        return "answered"
    if reader.kind == "yes":
        reader.add_plain([finding], "present")
        return "answered"
    if reader.about_it():
        return "answered"
    if reader.only_details():
        reader.add(finding, "present", 0, len(reader.text.tokens) - 1)
        return "answered"
    return "unclear"


def _named_in_screen(reader: _Reader) -> bool:
    """Adds the signs that short words name ("just the swelling"); whether there were any."""
    found = False
    stems = {stem(t.norm): t.index for t in reader.text.tokens if not reader._denied(t.index)}
    for finding in reader.focus:
        for phrase in reader.known.screen_words.get(finding, ()):
            words = [stem(w) for w in phrase.split()]
            if all(w in stems for w in words) and not reader.has([finding]):
                reader.add(finding, "present", stems[words[0]], stems[words[0]])
                found = True
    return found


def _covered_by(reader: _Reader) -> set[str]:
    """Findings of the screen that something said as present or possible already speaks of."""
    said = {f.finding for f in reader.facts if f.assertion in ("present", "possible", "historical")}
    covered = set(said)
    for name in said:
        covered.update(_all_implied(name))
    return covered


@lru_cache(maxsize=1024)
def _all_implied(finding: str) -> frozenset[str]:
    known, found, open_ones = wording_book().findings, set[str](), [finding]
    while open_ones:
        for name in known[open_ones.pop()].implies:
            if name not in found:
                found.add(name)
                open_ones.append(name)
    return frozenset(found)


def _answer_screen(reader: _Reader) -> Status:
    """The first check for danger; nothing uncertain is kept."""
    named = reader.has(reader.focus, "present", "possible")
    if reader.kind == "unsure" and not named:
        return "unsure"
    if reader.kind == "skip" and not named:
        return "skipped"
    if reader.kind == "no":
        return _screen_denied(reader)
    if not named:
        named = _named_in_screen(reader)
    if named or any(
        f.assertion == "present" and reader.findings[f.finding].danger for f in reader.facts
    ):
        return "answered"
    if reader.kind in ("yes", "maybe"):
        return "partial"
    if reader.has(reader.focus, "absent"):
        return "answered" if all(reader.has([f], "absent") for f in reader.focus) else "partial"
    return "unclear"


def _screen_denied(reader: _Reader) -> Status:
    if reader.contrasts() and reader.rest_unknown():
        _named_in_screen(reader)
    present = any(f.assertion in ("present", "possible") for f in reader.facts)
    if not present and (
        reader.rest_unknown() > FEW_WORDS or reader.contrasts() and reader.rest_unknown()
    ):
        return "unclear"
    told = _covered_by(reader)
    reader.add_plain([f for f in reader.focus if f not in told], "absent")
    return "answered"


def _answer_complaint(reader: _Reader) -> Status:
    """How long, where, how often; the attributes are known once they are attached."""
    if reader.kind == "skip":
        return "skipped"
    reader.add_words()
    return "unsure" if reader.kind == "unsure" else "unclear"


def _answer_open(reader: _Reader) -> Status:
    """The other fixed questions: words of their own, then what nothing, no and yes mean there."""
    question = reader.question
    covers = reader.known.questions.get(question, {})
    worded = reader.add_words()
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
    if worded or reader.has(covers):
        if reader.kind == "yes" and question in reader.known.yes_means and not reader.has(covers):
            reader.add_plain(reader.known.yes_means[question], "present")
        return "answered"
    if reader.kind in ("unsure", "skip"):
        return "unsure" if reader.kind == "unsure" else "skipped"
    if reader.kind == "yes":
        return _agreed(reader)
    if any(
        t.norm in reader.known.answers_without_fact.get(question, ()) for t in reader.text.tokens
    ):
        return "answered"
    if question in reader.known.no_or_yes_answers and (reader.kind or question == "teach_back"):
        return "answered"
    if question in FREE and reader.facts:
        return "answered"
    return "unclear"


def _nothing(reader: _Reader, means: NoneMeans, covers: Iterable[str]) -> Status:
    """ "No" or "nothing": says something of its own, unless other words say otherwise."""
    told = {f.finding for f in reader.facts if f.assertion in ("present", "possible")}
    others = told & (set(covers) | {n for n in told if reader.question in FREE})
    for finding in means.present:
        if not others:
            reader.add_plain([finding], "present")
    for finding in means.absent:
        if finding not in _covered_by(reader) and not (others and finding in others):
            reader.add_plain([finding], "absent")
    return "answered"


def _agreed(reader: _Reader) -> Status:
    question = reader.question
    if question in reader.known.yes_means:
        reader.add_plain(reader.known.yes_means[question], "present")
        return "answered"
    if question in reader.known.no_or_yes_answers:
        return "answered"
    return "answered" if reader.facts and question in FREE else "partial"


def _status_before(reader: _Reader) -> Status:
    if reader.is_finding:
        return _answer_finding(reader)
    if reader.question == SCREEN:
        return _answer_screen(reader)
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
    reader: _Reader,
    status: Status,
    facts: Sequence[Fact],
    medicines: Sequence[Medicine],
    profile: dict[str, Any],
    sheet: FactSheet | None,
) -> Status:
    """The status once attributes, medicines and the person are known."""
    question = reader.question
    if question in COMPLAINT_QUESTIONS:
        own = any(f.finding in reader.known.questions.get(question, {}) for f in facts)
        if _told_of_complaint(facts, question) or own:
            return "answered"
    if question == "medications" and medicines:
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
    if question == "pregnancy" and "pregnant" not in profile and "pregnant" in said:
        return {**profile, "pregnant": said["pregnant"] == "present"}
    return profile


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
        All facts with attributes, the profile, and the answer; no answer where the message only
        asked back or did something else.
    """
    person = dict(profile or {})
    age = person.get("age")
    if question is None:
        told = attach(text, (), facts, today, None, sheet, age, medicines=medicines)
        return Outcome(told, person, None)
    if not text.tokens:
        status: Status = "unclear" if text.raw.strip() else "skipped"
        return Outcome((), person, Answer(question, status))
    reader = _Reader(text, question, focus, facts, today, turn)
    digression = bool(DIGRESSIONS & set(acts)) and not facts and not medicines and not reader.kind
    before = "unclear" if digression else _status_before(reader)
    told = attach(text, (), reader.facts, today, question, sheet, age, medicines=medicines)
    status = _status_after(reader, before, told, medicines, person, sheet)
    if digression and status == "unclear":
        return Outcome(told, person, None)
    return Outcome(told, _person_profile(question, told, person), Answer(question, status))

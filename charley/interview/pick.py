"""Picks the next question: danger first, then the nine, then what changes the result most."""

from __future__ import annotations

from collections.abc import Iterator

from charley.facts import FactSheet
from charley.interview.matters import matters, worth
from charley.interview.state import NINE, PERSON_QUESTIONS, Interview
from charley.reasoning.flags import Flags
from charley.reasoning.ground import dangers_told, denied_in_general
from charley.reasoning.state import View
from charley.reasoning.unknowns import Unknown, unknowns
from charley.schema.load import Knowledge

MOST_QUESTIONS = 16  # about the illness, ever
ENOUGH = 12  # beyond this only what could be an emergency is asked
MOST_TURNS = 32  # messages; whoever talks on without answering gets what can be said
DANGER_FIRST = 2  # single danger signs that come before the nine
SHORT_OF_ONE = 2  # danger signs of one rule that were told: its last one is asked about early
LAST_SIGNS = 1  # so many more of these may come before the nine
MOST_FOLLOW_UPS = 5  # single findings, those of the danger first among them
SCREEN_WORDS = 44  # of the items of the screen, so that it stays one short message, or two
CHILD = 16  # years
FERTILE = (12, 55)  # years, both inclusive
HANDOVER = ("medications", "duration", "hemodialysis")  # what helps those who come to help
SHORT = 8  # questions about the illness once someone must be seen today


class Situation:
    """All that picking looks at, worked out once.

    Args:
        interview: where the conversation stands.
        sheet: what was told.
        knowledge: all of it.
    """

    def __init__(self, interview: Interview, sheet: FactSheet, knowledge: Knowledge) -> None:
        self.interview = interview
        self.sheet = sheet
        self.knowledge = knowledge
        self.view = View(sheet, knowledge)
        self.flags = Flags(self.view)
        red = [flag for flag in self.flags.fired() if flag.red]
        self.red_level = red[0].level if red else None
        self.asked = interview.illness_questions()

    def open_findings(self) -> Iterator[Unknown]:
        """Unknown findings whose answer alone could fire a red flag above what has fired."""
        for unknown in unknowns(self.flags, above=self.red_level):
            can_ask = unknown.finding in self.knowledge.findings
            serious = unknown.level in ("EMERGENCY", "URGENT")
            near = can_ask and serious and unknown.steps == 1 and self.fresh(unknown.finding)
            if near and unknown.ground:
                yield unknown

    def near_danger(self) -> tuple[str, ...]:
        """Single findings that could fire a red flag, those that people leave out first."""
        found = [unknown.finding for unknown in self.open_findings()]
        return tuple(sorted(found, key=self._is_obvious))  # stable: the order of weight stays

    def one_sign_short(self) -> tuple[str, ...]:
        """Findings that alone could make an emergency of danger signs that were told."""
        return tuple(
            unknown.finding
            for unknown in self.open_findings()
            if unknown.level == "EMERGENCY"
            and dangers_told(unknown.rules[0], self.flags) >= SHORT_OF_ONE
        )

    def _is_obvious(self, finding: str) -> bool:
        question = self.knowledge.finding_questions.get(finding)
        return bool(question and question.obvious)

    def fresh(self, finding: str) -> bool:
        """Whether a finding is neither known nor asked about, and nothing wider was denied."""
        known = self.view.state(finding) in ("present", "absent")
        asked = self.interview.was_asked(finding)
        return not (known or asked or denied_in_general(finding, self.view))

    def to_screen(self, finding: str) -> bool:
        """Whether the screen asks about a finding; what was denied last time is asked anew."""
        states = ("unknown", "possible", *(("absent",) if self.interview.returned else ()))
        return self.view.state(finding) in states


def screen_findings(situation: Situation) -> tuple[str, ...]:
    """The findings of the red-flag screen for this person, without what is known already."""
    age, pregnant = situation.view.person.age, situation.view.person.pregnant
    kinds = {"all"}
    if pregnant or situation.view.state("postpartum") == "present":
        kinds.add("pregnant")
    if age is not None and age < CHILD:
        kinds.add("child")
    chosen: list[str] = []
    words = 0
    questions = situation.knowledge.finding_questions.values()
    ordered = sorted(
        (q for q in questions if q.screen_for in kinds),
        key=lambda q: q.screen_for == "all",  # what is special to this person comes first
    )
    for question in ordered:
        length = len(question.screen.split())
        fits = words + length <= SCREEN_WORDS and question.id not in chosen
        if situation.to_screen(question.id) and fits:
            also = (f for f in question.screen_also if situation.to_screen(f))
            chosen += [question.id, *also]
            words += length
    return tuple(chosen)


def is_answered(question: str, situation: Situation) -> bool:
    """Whether one of the questions needs no asking: it was asked, told, or implied."""
    return situation.interview.was_asked(question) or is_told(question, situation)


def is_told(question: str, situation: Situation) -> bool:
    """Whether what was told answers a question, asked or not."""
    view = situation.view
    if question in situation.knowledge.findings:
        return view.state(question) in ("present", "absent")
    if question in PERSON_QUESTIONS:
        return question not in _person(situation)
    if question == "medications":  # a name that is not certain is to be confirmed
        named = {medicine.assertion for medicine in situation.sheet.medicines}
        return "present" in named or view.state("takes_no_medicines") == "present"
    known = situation.knowledge.questions[question]
    if any(view.state(finding) == "present" for finding in known.covers):
        return True
    if question == "hemodialysis" and view.state("on_hemodialysis") != "unknown":
        return True
    told = [i.attributes for i in view.trouble]
    told += [f.attributes for f in situation.sheet.facts if f.assertion == "present"][:1]
    return any(getattr(attributes, name) for attributes in told for name in known.attributes)


def _person(situation: Situation) -> Iterator[str]:
    person = situation.view.person
    if person.speaker is None:
        yield "who"
    if person.age is None:
        yield "age"
    pregnancy_known = person.pregnant is not None or situation.view.state("pregnant") != "unknown"
    if person.sex is None and not person.pregnant:
        yield "sex"
    fertile = person.age is None or FERTILE[0] <= person.age <= FERTILE[1]
    after_birth = situation.view.state("postpartum") == "present"
    if person.sex == "F" and fertile and not pregnancy_known and not after_birth:
        yield "pregnancy"


def _possible(situation: Situation) -> Iterator[str]:
    """Danger signs that were hedged or hinted at."""
    hinted = situation.interview.suspected
    hedged = (
        fact.finding
        for fact in situation.sheet.facts
        if fact.assertion == "possible" and situation.knowledge.findings[fact.finding].danger
    )
    for finding in dict.fromkeys((*hinted, *hedged)):
        if situation.fresh(finding):
            yield finding


def _first_danger(situation: Situation) -> Iterator[str]:
    if screen_findings(situation) and not situation.interview.was_asked("red_flag_screen"):
        yield "red_flag_screen"
    yield from (f for f in situation.interview.queue if situation.fresh(f))
    asked = _follow_ups(situation)
    if asked < DANGER_FIRST:
        yield from situation.near_danger()
    elif asked < DANGER_FIRST + LAST_SIGNS:
        yield from situation.one_sign_short()


def still_open(situation: Situation) -> tuple[str, ...]:
    """Those of the nine questions that nobody answered yet."""
    return tuple(q for q in NINE if not is_answered(q, situation))


def _illness(situation: Situation) -> Iterator[str]:
    if situation.interview.returned:
        return
    nine = (q for q in still_open(situation) if matters(q, situation))  # tried when reached
    limit = SHORT if situation.red_level else ENOUGH
    if situation.asked < limit:
        yield from nine
        if _follow_ups(situation) < MOST_FOLLOW_UPS:
            yield from worth(situation)
    elif situation.asked < MOST_QUESTIONS and situation.red_level is None:
        yield from nine


def _follow_ups(situation: Situation) -> int:
    """How many single findings were asked about."""
    return sum(q in situation.knowledge.findings for q in situation.interview.history)


def _handover(situation: Situation) -> Iterator[str]:
    if situation.view.person.age is None:
        yield "age"
    yield from (q for q in HANDOVER if not is_answered(q, situation))


def candidates(situation: Situation) -> Iterator[str]:
    """The questions that may be asked now, the most useful first."""
    interview = situation.interview
    if interview.stage == "helping":
        yield from _handover(situation)
        return
    yield from interview.recheck
    if situation.asked < MOST_QUESTIONS:
        yield from _possible(situation)
    if not situation.sheet.facts:
        yield "opening"
    if not interview.returned:
        yield from _person(situation)
    if situation.asked < MOST_QUESTIONS:
        yield from _first_danger(situation)
    if interview.returned:  # danger before all else: most of the person is known from before
        yield from _person(situation)
    if situation.asked < MOST_QUESTIONS:
        yield from _illness(situation)
    if still_open(situation) and not interview.returned:
        yield "closing"


def next_question(situation: Situation) -> str | None:
    """The next question's id, or None where it is time for the result."""
    if situation.interview.turn >= MOST_TURNS:
        return None
    for question in candidates(situation):
        again = question in situation.interview.recheck
        if again or not situation.interview.was_asked(question):
            return question
    return None


def left_at_most(situation: Situation) -> int:
    """An upper bound of how many questions may still come."""
    budget = SHORT if situation.red_level else ENOUGH
    if situation.interview.stage == "helping":
        return len(list(_handover(situation)))
    return max(0, budget - situation.asked) + len(list(_person(situation)))

"""A whole conversation between a simulated person and Charley, and what was wrong with it."""

from __future__ import annotations

import traceback

import msgspec

from charley.facts import Attributes, Fact, FactSheet
from charley.interview.pick import Situation, is_told
from charley.interview.state import PERSON_QUESTIONS, SIDE_QUESTIONS, Interview
from charley.reasoning.assess import assess
from charley.reasoning.state import View
from charley.schema.load import knowledge
from charley.schema.models import LEVELS
from tests.evaluate.transport import InProcess, Item, Transport, custom
from tests.people.person import Person

MOST_TURNS = 40
SAID_BRIEFLY = ("side", "medicine_class")  # what the terse say of a finding ...
ASKED_OF_ALL = (
    "site",
    "onset_days",
    "recency",
    "per_week",
    "count",
    "episode_seconds",
)  # ... and of the complaint


class Turn(msgspec.Struct, frozen=True):
    """One message and what came back."""

    said: str
    items: list[Item]


class Held(msgspec.Struct):
    """How a conversation went; ``faults`` are pairs of kind and detail."""

    case: str
    temperament: str
    level: str | None = None
    turns: list[Turn] = []
    asked: list[str] = []
    faults: list[tuple[str, str]] = []
    told_level: str = ""
    told: int = 0
    lost: int = 0

    def fault(self, kind: str, detail: str) -> None:
        self.faults = [*self.faults, (kind, f"{self.temperament}/{self.case}: {detail}")]


def hold(person: Person, transport: Transport) -> Held:
    """Talk until there is a result or the turns are used up."""
    held = Held(person.case.id, person.name)
    says: str | None = person.opening()
    question: Item | None = None
    result: Item | None = None
    while says is not None and len(held.turns) < MOST_TURNS:
        try:
            items = transport.say(says)
        except Exception:  # any failure is what is being looked for
            held.fault("exception", f"{says!r}: {traceback.format_exc(limit=-3)}")
            return held
        held.turns = [*held.turns, Turn(says, items)]
        before, question = question, custom(items, "question")
        result = custom(items, "assessment") or result
        _check_turn(held, says, items, before)
        if isinstance(transport, InProcess) and question:
            _check_known(held, question, before, transport)
        held.asked = [*held.asked, question["id"]] if question else held.asked
        if result and (question is None or question["id"] in SIDE_QUESTIONS):
            break
        says = person.respond(question) if question else None
    _check_end(held, result, person, transport)
    return held


def _check_turn(held: Held, says: str, items: list[Item], before: Item | None) -> None:
    questions = [i for i, item in enumerate(items) if item.get("custom", {}).get("type") ==
                 "question"]  # fmt: skip
    if not [item for item in items if "text" in item]:
        held.fault("silence", repr(says))
    if len(questions) > 1:
        held.fault("two questions", repr(says))
    if questions and questions[-1] != len(items) - 1:
        held.fault("question not last", repr(says))
    if questions and before and items[questions[-1]]["custom"]["text"] == before["text"]:
        held.fault("same words twice", f"{before['id']} after {says!r}")


def _check_known(held: Held, question: Item, before: Item | None, transport: InProcess) -> None:
    """Whether a question is put whose answer stands on the sheet."""
    name, sheet = question["id"], transport.talk.sheet
    again = before is not None and before["id"] == name
    if again or name in SIDE_QUESTIONS or name in transport.talk.interview.recheck:
        return
    if name == "red_flag_screen":
        view = View(sheet, knowledge())
        known = [f for f in question["findings"] if view.state(f) in ("present", "absent")]
        if known:
            held.fault("asked what was told", f"screen: {known}")
    elif is_told(name, Situation(Interview(), sheet, knowledge())):
        kind = "person" if name in PERSON_QUESTIONS else "illness"
        held.fault("asked what was told", f"{kind}: {name}")


def _check_end(held: Held, result: Item | None, person: Person, transport: Transport) -> None:
    told = told_sheet(person)
    held.told_level = assess(told, knowledge()).level
    if result is None:
        held.fault("no result", f"after {len(held.turns)} turns, asked {held.asked[-5:]}")
        return
    held.level = result["level"]
    if not result["safety_net"]:
        held.fault("no safety net", held.level)
    if isinstance(transport, InProcess):
        _check_kept(held, person, transport.talk.sheet)
    rank = LEVELS.index
    if held.told_level == "EMERGENCY" and held.level != "EMERGENCY":
        held.fault("emergency lost", f"{held.level}; {[t.said for t in held.turns]}")
    elif rank(held.level) < rank(min(person.case.expected["triage_acceptable"], key=rank)):
        held.fault("too low", held.level)


def _check_kept(held: Held, person: Person, sheet: FactSheet) -> None:
    view = View(sheet, knowledge())
    findings = dict.fromkeys(fact.finding for fact in person.told if fact.assertion == "present")
    lost = [finding for finding in findings if view.state(finding) != "present"]
    held.told, held.lost = len(findings), len(lost)
    for finding in lost:
        held.fault("told, not kept", f"{finding} is {view.state(finding)}")
    truth = person.view
    for finding in sorted(person.others):
        if view.state(finding) == "present" and truth.state(finding) != "present":
            held.fault("someone else's", finding)


def told_sheet(person: Person) -> FactSheet:
    """What this person has told in words of the harness, as a sheet."""
    truth = person.case.sheet
    told = tuple(_as_told(fact, person) for fact in person.told if fact in truth.facts)
    medicines = truth.medicines if person.tells else ()
    return msgspec.structs.replace(truth, facts=told, medicines=medicines)


def _as_told(fact: Fact, person: Person) -> Fact:
    """A fact with as much of it as this person says: the terse give a side, times when asked."""
    if not person.brief:
        return fact
    said = SAID_BRIEFLY + (ASKED_OF_ALL if fact == person.case.complaint() else ())
    known = {name: getattr(fact.attributes, name) for name in said}
    return msgspec.structs.replace(fact, attributes=Attributes(**known))

"""Reads each message once, with the conversation in view, and hands on what it gave.

The last component of the NLU graph. Rasa hands it the tracker (its ``process`` names one), so the
open question and the fact sheet are at hand where the text is. It reads, merges, evaluates the red
flags, and hands on entities, which Rasa itself puts into slots, in process:

* ``sheet``, when the message changed it,
* ``turn``, what the message gave, for the interview,
* ``answer``, a mere mark, when the message moves the check; without it the form gives way,
* ``introduced``, when the person was told what Charley is and is not,
* ``danger`` and ``danger_words``, when a red flag fires that did not fire before.

It may overrule the classifier's intent: what was read by rule is surer than a guess. Before it
reads anything it puts `bridge.speed` and `bridge.timeouts` in place.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bridge import speed, timeouts
from bridge.faq_selector import PROPERTY
from bridge.intents import (
    ACT_OF,
    FAQ,
    GREET,
    INFORM,
    RESUME,
    START,
    SURE,
    asks_and_tells,
    chosen_intent,
    guess,
    guessed_act,
    is_known_question,
    may_be_about_result,
    only_asks,
    tells_of_the_leg,
)
from bridge.loading import kept_for_good
from bridge.watch_policy import CHECK_FORM
from charley.facts import FactSheet
from charley.interview.about_result import answers_instead, is_about_result
from charley.interview.asides import faq_answer
from charley.interview.merge import Merged, merge
from charley.interview.moment import Moment
from charley.interview.state import Interview, Turn, replace
from charley.interview.step import AFTER, came_back
from charley.language.read import read
from charley.language.reading import Reading
from charley.reasoning.flags import Fired, fired
from charley.reasoning.state import View
from charley.reply.blocks import Say
from charley.schema.load import Knowledge, knowledge

DELETE_FORM = "delete_form"
INTRODUCTIONS = ("utter_greet", "utter_intended_use")
RED_LEVELS = ("EMERGENCY", "URGENT")


class Heard(msgspec.Struct, frozen=True):
    """What was known before a message, from the slots."""

    sheet: FactSheet
    interview: Interview
    running: bool
    confirming: bool
    turn: int
    introduced: bool = False
    returning: bool = False  # a new session, and the check has not spoken in it yet


def heard(tracker: DialogueStateTracker | None) -> Heard:
    """Returns what the slots hold; a slot that cannot be read counts as empty."""
    if tracker is None:
        return Heard(FactSheet(), Interview(), running=False, confirming=False, turn=1)
    interview = _slot(tracker, "interview", Interview())
    returning = interview.stage != "new" and _session_began(tracker)
    if returning and interview.stage in AFTER:
        interview = came_back(interview)
    return Heard(
        sheet=_slot(tracker, "sheet", FactSheet()),
        interview=interview,
        running=tracker.active_loop_name == CHECK_FORM or interview.open is not None,
        confirming=tracker.active_loop_name == DELETE_FORM,
        turn=interview.turn + 1,
        introduced=bool(tracker.get_slot("introduced")) or _was_introduced(tracker),
        returning=returning,
    )


def _session_began(tracker: DialogueStateTracker) -> bool:
    """Tells whether a session began since the check last spoke."""
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name == CHECK_FORM:
            return False
        if isinstance(event, SessionStarted):
            return True
    return False


def _was_introduced(tracker: DialogueStateTracker) -> bool:
    """Tells whether the person has been told what Charley is and is not."""
    return any(
        isinstance(event, BotUttered) and event.metadata.get("utter_action") in INTRODUCTIONS
        for event in tracker.events
    )


def _slot(tracker: DialogueStateTracker, name: str, empty: Any) -> Any:
    value = tracker.get_slot(name)
    if not isinstance(value, str):
        return empty
    try:
        return msgspec.json.decode(value, type=type(empty))
    except msgspec.MsgspecError:
        return empty


def take_turn(text: str, before: Heard, day: str, known: Knowledge, asks: bool = False) -> Turn:
    """Reads one message and adds it to the sheet.

    Args:
        text: The message.
        before: What was known before it.
        day: The day of the message, ISO.
        known: The knowledge.
        asks: Whether it is a question that knowledge answers, so that it tells nothing but, to
            be safe, the danger signs that it names.
    """
    interview = before.interview
    reading = read(
        text,
        question=interview.open,
        sheet=before.sheet,
        date=day,
        turn=before.turn,
        focus=interview.focus,
    )
    if asks:
        signs = tuple(fact for fact in reading.facts if known.findings[fact.finding].danger)
        reading = replace(reading, facts=signs, medicines=(), profile={}, hints=())
    merged = merge(
        before.sheet, reading, before.turn, day, known, interview.changing, interview.open
    )
    return Turn(text, reading, merged, day)


def new_dangers(before: FactSheet, after: FactSheet, known: Knowledge) -> tuple[Fired, ...]:
    """Returns the red flags that fire now and did not before, or not at this level."""
    if before.facts == after.facts and before.person == after.person:
        return ()
    told = {(flag.id, flag.level) for flag in fired(View(before, known))}
    return tuple(
        flag
        for flag in fired(View(after, known))
        if flag.level in RED_LEVELS and flag.red and (flag.id, flag.level) not in told
    )


def day_of(metadata: dict[str, Any] | None) -> str:
    """Returns the day of a message: the one that came with it, else today."""
    told = (metadata or {}).get("date")
    try:
        return date.fromisoformat(str(told)).isoformat() if told else date.today().isoformat()
    except ValueError:
        return date.today().isoformat()


def _entity(name: str, value: str | bool) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "CharleyReader"}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def entities_of(
    turn: Turn, before: Heard, dangers: tuple[Fired, ...], *, moves: bool
) -> list[dict[str, Any]]:
    """Returns what goes into the slots.

    Args:
        turn: The message; it goes without the sheet, which has a slot of its own.
        before: What was known before it.
        dangers: The red flags that fire now and did not before, the highest first.
        moves: Whether the message moves the check.
    """
    small = replace(turn, merged=replace(turn.merged, sheet=FactSheet()))
    found = [_entity("turn", _json(small))]
    if moves:
        found.append(_entity("answer", str(before.turn)))
    if turn.merged.sheet != before.sheet:
        found.append(_entity("sheet", _json(turn.merged.sheet)))
    if before.introduced:
        found.append(_entity("introduced", True))
    if dangers:
        words = dict.fromkeys(fact.text for fact in dangers[0].because if fact.text)
        found.append(_entity("danger", dangers[0].level))
        found.append(_entity("danger_words", ", ".join(words) or turn.text))
    return found


def resumes(message: Message, reading: Reading, intent: str | None) -> bool:
    """Tells whether a message of someone who comes back brings no answer, so that one is asked."""
    name, confidence = guess(message)
    if (intent or name) in (FAQ, GREET):
        return True
    names_the_place_alone = all(fact.question == "location" for fact in reading.facts)
    return name in (START, RESUME) and confidence >= SURE and names_the_place_alone


def resumed(turn: Turn, before: Heard, message: Message, asks: bool, known: Knowledge) -> Turn:
    """Returns such a turn: it answers nothing, and a question of the person's own is answered."""
    turn = replace(turn, reading=replace(turn.reading, answer=None))
    if asks:
        return with_answer(turn, message, known)
    return turn if guess(message)[0] == GREET else replace(turn, merged=Merged(before.sheet))


def asks_about_result(turn: Turn, before: Heard, message: Message, known: Knowledge) -> bool:
    """Tells whether a message asks about a result that was given, and not a known question."""
    if before.interview.stage != "done" or not may_be_about_result(message, turn.reading):
        return False
    moment = Moment(before.interview, before.sheet, turn, known)
    return answers_instead(moment) or (not is_known_question(message) and is_about_result(moment))


def with_guesses(turn: Turn, message: Message, known: Knowledge, running: bool) -> Turn:
    """Adds to a turn what only the classifier knows: an act, or the answer to a question."""
    act = guessed_act(message, turn.reading)
    if act is not None:
        return replace(turn, reading=replace(turn.reading, acts=(act,)))
    leg = tells_of_the_leg(turn.reading, known)
    if asks_and_tells(message, turn.reading, running, leg):
        return with_answer(turn, message, known)
    return turn


def with_answer(turn: Turn, message: Message, known: Knowledge) -> Turn:
    """Adds to a turn the answer to the known question that the message is nearest to."""
    key = message.get(PROPERTY)[FAQ]["response"]["intent_response_key"]
    return replace(turn, aside=(Say(faq_answer(key.split("/")[1], known)),))


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class CharleyReader(GraphComponent):
    """The component around `take_turn`."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CharleyReader:
        """Makes the reader; the knowledge is loaded here, before the first message."""
        speed.install()
        timeouts.install()
        with kept_for_good():
            knowledge()
            read("", date=date.today().isoformat())
        return cls()

    def process(
        self, messages: list[Message], tracker: DialogueStateTracker | None = None
    ) -> list[Message]:
        """Adds entities, and where it knows better the intent, to each message."""
        for message in messages:
            self._process(message, heard(tracker))
        return messages

    def _process(self, message: Message, before: Heard) -> None:
        known = knowledge()
        turn = take_turn(
            message.get(TEXT) or "",
            before,
            day_of(message.get(METADATA)),
            known,
            asks=only_asks(message),
        )
        dangers = new_dangers(before.sheet, turn.merged.sheet, known)
        turn = with_guesses(turn, message, known, before.running)
        intent = chosen_intent(
            message,
            turn.reading,
            running=before.running,
            confirming=before.confirming,
            danger=bool(dangers),
            leg=tells_of_the_leg(turn.reading, known),
            result=asks_about_result(turn, before, message, known),
        )
        if before.returning and not dangers and resumes(message, turn.reading, intent):
            asks = (intent or guess(message)[0]) == FAQ
            turn, intent = resumed(turn, before, message, asks, known), RESUME
        moves = intent == INFORM or intent in ACT_OF
        if intent is not None:
            message.set(INTENT, {"name": intent, "confidence": 1.0}, add_to_output=True)
        message.set(ENTITIES, entities_of(turn, before, dangers, moves=moves), add_to_output=True)

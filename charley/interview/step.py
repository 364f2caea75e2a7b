"""One step of a check: from what a message gave to the reply and the next state.

The order within a turn: a warning, what was understood, the answer to the person, one question or
the result.
"""

from __future__ import annotations

from collections.abc import Iterator

from charley.facts import FactSheet
from charley.interview.about_result import (
    about_result,
    answers_instead,
    is_about_result,
    teach_back_answered,
)
from charley.interview.danger import new_alert, withdrawn
from charley.interview.moment import Moment
from charley.interview.people import country_in, relation_in
from charley.interview.pick import is_told, next_question, screen_findings
from charley.interview.repair import REPAIRS, dont_know, skip
from charley.interview.state import (
    SIDE_QUESTIONS,
    Interview,
    Outcome,
    Repaired,
    Step,
    Turn,
    replace,
)
from charley.reply.acknowledge import understood
from charley.reply.blocks import Block, Reply
from charley.schema.languages import language_book
from charley.schema.load import Knowledge

MOST_UNCLEAR = 2  # after two more tries a question is left
MOST_ASKED = 6  # however often someone digresses, a question is not asked more often than this
LEFT_BEFORE_LESS = 2  # for each so many questions that were left, one try fewer
ENGLISH = "en"
SURE = ("start_over", "stop")
AFTER = ("done", "stopped")
# Acts that a message with new facts does not mean: "I don't know why, but it is my left calf".
MILD = ("dont_know", "skip", "why", "help", "stop", "repeat", "thanks", "greeting", "show_result")


def step(interview: Interview, sheet: FactSheet, turn: Turn, knowledge: Knowledge) -> Step:
    """Take one message and say what comes next.

    Args:
        interview: where the conversation stands.
        sheet: what was told, this message merged in.
        turn: the message.
        knowledge: all of it.
    """
    moment = Moment(_noted(interview, turn, knowledge), sheet, turn, knowledge)
    danger = list(_danger(moment))
    blocks = [*danger, *_acknowledged(moment, quiet=bool(danger))]
    moment.turn = turn = _answered_once(moment)
    blocks += turn.aside
    blocks += _then(_moved(moment, alerted=bool(blocks)), moment)
    done = moment.interview.stage in AFTER
    return Step(moment.interview, moment.sheet, Reply(tuple(blocks)), done)


def _answered_once(moment: Moment) -> Turn:
    """The turn without the answer of the FAQ, where the result itself answers better."""
    if moment.interview.stage == "done" and answers_instead(moment):
        return replace(moment.turn, aside=())
    return moment.turn


def ask_again(interview: Interview, sheet: FactSheet, turn: Turn, knowledge: Knowledge) -> Step:
    """The open question in other words, after someone else has answered a digression."""
    moment = Moment(interview, sheet, turn, knowledge)
    blocks = _then(Repaired(), moment)
    return Step(moment.interview, sheet, Reply(tuple(blocks)), moment.interview.stage in AFTER)


def came_back(interview: Interview) -> Interview:
    """The state for someone who comes back later: open is how it has been since."""
    return Interview(
        stage="running",
        outcomes=interview.outcomes,
        told=interview.told,
        open="since_last_time",
        returned=True,
        relation=interview.relation,
        country=interview.country,
        turn=interview.turn,
    )


def begin_again(interview: Interview, sheet: FactSheet, turn: Turn, knowledge: Knowledge) -> Step:
    """Someone comes back later: what they told stands, and only what changed is asked.

    Who says at once how it has been is not asked; a question of theirs is answered first.
    """
    kept, aged = came_back(interview), replace(sheet, date=turn.date)
    answer = turn.reading.answer
    if turn.merged.changed or (answer is not None and answer.question == kept.open):
        return step(kept, aged, turn, knowledge)
    moment = Moment(kept, aged, turn, knowledge)
    question = moment.ask("since_last_time")
    return Step(moment.interview, aged, Reply((*turn.aside, question)))


def _noted(interview: Interview, turn: Turn, knowledge: Knowledge) -> Interview:
    """The state with what the message says of people, places and suspicions."""
    suspected = tuple(hint.finding for hint in turn.reading.hints)
    return replace(
        interview,
        turn=interview.turn + 1,
        relation=interview.relation or relation_in(turn.text, knowledge),
        country=country_in(turn.text, knowledge) or interview.country,
        suspected=tuple(dict.fromkeys((*interview.suspected, *suspected))),
    )


def _danger(moment: Moment) -> Iterator[Block]:
    alert = new_alert(moment)
    if alert is not None:
        yield alert
    yield from withdrawn(moment)


def _acknowledged(moment: Moment, quiet: bool) -> Iterator[Block]:
    """What was understood; without words where a warning has said it already."""
    merged = moment.turn.merged
    block = understood(
        merged.facts,
        merged.medicines,
        moment.turn.reading.profile,
        merged.changed,
        moment.interview.open,
        moment.wording,
        moment.interview.turn,
    )
    if block is not None:
        yield replace(block, texts=()) if quiet else block


# --- what the message does to the open question ------------------------------------------------


def _moved(moment: Moment, alerted: bool) -> Repaired:
    """Where the conversation goes on after this message."""
    stage = moment.interview.stage
    if moment.interview.open in SURE:
        return _sure(moment)
    if moment.turn.reading.language != ENGLISH:
        return _other_language(moment)
    for act, repair in REPAIRS.items():
        if act in moment.turn.reading.acts and not _answers_instead(act, moment):
            return _with_answer(repair(moment), moment)
    if stage == "emergency":
        return _emergency(moment)
    if stage in AFTER:
        return _after(moment)
    if stage == "new":
        moment.update(stage="running")
    return _answered(moment)


def _other_language(moment: Moment) -> Repaired:
    """A message in another language: name the language, and the number for an emergency."""
    name = language_book().name(moment.turn.reading.language)
    moment.update(stage="running" if moment.interview.stage == "new" else moment.interview.stage)
    then = "again" if moment.interview.open else "wait"
    return Repaired((moment.say("other_language", language=name),), then)


def _answers_instead(act: str, moment: Moment) -> bool:
    """Whether an act is part of an answer: "I don't know why, but it is my left calf"."""
    answer = moment.turn.reading.answer
    if act in ("dont_know", "skip") and moment.interview.open == "go_on":
        return True
    if act == "show_result" and answer is not None and answer.status in ("answered", "partial"):
        return True
    if act in ("help", "why") and moment.interview.stage == "done" and is_about_result(moment):
        return True
    return act in MILD and bool(moment.turn.merged.changed)


def _with_answer(repaired: Repaired, moment: Moment) -> Repaired:
    """A repair that would ask again goes on where the same message has answered as well."""
    question, answer = moment.interview.open, moment.turn.reading.answer
    told = answer is not None and answer.question == question and answer.status == "answered"
    if repaired.then != "again" or question is None or not told:
        return repaired
    _close(moment, "answered")
    return replace(repaired, then="next")


def _sure(moment: Moment) -> Repaired:
    """The answer to "are you sure?"."""
    question, before = moment.interview.open, moment.interview.before
    moment.update(before=None, open=None)
    if "yes" not in moment.turn.reading.acts:
        moment.update(open=before)
        return Repaired((moment.say("go_on_then"),), "again" if before else "next")
    if question == "stop" and not moment.sheet.facts:
        moment.update(stage="stopped")
        return Repaired((moment.say("stopped"),), "end")
    if question == "stop":
        return Repaired((), "result")
    fresh = Interview(country=moment.interview.country, turn=moment.interview.turn)
    moment.start_afresh(fresh, FactSheet(date=moment.turn.date))
    return Repaired((moment.say("started_over"),), "wait")


def _emergency(moment: Moment) -> Repaired:
    """After an emergency was told: the offer to go on, then what the helpers need."""
    if moment.interview.open != "go_on":
        return Repaired((), "go_on")
    if "no" in moment.turn.reading.acts and not moment.turn.merged.changed:
        return Repaired((), "result")
    moment.update(stage="helping", open=None)
    return Repaired((), "next")


def _after(moment: Moment) -> Repaired:
    """After the result: new facts give a new result."""
    if moment.interview.open == "teach_back":
        return teach_back_answered(moment)
    if moment.turn.merged.changed:
        return Repaired((), "result")
    return Repaired((), "end") if moment.turn.aside else about_result(moment)


def _answered(moment: Moment) -> Repaired:
    """Note how the open question was answered, or that it was not."""
    question = moment.interview.open
    if question is None:
        return Repaired((), "next")
    answer = moment.turn.reading.answer
    if answer and answer.question == "go_on" != question and "no" in moment.turn.reading.acts:
        return Repaired((), "result")  # the button of an earlier turn
    status = answer.status if answer and answer.question == question else None
    if question == "red_flag_screen" and _only_yes(status, moment):
        return _which(moment)
    if status in ("unsure", "skipped"):
        return dont_know(moment) if status == "unsure" else skip(moment)
    if status in ("answered", "partial") or _answered_by_the_way(question, moment):
        _close(moment, "answered")
        return Repaired((), "next")
    if moment.turn.aside:
        return Repaired()
    return _not_understood(moment)


def _answered_by_the_way(question: str, moment: Moment) -> bool:
    """Whether facts of this message answer the open question by the way."""
    if not moment.turn.merged.changed:
        return False
    named = {fact.finding for fact in moment.turn.merged.facts}
    return (
        question in ("opening", "closing", "since_last_time")
        or bool(named & set(moment.interview.focus))
        or (question not in SIDE_QUESTIONS and is_told(question, moment.situation))
    )


def _close(moment: Moment, outcome: Outcome) -> None:
    question = moment.interview.open
    if question is not None:
        moment.update(
            outcomes={**moment.interview.outcomes, question: outcome},
            recheck=tuple(f for f in moment.interview.recheck if f != question),
            open=None,
            focus=(),
            changing=None,
            unclear=0,
        )


def _only_yes(status: str | None, moment: Moment) -> bool:
    """Whether the screen got a "yes" that does not say to what."""
    named = {fact.finding for fact in moment.turn.merged.facts}
    said_yes = "yes" in moment.turn.reading.acts or status in ("answered", "partial")
    return said_yes and not named


def _which(moment: Moment) -> Repaired:
    """Ask which sign it is; a second bare yes is followed by each sign on its own."""
    if moment.interview.asked.get("red_flag_screen", 0) < 2:
        return Repaired()
    moment.update(queue=moment.interview.focus)
    _close(moment, "unclear")
    return Repaired((), "next")


def _not_understood(moment: Moment) -> Repaired:
    """A second wording with examples, then the buttons, then the question is left."""
    unclear = moment.interview.unclear + 1
    moment.update(unclear=unclear)
    left = sum(outcome == "left" for outcome in moment.interview.outcomes.values())
    if unclear > max(0, MOST_UNCLEAR - left // LEFT_BEFORE_LESS):
        _close(moment, "left")
        return Repaired((moment.say("leave_it"),), "next")
    if moment.turn.merged.changed:
        return Repaired((moment.say("back_to_question"),))
    return Repaired((moment.say("unclear" if unclear == 1 else "use_buttons"),))


def _asked_to_the_end(moment: Moment) -> bool:
    """Whether the open question was asked as often as it may be, and is none of the side ones."""
    question = moment.interview.open
    asked = moment.interview.asked.get(question, 0) if question else 0
    return question not in SIDE_QUESTIONS and asked >= MOST_ASKED


# --- what is said next ---------------------------------------------------------------------------


def _then(repaired: Repaired, moment: Moment) -> Iterator[Block]:
    """The blocks of a move, then the question or the result."""
    yield from repaired.blocks
    if repaired.then in ("end", "wait"):
        return
    if moment.interview.stage == "emergency" and repaired.then in ("next", "go_on", "again"):
        yield moment.ask("go_on")
        return
    if repaired.then == "again" and _asked_to_the_end(moment):
        yield moment.say("leave_it")
        _close(moment, "left")
    elif repaired.then == "again" and moment.interview.open is not None:
        yield moment.ask(moment.interview.open)
        return
    all_known = repaired.then == "red_flag_screen" and not screen_findings(moment.situation)
    if repaired.then not in ("again", "next", "result") and not all_known:
        yield moment.ask(repaired.then)
        return
    yield from _next_or_result(moment, result=repaired.then == "result")


def _next_or_result(moment: Moment, result: bool) -> Iterator[Block]:
    finished = moment.interview.stage in AFTER
    question = None if result or finished else next_question(moment.situation)
    if question is not None:
        yield moment.ask(question)
    elif result or not finished:
        moment.update(stage="done", open=None, focus=())
        yield moment.say("before_result")
        yield moment.result()
        yield moment.say("result_next")

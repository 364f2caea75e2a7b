"""What a person may do at any moment: one function for each, found by its dialogue act.

Each takes the moment and gives the blocks to say before the next question, and where to go on:
``again`` the open question in other words, ``next`` the next question, ``end`` nothing more, or
the id of a question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from charley.interview.about_result import reasons, summary_block
from charley.interview.danger import behind_alerts
from charley.interview.moment import Moment
from charley.interview.pick import screen_findings
from charley.interview.state import NINE, PERSON_QUESTIONS, SIDE_QUESTIONS, Outcome, Repaired
from charley.reasoning.unknowns import unknowns
from charley.reply.acknowledge import medicine_words
from charley.reply.blocks import Block, Say
from charley.reply.questions import label_of, why_of
from charley.reply.result import CALL, what_to_do
from charley.reply.summary import person_words
from charley.reply.text import listed

MOST_SINGLE = 3  # signs of a screen that are asked one by one
MOST_SHOWN = 12  # findings in one list of what was understood


def _record(moment: Moment, outcome: Outcome) -> None:
    question = moment.interview.open
    if question is not None:
        outcomes = {**moment.interview.outcomes, question: outcome}
        moment.update(outcomes=outcomes, open=None, focus=(), changing=None)


def why(moment: Moment) -> Repaired:
    """Why the open question is asked; after the result, why the result is what it is."""
    if moment.interview.open is None:
        return Repaired(reasons(moment), "end")
    return Repaired((Say((why_of(moment.interview.open, moment.wording),)),))


def dont_know(moment: Moment) -> Repaired:
    """Not knowing is an answer; of the danger signs the gravest are then asked one by one."""
    signs = _gravest(moment) if moment.interview.open == "red_flag_screen" else ()
    _record(moment, "unsure")
    if signs:
        moment.update(queue=signs)
    return Repaired((moment.say("screen_unsure" if signs else "unsure"),), "next")


def _gravest(moment: Moment) -> tuple[str, ...]:
    """The signs of the open screen that could raise the level most."""
    ordered = (unknown.finding for unknown in unknowns(moment.situation.flags))
    return tuple(finding for finding in ordered if finding in moment.interview.focus)[:MOST_SINGLE]


def skip(moment: Moment) -> Repaired:
    """Leave the open question."""
    _record(moment, "skipped")
    return Repaired((moment.say("skipped"),), "next")


def go_back(moment: Moment) -> Repaired:
    """Back to the question before the open one."""
    history = [q for q in moment.interview.history if q not in SIDE_QUESTIONS]
    here = moment.interview.open
    earlier = history[: history.index(here)] if here in history else history
    if not earlier:
        return Repaired((moment.say("nothing_to_go_back"),))
    return reopen(earlier[-1], moment)


def reopen(question: str, moment: Moment) -> Repaired:
    """Ask a question again, so that its answer is replaced."""
    outcomes = {q: o for q, o in moment.interview.outcomes.items() if q != question}
    moment.update(outcomes=outcomes, changing=question, open=None)
    label = label_of(question, moment.wording)
    return Repaired((moment.say("going_back", label=label),), question)


def named_question(moment: Moment) -> str | None:
    """The question that a text names: by id, label, or a word of its label."""
    words = set(moment.turn.text.lower().replace(",", " ").replace(".", " ").split())
    best, most = None, 0
    told = (
        f.finding for f in moment.sheet.facts if f.finding in moment.knowledge.finding_questions
    )
    asked = (q for q in moment.interview.history if q not in SIDE_QUESTIONS)
    for question in dict.fromkeys((*asked, *PERSON_QUESTIONS, *NINE, *told)):
        label = label_of(question, moment.wording).lower()
        names = {w for w in (*label.split(), *question.split("_")) if len(w) > 2} - _SMALL
        shared = sum(any(w.startswith(n[:5]) for w in words) for n in names)
        if shared > most:
            best, most = question, shared
    return best


_SMALL = {"the", "you", "what", "has", "how", "been", "and", "which", "who"}


def change(moment: Moment) -> Repaired:
    """Change an earlier answer: already done where the message carried it, else reopen it."""
    if moment.turn.merged.changed:
        return Repaired()
    question = named_question(moment)
    if question is None:
        return Repaired((moment.say("change_which"),), "wait")
    return reopen(question, moment)


def _known_items(moment: Moment, state: str) -> list[str]:
    findings = dict.fromkeys(fact.finding for fact in moment.sheet.facts)
    view, known = moment.situation.view, moment.knowledge.findings
    return [known[f].label for f in findings if view.state(f) == state][:MOST_SHOWN]


def _understood_lists(moment: Moment) -> Iterator[Block]:
    for state in ("present", "absent", "possible"):
        items = _known_items(moment, state)
        if items:
            yield moment.say(f"understood_{state}", items="; ".join(items))
    taken = [medicine_words(m, moment.wording) for m in moment.sheet.medicines]
    if taken:
        yield moment.say("understood_medicines", items="; ".join(dict.fromkeys(taken)))
    person = person_words(moment.situation.view, moment.wording)
    if person:
        yield moment.say("understood_person", items="; ".join(person))
    unknown = [
        label_of(q, moment.wording)
        for q, outcome in moment.interview.outcomes.items()
        if outcome != "answered" and q not in SIDE_QUESTIONS
    ]
    if unknown:
        yield moment.say("understood_unknown", items="; ".join(unknown))


def show_understood(moment: Moment) -> Repaired:
    """What was told: present, absent and not known, each open to correction."""
    if moment.interview.stage == "done":
        return Repaired((summary_block(moment), moment.say("understood_correct")), "end")
    lists = tuple(_understood_lists(moment))
    if not lists:
        return Repaired((moment.say("understood_nothing"),))
    return Repaired((*lists, moment.say("understood_correct")))


def start_over(moment: Moment) -> Repaired:
    """Forget everything, after asking whether that is meant."""
    return _are_you_sure("start_over", moment)


def stop(moment: Moment) -> Repaired:
    """Stop, after asking whether that is meant."""
    if moment.interview.stage in ("done", "stopped"):
        return Repaired((moment.say("stopped"),), "end")
    return _are_you_sure("stop", moment)


def _are_you_sure(question: str, moment: Moment) -> Repaired:
    if moment.interview.open not in ("start_over", "stop"):
        moment.update(before=moment.interview.open)
    return Repaired((), question)


def human(moment: Moment) -> Repaired:
    """Where to reach a person, with the emergency number."""
    return Repaired((moment.say("human"),))


def help_(moment: Moment) -> Repaired:
    """What can be said at any moment."""
    return Repaired((moment.say("help"),))


def repeat(moment: Moment) -> Repaired:
    """The open question once more, in other words."""
    return Repaired()


def mistake(moment: Moment) -> Repaired:
    """The warning was a mistake: ask about each sign behind it, and keep it until one is denied."""
    signs = behind_alerts(moment)
    if not signs:
        return Repaired((), "next")
    labels = listed((moment.knowledge.findings[sign].label for sign in signs), "or")
    moment.update(recheck=signs, stage="running", open=None)
    return Repaired((moment.say("mistake_open", items=labels),), "next")


def being_helped(moment: Moment) -> Repaired:
    """Help is there or on its way: go on with what the helpers need."""
    if moment.interview.stage == "emergency":
        moment.update(stage="helping", open=None)
    return Repaired((moment.say("being_helped"),), "next")


def _is_known(moment: Moment) -> bool:
    return moment.interview.stage in ("done", "stopped")


def _not_to_wait(moment: Moment) -> tuple[Block, ...]:
    """What to do, where a warning holds or the result says to call; else nothing."""
    level = moment.situation.red_level or ""
    if level not in CALL and _is_known(moment):
        level = moment.assessment["level"]
    if level not in CALL:
        return ()
    do = what_to_do(moment.assessment, moment.wording)
    return (moment.say(f"delay_{level}"), Say(tuple(do)))


def delay(moment: Moment) -> Repaired:
    """Whether it can wait: no where a warning holds, whatever speaks for waiting."""
    other = "delay_other" if _is_known(moment) else "delay_unknown"
    return Repaired(_not_to_wait(moment) or (moment.say(other),))


def fear(moment: Moment) -> Repaired:
    """Whether one will die of it: no false comfort where a warning holds."""
    other = "delay_other" if _is_known(moment) else "fear"
    return Repaired(_not_to_wait(moment) or (moment.say(other),))


def show_result(moment: Moment) -> Repaired:
    """The result as it stands, with what is not known named in it; first the danger signs."""
    if not moment.sheet.facts:
        return Repaired(
            (moment.say("result_too_early"),), "again" if moment.interview.open else "next"
        )
    screened = "red_flag_screen" in moment.interview.asked or _is_known(moment)
    if not screened and not moment.situation.red_level and screen_findings(moment.situation):
        moment.update(stage="running")
        return Repaired((moment.say("result_after_screen"),), "red_flag_screen")
    return Repaired((), "result")


def self_harm(moment: Moment) -> Repaired:
    """Thoughts of not living: where to talk to someone now; then the question, gently."""
    return Repaired((moment.say("self_harm"),))


def abuse(moment: Moment) -> Repaired:
    """Someone hurts the person: where to turn."""
    return Repaired((moment.say("abuse"),))


def insult(moment: Moment) -> Repaired:
    """Anger is met with the way out."""
    return Repaired((moment.say("insult"),))


def instructions(moment: Moment) -> Repaired:
    """Orders to the program change nothing."""
    return Repaired((moment.say("instructions"),))


def thanks(moment: Moment) -> Repaired:
    """Thanks are returned."""
    return Repaired((moment.say("welcome_back"),) if moment.interview.open is None else ())


def greeting(moment: Moment) -> Repaired:
    """A greeting opens the conversation; later on it is only returned."""
    return Repaired(() if moment.interview.stage == "new" else (moment.say("hello"),))


REPAIRS: dict[str, Callable[[Moment], Repaired]] = {
    "self_harm": self_harm,
    "abuse": abuse,
    "delay": delay,
    "fear": fear,
    "mistake": mistake,
    "danger_withdrawn": mistake,
    "being_helped": being_helped,
    "start_over": start_over,
    "stop": stop,
    "human": human,
    "show_understood": show_understood,
    "show_result": show_result,
    "change": change,
    "go_back": go_back,
    "why": why,
    "help": help_,
    "repeat": repeat,
    "dont_know": dont_know,
    "skip": skip,
    "insult": insult,
    "prompt_injection": instructions,
    "greeting": greeting,
    "thanks": thanks,
}

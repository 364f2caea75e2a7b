"""Free questions about a result, answered from the assessment; the summary; and teach-back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from charley.interview.moment import Moment
from charley.interview.state import SIDE_QUESTIONS, Repaired
from charley.reasoning.ground import atoms
from charley.reply.blocks import Block, Say
from charley.reply.questions import label_of
from charley.reply.result import (
    CALL,
    cause_texts,
    self_care_texts,
    source_titles,
    what_to_do,
)
from charley.reply.summary import summary
from charley.reply.text import listed
from charley.schema.models import Cause

MOST_SIGNS = 3
MOST_NET = 3  # warning signs said again with the answer to how soon


def topic_in(text: str, moment: Moment) -> str | None:
    """The topic that a text names by the longest of its names, or None."""
    topics = {topic.id: list(topic.say) for topic in moment.knowledge.topics.values()}
    for cause in moment.knowledge.causes.values():
        topics.setdefault(cause.id, []).append(cause.label)
    lowered = text.lower()
    named = [
        (len(name), topic)
        for topic, names in topics.items()
        for name in names
        if re.search(rf"\b{re.escape(name.lower())}\b", lowered)
    ]
    return max(named)[1] if named else None


def answers_instead(moment: Moment) -> bool:
    """Whether a question is answered from the result rather than from the FAQ."""
    topic = topic_in(moment.turn.text, moment)
    known = moment.knowledge.topics.get(topic or "")
    return bool(known and known.instead)


def is_about_result(moment: Moment) -> bool:
    """Whether a question names what the result speaks of: a cause, a topic, one's own medicine."""
    return topic_in(moment.turn.text, moment) is not None or bool(_medicine_named(moment))


def about_result(moment: Moment) -> Repaired:
    """The answer to a question about the result, as far as it is about something known."""
    topic = topic_in(moment.turn.text, moment)
    if topic == "teach_back":
        return Repaired((), "teach_back")
    medicine = _medicine_named(moment)
    if medicine:
        return Repaired((Say(medicine),), "end")
    part = _PARTS.get(topic or "")
    if part is not None:
        return Repaired(part(moment), "end")
    if topic is not None and topic in moment.knowledge.causes:
        return Repaired(_about_cause(topic, moment), "end")
    return Repaired((moment.say("result_no_answer"),), "end")


def reasons(moment: Moment) -> tuple[Block, ...]:
    """Why the level is what it is: the warnings with their reasons, or that there are none."""
    flags = moment.assessment["red_flags"] + moment.assessment["amber_flags"]
    if not flags:
        best = moment.assessment["causes"][:1]
        texts = tuple(text for cause in best for text in cause_texts(cause, moment.wording))
        return (moment.say("no_flag"), Say(texts))
    return tuple(moment.say("flag_why", name=flag["name"], reason=flag["reason"]) for flag in flags)


def _summary(moment: Moment) -> tuple[Block, ...]:
    return (summary_block(moment),)


def _unknowns(moment: Moment) -> tuple[Block, ...]:
    unknown = [item["text"] for item in moment.assessment["unknowns"]]
    if not unknown:
        return (moment.say("nothing_unknown"),)
    return (moment.say("result_unknowns", items=listed(unknown, "or")),)


def _how_soon(moment: Moment) -> tuple[Block, ...]:
    """What to do and how soon, then what would make it sooner."""
    do = list(what_to_do(moment.assessment, moment.wording))
    net = [moment.wording.fill(item["text"]) for item in moment.assessment["safety_net"]]
    return (Say(tuple(do)), moment.say("result_safety_net"), Say(tuple(net[:MOST_NET])))


def _what_to_do(moment: Moment) -> tuple[Block, ...]:
    """Where to go and how soon, then what helps at home."""
    do = tuple(what_to_do(moment.assessment, moment.wording))
    helps = self_care_texts(moment.assessment, moment.wording)
    return (Say(do), Say(helps)) if helps else (Say(do),)


def _massage(moment: Moment) -> tuple[Block, ...]:
    """What must not be done to the leg, where something must not; else what helps."""
    items = moment.assessment["self_care"]
    harms = tuple(moment.wording.fill(i["text"]) for i in items if i["kind"] == "do_not")
    return (Say(harms or self_care_texts(moment.assessment, moment.wording)),)


def _exercise(moment: Moment) -> tuple[Block, ...]:
    wait = moment.assessment["level"] in CALL
    return (moment.say("exercise_wait" if wait else "exercise_home"),)


def _sources(moment: Moment) -> tuple[Block, ...]:
    titles = source_titles(moment.assessment, moment.wording)
    return (moment.say("result_sources", items="; ".join(titles)),)


_PARTS: dict[str, Callable[[Moment], tuple[Block, ...]]] = {
    "summary": _summary,
    "unknowns": _unknowns,
    "how_soon": _how_soon,
    "why": reasons,
    "what_to_do": _what_to_do,
    "massage": _massage,
    "exercise": _exercise,
    "sources": _sources,
}


def _medicine_named(moment: Moment) -> tuple[str, ...]:
    """What is known of the person's own medicine that a text names."""
    text = moment.turn.text.lower()
    return tuple(
        moment.wording.fill(medicine["about"])
        for medicine in moment.assessment["medicines"]
        if medicine["about"] and re.search(rf"\b{re.escape(medicine['name'].lower())}\b", text)
    )


def _about_cause(cause_id: str, moment: Moment) -> tuple[Block, ...]:
    """Why a cause is on the list, or why it is not."""
    cause = moment.knowledge.causes[cause_id]
    named = next((c for c in moment.assessment["causes"] if c["id"] == cause_id), None)
    blocks: list[Block] = []
    if named is not None:
        blocks.append(Say(tuple(cause_texts(named, moment.wording))))
    else:
        blocks.append(moment.say("cause_not_named", name=cause.label))
        blocks += _signs_of(cause, moment)
    if cause.why_not:
        blocks.append(Say((moment.wording.fill(cause.why_not),)))
    blocks.append(Say((moment.wording.fill(cause.explanation),)))
    return tuple(blocks)


def _signs_of(cause: Cause, moment: Moment) -> Iterator[Block]:
    """Which signs of a cause were denied, and which would make it likelier."""
    known, view = moment.knowledge, moment.situation.view
    named = [atom for rule in cause.rules for atom in atoms(known.rules[rule].when, known)]
    signs = [name for name in dict.fromkeys(named) if name in known.findings]
    signs = [name for name in signs if known.findings[name].danger]
    for text, state in (("cause_denied", "absent"), ("cause_missing", "unknown")):
        items = [known.findings[name].label for name in signs if view.state(name) == state]
        if items:
            yield moment.say(text, items=listed(items[:MOST_SIGNS], "or"))


def summary_block(moment: Moment) -> Say:
    """The summary for the doctor."""
    unknown = tuple(
        label_of(question, moment.wording)
        for question, outcome in moment.interview.outcomes.items()
        if outcome != "answered" and question not in SIDE_QUESTIONS
    )
    rules = moment.knowledge.rules
    withdrawn = tuple(rules[key.partition(":")[0]].label for key in moment.interview.withdrawn)
    return Say(summary(moment.sheet, moment.assessment, unknown, withdrawn, moment.wording))


def teach_back_answered(moment: Moment) -> Repaired:
    """The signs in the person's own words, then the list once more; what was said is no fact."""
    named = any(
        moment.knowledge.findings[fact.finding].danger for fact in moment.turn.reading.facts
    )
    said = moment.say("teach_back_good" if named else "teach_back_again")
    net = tuple(moment.wording.fill(item["text"]) for item in moment.assessment["safety_net"])
    moment.update(open=None)
    return Repaired((said, Say(net)), "end")

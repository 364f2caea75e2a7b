"""Free questions about a result, answered from the assessment; the summary; and teach-back."""

from __future__ import annotations

import re

from charley.interview.moment import Moment
from charley.interview.state import SIDE_QUESTIONS, Repaired
from charley.reply.blocks import Block, Say
from charley.reply.questions import label_of
from charley.reply.result import cause_texts
from charley.reply.summary import summary

MOST_MISSING = 4  # things that would make a cause more likely


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


def about_result(moment: Moment) -> Repaired:
    """The answer to a question about the result, as far as it is about something known."""
    topic = topic_in(moment.turn.text, moment)
    if topic == "teach_back":
        return Repaired((), "teach_back")
    if topic == "summary":
        return Repaired((summary_block(moment),), "end")
    if topic == "unknowns":
        unknown = [item["text"] for item in moment.assessment["unknowns"]]
        return Repaired((moment.say("result_unknowns", items="; ".join(unknown)),), "end")
    if topic is not None and topic in moment.knowledge.causes:
        return Repaired(_about_cause(topic, moment), "end")
    return Repaired((moment.say("result_next"),), "end")


def _about_cause(cause_id: str, moment: Moment) -> tuple[Block, ...]:
    """Why a cause is on the list, or why it is not."""
    cause = moment.knowledge.causes[cause_id]
    named = next((c for c in moment.assessment["causes"] if c["id"] == cause_id), None)
    blocks: list[Block] = []
    if named is not None:
        blocks.append(Say(tuple(cause_texts(named, moment.wording))))
    else:
        blocks.append(moment.say("cause_not_named", name=cause.label))
    if cause.why_not:
        blocks.append(Say((moment.wording.fill(cause.why_not),)))
    blocks.append(Say((moment.wording.fill(cause.explanation),)))
    return tuple(blocks)


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

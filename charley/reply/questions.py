"""Questions as blocks: the right wording for the time it is asked, and its buttons."""

from __future__ import annotations

from charley.reply.blocks import Ask, Option
from charley.reply.text import Wording, listed

LONGEST_PAYLOAD = 64  # bytes; what messengers allow


def option(question: str, title: str, say: str) -> Option:
    """A button whose payload is plain words with the question's id."""
    payload = f"{question}: {say}"
    if len(payload.encode()) >= LONGEST_PAYLOAD:
        raise ValueError(f"the payload '{payload}' has {LONGEST_PAYLOAD} bytes or more")
    return Option(title, payload)


def _yes_no(question: str, wording: Wording) -> tuple[Option, ...]:
    return tuple(
        option(question, wording.one(f"option_{name}"), wording.part(f"say_{name}"))
        for name in ("yes", "no", "unsure")
    )


def label_of(question: str, wording: Wording) -> str:
    """What a question is about, in plain words."""
    known = wording.knowledge.questions.get(question)
    return known.label if known else wording.knowledge.findings[question].label


def why_of(question: str, wording: Wording) -> str:
    """Why a question is asked, one sentence."""
    knowledge = wording.knowledge
    if question in knowledge.questions:
        return wording.fill(knowledge.questions[question].why)
    special = knowledge.finding_questions.get(question)
    return wording.fill(special.why) if special and special.why else wording.one("why_finding")


def question_text(question: str, again: bool, wording: Wording, **values: str) -> str:
    """The words of a question: ``ask``, or ``retry`` where it is asked again."""
    knowledge = wording.knowledge
    if question in knowledge.questions:
        known = knowledge.questions[question]
        return wording.fill(known.retry if again else known.ask, **values)
    special = knowledge.finding_questions.get(question)
    label = knowledge.findings[question].label
    if special and not again:
        return wording.fill(special.ask)
    if special and special.retry:
        return wording.fill(special.retry)
    return wording.one("retry_finding" if again else "ask_finding", label=label)


SCREEN_PARTS = ("leg", "body", "below")


def screen_lines(findings: tuple[str, ...], wording: Wording) -> str:
    """What the red-flag screen names, a line for each part of the body.

    Args:
        findings: what a plain "no" denies; some share their words with one before them.
        wording: the texts of this conversation.
    """
    questions = [wording.knowledge.finding_questions[finding] for finding in findings]
    shared = {also for question in questions for also in question.screen_also}
    named = [q for q in questions if q.screen and q.id not in shared]
    lines = []
    for part in SCREEN_PARTS:
        items = [q.screen for q in named if q.screen_part == part]
        if items:
            lines.append(wording.one(f"screen_{part}", items=listed(items, "or")))
    return "\n".join(lines)


def ask_block(
    question: str,
    wording: Wording,
    *,
    again: bool = False,
    asked: int = 0,
    left_at_most: int = 0,
    findings: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
) -> Ask:
    """A question as a block.

    Args:
        question: its id, or the id of the finding that it is about.
        wording: the texts of this conversation.
        again: use the second wording.
        asked: how many questions were asked, this one included.
        left_at_most: how many more there may be.
        findings: what a plain "no" denies.
        items: what a question that lists things names.
    """
    known = wording.knowledge.questions.get(question)
    text = question_text(question, again, wording, items=listed(items, "or"))
    options = (
        tuple(option(question, o["title"], o["say"]) for o in known.options)
        if known
        else _yes_no(question, wording)
    )
    why = why_of(question, wording)
    return Ask(question, text, options, why, asked, left_at_most, findings)

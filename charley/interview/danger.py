"""Warnings in a conversation: said once in the turn in which they fire, kept until withdrawn."""

from __future__ import annotations

from typing import Any

from charley.interview.moment import Moment
from charley.reply.blocks import Alert, Block
from charley.reply.result import alert_block, lesser_alert_block
from charley.reply.text import listed


def _key(flag: dict[str, Any]) -> str:
    return f"{flag['id']}:{flag['level']}"


def fired_now(moment: Moment) -> list[dict[str, Any]]:
    """The red flags that hold now as the assessment gives them, with level and action beside."""
    shown = {flag["id"]: flag for flag in moment.assessment["red_flags"]}
    fired = (rule for rule in moment.situation.flags.fired() if rule.id in shown)
    return [
        {**shown[rule.id], "level": rule.level, "action": rule.action or rule.also}
        for rule in fired
    ]


def _name(key: str, moment: Moment) -> str:
    return moment.knowledge.rules[key.partition(":")[0]].label


def new_alert(moment: Moment) -> Alert | None:
    """The alert for the red flags that fired in this turn and were not said yet."""
    flags = fired_now(moment)
    new = [flag for flag in flags if _key(flag) not in moment.interview.told]
    if not new:
        return None
    moment.update(told=(*moment.interview.told, *map(_key, new)))
    unsaid = [flag for flag in new if _key(flag) not in moment.turn.alerted]
    if any(flag["level"] == "EMERGENCY" for flag in new):
        moment.update(stage="emergency")
    if not unsaid:
        return None
    if _lesser(unsaid, flags):
        return lesser_alert_block(unsaid, moment.wording)
    carer = moment.situation.view.person.speaker == "carer"
    return alert_block(unsaid, carer, moment.wording)


def _lesser(new: list[dict[str, Any]], flags: list[dict[str, Any]]) -> bool:
    """Whether an emergency that was told before stands above the new warnings."""
    held = any(flag["level"] == "EMERGENCY" for flag in flags if flag not in new)
    return held and all(flag["level"] != "EMERGENCY" for flag in new)


def withdrawn(moment: Moment) -> tuple[Block, ...]:
    """What to say of warnings that were told and no longer hold."""
    holding = {flag["id"] for flag in moment.assessment["red_flags"]}
    gone = [key for key in moment.interview.told if key.partition(":")[0] not in holding]
    if not gone:
        return ()
    told = tuple(key for key in moment.interview.told if key not in gone)
    moment.update(told=told, withdrawn=(*moment.interview.withdrawn, *gone))
    still = moment.situation.red_level == "EMERGENCY"
    if moment.interview.stage in ("emergency", "helping") and not still:
        moment.update(stage="running")
        if moment.interview.open == "go_on":
            moment.update(open=None, focus=())
    names = listed(dict.fromkeys(_name(key, moment) for key in gone))
    return (moment.say("flag_withdrawn", names=names),)


def behind_alerts(moment: Moment) -> tuple[str, ...]:
    """The danger findings that made the warnings of now fire, so that each can be asked about."""
    flags = [flag for flag in moment.situation.flags.fired() if flag.red]
    findings = [fact.finding for flag in flags for fact in flag.because]
    known = moment.knowledge.findings
    return tuple(dict.fromkeys(f for f in findings if known[f].danger))

"""The result as several short messages, and the danger alert; both from the assessment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charley.reply.blocks import Alert, Result
from charley.reply.text import Wording, listed

MOST_REASONS = 4
MOST_SOURCES = 5
CALL = ("EMERGENCY", "URGENT")


def _reason(item: dict[str, Any], wording: Wording) -> str:
    """A reason with the person's own words behind it."""
    text, quote = item["text"], item.get("quote") or ""
    if not quote or quote.lower() in text.lower():
        return wording.part_of(text)
    return wording.part("quoted", text=text, quote=quote)


def cause_texts(cause: dict[str, Any], wording: Wording) -> Iterator[str]:
    """A cause with what speaks for and against it."""
    likelihood = wording.part("likelihood_" + cause["likelihood"].replace(" ", "_"))
    text = wording.one("result_cause", name=cause["name"], likelihood=likelihood)
    for side in ("for", "against"):
        reasons = [_reason(item, wording) for item in cause[side][:MOST_REASONS]]
        if reasons:
            text += " " + wording.one(f"result_{side}", items="; ".join(reasons))
    yield text


def action_of(level: str, wording: Wording, action: str = "") -> str:
    """What to do at a level, with the numbers of the country."""
    return wording.one(f"action_{level}") if level in CALL or not action else wording.fill(action)


def _section(head: str, items: list[dict[str, Any]], wording: Wording) -> Iterator[str]:
    if items:
        yield wording.one(head)
        yield from (wording.fill(item["text"]) for item in items)


def _medicine_texts(medicines: list[dict[str, Any]], wording: Wording) -> Iterator[str]:
    known = [medicine for medicine in medicines if medicine["about"]]
    if known:
        yield wording.one("result_medicines")
    for medicine in known:
        yield f"{medicine['name'].capitalize()}: {wording.fill(medicine['about'])}"


def _source_titles(assessment: dict[str, Any], wording: Wording) -> list[str]:
    ids = [s for cause in assessment["causes"] for s in cause["sources"]]
    ids += [s for flag in assessment["red_flags"] for s in flag.get("sources", ())]
    known = wording.knowledge.sources
    titles = [known[s].title for s in dict.fromkeys(ids) if s in known]
    return titles[:MOST_SOURCES]


def result_texts(assessment: dict[str, Any], wording: Wording) -> tuple[str, ...]:
    """The whole result for people, in the order in which it matters.

    Args:
        assessment: the fields of the public assessment.
        wording: the texts of this conversation.
    """
    level = assessment["level"]
    texts = [action_of(level, wording, assessment["action"])]
    if level not in CALL and assessment["timeframe"]:
        texts.append(wording.one("result_time", timeframe=assessment["timeframe"]))
    special = assessment["action"] != wording.knowledge.levels[level].action
    if level in CALL and special:
        texts.append(wording.fill(assessment["action"]))
    for kind, text in (("red_flags", "result_flags"), ("amber_flags", "result_amber")):
        if assessment[kind]:
            texts.append(wording.one(text, items=listed(f["name"] for f in assessment[kind])))
    if assessment["causes"]:
        texts.append(wording.one("result_causes"))
        for cause in assessment["causes"]:
            texts.extend(cause_texts(cause, wording))
    else:
        texts.append(wording.one("result_no_cause"))
    texts.extend(_section("result_self_care", assessment["self_care"], wording))
    texts.extend(_medicine_texts(assessment["medicines"], wording))
    unknown = [wording.part_of(item["text"]) for item in assessment["unknowns"][:MOST_REASONS]]
    if unknown:
        texts.append(wording.one("result_unknowns", items="; ".join(unknown)))
    texts.extend(_section("result_safety_net", assessment["safety_net"], wording))
    texts.extend(_section("result_complications", assessment["complications"], wording))
    titles = _source_titles(assessment, wording)
    if titles:
        texts.append(wording.one("result_sources"))
        texts.extend(titles)
    texts.append(wording.one("result_not_diagnosis"))
    return tuple(texts)


def result_block(assessment: dict[str, Any], wording: Wording) -> Result:
    """The result for programs and people."""
    return Result(assessment, result_texts(assessment, wording))


def alert_block(flags: list[dict[str, Any]], carer: bool, wording: Wording) -> Alert:
    """A warning for the flags that fired just now, the highest level first.

    Args:
        flags: entries of the assessment's ``red_flags``, each with its ``level``.
        carer: whether someone else than the patient is typing.
        wording: the texts of this conversation.
    """
    level = flags[0]["level"]
    action = wording.one(f"action_{level}")
    texts = [wording.one(f"alert_{level}", names=listed(f["name"] for f in flags)), action]
    texts += [wording.fill(flag["reason"]) for flag in flags[:2]]
    quotes = [q for flag in flags for q in flag["because"] if q]
    if quotes:
        texts.append(wording.one("alert_because", because=listed(f'"{q}"' for q in quotes[:4])))
    if level == "EMERGENCY":
        texts.append(wording.one("first_steps_carer" if carer else "first_steps"))
        if carer:
            texts.append(wording.one("not_beside"))
    else:
        texts += [wording.fill(f["action"]) for f in flags if f.get("action")][:1]
        texts.append(wording.one("urgent_goes_on"))
    return Alert(level, tuple(flags), action, tuple(texts))

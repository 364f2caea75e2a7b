"""The result as several short messages, and the danger alert; both from the assessment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from charley.reply.blocks import Alert, Result
from charley.reply.text import Wording, listed

MOST_CAUSES = 3  # all of them are in the assessment
MOST_REASONS = 2  # for and against each
MOST_UNKNOWNS = 3
MOST_ADVICE = {"EMERGENCY": 3, "URGENT": 4}  # who must go needs to hear little else
ADVICE = 6
MOST_MEDICINES = 3
MOST_SOURCES = 4
LONGEST_QUOTE = 9  # words; a longer one hides the reason
CALL = ("EMERGENCY", "URGENT")


def _reason(item: dict[str, Any], said: set[str], wording: Wording) -> str:
    """A reason with the person's own words behind it, each of which is said once."""
    text, quote = item["text"], item.get("quote") or ""
    known = quote.lower() in text.lower() or quote in said
    if not quote or known or len(quote.split()) > LONGEST_QUOTE:
        return wording.part_of(text)
    said.add(quote)
    return wording.part("quoted", text=text, quote=quote)


def _reasons(items: list[dict[str, Any]], said: set[str], wording: Wording) -> list[str]:
    """The first few reasons, those that no cause before it had in front."""
    new = [item for item in items if item["text"] not in said]
    chosen = [*new, *(item for item in items if item not in new)][:MOST_REASONS]
    texts = [_reason(item, said, wording) for item in chosen]
    said.update(item["text"] for item in chosen)
    return texts


def cause_texts(
    cause: dict[str, Any], wording: Wording, said: set[str] | None = None
) -> Iterator[str]:
    """A cause with what speaks for and against it.

    Args:
        cause: an entry of the assessment's ``causes``.
        wording: the texts of this conversation.
        said: reasons and quotes that stood before; this adds its own.
    """
    said = set() if said is None else said
    likelihood = wording.part("likelihood_" + cause["likelihood"].replace(" ", "_"))
    text = wording.one("result_cause", name=cause["name"], likelihood=likelihood)
    for side in ("for", "against"):
        reasons = _reasons(cause[side], said, wording)
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


def self_care_texts(assessment: dict[str, Any], wording: Wording) -> tuple[str, ...]:
    """What helps at home, as much of it as fits the level."""
    advice = assessment["self_care"][: MOST_ADVICE.get(assessment["level"], ADVICE)]
    return tuple(_section("result_self_care", advice, wording))


def _medicine_texts(medicines: list[dict[str, Any]], wording: Wording) -> Iterator[str]:
    known = [medicine for medicine in medicines if medicine["about"]]
    if known:
        yield wording.one("result_medicines")
    for medicine in known[:MOST_MEDICINES]:
        yield f"{medicine['name'].capitalize()}: {wording.fill(medicine['about'])}"


def source_titles(assessment: dict[str, Any], wording: Wording) -> list[str]:
    """Where the causes and warnings of a result come from."""
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
    texts = [*what_to_do(assessment, wording), *_why(assessment, wording)]
    texts.extend(self_care_texts(assessment, wording))
    texts.extend(_medicine_texts(assessment["medicines"], wording))
    unknown = [wording.part_of(item["text"]) for item in assessment["unknowns"][:MOST_UNKNOWNS]]
    if unknown:
        texts.append(wording.one("result_unknowns", items=listed(unknown, "or")))
    texts.extend(_section("result_safety_net", assessment["safety_net"], wording))
    texts.extend(_section("result_complications", assessment["complications"], wording))
    titles = source_titles(assessment, wording)
    if titles:
        texts.append(wording.one("result_sources", items="; ".join(titles)))
    texts.append(wording.one("result_not_diagnosis"))
    return tuple(texts)


def what_to_do(assessment: dict[str, Any], wording: Wording) -> Iterator[str]:
    """Where to go and how soon, then the warnings behind it."""
    level = assessment["level"]
    action = action_of(level, wording, assessment["action"])
    if level not in CALL and assessment["timeframe"]:
        action += " " + wording.one("result_time", timeframe=assessment["timeframe"])
    yield action
    more = assessment["action"].removeprefix(wording.knowledge.levels[level].action).strip()
    if level in CALL and more:
        yield wording.fill(more)
    for kind, text in (("red_flags", "result_flags"), ("amber_flags", "result_amber")):
        if assessment[kind]:
            yield wording.one(text, items=listed(f["name"] for f in assessment[kind]))


def _why(assessment: dict[str, Any], wording: Wording) -> Iterator[str]:
    """The causes, or that none can be told."""
    if not assessment["causes"]:
        yield wording.one("result_no_cause")
        return
    yield wording.one("result_causes")
    said: set[str] = set()
    for cause in assessment["causes"][:MOST_CAUSES]:
        yield from cause_texts(cause, wording, said)


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


def lesser_alert_block(flags: list[dict[str, Any]], wording: Wording) -> Alert:
    """A warning beside a graver one, whose "now" must not be weakened by a "today"."""
    level = flags[0]["level"]
    text = wording.one("alert_more", names=listed(f["name"] for f in flags))
    return Alert(level, tuple(flags), wording.one(f"action_{level}"), (text,))

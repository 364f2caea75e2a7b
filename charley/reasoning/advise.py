"""What to do and what not to do: the advice that fits the person and the level."""

from __future__ import annotations

import msgspec

from charley.reasoning.causes import Weighed
from charley.reasoning.compiled import must_read, once_per_knowledge, read_condition
from charley.reasoning.flags import Fired, Flags
from charley.reasoning.logic import Condition
from charley.reasoning.triage import Triage
from charley.schema.load import Knowledge
from charley.schema.models import Advice, Complication, Level, LevelText

WORDS_THAT_COUNT = ("likely", "possible")
# Where an outlook is given: not with ordinary cramps, and not while an ambulance is called.
LEVELS_WITH_OUTLOOK: tuple[Level, ...] = ("ROUTINE", "SOON", "URGENT")


class Item(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something that is said in a result, with its sources."""

    id: str
    kind: str
    text: str
    sources: tuple[str, ...]


class _Book(msgspec.Struct, frozen=True):
    """Advice, outlook and level texts with their conditions read."""

    advice: tuple[tuple[Advice, Condition | None, Condition | None], ...]
    complications: tuple[tuple[Complication, Condition | None], ...]
    levels: dict[str, tuple[LevelText, tuple[tuple[Condition, str], ...]]]


@once_per_knowledge
def _book(knowledge: Knowledge) -> _Book:
    advice = sorted(knowledge.advice.values(), key=lambda item: item.priority)
    return _Book(
        advice=tuple(
            (
                item,
                read_condition(item.when, knowledge, f"advice/{item.id}", "when"),
                read_condition(item.unless, knowledge, f"advice/{item.id}", "unless"),
            )
            for item in advice
        ),
        complications=tuple(
            (item, read_condition(item.when, knowledge, f"complications/{item.id}", "when"))
            for item in knowledge.complications.values()
        ),
        levels={
            level.id: (
                level,
                tuple(
                    (
                        must_read(
                            step["when"], knowledge, f"levels/{level.id}", f"variants[{index}].when"
                        ),
                        step["action"],
                    )
                    for index, step in enumerate(level.variants)
                ),
            )
            for level in knowledge.levels.values()
        },
    )


def _names(causes: tuple[Weighed, ...]) -> frozenset[str]:
    return frozenset(one.cause.id for one in causes if one.likelihood in WORDS_THAT_COUNT)


def advice(flags: Flags, result: Triage, causes: tuple[Weighed, ...]) -> tuple[Item, ...]:
    """The advice that fits, most important first.

    Args:
        flags: the rules over the view.
        result: the level.
        causes: the causes, best first.
    """
    named = _names(causes)
    scope = flags.sure
    return tuple(
        Item(item.id, item.kind, item.text, item.sources)
        for item, when, unless in _book(flags.view.knowledge).advice
        if (not item.levels or result.level in item.levels)
        and (not item.causes or named.intersection(item.causes))
        and (when is None or scope.truth(when) is True)
        and (unless is None or scope.truth(unless) is not True)
    )


def complications(flags: Flags, result: Triage, causes: tuple[Weighed, ...]) -> tuple[Item, ...]:
    """What an untreated cause can lead to."""
    if result.level not in LEVELS_WITH_OUTLOOK:
        return ()
    named = _names(causes)
    return tuple(
        Item(item.id, "complication", item.text, item.sources)
        for item, when in _book(flags.view.knowledge).complications
        if named.intersection(item.causes) and (when is None or flags.sure.truth(when) is True)
    )


def action(flags: Flags, result: Triage, fired: tuple[Fired, ...]) -> tuple[str, str]:
    """What to do now and within what time.

    A rule that fired at the level may say more exactly whom to call than the level does, and what
    to do or to leave besides.
    """
    text, variants = _book(flags.view.knowledge).levels[result.level]
    own = next((rule.action for rule in fired if rule.action and rule.level == result.level), "")
    said = next((words for when, words in variants if flags.sure.truth(when)), text.action)
    also = next((rule.also for rule in fired if rule.also and rule.level == result.level), "")
    return f"{own or said} {also}".strip(), text.timeframe

"""The person's own words behind a condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from charley.facts import Fact
from charley.reasoning.logic import AtLeast, Condition, FindingIs, FindingIsNot, Scope

MOST_QUOTES = 3  # a reason with more would not be read


def quotes(facts: Iterable[Fact]) -> tuple[str, ...]:
    """The words behind some facts, in the order in which they were said."""
    said = sorted((fact.turn, fact.start, fact.text) for fact in facts if fact.text)
    return tuple(dict.fromkeys(text for _, _, text in said))


def quote(condition: Condition, scope: Scope) -> str:
    """The words that made ``condition`` hold, as one line; empty where none were kept."""
    return "; ".join(quotes(telling_facts(condition, scope))[:MOST_QUOTES])


def telling_facts(condition: Condition, scope: Scope) -> Iterator[Fact]:
    """The facts that made ``condition`` hold: for a denial what was denied.

    Where a condition asks for a detail, only the facts that told that detail: of all that was said
    of a cramp, "half a minute" and not "in bed" is why it is short.
    """
    if isinstance(condition, FindingIs):
        yield from _with_details(condition, scope)
    elif isinstance(condition, FindingIsNot):
        yield from scope.view.held(condition.finding).facts
    elif inner := getattr(condition, "of", None):
        parts = inner if isinstance(inner, tuple) else (inner,)
        if isinstance(condition, AtLeast) and condition.truth(scope):
            parts = tuple(part for part in parts if part.truth(scope))
        for part in parts:
            yield from telling_facts(part, scope)
    else:
        yield from condition.because(scope)


def _with_details(condition: FindingIs, scope: Scope) -> tuple[Fact, ...]:
    facts = tuple(condition.because(scope)) or scope.view.held(condition.finding).facts
    if condition.details is None:
        return facts
    names = [name for name, _ in condition.details.tests]
    if condition.details.side:
        names.append("side")
    telling = tuple(
        fact
        for fact in facts
        if any(getattr(fact.attributes, name, None) not in (None, ()) for name in names)
    )
    if telling:
        return telling
    # "Sorry, the left one" tells the trouble anew; what was said of it before still stands.
    said = [name for name in names if name != "side"]
    return (
        tuple(
            fact
            for fact in scope.view.held(condition.finding).facts
            if any(getattr(fact.attributes, name, None) not in (None, ()) for name in said)
        )
        or facts
    )

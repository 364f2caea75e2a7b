"""What a person takes back by saying the opposite in own words: "no, both feet are warm"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from charley.facts import NO_ATTRIBUTES, Fact
from charley.schema.load import Knowledge


def withdrawals(facts: list[Fact], knowledge: Knowledge) -> Iterator[tuple[str, Fact]]:
    """The findings that the facts of one message withdraw, with the fact that does so.

    It must name what it withdraws (brief h.29): of a foot, "warm" speaks of a cold foot and "pink"
    of a white one. What the same message says to be there is not withdrawn.

    Args:
        facts: the facts of the message.
        knowledge: the findings with what their words withdraw.
    """
    named = {fact.finding for fact in facts}
    for fact in facts:
        known = knowledge.findings.get(fact.finding)
        if known is None or fact.assertion != "present" or fact.start < 0:
            continue
        text = fact.text.casefold()
        both = fact.attributes.side == "both"
        said = msgspec.structs.replace(fact, attributes=NO_ATTRIBUTES) if both else fact
        for other, words in known.withdraws.items():
            if other not in named and any(word in text for word in words):
                yield other, said

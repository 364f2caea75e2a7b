"""The words behind a reason: those that tell it, in the order in which they were said."""

from __future__ import annotations

from typing import Any

import pytest

from charley.facts import Attributes, Fact, FactSheet
from charley.reasoning.flags import Flags
from charley.reasoning.grammar import parse
from charley.reasoning.said import quote, quotes
from charley.reasoning.state import View
from charley.schema.load import knowledge

SAID = FactSheet(
    facts=(
        Fact("leg_cramp", text="cramps", turn=0, start=0),
        Fact("leg_cramp", text="on the left", turn=1, attributes=Attributes(side="left")),
        Fact("leg_cramp", text="in my calf", turn=2, attributes=Attributes(site=("calf",))),
        Fact("leg_cramp", text="a minute", turn=3, attributes=Attributes(episode_seconds=(60, 60))),
        Fact("fever", "absent", text="no fever", turn=4),
        Fact("thirst", text="dry mouth", turn=5),
        Fact("nausea", turn=6),
        Fact("dizziness", text="light head", turn=7),
        Fact("headache", text="sore head", turn=8),
    )
)

QUOTES: list[tuple[Any, str]] = [
    ("leg_cramp", "cramps; on the left; in my calf"),
    ({"finding": "leg_cramp", "side": "left"}, "on the left"),
    ({"finding": "leg_cramp", "site": "calf"}, "in my calf"),
    ({"finding": "leg_cramp", "episode_seconds": {"max": 600}}, "a minute"),
    ({"finding": "leg_cramp", "side": "left", "site": "calf"}, "on the left; in my calf"),
    ({"finding": "leg_cramp", "not_side": "both"}, "cramps; on the left; in my calf"),
    ({"finding": "thirst", "new": True}, "dry mouth"),
    ({"finding": "fever", "absent": True}, "no fever"),
    ({"not": "fever"}, "no fever"),
    ("nausea", ""),
    ({"any": ["fever", "thirst"]}, "dry mouth"),
    ({"any": ["headache", "thirst"]}, "dry mouth; sore head"),
    ({"all": ["thirst", {"not": "fever"}]}, "no fever; dry mouth"),
    ({"all": ["thirst", "dizziness", "headache", {"not": "fever"}]},
     "no fever; dry mouth; light head"),
    ({"at_least": {"count": 2, "of": ["thirst", "fever", "headache"]}}, "dry mouth; sore head"),
    ({"trouble": {"site": "calf"}}, "cramps; in my calf; a minute"),
    ({"said": "thirst"}, "dry mouth"),
]  # fmt: skip


@pytest.mark.parametrize(("when", "words"), QUOTES, ids=str)
def test_the_telling_words_are_quoted(when: Any, words: str) -> None:
    assert quote(parse(when, knowledge()), Flags(View(SAID, knowledge())).sure) == words


def test_words_stand_once_and_in_the_order_of_the_talk() -> None:
    facts = [
        Fact("thirst", text="second", turn=1, start=0),
        Fact("fever", text="third", turn=1, start=9),
        Fact("nausea", text="first", turn=0, start=30),
        Fact("headache", text="second", turn=2, start=0),
        Fact("dizziness", turn=0, start=0),
    ]
    assert quotes(facts) == ("first", "second", "third")

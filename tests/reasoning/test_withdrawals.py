"""Own words for the opposite take a danger sign back; nothing vaguer does."""

from __future__ import annotations

import msgspec
import pytest

from charley.facts import Attributes, Fact, FactSheet
from charley.reasoning.state import View
from charley.schema.load import knowledge

CASES = [
    # told before, its side, what is said later, its words, its side, what then holds
    ("foot_cold", None, "foot_warm_pink", "both feet are warm", "both", "absent"),
    ("foot_cold", "right", "foot_warm_pink", "both feet are warm", "both", "absent"),
    ("foot_cold", "right", "foot_warm_pink", "the foot is warm", None, "absent"),
    ("foot_cold", "right", "foot_warm_pink", "left foot is warm", "left", "present"),
    ("foot_cold", None, "foot_warm_pink", "normal colour", None, "present"),
    ("foot_pale_or_blue", None, "foot_warm_pink", "normal colour", None, "absent"),
    ("foot_pale_or_blue", None, "foot_warm_pink", "feet are warm", None, "present"),
    ("breathlessness", None, "breathing_normal", "breathing is fine", None, "absent"),
    ("numb_foot", None, "foot_warm_pink", "feet are warm", None, "present"),
    ("foot_cold", None, "otherwise_well", "i feel fine", None, "present"),
]


@pytest.mark.parametrize(("told", "side", "later", "words", "later_side", "state"), CASES)
def test_what_names_a_sign_takes_it_back(
    told: str, side: str | None, later: str, words: str, later_side: str | None, state: str
) -> None:
    before = Fact(told, attributes=msgspec.convert({"side": side}, Attributes), turn=1)
    sided = msgspec.convert({"side": later_side}, Attributes)
    after = Fact(later, attributes=sided, text=words, start=0, turn=2)
    assert View(FactSheet(facts=(before, after)), knowledge()).state(told) == state


def test_what_the_same_message_says_to_be_there_stays() -> None:
    before = Fact("foot_cold", turn=1)
    after = (
        Fact("foot_warm_pink", text="pink and warm", start=0, turn=2),
        Fact("foot_cold", text="the other is cold", start=18, turn=2),
    )
    assert View(FactSheet(facts=(before, *after)), knowledge()).state("foot_cold") == "present"

"""A second thought takes up an earlier statement with one of its words."""

import pytest

from charley.facts import FactSheet
from charley.language.read import read

DATE = "2026-11-24"
# what was said, what is said now, and the assertion that the finding gets now (None: nothing)
TABLE = [
    ("my leg has gone weak", "no, it is not weak", "leg_weakness", "absent"),
    ("the pain is there constantly", "well, not constantly", "leg_pain_persistent", "absent"),
    ("I was trapped under a beam", "I wasn't trapped at all", "crush_or_long_lie", "absent"),
    ("my calf is warm", "maybe not warm, hard to say", "leg_warmth", "possible"),
    ("my leg has gone weak", "my arm is not weak", "leg_weakness", None),
    ("my leg is swollen", "I had soup for lunch", "leg_swelling", None),
]


@pytest.mark.parametrize(("before", "now", "finding", "assertion"), TABLE)
def test_echo(before: str, now: str, finding: str, assertion: str | None) -> None:
    first = read(before, date=DATE, turn=1)
    assert finding in {fact.finding for fact in first.facts}
    second = read(now, sheet=FactSheet(facts=first.facts), date=DATE, turn=2)
    found = [fact.assertion for fact in second.facts if fact.finding == finding]
    assert found == ([assertion] if assertion else [])

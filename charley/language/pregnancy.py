"""A pregnancy or a birth: whether, and how many weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from charley.facts import Fact
from charley.language.text import Text
from charley.language.time import find_measures

LONGEST_PREGNANCY = 42.0  # weeks
WEEK = 604800.0  # seconds


def find_pregnancy(
    text: Text, facts: Sequence[Fact], today: date, question: str | None
) -> dict[str, Any]:
    """What a message says of a pregnancy or a birth, as fields of the person.

    Args:
        text: the message.
        facts: what it tells.
        today: the day of the message.
        question: the open question.
    """
    said = {f.finding: f.assertion for f in facts if f.finding in ("pregnant", "postpartum")}
    profile: dict[str, Any] = {}
    if said.get("pregnant") in ("present", "absent"):
        profile["pregnant"] = said["pregnant"] == "present"
    elif said.get("postpartum") == "present":
        profile["pregnant"] = False
    for measure in find_measures(text, today, question=question):
        if measure.kind != "length":
            continue
        weeks = round((measure.low + measure.high) / 2 / WEEK, 1)
        bare = (
            question == "pregnancy"
            and measure.cue in ("", "ongoing")
            and 1 <= weeks <= LONGEST_PREGNANCY
        )
        if (
            measure.cue == "weeks" or (bare and said.get("postpartum") != "present")
        ) and weeks <= LONGEST_PREGNANCY:
            if said.get("pregnant") != "absent" and said.get("pregnant") != "other_person":
                profile.update(weeks=weeks, pregnant=True)
        elif measure.cue == "postpartum" or (
            said.get("postpartum") == "present" and (bare or measure.cue == "ago")
        ):
            profile["postpartum_weeks"] = weeks
            profile.setdefault("pregnant", False)
    return profile

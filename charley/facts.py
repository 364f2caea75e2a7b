"""What a person said about a patient: the ground on which every other room stands.

Everything here is immutable and plain, so that a sheet can be kept as JSON, compared, and
derived from again. A fact is what was said, never what was concluded from it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Assertion = Literal["present", "absent", "possible", "historical", "other_person", "hypothetical"]
Side = Literal["left", "right", "both", "one", "alternating"]
Range = tuple[float, float]


class Attributes(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The circumstances of a finding; the units are those of the vocabulary.

    Ranges are ``(min, max)``. Days, seconds, metres, minutes, hours and weeks are named in the
    field; ``per_week`` is attacks a week, ``count`` attacks in all.
    """

    side: Side | None = None
    site: tuple[str, ...] = ()
    onset: Literal["sudden", "gradual"] | None = None
    onset_days: Range | None = None
    duration_days: Range | None = None
    recency: Literal["new", "long_standing"] | None = None
    course: Literal["better", "same", "worse", "fluctuating"] | None = None
    severity: Literal["mild", "moderate", "severe"] | None = None
    timing: tuple[str, ...] = ()
    episode_seconds: Range | None = None
    per_week: Range | None = None
    count: Range | None = None
    distance_metres: Range | None = None
    eases_minutes: Range | None = None
    weeks: Range | None = None
    travel_hours: Range | None = None
    medicine_class: str | None = None


NO_ATTRIBUTES = Attributes()


class Fact(msgspec.Struct, frozen=True, omit_defaults=True):
    """One finding as it was said.

    ``text`` is the person's own words, ``start`` and ``end`` their place in the message (-1 when
    the fact came from outside), ``turn`` the message it came with, ``told_on`` its ISO date,
    ``question`` the question it answered, ``corrects`` true where a correction word stood there.
    """

    finding: str
    assertion: Assertion = "present"
    attributes: Attributes = NO_ATTRIBUTES
    text: str = ""
    start: int = -1
    end: int = -1
    turn: int = 0
    told_on: str = ""
    question: str | None = None
    corrects: bool = False


class Medicine(msgspec.Struct, frozen=True, omit_defaults=True, rename={"class_": "class"}):
    """A medicine as it was named; ``class_`` is its first class, ``classes`` all of them.

    ``question`` is the one that was open when it was named, so that a changed answer takes it back.
    """

    name: str
    class_: str = "other"
    assertion: Assertion = "present"
    text: str = ""
    classes: tuple[str, ...] = ()
    start: int = -1
    end: int = -1
    turn: int = 0
    question: str | None = None

    def all_classes(self) -> tuple[str, ...]:
        """Every class of this medicine, the first one first."""
        return self.classes or (self.class_,)


class Person(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who the patient is, as far as it was told; ``speaker`` says who is typing."""

    speaker: Literal["self", "carer"] | None = None
    age: float | None = None
    sex: Literal["F", "M", "other"] | None = None
    pregnant: bool | None = None
    weeks: float | None = None
    postpartum_weeks: float | None = None


class FactSheet(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that was told in one check, in the order in which it was told.

    Nothing is ever removed: a later fact outweighs an earlier one when the sheet is read
    (``charley.reasoning.state``). ``date`` is the day the sheet is read on.
    """

    version: int = 1
    person: Person = Person()
    facts: tuple[Fact, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    date: str = ""

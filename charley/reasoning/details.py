"""The ways in which a finding can be present, and the arithmetic of what is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from charley.facts import Attributes
from charley.reasoning.state import ANYWHERE, OF_TWO, Instance, side_of
from charley.schema.models import Place

Truth = bool | None

NEW_WITHIN_DAYS = 14
RANGES = (
    "onset_days", "duration_days", "episode_seconds", "per_week", "count", "distance_metres",
    "eases_minutes", "weeks", "travel_hours",
)  # fmt: skip
# Each limit: whether all of a range from low to high keeps to it, and whether none of it does.
_KEPT: dict[str, Callable[[float, float, float], tuple[bool, bool]]] = {
    "min": lambda low, high, limit: (low >= limit, high < limit),
    "max": lambda low, high, limit: (high <= limit, low > limit),
    "above": lambda low, high, limit: (low > limit, high <= limit),
    "below": lambda low, high, limit: (high < limit, low >= limit),
    "reaches": lambda _, high, limit: (high > limit, high <= limit),
}
LIMITS = _KEPT.keys()
VALUES = ("onset", "course", "severity", "recency", "medicine_class")


def both_hold(truths: Iterator[Truth]) -> Truth:
    """Three-valued "and" of several truths."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_holds(truths: Iterator[Truth]) -> Truth:
    """Three-valued "or" of several truths."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def opposite(truth: Truth) -> Truth:
    """Three-valued "not"."""
    return None if truth is None else not truth


def in_range(limits: Mapping[str, float], value: tuple[float, float] | None) -> Truth:
    """Whether a told range keeps to all of the limits."""
    if value is None:
        return None
    named = [_KEPT[key](*value, limit) for key, limit in limits.items()]
    return True if all(yes for yes, _ in named) else False if any(no for _, no in named) else None


def _is_new(attributes: Attributes) -> bool:
    """Whether a finding counts as new: what is not known to be old is new (vocabulary, "new")."""
    if attributes.course == "worse":
        return True
    if attributes.recency == "long_standing":
        return False
    return attributes.onset_days is None or attributes.onset_days[0] <= NEW_WITHIN_DAYS


def within_days(limit: float, attributes: Attributes) -> Truth:
    """Whether it began at most ``limit`` days ago, as far as that was told."""
    began = attributes.onset_days or attributes.duration_days
    if began is not None:
        return began[0] <= limit
    if attributes.recency is None:
        return None
    return attributes.recency == "new"


def _older_than(limit: float, attributes: Attributes) -> Truth:
    began = attributes.onset_days or attributes.duration_days
    if began is not None:
        return began[0] > limit
    if attributes.recency is None:
        return None
    return attributes.recency == "long_standing"


def _test(key: str, wanted: Any, places: Mapping[str, Place], attributes: Attributes) -> Truth:
    """One detail of one instance."""
    if key == "new":
        return _is_new(attributes) == bool(wanted)
    if key == "within_days":
        return within_days(wanted, attributes)
    if key == "older_than":
        return _older_than(wanted, attributes)
    if key == "not_older_than":
        return not _older_than(wanted, attributes)
    if key in ("timing", "not_timing"):
        told = attributes.timing
        if key == "timing":
            return any(value in wanted for value in told) if told else None
        return not told or any(value not in wanted for value in told)
    if key == "site":
        told = attributes.site
        return any(_lies_in(place, wanted, places) for place in told) if told else None
    if key == "only_site":
        told = attributes.site
        return all(_lies_in(place, wanted, places) for place in told) if told else None
    value = getattr(attributes, key)
    if key in RANGES:
        return in_range(wanted, value)
    return None if value is None else value in wanted


def _lies_in(place: str, wanted: tuple[str, ...], places: Mapping[str, Place]) -> bool:
    while place not in wanted:
        known = places.get(place)
        if known is None or known.part_of is None:
            return False
        place = known.part_of
    return True


def _side_fits(wanted: tuple[str, ...], instances: tuple[Instance, ...]) -> Truth:
    side = side_of(instances)
    if side == ANYWHERE:
        return None
    return side in wanted or (side in OF_TWO and "one" in wanted)


class Details(msgspec.Struct, frozen=True):
    """The way in which a finding must be present."""

    tests: tuple[tuple[str, Any], ...] = ()
    side: tuple[str, ...] = ()
    not_side: tuple[str, ...] = ()

    def fits_one(self, places: Mapping[str, Place], attributes: Attributes) -> Truth:
        """Whether one instance is so, its side apart."""
        return both_hold(_test(key, wanted, places, attributes) for key, wanted in self.tests)

    def fit(self, places: Mapping[str, Place], instances: tuple[Instance, ...]) -> Truth:
        """Whether some of the instances are present in this way."""
        truths = [self.fits_one(places, instance.attributes) for instance in instances]
        truth = any_holds(iter(truths))
        if truth is False or not (self.side or self.not_side):
            return truth
        fitting = tuple(i for i, t in zip(instances, truths, strict=True) if t is truth)
        if self.not_side and _side_fits(self.not_side, fitting):
            return False
        return both_hold(iter((truth, _side_fits(self.side, fitting)))) if self.side else truth

"""What a phrase of number or time says, before it is known of which finding it is said."""

from __future__ import annotations

import msgspec

from charley.facts import Range


class Measure(msgspec.Struct, frozen=True):
    """A value from token ``first`` to token ``last``, both inclusive.

    ``kind`` is the attribute where the phrase alone decides it (``per_week``, ``count``,
    ``distance_metres``), ``ago`` (days) for a point in time, ``length`` (seconds) for a stretch of
    time, ``long`` (days) for a long time told in words, ``while`` (days) for a vague short one,
    ``new`` for recent in words. ``cue`` is what the words around a length say it is the length
    of: ``ago``, ``ongoing``, ``episode``, ``eases``, ``weeks``, ``postpartum``, ``travel``,
    ``skip`` or "".
    """

    kind: str
    low: float
    high: float
    first: int
    last: int
    cue: str = ""

    @property
    def range(self) -> Range:
        """Least and most, to four places."""
        return round(self.low, 4), round(self.high, 4)

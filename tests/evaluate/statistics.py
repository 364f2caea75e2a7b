"""Figures with their uncertainty."""

from __future__ import annotations

from math import sqrt

import msgspec


class Share(msgspec.Struct, frozen=True):
    """How many of how many, with a 95 % Wilson interval."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 0.0

    def interval(self) -> tuple[float, float]:
        if not self.of:
            return (0.0, 1.0)
        z, n, p = 1.96, self.of, self.value
        middle = (p + z * z / (2 * n)) / (1 + z * z / n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
        return (max(0.0, middle - reach), min(1.0, middle + reach))

    def __str__(self) -> str:
        low, high = self.interval()
        return (
            f"{100 * self.value:5.1f} %  ({self.right}/{self.of}, 95 % CI"
            f" {100 * low:.1f}-{100 * high:.1f})"
        )

    def as_json(self) -> dict[str, float | int]:
        low, high = self.interval()
        return {"right": self.right, "of": self.of, "value": self.value, "low": low, "high": high}


class Counts(msgspec.Struct):
    """True positives, false positives and false negatives, added up case by case."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: set[object], gold: set[object]) -> None:
        self.hit += len(found & gold)
        self.extra += len(found - gold)
        self.missed += len(gold - found)

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __str__(self) -> str:
        return (
            f"F1 {self.f1:.3f}  precision {self.precision:.3f}  recall {self.recall:.3f}"
            f"  (n = {self.hit + self.missed})"
        )

    def as_json(self) -> dict[str, float | int]:
        return {
            "f1": self.f1,
            "precision": self.precision,
            "recall": self.recall,
            "gold": self.hit + self.missed,
        }

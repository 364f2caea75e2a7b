"""How long an assessment takes: ``python -m benchmarks.assess`` prints the figures.

Each typical patient of the tests is assessed many times, as door 3 does it: from sheet to bytes.
"""

from __future__ import annotations

import statistics
import time

from charley.reasoning.assess import assess, assessment_json
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table

ROUNDS = 20


def main() -> None:
    """Time every patient and print median and 95th percentile in milliseconds."""
    known = knowledge()
    sheets = [sheet(row) for row in table("typical_patients.yml")]
    for told in sheets:
        assess(told, known)
    times = []
    for _ in range(ROUNDS):
        for told in sheets:
            began = time.perf_counter()
            assessment_json(assess(told, known))
            times.append((time.perf_counter() - began) * 1000)
    cuts = statistics.quantiles(times, n=20)
    print(f"n={len(times)} median={statistics.median(times):.2f} ms p95={cuts[-1]:.2f} ms")


if __name__ == "__main__":
    main()

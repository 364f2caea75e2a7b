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
    for name, clock in (("wall", time.perf_counter), ("processor", time.process_time)):
        times = []
        for _ in range(ROUNDS):
            for told in sheets:
                began = clock()
                assessment_json(assess(told, known))
                times.append((clock() - began) * 1000)
        median, last = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        print(f"{name}: n={len(times)} median={median:.2f} ms p95={last:.2f} ms")


if __name__ == "__main__":
    main()

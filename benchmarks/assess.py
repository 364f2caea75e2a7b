"""How long an assessment takes: ``python -m benchmarks.assess`` prints the figures.

Each typical patient of the tests is assessed many times, as door 3 does it: from sheet to bytes;
then once more with the next question, as in a talk.
"""

from __future__ import annotations

import statistics
import time

from charley.facts import FactSheet
from charley.interview.pick import Situation, next_question
from charley.interview.state import Interview
from charley.reasoning.assess import assess, assessment_json
from charley.schema.load import knowledge
from tests.reasoning.sheets import sheet, table

ROUNDS = 10


def result(told: FactSheet) -> None:
    """The result as bytes."""
    assessment_json(assess(told, knowledge()))


def result_and_question(told: FactSheet) -> None:
    """The result as bytes, and the next question."""
    result(told)
    next_question(Situation(Interview(), told, knowledge()))


def main() -> None:
    """Time every patient and print median and 95th percentile in milliseconds."""
    sheets = [sheet(row) for row in table("typical_patients.yml")]
    for work in (result, result_and_question):
        for told in sheets:
            work(told)  # what is read once does not count
        for name, clock in (("wall", time.perf_counter), ("processor", time.process_time)):
            times = []
            for _ in range(ROUNDS):
                for told in sheets:
                    began = clock()
                    work(told)
                    times.append((clock() - began) * 1000)
            median, last = statistics.median(times), statistics.quantiles(times, n=20)[-1]
            print(f"{work.__name__} {name}: n={len(times)} {median=:.2f} ms p95={last:.2f} ms")


if __name__ == "__main__":
    main()

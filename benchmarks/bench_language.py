"""How long reading takes: ordinary messages, and 10,000 characters of the worst that we know.

Run as ``python -m benchmarks.bench_language``. Ends with status 1 when a limit is missed: 12 ms at
the median for an ordinary turn, 100 ms for any message of 10,000 characters.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator

from charley.language.read import read

DATE = "2026-11-24"
ROUNDS = 30
MEDIAN_LIMIT = 12.0  # milliseconds
LONG_LIMIT = 100.0  # milliseconds
LENGTH = 10_000  # characters

ORDINARY = [
    "hi there",
    "I get cramp in my left calf most nights, lasts a minute or so",
    "no",
    "not really swollen but it does look a bit red round the ankle",
    "about three years on and off, worse since the summer",
    "amlodipine and a water tablet, and my wife gives me magnesium",
    "my dad had a clot in his leg so I'm worried it could be one",
    "it went away for a while then came back last tuesday",
    "when i walk to the shops, maybe 200 yards, then i have to stop",
    "no numbness no tingling nothing like that, just the pain and it keeps me awake at night",
    "why do you need to know that?",
    "sorry i meant the right leg not the left one",
]
WORDS = [
    *("my", "leg", "calf", "foot", "is", "swollen", "cold", "numb", "pain", "cramp", "no", "not"),
    *("and", "or", "i", "have", "had", "never", "went", "away", "years", "ago", "worried", "clot"),
    *("dad", "weeks", "three", "times", "a", "night", "when", "walking"),
]


def worst() -> Iterator[tuple[str, str]]:
    """Name and text of each long message."""
    chance = random.Random(7)
    yield "one letter", "a" * LENGTH
    yield "full stops", "." * LENGTH
    yield "pictures", "🦵😭" * (LENGTH // 2)
    yield "no no no", "no " * (LENGTH // 3)
    yield "numbers", "3 2 1 " * (LENGTH // 6)
    yield "a list of denials", "no swelling, " * (LENGTH // 13)
    yield "questions and answers", "is it swollen? no " * (LENGTH // 18)
    yield "one sentence again and again", "my calf is swollen and red " * (LENGTH // 27)
    yield "a run-on of our own words", " ".join(chance.choices(WORDS, k=3000))[:LENGTH]
    yield "letters at random", "".join(chance.choices("abcdefghij ,.", k=LENGTH))
    yield "ordinary messages", ". ".join(ORDINARY * 20)[:LENGTH]


def milliseconds(text: str, rounds: int) -> list[float]:
    """The time of reading a message, for each round."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        read(text, date=DATE)
        times.append((time.perf_counter() - begin) * 1000)
    return times


def main() -> int:
    """Print the figures and say whether the limits hold."""
    start = time.perf_counter()
    read("hello", date=DATE)
    print(f"loading and the first message: {time.perf_counter() - start:.1f} s")
    times = [t for text in ORDINARY for t in milliseconds(text, ROUNDS)]
    median = statistics.median(times)
    high = statistics.quantiles(times, n=20)[-1]
    print(f"ordinary turn, n={len(times)}: median {median:.1f} ms, 95 % under {high:.1f} ms")
    slowest = 0.0
    for name, text in worst():
        middle = statistics.median(milliseconds(text, 3))
        slowest = max(slowest, middle)
        print(f"{len(text)} characters, {name}: {middle:.0f} ms")
    return int(median > MEDIAN_LIMIT or slowest > LONG_LIMIT)


if __name__ == "__main__":
    sys.exit(main())

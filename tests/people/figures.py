"""``make evaluate people``: how conversations go, for each temperament, with intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from multiprocessing import get_context
from typing import Any
from uuid import uuid4

from charley.reasoning.assess import assess
from charley.schema.load import knowledge
from tests.evaluate.statistics import Share
from tests.evaluate.transport import InProcess, Rest
from tests.people.cases import DATE, Case, all_cases
from tests.people.framing import FRAMES, Framed
from tests.people.person import Person
from tests.people.talk import Held, hold
from tests.people.temperaments import TEMPERAMENTS

PROCESSES = 2
OF_EACH_KIND = 100  # conversations over REST for each temperament
NEVER = (
    "exception", "silence", "two questions", "question not last", "same words twice", "no result",
    "no safety net", "emergency lost", "asked what was told", "someone else's",
)  # fmt: skip


def _talk(job: tuple[type[Person], Case, str]) -> Held:
    kind, case, server = job
    transport = Rest(server, f"people-{uuid4().hex}") if server else InProcess(DATE)
    return hold(kind(case), transport)


def _framed(case: Case) -> list[tuple[str, Held]]:
    """The conversation of one patient in every frame, the plain one first."""
    plain = [("plain", hold(Person(case), InProcess(DATE)))]
    return plain + [(frame["name"], hold(Framed(case, frame), InProcess(DATE))) for frame in FRAMES]


def converse(jobs: list[tuple[type[Person], Case, str]], processes: int = PROCESSES) -> list[Held]:
    """Hold many conversations; the order and the outcome do not depend on the processes."""
    if processes < 2:
        return [_talk(job) for job in jobs]
    with get_context("fork").Pool(processes) as pool:
        return pool.map(_talk, jobs, chunksize=8)


def jobs_for(
    cases: Iterable[Case], kinds: Iterable[type[Person]] = TEMPERAMENTS, server: str = ""
) -> list[tuple[type[Person], Case, str]]:
    """Every temperament with every patient."""
    cases = list(cases)
    return [(kind, case, server) for kind in kinds for case in cases]


def figures_of(held: list[Held], cases: dict[str, Case], tells: bool) -> dict[str, Any]:
    """The figures of one temperament."""
    n = len(held)
    right = sum(one.level in cases[one.case].expected["triage_acceptable"] for one in held)
    direct = sum(_direct(cases[one.case]) for one in held)
    ended = sum(not {"no result", "no safety net", "exception"} & _kinds(one) for one in held)
    told, lost = sum(one.told for one in held), sum(one.lost for one in held)
    counts = Counter(kind for one in held for kind, _ in one.faults)
    return {
        "n": n,
        "tells what is known": tells,
        "ends with level and safety net": Share(ended, n),
        "level acceptable": Share(right, n),
        "level acceptable from the sheet": Share(direct, n),
        "points lost by talking": 100 * (direct - right) / n if n else 0.0,
        "facts told are kept": Share(told - lost, told),
        "emergencies not reached": sum(
            cases[one.case].emergency and one.level != "EMERGENCY" for one in held
        ),
        **{f"faults: {kind}": counts[kind] for kind in NEVER},
        "wrong": [detail for one in held for _, detail in one.faults],
    }


def _kinds(one: Held) -> set[str]:
    return {kind for kind, _ in one.faults}


def _direct(case: Case) -> bool:
    level = assess(case.sheet, knowledge()).level
    return level in case.expected["triage_acceptable"]


def evaluate(server: str = "") -> dict[str, dict[str, Any]]:
    """The figures by temperament, over everyone, and of the frames."""
    chosen = all_cases()[:OF_EACH_KIND] if server else all_cases()
    cases = {case.id: case for case in chosen}
    held = converse(jobs_for(chosen, server=server), processes=1 if server else PROCESSES)
    result = {}
    for kind in TEMPERAMENTS:
        mine = [one for one in held if one.temperament == kind.name]
        result[f"people: {kind.name}"] = figures_of(mine, cases, kind.tells)
    tellers = {kind.name for kind in TEMPERAMENTS if kind.tells}
    told = [one for one in held if one.temperament in tellers]
    result["people: all who tell what they know"] = figures_of(told, cases, True)
    result["people: everyone"] = figures_of(held, cases, False)
    if not server:
        result["people: the same facts in other words around them"] = evaluate_frames(chosen)
    return result


def evaluate_frames(cases: list[Case], processes: int = PROCESSES) -> dict[str, Any]:
    """Pairs of conversations that differ in nothing but the wording around the facts."""
    if processes < 2:
        rows = [_framed(case) for case in cases]
    else:
        with get_context("fork").Pool(processes) as pool:
            rows = pool.map(_framed, cases, chunksize=2)
    pairs = [(name, row[0][1], one) for row in rows for name, one in row[1:]]
    moved = [
        f"{name}: {one.case} {plain.level} became {one.level}"
        for name, plain, one in pairs
        if plain.level != one.level
    ]
    by_frame = Counter(text.partition(":")[0] for text in moved)
    same = Share(len(pairs) - len(moved), len(pairs))
    return {"pairs": len(pairs), "same level": same, "moved by": dict(by_frame), "wrong": moved}

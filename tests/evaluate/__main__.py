"""``make evaluate``: every figure that the documentation names, from the labelled cases.

Usage: ``python -m tests.evaluate [PART or FILE ...] [--sealed | --more] [--details]
[--server ADDRESS]``.
``real FOLDER`` measures on other people's texts, which are kept outside the project.
A FILE is a list of patients, as fact sheets or in the form of ``tests/patients/dev.yml``; the
latter are held as whole conversations, in process or with the server at ADDRESS.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.evaluate import agreement, conversations, corrections, intents, language, patients, real
from tests.evaluate.report import lines, write_json
from tests.evaluate.transport import Rest
from tests.people import figures as people

RESULT = Path("build/evaluation.json")
DEVELOPMENT = str(patients.PATIENTS / "dev.yml")
PARTS = ("language", "intents", "patients", DEVELOPMENT, "people")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help="parts, or patient files")
    parser.add_argument("--sealed", action="store_true", help="run the halves kept apart")
    parser.add_argument("--more", action="store_true", help="run the language of further authors")
    parser.add_argument("--server", default="", help="address of running servers")
    parser.add_argument("--details", action="store_true", help="show the first wrong cases")
    parser.add_argument("--json", type=Path, default=RESULT, help="where the figures are written")
    return parser.parse_args()


def _held(path: Path, server: str) -> dict[str, Any]:
    """The figures of one file of patients, by its form."""
    if not patients.are_conversations(path):
        return patients.evaluate(path)
    if not server:
        return conversations.evaluate(path, conversations.in_process)
    run = uuid4().hex
    return conversations.evaluate(path, lambda patient: Rest(server, f"{run}-{patient}"))


def _run(part: str, half: str, server: str) -> dict[str, dict[str, Any]]:
    """The figures of one part, by title."""
    if part == "language":
        figures = language.evaluate(half)
        if half != "more":
            figures = {**figures, "corrections": corrections.evaluate(half)}
        named = {f"language: {name} ({half})": f for name, f in figures.items()}
        return {**named, "language: two labellers": agreement.evaluate()}
    if part == "intents":
        return {f"intents ({half})": intents.evaluate(half)}
    if part == "people":
        return people.evaluate(server)
    path = patients.PATIENTS / f"own-{half}.yml" if part == "patients" else Path(part)
    return {f"patients: {path.name}": _held(path, server)}


def main() -> None:
    """Run the parts that were asked for, print their figures and keep them as JSON."""
    arguments = _arguments()
    half = "sealed" if arguments.sealed else "more" if arguments.more else "open"
    everything: dict[str, Any] = {}
    parts = iter(arguments.parts)
    for part in parts:
        run = (
            real.evaluate(Path(next(parts)))
            if part == "real"
            else _run(part, half, arguments.server)
        )
        for title, figures in run.items():
            print("\n".join(lines(title, figures, arguments.details)), flush=True)
            everything[title] = figures
    write_json(arguments.json, everything)
    print(f"written to {arguments.json}")


if __name__ == "__main__":
    main()

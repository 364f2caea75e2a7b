"""``make evaluate``: every figure that the documentation names, from the labelled cases.

Usage: ``python -m tests.evaluate [language] [patients] [FILE ...] [--sealed] [--details]``.
A FILE is a list of patients, as fact sheets or in the form of ``tests/patients/dev.yml``.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from tests.evaluate import language, patients
from tests.evaluate.report import lines, write_json

RESULT = Path("build/evaluation.json")
PARTS = ("language", "patients")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.evaluate", description=__doc__)
    parser.add_argument("parts", nargs="*", default=list(PARTS), help="parts, or patient files")
    parser.add_argument("--sealed", action="store_true", help="run the halves kept apart")
    parser.add_argument("--details", action="store_true", help="show the first wrong cases")
    parser.add_argument("--json", type=Path, default=RESULT, help="where the figures are written")
    return parser.parse_args()


def _run(part: str, half: str) -> dict[str, dict[str, Any]]:
    """The figures of one part, by title."""
    if part == "language":
        return {f"language: {name} ({half})": f for name, f in language.evaluate(half).items()}
    if part == "patients":
        path = patients.PATIENTS / f"own-{half}.yml"
        return {f"patients: {path.name}": patients.evaluate(path)} if path.exists() else {}
    return {f"patients: {part}": patients.evaluate(Path(part))}


def main() -> None:
    """Run the parts that were asked for, print their figures and keep them as JSON."""
    arguments = _arguments()
    half = "sealed" if arguments.sealed else "open"
    everything: dict[str, Any] = {}
    for part in arguments.parts:
        for title, figures in _run(part, half).items():
            print("\n".join(lines(title, figures, arguments.details)), flush=True)
            everything[title] = figures
    write_json(arguments.json, everything)
    print(f"written to {arguments.json}")


if __name__ == "__main__":
    main()

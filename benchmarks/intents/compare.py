"""Compares pipelines on messages that none of them was trained on, and prints a table.

``python -m benchmarks.intents.compare [--diet PYTHON] [--messages FILE ...]``, where PYTHON is that
of an environment with ``rasa==3.6.21`` and its TensorFlow. A FILE holds JSON Lines with ``text``
and ``intent`` or ``label`` (``oos``); without one it is the open half of the labelled messages.
The classifiers stand alone here: neither the rules of the reader nor the fallback help them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
OPEN = PROJECT / "tests" / "language" / "sets" / "intents.open.jsonl"
OUTSIDE = "out_of_scope"
OURS = ("sparse", "meaning", "both", "both_and_scope")
# One intent by what follows from it: where no question is open all of these begin the check.
BEGINS = ("start_check", "resume_check", "report_symptoms", "report_danger", "inform")


def export_examples(path: Path) -> None:
    """Writes all training examples, those of ``knowledge/faq`` included, in Rasa's form."""
    from bridge.importer import CharleyImporter

    importer = CharleyImporter(None, str(PROJECT / "domain.yml"), [str(PROJECT / "data")])
    path.write_text(importer.get_nlu_data().nlu_as_yaml(), encoding="utf-8")


def load(paths: list[Path]) -> list[tuple[str, str]]:
    """Returns each message with its intent."""
    rows: list[dict[str, Any]] = [
        json.loads(line)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    named = [(row["text"], row.get("intent") or row["label"]) for row in rows]
    outside = {"oos": OUTSIDE}
    return [(text, outside.get(name, name)) for text, name in named]


def plain(intent: str) -> str:
    """Returns an intent without its answer, those that begin the check as one."""
    name = intent.split("/")[0]
    return BEGINS[0] if name in BEGINS else name


def measure(wanted: list[str], found: list[tuple[str, float]]) -> dict[str, float]:
    """Returns the shares that the table shows."""
    gold = np.array([plain(name) for name in wanted])
    got = np.array([plain(name) for name, _ in found])
    outside = gold == OUTSIDE
    inside = gold[~outside] == got[~outside]
    return {
        "all": float((gold == got).mean()),
        "in scope": float(inside.mean()) if inside.size else float("nan"),
        "out-of-scope recall": float((got[outside] == OUTSIDE).mean()),
    }


def main() -> None:
    """Trains every pipeline and prints one row for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--diet", default="", help="Python of an environment with TensorFlow")
    parser.add_argument("--messages", type=Path, nargs="*", default=[OPEN])
    told = parser.parse_args()
    cases = load(told.messages)
    pythons = dict.fromkeys(OURS, sys.executable) | ({"diet": told.diet} if told.diet else {})
    print(f"n = {len(cases)}, of which {sum(i == OUTSIDE for _, i in cases)} out of scope")
    print("| pipeline | all | in scope | out-of-scope recall |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        examples, texts, result = (Path(folder) / name for name in ("nlu.yml", "in.json", "out"))
        export_examples(examples)
        texts.write_text(json.dumps([text for text, _ in cases]), encoding="utf-8")
        for name, python in pythons.items():
            command = [python, str(HERE / "predict.py"), str(HERE / f"{name}.yml")]
            quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}
            subprocess.run(
                [*command, str(examples), str(texts), str(result)],
                check=True,
                cwd=folder,
                env=quiet,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            found = json.loads(result.read_text(encoding="utf-8"))
            figures = measure([intent for _, intent in cases], found)
            shares = " | ".join(f"{100 * share:.1f} %" for share in figures.values())
            print(f"| {name} | {shares} |", flush=True)


if __name__ == "__main__":
    main()

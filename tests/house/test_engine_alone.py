"""The engine needs neither Rasa nor TensorFlow, and runs on a newer Python too."""

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEWER = "3.12"
# What the engine itself needs; the sentence model is left out, for it does without.
NEEDS = (
    "msgspec",
    "pyyaml",
    "jinja2",
    "rapidfuzz",
    "snowballstemmer",
    "symspellpy",
    "spacy",
    "onnxruntime",
    "tokenizers",
)
USE = """
import sys
from charley.facts import FactSheet
from charley.interview.conversation import Conversation
from charley.language.read import read
from charley.reasoning.assess import assess
from charley.schema.load import knowledge

reading = read("my foot is cold and white and i cant feel my toes", date="2026-11-24")
assert {"foot_cold", "foot_pale_or_blue"} <= {fact.finding for fact in reading.facts}
sheet = FactSheet(facts=reading.facts, date="2026-11-24")
assert assess(sheet, knowledge()).level == "EMERGENCY"
talk = Conversation(date="2026-11-24")
assert talk.say("cramp in my calf at night").question() is not None
forbidden = {"rasa", "rasa_sdk", "tensorflow", "bridge", "actions"} & set(sys.modules)
assert not forbidden, forbidden
print("the engine runs on", sys.version.split()[0])
"""


def test_it_imports_neither_rasa_nor_tensorflow() -> None:
    run = subprocess.run(
        [sys.executable, "-c", USE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_it_runs_on_a_newer_python() -> None:
    uv = str(ROOT / "scripts" / "uv")
    environment = {**os.environ, "PYENV_VERSION": NEWER}  # else pyenv keeps to .python-version
    found = subprocess.run(
        [uv, "python", "find", "--no-python-downloads", NEWER],
        env=environment,
        capture_output=True,
        check=False,
    )
    if found.returncode:
        pytest.skip(f"not run: python{NEWER}")
    needs = [part for name in NEEDS for part in ("--with", f"{name}=={version(name)}")]
    run = subprocess.run(
        [uv, "run", "--no-project", "--isolated", "--python", NEWER, *needs, "python", "-c", USE],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert f"runs on {NEWER}" in run.stdout

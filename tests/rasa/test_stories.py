"""Rasa's own test of the policies: every story, turn by turn, without a wrong prediction."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bridge import launch

OURS = Path(__file__).parent / "stories"
STORIES = {"tests": OURS / "stories.yml", "data": launch.PROJECT / "data" / "stories"}


def rasa(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*launch.rasa(command[0]), *command[1:]],
        cwd=launch.PROJECT,
        env=launch.environment(),
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("policies")
    done = rasa(
        *("train", "core", "--config", str(OURS / "config.yml"), "--stories", "data"),
        *("--fixed-model-name", "policies", "--out", str(folder)),
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return folder / "policies.tar.gz"


@pytest.mark.parametrize("stories", STORIES.values(), ids=STORIES.keys())
def test_no_prediction_is_wrong(policies: Path, stories: Path, tmp_path: Path) -> None:
    done = rasa(
        *("test", "core", "--model", str(policies), "--stories", str(stories)),
        *("--out", str(tmp_path), "--fail-on-prediction-errors", "--no-plot"),
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]
    report = json.loads((tmp_path / "story_report.json").read_text())
    assert report["conversation_accuracy"]["accuracy"] == 1.0
    assert report["conversation_accuracy"]["total"] >= 5

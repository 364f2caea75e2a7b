"""The house keeps its order: rooms, sizes, types and style."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 400


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = listed.stdout.split("\n")
    return [ROOT / name for name in names if name.endswith(endings) and (ROOT / name).exists()]


def test_no_code_or_rasa_file_is_longer_than_the_limit() -> None:
    rasa = [ROOT / f"{name}.yml" for name in ("domain", "config", "endpoints", "credentials")]
    files = (
        tracked(".py", ".js", ".mjs", ".css", ".html")
        + rasa
        + [path for path in tracked(".yml") if ROOT / "data" in path.parents]
    )
    too_long = {
        str(path.relative_to(ROOT)): length
        for path in files
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > LIMIT
    }
    assert too_long == {}


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "mypy"],
        [sys.executable, "-m", "ruff", "check", "."],
        [sys.executable, "-m", "ruff", "format", "--check", "."],
        [str(Path(sys.executable).parent / "lint-imports")],
    ],
    ids=["mypy", "ruff-check", "ruff-format", "import-linter"],
)
def test_tool_finds_nothing(command: list[str]) -> None:
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr

"""What is in the way of ``make run`` is said in one clear line, with a non-zero exit."""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import pytest

from bridge import launch


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield int(other.getsockname()[1])


def last_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


@pytest.mark.parametrize("name", ["CHARLEY_PORT", "CHARLEY_ACTION_PORT"])
def test_a_port_in_use(
    name: str,
    taken_port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("CHARLEY_PORT", "5791")
    monkeypatch.setenv("CHARLEY_ACTION_PORT", "5792")
    monkeypatch.setenv(name, str(taken_port))
    assert launch.main(["run"]) == 1
    line = last_line(capsys)
    assert f"Port {taken_port} is in use" in line and name in line


@pytest.mark.parametrize("told", ["none", "0", "70000", "-1", ""])
def test_a_port_that_is_none(
    told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHARLEY_PORT", told)
    assert launch.main(["run"]) == 1
    assert "not the number of a port" in last_line(capsys)


def test_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(launch, "MODELS", tmp_path / "models")
    monkeypatch.setattr(launch.shutil, "disk_usage", lambda _: usage(10, 10, 0))
    assert launch.main(["train"]) == 1
    assert "MB of disk" in last_line(capsys)


def test_a_disk_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_the_way = tmp_path / "models"
    in_the_way.write_text("a file where a folder should be")
    monkeypatch.setattr(launch, "MODELS", in_the_way)
    assert launch.main(["train"]) == 1
    assert "exists" in last_line(capsys)


def test_no_python_of_the_right_version(tmp_path: Path) -> None:
    """``make run`` where uv works, but finds no Python 3.10 and may not fetch one."""
    uv = shutil.which("uv") or str(launch.PROJECT / ".tools" / "bin" / "uv")
    commands = tmp_path / "bin"
    commands.mkdir()
    (commands / "uv").symlink_to(uv)
    (tmp_path / "project").mkdir()
    for name in ("Makefile", "bridge", "scripts", "pyproject.toml", "uv.lock", ".python-version"):
        (tmp_path / "project" / name).symlink_to(launch.PROJECT / name)
    done = subprocess.run(
        ["make", "--no-print-directory", "run"],
        cwd=tmp_path / "project",
        env={
            "PATH": f"{commands}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "UV_PYTHON_DOWNLOADS": "never",
            "UV_PYTHON_INSTALL_DIR": str(tmp_path / "pythons"),
            "UV_PYTHON_PREFERENCE": "only-managed",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode != 0
    ours = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(ours) == 1 and "Python 3.10" in ours[0] and "Install it" in ours[0], ours


def project(folder: Path) -> Path:
    for pattern in launch.INPUTS:
        path = folder / pattern.replace("**/*", "nlu/one").replace("*", "one")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("one")
    return folder


def test_the_model_has_the_name_of_what_it_is_made_from(tmp_path: Path) -> None:
    folder = project(tmp_path)
    before = launch.model_name(folder)
    assert launch.model_name(folder) == before
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        path.write_text("two")
        after = launch.model_name(folder)
        assert after != before, path
        before = after


def test_the_servers_listen_on_this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHARLEY_HOST", raising=False)
    assert launch.host() == "127.0.0.1"
    assert launch.environment()["SANIC_HOST"] == "127.0.0.1"


def test_the_endpoints_get_the_port_that_was_told() -> None:
    copy = launch.endpoints(6123)
    text = copy.read_text(encoding="utf-8")
    copy.unlink()
    assert "http://localhost:6123/webhook" in text
    assert "enable_selective_domain: true" in text

"""The command line: the shapes of doors 2 and 3, and one line where the input is wrong."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from charley.cli import WRONG_INPUT, main

CASE = {
    "profile": {"age": 64, "sex": "F"},
    "facts": [
        {"finding": "leg_cramp", "assertion": "present", "attributes": {"site": ["calf"]}},
        {"finding": "cramp_at_night", "assertion": "present", "text": "at night"},
        {"finding": "leg_swelling", "assertion": "absent"},
    ],
    "medicines": [{"name": "amlodipine", "class": "ccb", "assertion": "present", "text": "amlo"}],
    "date": "2026-11-24",
}


def _feed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", stream)


def _run(*arguments: str, seed: str = "0", stdin: str = "") -> bytes:
    done = subprocess.run(
        [sys.executable, "-m", "charley.cli", *arguments],
        input=stdin.encode(),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    return done.stdout


def test_assess_reads_a_file(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(CASE), encoding="utf-8")
    assert main(["assess", str(path)]) == 0
    result = json.loads(capfdbinary.readouterr().out)
    assert result["level"] == "SELF_CARE"
    assert result["causes"][0]["for"][0]["quote"] == "at night"
    assert result["medicines"][0]["class"] == "ccb"


def test_assess_gives_the_same_bytes_in_every_process() -> None:
    text = json.dumps(CASE)
    assert _run("assess", "-", seed="1", stdin=text) == _run("assess", "-", seed="2", stdin=text)


def test_assess_lines_answers_each_line(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    _feed(monkeypatch, json.dumps(CASE) + "\n\n" + json.dumps({"facts": []}) + "\n")
    assert main(["assess", "--lines"]) == 0
    levels = [json.loads(line)["level"] for line in capfdbinary.readouterr().out.splitlines()]
    assert levels == ["SELF_CARE", "ROUTINE"]


@pytest.mark.parametrize(
    "wrong",
    [
        "{not json",
        "[]",
        '{"facts": [{"finding": "third_leg"}]}',
        '{"facts": [{"finding": "leg_cramp", "assertion": "perhaps"}]}',
        '{"facts": [{"finding": "leg_cramp", "attributes": {"colour": "red"}}]}',
        '{"facts": [{"finding": "leg_cramp", "attributes": {"side": "upper"}}]}',
        '{"medicines": [{"name": "x", "class": "no_such_class"}]}',
        '{"surprise": 1}',
        '{"date": "last Tuesday"}',
    ],
)
def test_wrong_input_is_one_line_and_status_two(
    wrong: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    _feed(monkeypatch, wrong)
    assert main(["assess", "-"]) == WRONG_INPUT
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.count(b"\n") == 1


def test_a_missing_file_is_wrong_input(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["assess", "/no/such/file.json"]) == WRONG_INPUT
    assert b"cannot read" in capfdbinary.readouterr().err


def test_understand_prints_the_shape_of_the_door(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["understand", "my left calf cramps", "--date", "2026-11-24"]) == 0
    printed = json.loads(capfdbinary.readouterr().out)
    assert set(printed) == {"facts", "medicines", "profile"}
    fact = next(fact for fact in printed["facts"] if fact["finding"] == "leg_cramp")
    assert set(fact) == {"finding", "assertion", "text", "start", "end", "attributes"}
    assert fact["assertion"] == "present"
    assert "my left calf cramps"[fact["start"] : fact["end"]] == fact["text"]


def test_understand_lines_takes_strings_and_objects(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    _feed(monkeypatch, '"cramps"\n{"text": "cramps", "date": "2026-11-24"}\n')
    assert main(["understand", "--lines"]) == 0
    first, second = capfdbinary.readouterr().out.splitlines()
    assert json.loads(first)["facts"] == json.loads(second)["facts"]


def test_understand_what_was_printed_can_be_assessed(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["understand", "cramps in my calf", "--date", "2026-11-24"]) == 0
    _feed(monkeypatch, capfdbinary.readouterr().out.decode())
    assert main(["assess", "-"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["safety_net"]

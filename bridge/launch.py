"""``make run``: trains if it must, starts both servers, says where, and stops both.

Every trouble that a person can put right ends in one clear line and a non-zero exit.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import requests

PROJECT = Path(__file__).resolve().parents[1]
MODELS = PROJECT / "models"
LOGS = PROJECT / "logs"

# What a model is made from. The reader and the engine are not among
# it: they run beside the model, untrained.
INPUTS = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "knowledge/faq/*.yml",
    "bridge/gate.py",
    "bridge/faq_selector.py",
    "bridge/importer.py",
    "bridge/meaning_featurizer.py",
    "bridge/scope.py",
    "charley/language/meaning.py",
    "uv.lock",
)
TRAINING_MEGABYTES = 200  # free disk that training and its temporary files want
START_SECONDS = 120
NO_MODEL = 503  # what /static/ready says when the server runs without a model


class Trouble(Exception):
    """Something that a person can put right; its text is the one line to print."""


def model_name(project: Path = PROJECT) -> str:
    """Returns the model's name: the hash of all that it is made from."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in INPUTS for path in project.glob(pattern)):
        digest.update(str(path.relative_to(project)).encode())
        digest.update(path.read_bytes())
    return f"charley-{digest.hexdigest()[:16]}"


def port(name: str, default: int) -> int:
    """Returns a port from the environment.

    Raises:
        Trouble: It is not the number of a port.
    """
    told = os.environ.get(name, str(default))
    if not told.isdigit() or not 0 < int(told) < 65536:
        raise Trouble(f"{name} is '{told}', which is not the number of a port.")
    return int(told)


def host() -> str:
    """Returns the address to listen on: this machine's own, unless told otherwise."""
    return os.environ.get("CHARLEY_HOST", "127.0.0.1")


def refuse_taken(number: int, name: str) -> None:
    """Raises `Trouble` if another program listens on a port already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), number))
        except OSError as error:
            raise Trouble(
                f"Port {number} is in use. Stop what uses it, or choose another: "
                f"{name}={number + 1} make run"
            ) from error


def environment() -> dict[str, str]:
    """Returns the environment of the servers: no telemetry, no warnings of other people's code."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONUNBUFFERED": "1",
        "SANIC_HOST": "127.0.0.1",  # the action server is for Rasa alone
        # Below this level Rasa logs what people write.
        "LOG_LEVEL": os.environ.get("CHARLEY_LOG_LEVEL", "WARNING"),
    }


def train(force: bool = False) -> Path:
    """Trains unless the model of these inputs is there.

    Raises:
        Trouble: There is no disk for it, or it fails.
    """
    model = MODELS / f"{model_name()}.tar.gz"
    if model.exists() and not force:
        return model
    MODELS.mkdir(exist_ok=True)
    free = shutil.disk_usage(MODELS).free // 2**20
    if free < TRAINING_MEGABYTES:
        raise Trouble(f"Training needs {TRAINING_MEGABYTES} MB of disk; {free} MB are free.")
    LOGS.mkdir(exist_ok=True)
    # Rasa's training cache keeps files under names that a changed pipeline no longer finds.
    command = [*rasa("train"), "--force", "--fixed-model-name", model_name(), "--out", str(MODELS)]
    started = time.monotonic()
    with (LOGS / "train.log").open("wb") as log:
        training = subprocess.Popen(
            command, cwd=PROJECT, env=environment(), stdout=log, stderr=subprocess.STDOUT
        )
        while training.poll() is None:
            progress(f"Training the model ... {time.monotonic() - started:.0f} s")
            time.sleep(0.5)
    progress(f"Training the model ... done in {time.monotonic() - started:.0f} s", last=True)
    if training.returncode != 0 or not model.exists():
        raise Trouble(f"Training failed; the reason stands at the end of {LOGS / 'train.log'}")
    for old in MODELS.glob("charley-*.tar.gz"):
        if old != model:
            old.unlink()
    return model


def progress(line: str, last: bool = False) -> None:
    """Shows how far something has come, on one line of a terminal."""
    if sys.stdout.isatty():
        print(f"\r{line}", end="\n" if last else "", flush=True)
    elif last:
        print(line, flush=True)


def rasa(command: str) -> list[str]:
    """Returns the start of a Rasa command line."""
    return [sys.executable, "-m", "rasa", command]


def endpoints(action_port: int) -> Path:
    """Writes a copy of ``endpoints.yml`` that names the action server's port, and returns it."""
    text = (PROJECT / "endpoints.yml").read_text(encoding="utf-8")
    LOGS.mkdir(exist_ok=True)
    copy = LOGS / f"endpoints-{action_port}.yml"
    copy.write_text(text.replace(":5055/", f":{action_port}/"), encoding="utf-8")
    return copy


def start_actions(action_port: int) -> subprocess.Popen[bytes]:
    """Starts the action server."""
    LOGS.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(action_port)]
    return _start(command, f"actions-{action_port}.log")


def start_rasa(model: Path, web_port: int, action_port: int) -> subprocess.Popen[bytes]:
    """Starts Rasa with its channels alone; its HTTP API would show anyone's conversation."""
    command = [
        *rasa("run"),
        *("--model", str(model)),
        *("--endpoints", str(endpoints(action_port))),
        *("--credentials", str(PROJECT / "credentials.yml")),
        *("--interface", host()),
        *("--port", str(web_port)),
    ]
    return _start(command, f"rasa-{web_port}.log")


def _start(command: list[str], log: str) -> subprocess.Popen[bytes]:
    with (LOGS / log).open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is ours; we stop them in order
        )


def wait_until_ready(addresses: dict[str, str], servers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Waits until every address answers.

    Raises:
        Trouble: A server ends before it answers, or it takes too long.
    """
    waiting = dict(addresses)
    until = time.monotonic() + START_SECONDS
    while waiting:
        for server in servers:
            if server.poll() is not None:
                raise Trouble(f"A server ended at its start; the reason stands in {LOGS}")
        if time.monotonic() > until:
            raise Trouble(f"{', '.join(waiting)} did not answer within {START_SECONDS} s.")
        for name, address in list(waiting.items()):
            if _answers(address):
                del waiting[name]
        time.sleep(0.1)


def _answers(address: str) -> bool:
    try:
        status = requests.get(address, timeout=2).status_code
    except requests.RequestException:
        return False
    if status == NO_MODEL:
        raise Trouble(f"Rasa could not load its model; the reason stands in {LOGS}")
    return status < 400


def stop(servers: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ends the servers, gently first; Rasa takes several seconds to end gently."""
    for server in servers:
        if server.poll() is None:
            server.terminate()
    for server in servers:
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def run() -> None:
    """Starts everything and waits for Ctrl-C or the end of a server."""
    web_port = port("CHARLEY_PORT", 5005)
    action_port = port("CHARLEY_ACTION_PORT", 5055)
    refuse_taken(web_port, "CHARLEY_PORT")
    refuse_taken(action_port, "CHARLEY_ACTION_PORT")
    model = train()
    servers = [start_actions(action_port), start_rasa(model, web_port, action_port)]
    try:
        wait_until_ready(
            {
                "The action server": f"http://localhost:{action_port}/health",
                "Rasa": f"http://localhost:{web_port}/static/ready",
            },
            servers,
        )
        print(f"Charley is at http://localhost:{web_port} (stop with Ctrl-C)", flush=True)
        while all(server.poll() is None for server in servers):
            time.sleep(0.5)
        raise Trouble(f"A server ended; the reason stands in {LOGS}")
    except KeyboardInterrupt:
        print("\nStopping ...", flush=True)
    finally:
        stop(servers)


def shell() -> None:
    """Holds a conversation in the terminal, with the action server beside it."""
    action_port = port("CHARLEY_ACTION_PORT", 5055)
    refuse_taken(action_port, "CHARLEY_ACTION_PORT")
    model = train()
    server = start_actions(action_port)
    try:
        wait_until_ready({"The action server": f"http://localhost:{action_port}/health"}, [server])
        command = [*rasa("shell"), "--model", str(model)]
        command += ["--endpoints", str(endpoints(action_port))]
        subprocess.run(command, cwd=PROJECT, env=environment(), check=False)
    finally:
        stop([server])


def _ends(number: int, _: object) -> None:
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one of the commands; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bridge.launch")
    parser.add_argument("command", choices=("run", "shell", "train"))
    parser.add_argument("--force", action="store_true", help="train even if nothing changed")
    told = parser.parse_args(arguments)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _ends)  # also where a shell in the background had it ignored
    try:
        if told.command == "train":
            print(f"The model is {train(told.force)}")
        else:
            {"run": run, "shell": shell}[told.command]()
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        print(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

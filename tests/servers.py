"""Both servers as ``make run`` starts them, on free ports, with a switch in between.

The switch stands where Rasa looks for the action server; it passes calls on, or behaves as an
action server does that is dead, slow or failing.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import requests

from bridge import launch

Item = dict[str, Any]
Mode = Literal["pass", "dead", "slow", "failing", "nonsense"]
SLOW_SECONDS = 8  # longer than Rasa may wait


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Switch:
    """Passes calls to the action server, or misbehaves as it is told."""

    def __init__(self, actions_port: int) -> None:
        self.mode: Mode = "pass"
        switch = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if switch.mode == "dead":
                    self.connection.close()
                    return
                if switch.mode == "slow":
                    time.sleep(SLOW_SECONDS)
                    return
                if switch.mode == "failing":
                    self._answer(500, b"{}")
                elif switch.mode == "nonsense":
                    self._answer(200, b'{"events": "none", "responses": 5}')
                else:
                    address = f"http://127.0.0.1:{actions_port}/webhook"
                    answer = requests.post(address, data=body, timeout=30)
                    self._answer(answer.status_code, answer.content)

            def _answer(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @contextmanager
    def set_to(self, mode: Mode) -> Iterator[None]:
        self.mode = mode
        try:
            yield
        finally:
            self.mode = "pass"


class Servers:
    """The running servers; `say` talks over REST."""

    def __init__(self, address: str, switch: Switch, log: Path) -> None:
        self.address = address
        self.switch = switch
        self.log = log

    def post(self, body: Any, raw: bytes | None = None) -> requests.Response:
        data = raw if raw is not None else json.dumps(body).encode()
        return requests.post(f"{self.address}/webhooks/rest/webhook", data=data, timeout=60)

    def say(self, sender: str, message: str, **more: Any) -> list[Item]:
        answer = self.post({"sender": sender, "message": message, **more})
        answer.raise_for_status()
        items: list[Item] = answer.json()
        return items

    def healthy(self) -> bool:
        return requests.get(f"{self.address}/webhooks/rest/", timeout=5).ok


def somebody() -> str:
    """A conversation id of its own."""
    return f"test-{uuid.uuid4().hex}"


def texts(items: list[Item]) -> list[str]:
    return [item["text"] for item in items if "text" in item]


def custom(items: list[Item], kind: str) -> list[dict[str, Any]]:
    found = [item["custom"] for item in items if "custom" in item]
    return [one for one in found if one["type"] == kind]


@contextmanager
def running_servers(environment: dict[str, str] | None = None) -> Iterator[Servers]:
    """Starts both servers, waits until they answer, and stops them."""
    actions_port, web_port = free_port(), free_port()
    switch = Switch(actions_port)
    model = launch.train()
    with _environment(environment or {}):
        started = [
            launch.start_actions(actions_port),
            launch.start_rasa(model, web_port, switch.port),
        ]
    address = f"http://127.0.0.1:{web_port}"
    try:
        launch.wait_until_ready(
            {
                "actions": f"http://127.0.0.1:{actions_port}/health",
                "rasa": f"{address}/static/ready",
            },
            started,
        )
        yield Servers(address, switch, launch.LOGS / f"rasa-{web_port}.log")
    finally:
        launch.stop(started)
        switch.server.shutdown()


@contextmanager
def _environment(more: dict[str, str]) -> Iterator[None]:
    saved = dict(os.environ)
    os.environ.update(more)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(saved)

"""A server that plays Slack's or Telegram's API and keeps what is sent to it."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class Emulator:
    """Answers every call with ``answer``; `calls` are (method, fields) in order."""

    def __init__(self, answer: dict[str, Any]) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        emulator = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                emulator.calls.append((self.path.rsplit("/", 1)[-1], fields(raw)))
                body = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def sent(self, method: str) -> list[dict[str, Any]]:
        """The fields of all calls of one method."""
        return [values for name, values in list(self.calls) if name == method]

    def wait_for(self, method: str, more_than: int, quiet_seconds: float = 1.0) -> None:
        """Waits until there are more calls than before, and no further one for a while."""
        until = time.monotonic() + 20
        while len(self.sent(method)) <= more_than:
            assert time.monotonic() < until, f"no {method} came"
            time.sleep(0.05)
        count = -1
        while count != len(self.calls):
            count = len(self.calls)
            time.sleep(quiet_seconds)


def fields(raw: str) -> dict[str, Any]:
    """A body as fields; values that are JSON are read."""
    if raw.startswith("{"):
        values: dict[str, Any] = json.loads(raw)
    else:
        values = {name: found[0] for name, found in parse_qs(raw).items()}
    return {name: _read(value) for name, value in values.items()}


def _read(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{":
        return json.loads(value)
    return value

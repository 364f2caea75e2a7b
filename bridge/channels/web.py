"""Serves the page of ``web/`` at ``/``; it talks over the REST channel.

Rasa itself owns ``GET /`` and answers there with a greeting of its own, so the page is put before
it by a request middleware, which the channel's blueprint adds when the server starts. Beside the
files there is ``/static/ready``, which tells whether a model is loaded: Rasa's servers answer also
without one, and then pass over every message.
"""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from rasa.core.channels.channel import InputChannel
from sanic import Blueprint, Sanic
from sanic.exceptions import NotFound
from sanic.request import Request
from sanic.response import HTTPResponse, empty, raw

from bridge.last_words import Handler

WEB = Path(__file__).resolve().parents[2] / "web"

# Nothing from anywhere else, nothing inline, no frame around us.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-cache",
}


def files(folder: Path = WEB) -> dict[str, bytes]:
    """Returns the page's files by name; nothing beside these is ever served."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def _answer(name: str, body: bytes) -> HTTPResponse:
    kind = guess_type(name)[0] or "application/octet-stream"
    charset = "; charset=utf-8" if kind.startswith("text/") or "javascript" in kind else ""
    return raw(body, content_type=kind + charset, headers=HEADERS)


class WebInput(InputChannel):
    """A channel that only serves files; its messages go over REST."""

    @classmethod
    def name(cls) -> str:
        """Returns the channel's name."""
        return "web"

    def url_prefix(self) -> str:
        """Returns the address of the files; absolute, so not below ``/webhooks``."""
        return "/static"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Returns the routes of the files, and the page in front of Rasa's ``/``."""
        page = Blueprint("web_page")
        known = files()

        async def front(request: Request) -> HTTPResponse | None:
            if request.path == "/" and request.method in ("GET", "HEAD"):
                return _answer("index.html", known["index.html"])
            return None

        @page.listener("before_server_start")
        async def put_in_front(app: Sanic, *_: object) -> None:
            app.register_middleware(front, "request")

        @page.route("/ready", methods=["GET"])
        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            return empty(status=204 if agent is not None and agent.is_ready() else 503)

        @page.route("/<name:str>", methods=["GET", "HEAD"])
        async def file(request: Request, name: str) -> HTTPResponse:
            if name not in known:
                raise NotFound("there is no such file")
            return _answer(name, known[name])

        return page

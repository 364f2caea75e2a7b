"""The page at ``/`` of the running server: its own files, and nothing from anyone else."""

from __future__ import annotations

import re

import pytest
import requests

from bridge.channels.web import WEB
from tests.servers import Servers

FILES = sorted(path.name for path in WEB.iterdir() if path.is_file())


def test_the_page_is_at_the_root(servers: Servers) -> None:
    answer = requests.get(f"{servers.address}/", timeout=5)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text == (WEB / "index.html").read_text(encoding="utf-8")


def test_what_the_page_names_is_there(servers: Servers) -> None:
    page = requests.get(f"{servers.address}/", timeout=5).text
    named = re.findall(r'(?:href|src)="(static/[^"]+)"', page)
    assert named
    for path in named:
        assert requests.get(f"{servers.address}/{path}", timeout=5).ok, path


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_kind_and_safe_headers(servers: Servers, name: str) -> None:
    answer = requests.get(f"{servers.address}/static/{name}", timeout=5)
    assert answer.content == (WEB / name).read_bytes()
    kinds = {".js": "javascript", ".css": "text/css", ".svg": "image/svg", ".html": "text/html"}
    assert kinds[(WEB / name).suffix] in answer.headers["Content-Type"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("name", FILES)
def test_no_file_asks_a_third_party(name: str) -> None:
    text = (WEB / name).read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\s\"')]+", text)) - {"http://www.w3.org/2000/svg"}
    assert not addresses


@pytest.mark.parametrize(
    "path",
    [
        "static/../domain.yml",
        "static/%2e%2e%2fdomain.yml",
        "static/..%2f..%2fetc%2fpasswd",
        "static/nothing.js",
        "static/",
        "domain.yml",
    ],
)
def test_nothing_else_is_served(servers: Servers, path: str) -> None:
    request = requests.Request("GET", f"{servers.address}/x").prepare()
    request.url = f"{servers.address}/{path}"
    with requests.Session() as session:
        assert session.send(request, timeout=5).status_code == 404


def test_the_rest_channel_answers_beside_it(servers: Servers) -> None:
    assert requests.get(f"{servers.address}/webhooks/rest/", timeout=5).json() == {"status": "ok"}

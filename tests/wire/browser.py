"""Debian's Chromium with the page in it, by way of playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SECONDS = 1000  # milliseconds
PATIENCE = 30 * SECONDS


def require_chromium() -> str:
    """Returns where Chromium is; without it a test is not run, and under ``CI`` it fails."""
    found = str(CHROMIUM) if CHROMIUM.exists() else shutil.which("chromium")
    if found:
        return found
    if os.environ.get("CI") == "true":
        pytest.fail("chromium is missing")
    pytest.skip("not run: chromium")


@contextmanager
def running_browser(chromium: str) -> Iterator[Browser]:
    """Starts Chromium and closes it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def wait_for_answer(page: Page, before: int) -> None:
    """Waits until Charley has said more than ``before`` messages and listens again."""
    page.wait_for_function(
        "count => document.querySelectorAll('.message.charley').length > count"
        " && !document.getElementById('send').disabled",
        arg=before,
        timeout=PATIENCE,
    )


def open_page(page: Page, address: str) -> None:
    """Opens the page and waits for the greeting."""
    page.goto(address)
    wait_for_answer(page, 0)


def say(page: Page, text: str) -> list[str]:
    """Types a message, sends it with Enter, and returns what Charley said to it."""
    before = page.locator(".message.charley").count()
    page.locator("#message").fill(text)
    page.keyboard.press("Enter")
    wait_for_answer(page, before)
    said: list[str] = page.locator(".message.charley").all_inner_texts()
    return said[before:]

"""Takes the picture of the page for the README: ``python -m tests.wire.picture``."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.servers import running_servers
from tests.wire.browser import open_page, require_chromium, running_browser, say

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "page.png"
SIZE = {"width": 900, "height": 1000}
TOLD = "I'm 58. For three weeks my left calf cramps at night, most nights, for about a minute"
ANSWERS = {
    "dialysis": "no dialysis",
    "medicine": "only a water tablet, bendroflumethiazide, since a month",
    "tablet": "only a water tablet, bendroflumethiazide, since a month",
    "sleep": "on my back with the toes pointing down",
    "bring": "long days on my feet",
    "help": "stretching helps at once",
    "woman": "a woman",
}
MOST_TURNS = 40


def answer_to(question: str) -> str:
    """Returns what the person in the picture says to a question."""
    lowered = question.lower()
    return next((answer for word, answer in ANSWERS.items() if word in lowered), "no")


def hold(page: Page) -> None:
    """Holds a conversation up to its result."""
    said = say(page, TOLD)
    for _ in range(MOST_TURNS):
        if page.locator(".message.assessment").count():
            return
        said = say(page, answer_to(said[-1]))


def main() -> None:
    """Starts everything, talks, and writes the picture."""
    with running_servers() as servers, running_browser(require_chromium()) as browser:
        page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce")
        open_page(page, servers.address)
        hold(page)
        page.locator(".message.assessment").first.scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.message.assessment').scrollIntoView(true)")
        page.screenshot(path=str(PICTURE))
    print(f"written to {PICTURE}")


if __name__ == "__main__":
    main()

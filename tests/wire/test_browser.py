"""The page in a real browser: a whole conversation, with the keyboard, on a phone, and afresh."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.servers import Servers
from tests.wire.browser import open_page, require_chromium, running_browser, say, wait_for_answer

MOST_TURNS = 40
PHONE = {"width": 360, "height": 640}
CRAMP = "my left calf cramps at night for two weeks, it lasts a minute and stretching helps"
DANGER = "my right leg has gone cold and white and I can't feel my foot"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser(require_chromium()) as running:
        yield running


@pytest.fixture
def page(browser: Browser, servers: Servers) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce")
    yield page
    page.close()


def test_a_whole_conversation_with_the_keyboard_alone(page: Page, servers: Servers) -> None:
    requests: list[str] = []
    problems: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda one: problems.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    open_page(page, servers.address)
    assert page.evaluate("document.activeElement.id") == "message"
    said = say(page, CRAMP)
    for _ in range(MOST_TURNS):
        if any("not a diagnosis" in text for text in said) and page.locator(".assessment").count():
            break
        said = say(page, "no")
    assert page.locator(".message.assessment").count() > 0
    assert problems == []
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(servers.address).netloc}


def test_an_answer_by_button_and_its_buttons_go_away(page: Page, servers: Servers) -> None:
    open_page(page, servers.address)
    say(page, CRAMP)
    before = page.locator(".message.charley").count()
    button = page.locator("#choices button").first
    title = button.inner_text()
    button.focus()
    page.keyboard.press("Enter")
    wait_for_answer(page, before)
    assert title in page.locator(".message.own").last.inner_text()


def test_a_danger_looks_like_one_and_is_read_out(page: Page, servers: Servers) -> None:
    open_page(page, servers.address)
    said = say(page, DANGER)
    alert = page.locator(".message.alert").first
    assert alert.inner_text() in said
    plain = page.locator(".message.charley:not(.alert)").first
    look = "element => JSON.stringify([getComputedStyle(element).backgroundColor,"
    look += " getComputedStyle(element).borderLeftColor, getComputedStyle(element).borderTopColor])"
    assert alert.evaluate(look) != plain.evaluate(look)
    assert page.locator("[role=log] .message.alert").count() > 0


def test_it_fits_a_phone(page: Page, servers: Servers) -> None:
    page.set_viewport_size(PHONE)
    open_page(page, servers.address)
    say(page, CRAMP)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for button in page.locator("button:visible").all():
        box = button.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
        assert box["height"] >= 24
    assert page.locator("#message").is_visible()


def test_start_over_forgets(page: Page, servers: Servers) -> None:
    open_page(page, servers.address)
    say(page, CRAMP)
    page.locator("#start-over").focus()
    page.keyboard.press("Enter")
    wait_for_answer(page, 0)
    assert page.locator(".message.own").count() == 0
    known = say(page, "what have you understood?")
    assert not any("cramp in the leg" in text for text in known), known


def test_what_is_typed_is_shown_as_text(page: Page, servers: Servers) -> None:
    open_page(page, servers.address)
    say(page, "<img src=x onerror=alert(1)> <b>hello</b>")
    assert page.locator("#log img, #log b").count() == 0


def test_without_the_server_it_says_what_to_do(page: Page, servers: Servers) -> None:
    open_page(page, servers.address)
    page.route("**/webhooks/**", lambda route: route.abort())
    said = say(page, CRAMP)
    assert "emergency number" in said[-1]
    assert page.locator("#message").input_value() == CRAMP

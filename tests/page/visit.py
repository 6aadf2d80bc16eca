"""A reader's visit of the page, in one language."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

KEY = "a-key-of-sufficient-length"
_SCREENSHOTS = os.environ.get("PAGE_SCREENSHOTS", "")
_REFUSED = "the server responded with a status of 401"
_COLOURS: tuple[Literal["dark", "light"], ...] = ("light", "dark")

_PATIENCE_MS = 90_000
expect.set_options(timeout=_PATIENCE_MS)


class Visit:
    """The page `page` in a browser of its own; `errors` are those of its console, and calls to other hosts."""

    def __init__(self, browser: Browser, address: str, *, language: str) -> None:
        self.errors: list[str] = []
        self._host = urlsplit(address).netloc
        locale = {"en": "en-GB", "ko": "ko-KR"}[language]
        self._context = browser.new_context(locale=locale, viewport={"width": 1280, "height": 900})
        self._context.set_default_timeout(_PATIENCE_MS)
        self.page: Page = self._context.new_page()
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._watch)
        self.response = self.page.goto(address)

    def give_key(self, key: str = KEY) -> None:
        """Answer the question for the key."""
        dialog = self.page.get_by_role("dialog")
        dialog.locator("#key").fill(key)
        dialog.locator("form button").click()

    def ask(self, question: str) -> None:
        """Type a question and send it; the answer is there when this returns."""
        before = self.page.locator(".exchange").count()
        self.page.locator("#question").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".exchange")).to_have_count(before + 1)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)

    def colours(self) -> Iterator[str]:
        """The page in light colours and then in dark ones."""
        for colours in _COLOURS:
            self.page.emulate_media(color_scheme=colours)
            yield colours

    def keep(self, name: str) -> None:
        """Keep a screenshot, where they are asked for."""
        if _SCREENSHOTS:
            self.page.screenshot(path=str(Path(_SCREENSHOTS) / f"{name}.png"))

    def close(self) -> None:
        self._context.close()

    def _note(self, message: ConsoleMessage) -> None:
        # The browser itself says so of each call that is answered with 401, and the key is then asked for.
        if message.type in ("error", "warning") and _REFUSED not in message.text:
            self.errors.append(message.text)

    def _watch(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "blob" and address.netloc != self._host:
            self.errors.append(f"a call to another host: {request.url}")


def expect_drawn(picture: Locator) -> None:
    """The picture is there, and it is one."""
    expect(picture.first).to_be_visible()
    expect(picture.first).to_have_js_property("complete", True)
    assert picture.first.evaluate("picture => picture.naturalWidth") > 0


def files_loaded(page: Page) -> str:
    """The addresses of all files that the page has loaded."""
    return str(page.evaluate("performance.getEntriesByType('resource').map(file => file.name).join(' ')"))

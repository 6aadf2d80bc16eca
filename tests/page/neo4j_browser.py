"""Neo4j Browser, as a curator uses it: a file is dropped into its window, a favourite is run, and the result looked at."""

import base64
import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, expect

from api.cli.neo4j import BrowserLogin

_PATIENCE_MS = 60_000
_SIZE = (1200, 800)
_SETTLED_MS = 3_000
_COLOURS = 64
_FILE = """
([name, content]) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))], name));
    return dropped;
}
"""


class Neo4jBrowser:
    """Neo4j Browser, logged in; each command has its result in the first frame."""

    def __init__(self, browser: Browser, login: BrowserLogin) -> None:
        width, height = _SIZE
        self._context = browser.new_context(viewport={"width": width, "height": height})
        self._context.set_default_timeout(_PATIENCE_MS)
        self._page = self._context.new_page()
        self._page.goto(login.url)
        self._page.locator("input[type=password]").fill(login.password or "")
        self._page.keyboard.press("Enter")
        expect(self._page.get_by_text(f"You are connected as user {login.user}")).to_be_visible()

    @property
    def result(self) -> Locator:
        """What the latest command gave."""
        return self._page.get_by_test_id("frame").first

    def drop(self, file: Path) -> None:
        """Drop a file into the window."""
        content = base64.b64encode(file.read_bytes()).decode()
        dropped = self._page.evaluate_handle(_FILE, [file.name, content])
        self._page.dispatch_event(".filedrop", "drop", {"dataTransfer": dropped})

    def set_parameter(self, name: str, value: str) -> None:
        """Give the queries that come a value."""
        self._page.get_by_test_id("activeEditor").locator(".view-lines").click()
        self._page.keyboard.insert_text(f":param {name} => '{value}'")
        self._run(f":param {name}")

    def run_favourite(self, folder: str, title: str) -> Locator:
        """Choose a favourite of this folder, and run it."""
        self._page.get_by_test_id("navigationFavorites").click()
        favourite = self._page.get_by_test_id(f"scriptTitle-{title}")
        expander = self._page.get_by_test_id(f"expandFolder-{folder}")
        expect(expander).to_be_visible()
        if not favourite.is_visible():
            expander.click()
        favourite.click()
        result = self._run(title)
        self._page.get_by_test_id("navigationFavorites").click()
        return result

    def keep(self, picture: Path) -> None:
        """Keep a picture of the latest result, once it has come to rest."""
        fit = self.result.get_by_role("button", name="Zoom to fit")
        self._page.wait_for_timeout(_SETTLED_MS if fit.count() else 0)
        if fit.count():
            fit.click()
            self._page.wait_for_timeout(_SETTLED_MS)
        with Image.open(io.BytesIO(self.result.screenshot())) as taken:
            taken.convert("RGB").quantize(_COLOURS).save(picture, optimize=True)

    def close(self) -> None:
        self._context.close()

    def _run(self, words: str) -> Locator:
        self._page.get_by_test_id("editor-Run").click()
        expect(self.result.get_by_test_id("frameCommand")).to_contain_text(words)
        return self.result

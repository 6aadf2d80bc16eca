"""Which pages there are, and what makes each."""

from collections.abc import Callable, Mapping
from pathlib import Path

from api.reference.command_line import command_line_page
from api.reference.configuration import configuration_page
from api.reference.http import http_page

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES: Mapping[Path, Callable[[], str]] = {
    DOCS / "configuration.md": configuration_page,
    DOCS / "http.md": http_page,
    DOCS / "cli.md": command_line_page,
}

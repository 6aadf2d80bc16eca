"""A small web site on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from tests.fakes.files import pdf_of

ROBOTS = b"User-agent: *\nDisallow: /secret*.html\n"
PAGE = b"""<html><head><title>Mills</title></head><body><h1>The mill of Corley</h1>
<p>The mill of Corley was built by Hanna Voss in 1911. See its <a href="plan.pdf">ground plan</a>.</p></body></html>"""


class Site(BaseHTTPRequestHandler):
    """A few pages, as their paths say."""

    def __init__(self, *args: Any, robots: bytes) -> None:
        self.robots = robots
        super().__init__(*args)

    def do_GET(self) -> None:
        port = str(self.headers["Host"]).rpartition(":")[2]
        redirects = {
            "/moved": "/page.html",
            "/moved-twice": "/moved",
            "/loop": "/loop",
            "/to-metadata": "http://169.254.169.254/latest",
            "/to-file": "file:///etc/passwd",
            "/to-localhost": f"http://localhost:{port}/page.html",
            "/to-secret": "/secret1.html",
            "/to-hangul": "/방앗간/안내.html",
        }
        pages = {
            "/robots.txt": ("text/plain", self.robots),
            "/page.html": ("text/html; charset=utf-8", b"<p>The mill.</p>"),
            "/방앗간/안내.html": ("text/html; charset=utf-8", b"<p>The mill.</p>"),
            "/mills/corley": ("text/html; charset=utf-8", PAGE),
            "/mills/plan.pdf": ("application/pdf", pdf_of([["Ulf Brandt drew the plan of the mill."]])),
            "/mills/notes.md": ("text/plain", b"# Notes\n\n## Wheel\n\nThe wheel was cast by Ingrid Moss."),
            "/report.pdf": ("text/html", b"<p>Sign in to read the report.</p>"),
            "/secret1.html": ("text/html", b"no"),
            "/film": ("video/mp4", b"x"),
            "/large": ("text/plain", b"x" * 5_000),
            "/packed": ("text/plain", b"x"),
        }
        path = unquote(self.path)
        if path in redirects:
            self.send_response(302)
            # Written as some servers do: in UTF-8, which the base takes for Latin-1.
            self.send_header("Location", redirects[path].encode().decode("latin-1"))
            self.end_headers()
        elif path in pages:
            kind, content = pages[path]
            self.send_response(200)
            self.send_header("Content-Type", kind)
            if self.path == "/packed":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)
        elif self.path == "/slow":
            threading.Event().wait(2)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the base's name
        """Say nothing."""


@contextmanager
def running_site(robots: bytes = ROBOTS) -> Iterator[str]:
    """The address of the site while it runs."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Site, robots=robots)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()

"""The web page, served from the files in this package."""

import os
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

_BUILT = Path(__file__).resolve().parents[1] / "web" / "dist"
_FILES = "/assets"
# No script or style inside the page, no text made into HTML, nothing from or to another host; `blob:` are the pictures
# of pages, which the page fetches with the key.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def install_page(app: FastAPI) -> None:
    """Serve the page at / and its files below /assets."""
    app.mount(_FILES, _Files(directory=_BUILT / "assets"))

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(_BUILT / "index.html", headers=_HEADERS)


def is_page(path: str) -> bool:
    """Whether the path is the page or one of its files, in which nothing of the graph is."""
    return path == "/" or path.startswith(f"{_FILES}/")


class _Files(StaticFiles):
    """Files with a hash of their content in their names: what is fetched once need not be fetched again."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response

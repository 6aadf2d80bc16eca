"""Loading with the formats that CiteGraph ships."""

from pathlib import Path

from api.parts import FORMATS
from extraction.load.loader import Loader
from extraction.load.options import ReadingOptions
from schemas.document import LoadedDocument


def load_documents(path: Path | str, *, max_bytes: int) -> list[LoadedDocument]:
    return Loader(FORMATS, max_bytes).load_file(path)


def load_bytes(
    name: str,
    content: bytes,
    *,
    media_type: str | None = None,
    max_bytes: int,
    options: ReadingOptions | None = None,
) -> list[LoadedDocument]:
    return Loader(FORMATS, max_bytes).load_bytes(name, content, media_type, options)


def load_text(name: str, text: str, *, max_bytes: int) -> list[LoadedDocument]:
    """A text as it is sent to the API; plain text where the name has no ending that says more."""
    return load_bytes(name, text.encode(), media_type="text/plain", max_bytes=max_bytes)

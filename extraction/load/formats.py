"""The formats that can be loaded."""

from pathlib import PurePath
from typing import Literal

from schemas.errors import DocumentRejectedError

FileFormat = Literal["text", "markdown", "html", "pdf", "docx", "jsonl"]

MEDIA_TYPES: dict[FileFormat, str] = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jsonl": "application/jsonl",
}
SUFFIXES: dict[str, FileFormat] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_BY_MEDIA_TYPE: dict[str, FileFormat] = {
    **{media_type: name for name, media_type in MEDIA_TYPES.items()},
    "text/x-markdown": "markdown",
    "application/xhtml+xml": "html",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}
_INSTEAD = {
    ".doc": "Save it as .docx and try again.",
    ".hwp": "Save it as .docx or .pdf and try again.",
    ".hwpx": "Save it as .docx or .pdf and try again.",
    ".rtf": "Save it as .docx and try again.",
    ".odt": "Save it as .docx and try again.",
    ".pptx": "Save it as .pdf and try again.",
    ".xlsx": "Save the text as .txt or .jsonl and try again.",
    ".csv": "Save the text as .txt or .jsonl and try again.",
    ".json": 'Save it as .jsonl with one {"id", "title", "text"} per line and try again.',
}


def is_supported(name: str) -> bool:
    """Whether a file of this name can be loaded, judged by its ending."""
    return PurePath(name).suffix.lower() in SUFFIXES


def find_format(name: str, media_type: str | None = None) -> FileFormat:
    """The format that the name's ending tells, else the media type.

    Raises:
        DocumentRejectedError: neither names a format that can be loaded.
    """
    suffix = PurePath(name).suffix.lower()
    stated = (media_type or "").partition(";")[0].strip().lower()
    found = SUFFIXES.get(suffix) or _BY_MEDIA_TYPE.get(stated)
    if found is None:
        raise DocumentRejectedError(
            f"{name} has a format that cannot be loaded ({suffix or stated or 'no file ending'})",
            remedy=_INSTEAD.get(suffix, f"Give one of {', '.join(SUFFIXES)}."),
        )
    return found

"""A source text and one stored version of it."""

from datetime import datetime
from typing import Literal

from schemas.value import Value
from schemas.warning import IngestWarning

Language = Literal["en", "ko", "other"]


class Heading(Value):
    """A heading of the document: its text and level stand at `start` in the document's text."""

    start: int
    level: int
    title: str


class LoadedDocument(Value):
    """What a loader read: plain text with the places of its pages and headings.

    `source` (path, URL or given name) says which document a new version replaces, `sha256` is that of the
    original bytes, `page_starts[i]` is the offset in `text` where page i + 1 begins (empty: no pages). `warnings` say
    what was lost or repaired on the way.
    """

    source: str
    sha256: str
    title: str
    uri: str | None = None
    media_type: str
    language: Language
    text: str
    page_starts: tuple[int, ...] = ()
    headings: tuple[Heading, ...] = ()
    warnings: tuple[IngestWarning, ...] = ()


class Document(Value):
    """One stored version of a document; no read sees it before `ready_at`."""

    id: str
    source: str
    sha256: str
    title: str
    uri: str | None = None
    media_type: str
    language: Language
    page_starts: tuple[int, ...] = ()
    ingested_at: datetime
    ready_at: datetime | None = None

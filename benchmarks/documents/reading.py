"""What a reader gives for a document, in one form for all readers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """The text of each page (one for all where a reader knows no pages), with table rows as lines of cells parted by "|"."""

    pages: tuple[str, ...]
    title: str = ""
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.pages)


@dataclass(frozen=True)
class DocumentReader:
    """A program that reads documents: its name, the endings of files that it takes, and how it is called.

    `knows_pages` is false where it gives one text for all pages.
    """

    name: str
    suffixes: frozenset[str]
    read: Callable[[bytes, str], Reading]
    knows_pages: bool = True

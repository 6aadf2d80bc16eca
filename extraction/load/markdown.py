"""Markdown files, kept as they are written."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText
from schemas.document import Heading

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_STATED_TITLE = re.compile(r"^title:[ \t]*([\"']?)(\S.*?)\1[ \t]*$", re.MULTILINE)
_WORDS = {"text", "text_special", "code_inline", "image"}


class Markdown:
    """Markdown files."""

    name = "markdown"
    media_types = ("text/markdown", "text/x-markdown")
    suffixes = (".md", ".markdown")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The text word for word, with its headings.

        Raises:
            DocumentRejectedError: it is not text, or in an encoding that cannot be told.
        """
        return [_read(decode_text(content, name))]


def _read(text: str) -> LoadedText:
    """The text word for word, with its headings; the title is that of the front matter, else the highest heading.

    The text is not turned into plain text: so a quotation can be found again in the file.
    """
    text = clean_text(text).replace("\f", "\n")
    front = _FRONT_MATTER.match(text)
    headings = tuple(_headings(text, front.end() if front else 0))
    stated = _STATED_TITLE.search(front[1]) if front else None
    title = stated[2] if stated else ""
    if not title and headings:
        title = min(headings, key=lambda heading: (heading.level, heading.start)).title
    return LoadedText(text=text, title=title, headings=headings)


def _headings(text: str, body: int) -> Iterator[Heading]:
    from markdown_it import MarkdownIt

    lines = _line_starts(text, body)
    inline = MarkdownIt("commonmark")
    # Only blocks are parsed: emphasis and links are wanted in titles alone, and take most of the time.
    tokens = MarkdownIt("commonmark").disable("inline").parse(text[body:])
    for token, content in pairwise(tokens):
        if token.type != "heading_open" or token.level or token.map is None:
            continue
        title = _plain(inline.parseInline(content.content))
        if title:
            yield Heading(start=lines[token.map[0]], level=int(token.tag[1:]), title=title)


def _line_starts(text: str, body: int) -> list[int]:
    starts = [body]
    while (place := text.find("\n", starts[-1])) >= 0:
        starts.append(place + 1)
    return starts


def _plain(tokens: "list[Token]") -> str:
    """The words of a title without its markup; a line break counts as a blank."""
    children = tokens[0].children or []
    words = (
        child.content if child.type in _WORDS else " " * child.type.endswith("break") for child in children
    )
    return " ".join("".join(words).split())

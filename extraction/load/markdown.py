"""Markdown files, kept as they are written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_and_count
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, unreadable
from schemas.document import Block, BlockKind

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_STATED_TITLE = re.compile(r"^title:[ \t]*([\"']?)(\S.*?)\1[ \t]*$", re.MULTILINE)
_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "tr_open": "row",
    "fence": "code",
    "code_block": "code",
}
_HOLDERS = {"list_item_open", "footnote_reference_open"}
_WORDS = {"text", "text_special", "code_inline", "image"}


class Markdown(ConfiguredFormat):
    """Markdown files."""

    name = "markdown"
    media_types = ("text/markdown", "text/x-markdown")
    suffixes = (".md", ".markdown")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The text word for word, with its headings.

        Raises:
            DocumentRejectedError: it is not text, or in an encoding that cannot be recognised.
        """
        decoded = self.decoded(content, name)
        loaded = read_markdown(decoded.text)
        return [replace(loaded, warnings=(*decoded.warnings, *loaded.warnings))]


def read_markdown(text: str) -> LoadedText:
    """The text word for word, with its blocks; the title is that of the front matter, else the highest heading.

    The text is not turned into plain text: so a quotation can be found again in the file.
    """
    text, unread = clean_and_count(text)
    text = text.replace("\f", "\n")
    front = _FRONT_MATTER.match(text)
    blocks = tuple(_blocks(text, front.end() if front else 0))
    headings = [block for block in blocks if block.kind == "heading"]
    stated = _STATED_TITLE.search(front[1]) if front else None
    title = stated[2] if stated else None
    if not title and headings:
        title = min(headings, key=lambda heading: (heading.level or 0, heading.start)).title
    return LoadedText(text=text, title=title, blocks=blocks, warnings=unreadable(unread))


def _blocks(text: str, body: int) -> Iterator[Block]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    lines = [*_line_starts(text, body), len(text)]
    inline = MarkdownIt("commonmark")
    # Only blocks are parsed: emphasis and links are wanted in titles alone, and take most of the time.
    parser = MarkdownIt("commonmark").enable("table").use(footnote_plugin)
    tokens = parser.disable(["inline", "footnote_tail"]).parse(text[body:])
    holder: int | None = None
    notes = 0
    for token, content in zip(tokens, [*tokens[1:], None], strict=False):
        notes += token.nesting * token.type.startswith("footnote_reference_")
        if token.type in _HOLDERS:
            holder = token.map[0] if token.map else None
            continue
        kind = _KINDS.get(token.type)
        if kind is None or token.map is None:
            continue
        level, title = None, ""
        if kind == "heading" and content is not None:
            level, title = int(token.tag[1:]), _plain(inline.parseInline(content.content))
            if token.level or not title:
                continue
        first = token.map[0]
        if kind == "paragraph":
            kind = "note" if notes else "paragraph" if holder is None else "item"
            first = first if holder is None else holder
        holder = None
        stretch = text[lines[first] : lines[token.map[1]]]
        if stretch.strip():
            start = lines[first] + len(stretch) - len(stretch.lstrip())
            yield Block(kind, start, lines[first] + len(stretch.rstrip()), level, title)


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

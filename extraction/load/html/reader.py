"""Web pages: the article with its headings, lists and tables, without menus, scripts and footers."""

import logging
import re
from collections.abc import Collection, Iterator, Sequence
from configparser import ConfigParser
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.load.clean_text import clean_text
from extraction.load.decoding import decode_text
from extraction.load.html.preparation import prepare_html, squeezed
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks
from schemas.document import BlockKind
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# What browsers read under these names (WHATWG Encoding Standard, section 4.2).
_AS_BROWSERS_DO = {
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "us-ascii": "cp1252",
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    # Nothing a page is written in, and Python takes hours for a long one.
    "punycode": "utf-8",
}
_SPACE = re.compile(r"\s+")
_NEVER_READ = ["script", "style", "noscript", "template", "nav", "footer", "head"]
_BLOCKS = {"head", "p", "quote", "list", "item", "table", "row", "div", "ab", "fw"}
_HOLDS_INLINE_CODE = {"p", "item", "cell", "head"}


class Html:
    """Web pages."""

    name = "html"
    media_types = ("text/html", "application/xhtml+xml")
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The page's article; its title is what the page says of itself, else its first heading.

        Raises:
            DocumentRejectedError: the page cannot be decoded.
        """
        return [_read(content, name)]


def _read(content: bytes, name: str) -> LoadedText:
    page = _DECLARATION.sub("", clean_text(_decode(content, name)))
    found = _article(page)
    if found is None:
        return join_blocks(_all_text(page))
    body, title, notes = found
    blocks = (_labelled(block, notes) for block in _walk(body))
    return replace(join_blocks(blocks), title=title)


def _decode(content: bytes, name: str) -> str:
    """The page as text: by its byte order mark, else the encoding it names, else as a text file."""
    stated = None if content.startswith(_MARKS) else _CHARSET.search(content[:_HEAD_BYTES])
    if stated is None:
        return decode_text(content, name)
    encoding = stated[1].decode("ascii", errors="replace").lower()
    try:
        return content.decode(_AS_BROWSERS_DO.get(encoding, encoding))
    except (LookupError, UnicodeError):
        return decode_text(content, name)


def _article(page: str) -> "tuple[HtmlElement, str | None, frozenset[str]] | None":
    """The article's tree in trafilatura's own tags, the page's title and its notes; None where it finds no article.

    Not trafilatura's XML: made for its tree, that glues paragraphs in a heading together, and loses code and whole
    sections (of 253 pages on a developer's machine, 25 came out otherwise, none better; with 2.3.1).
    """
    import trafilatura
    from trafilatura.settings import Document

    # It logs every page it cannot read as an error, which would reach the terminal; we raise our own.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(page)
    if tree is None:
        return None
    notes = prepare_html(tree)
    found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=True, config=_settings())
    if not isinstance(found, Document) or found.body is None or not "".join(found.body.itertext()).strip():
        return None
    return found.body, " ".join((found.title or "").split()) or None, notes


def _settings() -> ConfigParser:
    """Trafilatura's own settings, but short pages keep their structure too."""
    from trafilatura.settings import use_config

    settings: ConfigParser = use_config()
    settings.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    return settings


def _all_text(page: str) -> Iterator[TextBlock]:
    from bs4 import BeautifulSoup

    try:
        soup = BeautifulSoup(page, "html.parser")
    except RecursionError as error:
        raise DocumentRejectedError(
            "the page's elements are nested too deeply to be read", remedy="Save its text as .txt."
        ) from error
    for element in soup(_NEVER_READ):
        element.decompose()
    for line in soup.get_text("\n").split("\n"):
        yield TextBlock(line)


def _labelled(block: TextBlock, notes: Collection[str]) -> TextBlock:
    is_note = block.kind in {"paragraph", "item"} and squeezed(block.text) in notes
    return replace(block, kind="note") if is_note else block


def _walk(element: "HtmlElement", before: str = "") -> Iterator[TextBlock]:
    """The blocks in an element, in order; `before` is put in front of the first."""
    inline = before + _words(element.text, element)
    for child in element:
        if _is_block(child, element):
            yield from _paragraph(inline, element)
            yield from _block(child)
            inline = ""
        else:
            inline += "\n" if child.tag == "lb" else _words("".join(child.itertext()), element)
        inline += _words(child.tail, element)
    yield from _paragraph(inline, element)


def _words(text: str | None, element: "HtmlElement") -> str:
    """The text with its line breaks as blanks, which is what they mean in HTML outside of code."""
    return (text or "") if element.tag == "code" else _SPACE.sub(" ", text or "")


def _is_block(child: "HtmlElement", parent: "HtmlElement") -> bool:
    return child.tag in _BLOCKS or (child.tag == "code" and parent.tag not in _HOLDS_INLINE_CODE)


def _paragraph(inline: str, element: "HtmlElement") -> Iterator[TextBlock]:
    if element.tag != "code":
        inline = "\n".join(line.strip() for line in inline.split("\n"))
    if inline.strip(" \n-"):
        is_item = element.tag == "item" and not _is_definition(element)
        kind: BlockKind = "item" if is_item else "code" if element.tag == "code" else "paragraph"
        yield TextBlock(inline, kind, joined=is_item)


def _block(element: "HtmlElement") -> Iterator[TextBlock]:
    if element.tag == "head":
        level = (element.get("rend") or "h2")[-1]
        yield TextBlock(_one_line(element), "heading", int(level) if level.isdigit() else 2)
    elif element.tag == "row":
        yield TextBlock(" | ".join(map(_one_line, element)), "row", joined=element.getprevious() is not None)
    else:
        is_item = element.tag == "item" and not _is_definition(element)
        yield from _walk(element, "- " if is_item else "")


def _one_line(element: "HtmlElement") -> str:
    """The words of a heading or a cell; a blank separates what has lines of its own."""
    from lxml.etree import iterwalk  # type: ignore[import-untyped]

    parts = [element.text or ""]
    for event, part in iterwalk(element, events=("start", "end")):
        if part is not element:
            gap = " " if part.tag == "lb" or part.tag in _BLOCKS else ""
            parts.extend((gap, (part.text if event == "start" else part.tail) or ""))
    return " ".join("".join(parts).split())


def _is_definition(item: "HtmlElement") -> bool:
    return (item.get("rend") or "").startswith(("dt", "dd"))

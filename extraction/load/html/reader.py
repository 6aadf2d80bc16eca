"""Web pages: what their readers see, with headings, lists, tables and forms, without menus and what belongs to the site."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut, account_for
from extraction.load.clean_text import clean_text
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.decoding import Decoded, decode_as
from extraction.load.formats import is_address
from extraction.load.html.blocks import BlockWalk
from extraction.load.html.boilerplate import BOILERPLATE, boilerplate, content_root
from extraction.load.html.dom import parse_page, path_of, visible_text
from extraction.load.html.hidden import HIDDEN, hidden_elements
from extraction.load.links import resolved
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD_BYTES = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NOTES = (
    "descendant::*[@role='doc-footnote' or @role='doc-endnote' or @*[name()='epub:type']='footnote']"
    " | descendant::*[@role='doc-endnotes' or contains(concat(' ', @class, ' '), ' footnotes ')]//li"
    " | descendant::ol[contains(concat(' ', @class, ' '), ' references ')]/li"
)
"""Footnotes by the roles of DPUB-ARIA and EPUB, and by what Pandoc, GitHub and MediaWiki write."""
_SELECT = "Choose it by its CSS selector (--select, select=) if it matters."
_MAX_FRAMES = 20


class Html(ConfiguredFormat):
    """Web pages; `options` may name the part of the page that is to be read."""

    name = "html"
    media_types = ("text/html", "application/xhtml+xml")
    suffixes = (".html", ".htm", ".xhtml")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """What is seen on the page; what belongs to its site or is hidden is left out, and said.

        Its title is its first heading of the highest level, else what the page says of itself.

        Raises:
            DocumentRejectedError: the page cannot be decoded, is nested too deeply, or has nothing of what was chosen.
        """
        decoded = self.decoded(content, name)
        address = name if is_address(name) else ""
        loaded = read_page(
            decoded.text, name, max_bytes=max_bytes, select=self.options.select, address=address
        )
        return [replace(loaded, warnings=(*decoded.warnings, *loaded.warnings))]

    def decoded(self, content: bytes, name: str) -> Decoded:
        """The page as text: as it is told, by its byte order mark, else the encoding it names, else as a text file.

        Raises:
            DocumentRejectedError: it is in no encoding that can be told, or is no text at all.
        """
        is_told = self.options.encoding or content.startswith(_MARKS)
        stated = None if is_told else _CHARSET.search(content[:_HEAD_BYTES])
        called = stated[1].decode("ascii", errors="replace").lower() if stated else ""
        # What could be found in it is no UTF-16 (WHATWG HTML, section 13.2.3.3).
        text = decode_as(content, "utf-8" if called.startswith("utf-16") else called)
        return super().decoded(content, name) if text is None else Decoded(text)


def read_page(
    page: str, name: str, *, max_bytes: int, select: str | None = None, address: str = ""
) -> LoadedText:
    """The text of a page given as text; its links are relative to the `address` where it does not say otherwise.

    Raises:
        DocumentRejectedError: it is nested too deeply, or has nothing of what was chosen.
    """
    tree = parse_page(clean_text(page), name)
    return (
        LoadedText("")
        if tree is None
        else read_tree(tree, name, max_bytes=max_bytes, select=select, address=address)
    )


def read_tree(
    tree: "HtmlElement",
    name: str,
    *,
    max_bytes: int,
    select: str | None = None,
    whole: bool = False,
    address: str = "",
) -> LoadedText:
    """The text of a page given as a tree of elements; `whole`: nothing on it belongs to a site, as in a book.

    Raises:
        DocumentRejectedError: it has nothing of what was chosen.
    """
    body = next(iter(tree.xpath("descendant-or-self::*[local-name()='body']")), tree)
    hidden = list(hidden_elements(tree))
    site: list[HtmlElement] = []
    roots = [body]
    if select:
        roots = _selected(tree, select, name)
    elif not whole:
        site = list(boilerplate(body, content_root(body, set(hidden))))
    walk = BlockWalk({*hidden, *site}, set(body.xpath(_NOTES)), base=resolved(address, _base(tree)))
    loaded = join_blocks(limited_blocks(_walked(walk, roots, name), name, max_bytes=max_bytes))
    if site and not loaded.text:
        return read_tree(tree, name, max_bytes=max_bytes, whole=True, address=address)
    left_out = [
        *_left_out(HIDDEN, hidden, roots),
        *_left_out(BOILERPLATE, site, roots, _SELECT),
        *walk.left_out,
    ]
    seen = " ".join(map(visible_text, roots))
    warnings = account_for(seen, loaded.text, left_out, place="page").warnings()
    return replace(loaded, title=_title(tree, roots, {*hidden, *site}), warnings=(*warnings, *_frames(walk)))


def _walked(walk: BlockWalk, roots: "list[HtmlElement]", name: str) -> Iterator[TextBlock]:
    """The blocks of the roots; after each, those of the pages that are embedded in it with their text."""
    for root in roots:
        first = len(walk.frames)
        yield from walk.blocks(root)
        for frame in walk.frames[first:][:_MAX_FRAMES]:
            if (page := frame.get("srcdoc")) and (tree := parse_page(page, name)) is not None:
                yield from BlockWalk(set(hidden_elements(tree))).blocks(tree)


def _frames(walk: BlockWalk) -> Iterator[IngestWarning]:
    for frame in walk.frames[:_MAX_FRAMES]:
        if not frame.get("srcdoc") and (address := frame.get("src")):
            yield IngestWarning(
                kind="embedded page not read", place=address[:200], remedy="Ingest it by its own address."
            )


def _left_out(
    reason: str, elements: "list[HtmlElement]", roots: "list[HtmlElement]", remedy: str = ""
) -> Iterator[LeftOut]:
    """What was left out of the roots; each once, though it may be so for two reasons."""
    within = {*roots}
    for element in elements:
        if within & {element, *element.iterancestors()}:
            yield LeftOut(reason, visible_text(element), path_of(element), remedy)


def _selected(tree: "HtmlElement", select: str, name: str) -> "list[HtmlElement]":
    """The elements that were chosen, without those inside another one."""
    from lxml.cssselect import CSSSelector

    found = CSSSelector(select, translator="html")(tree)
    chosen = {*found}
    roots = [element for element in found if not chosen & {*element.iterancestors()}]
    if not roots:
        raise DocumentRejectedError(
            f"{name} has no element {select}",
            remedy="Look into the page for the class or id of what you want.",
        )
    return roots


def _base(tree: "HtmlElement") -> str:
    """What the addresses of the page's links are relative to, as far as the page says it."""
    stated = [
        *tree.xpath("//base/@href"),
        *tree.xpath("//link[@rel='canonical']/@href"),
        *tree.xpath("//meta[@property='og:url']/@content"),
    ]
    return next((address for each in stated if (address := each.strip())), "")


def _title(tree: "HtmlElement", roots: "list[HtmlElement]", skipped: "set[HtmlElement]") -> str | None:
    for root in roots:
        for heading in root.iter("h1"):
            words = " ".join(visible_text(heading).split())
            if words and not skipped & {heading, *heading.iterancestors()}:
                return words
    stated = [*tree.xpath("//meta[@property='og:title']/@content"), *tree.xpath("//head/title/text()")]
    return next((words for each in stated if (words := " ".join(each.split()))), None)

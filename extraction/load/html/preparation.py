"""A web page made ready for trafilatura, around what it leaves out (seen with 2.3.1)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_MAIN = "//main | //*[@role='main']"
_OUTER_ARTICLES = ".//article[not(ancestor::article or ancestor::aside)]"
_LISTS_IN_CELLS = (
    "//*[self::ul or self::ol or self::li or self::dl or self::dt or self::dd][ancestor::td or ancestor::th]"
)

_NOTES = (
    "//*[@role='doc-footnote' or @role='doc-endnote' or @*[name()='epub:type']='footnote']"
    " | //*[@role='doc-endnotes' or contains(concat(' ', @class, ' '), ' footnotes ')]//li"
    " | //ol[contains(concat(' ', @class, ' '), ' references ')]/li"
)
"""Footnotes by the roles of DPUB-ARIA and EPUB, and by what Pandoc, GitHub and MediaWiki write."""


def prepare_html(tree: "HtmlElement") -> frozenset[str]:
    """Change the page so that no article of several, no list in a table and no footnote is lost.

    Returns the footnotes, as `squeezed` makes them: what trafilatura gives back knows nothing of them.
    """
    notes = frozenset(_notes(tree))
    _open_lists(tree)
    _frame_articles(tree)
    return notes


def squeezed(text: str) -> str:
    """The text without white space and the dash of a list item, to be compared."""
    return "".join(text.removeprefix("- ").split())


def _notes(tree: "HtmlElement") -> Iterator[str]:
    """The whole of each note and its paragraphs; an aside, which trafilatura drops, becomes running text."""
    for note in tree.xpath(_NOTES):
        if note.tag == "aside":
            note.tag = "p" if note.find(".//p") is None else "div"
        for part in (note, *note.iter("p")):
            yield squeezed(part.text_content())


def _open_lists(tree: "HtmlElement") -> None:
    """Turn the lists in table cells into words of the cell: trafilatura drops them."""
    for element in tree.xpath(_LISTS_IN_CELLS):
        element.tag = "span"
        element.text = f" {element.text or ''}"
        element.tail = f" {element.tail or ''}"


def _frame_articles(tree: "HtmlElement") -> None:
    """Put the body of a page that marks no article into one, and what holds the articles of one with several.

    Trafilatura takes the first article it finds as a whole, less menus and the like; without one, it leaves out the
    headings and lists of plain pages.
    """
    main = tree.xpath(_MAIN)
    for frame in (main or tree.xpath("//body"))[:1]:
        if len(frame.xpath(_OUTER_ARTICLES)) > 1 or not (main or tree.xpath("//article")):
            article = frame.makeelement("article")
            article.text, frame.text = frame.text, None
            article.extend(list(frame))
            frame.append(article)

"""A web page made ready for trafilatura, around what it leaves out (seen with 2.3.1)."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

_MAIN = "//main | //*[@role='main']"
_OUTER_ARTICLES = ".//article[not(ancestor::article or ancestor::aside)]"
_LISTS_IN_CELLS = (
    "//*[self::ul or self::ol or self::li or self::dl or self::dt or self::dd][ancestor::td or ancestor::th]"
)


def prepare_html(tree: "HtmlElement") -> None:
    """Change the page so that no article of several and no list in a table is lost."""
    _open_lists(tree)
    _frame_articles(tree)


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

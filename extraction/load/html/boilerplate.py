"""The parts of a web page that belong to its site: told by landmarks, by the share of links and by their position."""

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from extraction.load.html.dom import NO_TEXT, tag_of, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BOILERPLATE = "boilerplate left out"
_ROLES = {"navigation", "banner", "contentinfo", "search"}
_SECTIONS = {"article", "section", "main", "blockquote", "figure", "td", "th", "li"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_PROSE = {"p", "pre", "blockquote", "dl", "figure", *_HEADINGS}
_LIST = {"ul", "ol", "menu", "div", "table", "p", "section", "td", "center", "form", "header"}
_LINK_SHARE = 0.75
_NAV_LINK_SHARE = 0.5
_LEAST_LINKS = 3
_MAIN_SHARE = 0.4
_PROSE_CHARS = 40
_SHORT_CHARS = 200


def content_root(body: "HtmlElement", hidden: "Set[HtmlElement]") -> "HtmlElement":
    """What holds the page's content: what it marks as `main` or `article` if that holds a good part of its words, else the body."""
    for marked in (body.xpath("descendant::main | descendant::*[@role='main']"), _articles(body)):
        shown = [element for element in marked if not hidden & {element, *element.iterancestors()}]
        root = _common(shown, body)
        if root is not None and root is not body and _plain_chars(root) >= _MAIN_SHARE * _plain_chars(body):
            return root
    return body


def boilerplate(body: "HtmlElement", root: "HtmlElement") -> "Iterator[HtmlElement]":
    """The elements to be left out: all beside the marked content, and in it or the body what is menus and the like.

    Without marked content: feet of the page, and lists of links that stand before or after all running text. A heading
    keeps the list below it: that is what it announces.
    """
    needs_title = root.find(".//h1") is None
    element = root
    while element is not body:
        parent = element.getparent()
        for child in parent:
            if child is not element:
                yield from _beside(child, needs_title=needs_title)
        element = parent
    waiting = list(reversed(root))
    edges = _Edges(root) if root is body else None
    while waiting:
        element = waiting.pop()
        if not tag_of(element) or tag_of(element) in NO_TEXT:
            continue
        if _is_landmark(element, root is body) or (edges is not None and edges.hold(element)):
            yield element
        else:
            waiting.extend(reversed(element))


def _beside(element: "HtmlElement", *, needs_title: bool) -> "Iterator[HtmlElement]":
    """What stands beside the content, but the page's title where the content has none."""
    if not needs_title or element.find(".//h1") is None:
        if tag_of(element) != "h1" or not needs_title:
            yield element
        return
    for child in element:
        yield from _beside(child, needs_title=True)


def _articles(body: "HtmlElement") -> "list[HtmlElement]":
    return list(body.xpath("descendant::article[not(ancestor::article or ancestor::aside)]"))


def _common(elements: "list[HtmlElement]", body: "HtmlElement") -> "HtmlElement | None":
    """The innermost element that holds them all."""
    if not elements:
        return None
    if len(elements) == 1:
        return elements[0]
    for holder in elements[0].iterancestors():
        if holder is body or all(holder in set(each.iterancestors()) for each in elements[1:]):
            return holder
    return body


def _is_landmark(element: "HtmlElement", whole_page: bool) -> bool:
    tag, role = tag_of(element), (element.get("role") or "").lower()
    if tag == "nav" or role == "navigation":
        return link_share(element) >= _NAV_LINK_SHARE or len(visible_text(element)) <= _SHORT_CHARS
    if role in {"search", "contentinfo"}:
        return True
    if tag == "footer":
        return whole_page and not any(tag_of(above) in _SECTIONS for above in element.iterancestors())
    if tag == "aside" and whole_page:
        return link_share(element) >= _NAV_LINK_SHARE
    return role == "banner" and element.find(".//h1") is None


class _Edges:
    """The stretches of a page before its first and after its last running text or heading."""

    def __init__(self, root: "HtmlElement") -> None:
        prose = [element for element in root.iter() if _is_prose(element)]
        order = {element: place for place, element in enumerate(root.iter())}
        self._order = order
        self._first = order[prose[0]] if prose else -1
        self._last = order[prose[-1]] if prose else len(order)

    def hold(self, element: "HtmlElement") -> bool:
        """Whether it is a list of links in one of the stretches."""
        if tag_of(element) not in _LIST:
            return False
        place = self._order[element]
        size = sum(1 for _ in element.iter())
        at_edge = place + size <= self._first or place > self._last
        if not at_edge or len(element.findall(".//a")) < _LEAST_LINKS or link_share(element) < _LINK_SHARE:
            return False
        before = element.getprevious()
        return before is None or tag_of(before) not in _HEADINGS


def _is_prose(element: "HtmlElement") -> bool:
    tag = tag_of(element)
    if tag in _HEADINGS:
        return bool(visible_text(element).strip()) and link_share(element) < _LINK_SHARE
    if tag in _PROSE or (tag in {"div", "td", "li"} and (element.text or "").strip()):
        return _plain_chars(element) >= _PROSE_CHARS
    return False


def link_share(element: "HtmlElement") -> float:
    """The share of its letters and digits that are in links, 0..1."""
    chars = _chars(element)
    return sum(_chars(link) for link in element.iter("a") if link.get("href")) / chars if chars else 0.0


def _plain_chars(element: "HtmlElement") -> int:
    """Number of letters and digits that are in no link."""
    return round(_chars(element) * (1 - link_share(element)))


def _chars(element: "HtmlElement") -> int:
    return sum(map(str.isalnum, visible_text(element)))

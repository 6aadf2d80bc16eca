"""A web page as a tree, and what of its text a reader could see at all."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

NO_TEXT = frozenset({"script", "style", "template", "head", "title", "meta", "link", "base", "iframe", "frame", "area", "param", "annotation", "annotation-xml"})  # fmt: skip
"""Elements whose text is none of the page's, by the standard."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAX_DEPTH = 250


def parse_page(page: str, name: str) -> "HtmlElement | None":
    """The tree of the page; None where there is nothing in it.

    Raises:
        DocumentRejectedError: its elements are nested too deeply.
    """
    from lxml import html
    from lxml.etree import LxmlError, ParserError

    try:
        tree = html.document_fromstring(_DECLARATION.sub("", page), parser=html.HTMLParser(huge_tree=True))
    except ParserError:
        return None
    except (LxmlError, ValueError, AssertionError) as error:
        raise DocumentRejectedError(
            f"{name} is not a web page ({error})", remedy="Save its text as .txt and try again."
        ) from error
    for shadow in tree.iter("template"):
        if shadow.get("shadowrootmode"):
            shadow.tag = "div"
    if _is_too_deep(tree):
        raise DocumentRejectedError(
            f"the elements of {name} are nested too deeply to be read", remedy="Save its text as .txt."
        )
    return tree


def tag_of(element: "HtmlElement") -> str:
    """The element's name in lower case, without a namespace; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def visible_text(element: "HtmlElement") -> str:
    """All words in the element that could be on the page, whatever hides them."""
    return " ".join(_texts(element))


def path_of(element: "HtmlElement") -> str:
    """What the element is, for a message: its name with its id or first class."""
    identifier, classes = element.get("id"), (element.get("class") or "").split()
    if identifier:
        return f"{tag_of(element)}#{identifier}"
    return f"{tag_of(element)}.{classes[0]}" if classes else tag_of(element)


def _texts(element: "HtmlElement") -> Iterator[str]:
    if tag_of(element) in NO_TEXT or not tag_of(element):
        return
    if element.text:
        yield element.text
    for child in element:
        yield from _texts(child)
        if child.tail:
            yield child.tail


def _is_too_deep(tree: "HtmlElement") -> bool:
    from lxml.etree import iterwalk

    depth = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            return True
    return False

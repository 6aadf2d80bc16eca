"""The parts of a web page that nobody sees who looks at it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.load.html.dom import NO_TEXT, tag_of, visible_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HIDDEN = "hidden text left out"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_NOT_SHOWN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?<![-\w])opacity\s*:\s*0*\.?0+\s*(?![\d.%])"
    r"|font-size\s*:\s*0*\.?0+(?:px|pt|em|rem|%)?\s*(?![\d.])|text-indent\s*:\s*-\d{3,}"
    r"|(?<![-\w])(?:left|top|right)\s*:\s*-\d{4,}px|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)"
    r"|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![-\w])color\s*:\s*(?:white|#fff(?:fff)?(?![0-9a-f])|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\))",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?<![-\w])color\s*:", re.IGNORECASE)
_BACKGROUND = re.compile(
    r"background(?:-color|-image)?\s*:\s*(?!none|transparent|inherit)([^;]+)", re.IGNORECASE
)
_PALE = re.compile(
    r"^\s*(?:white|#fff(?:fff)?(?![0-9a-f])|rgba?\(\s*255\s*,\s*255\s*,\s*255\b[^)]*\))\s*(?:!important)?\s*$",
    re.IGNORECASE,
)
_UNSEEN = {"noscript", "datalist", "noframes", "noembed"}
_LETTER = re.compile(r"\w")


def hidden_elements(tree: "HtmlElement") -> "Iterator[HtmlElement]":
    """The outermost elements that a browser does not show, in order.

    By the standard (`hidden`, `dialog` that is not open), by their style or that of their class in a style sheet of the page: not
    displayed, without opacity or size, far outside, white on white. `aria-hidden` is what only people who look
    see: it is hidden only where it repeats what stands beside it.
    """
    styles = _styles(tree)
    waiting = [(tree, False)]
    while waiting:
        element, on_colour = waiting.pop()
        tag = tag_of(element)
        if not tag or tag in NO_TEXT - {"head"}:
            continue
        style = f"{styles.get(element, '')};{element.get('style') or ''}"
        on_colour = _is_on_colour(element, style, on_colour)
        if _is_hidden(element, tag, style) or (_is_white(style) and not on_colour):
            yield element
        elif tag != "head":
            waiting.extend((child, on_colour) for child in reversed(element))


def _is_hidden(element: "HtmlElement", tag: str, style: str) -> bool:
    if tag in _UNSEEN or _NOT_SHOWN.search(style):
        return True
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    if tag == "input" and (element.get("type") or "").lower() == "hidden":
        return True
    return (element.get("aria-hidden") or "").lower() == "true" and _is_repeated(element)


def _is_repeated(element: "HtmlElement") -> bool:
    """Whether it has no words, or says what its neighbour says to those who listen."""
    words = _squeezed(element)
    parent = element.getparent()
    if not _LETTER.search(words) or parent is None:
        return True
    beside = [child for child in parent if child is not element and tag_of(child)]
    return any(words in _squeezed(child) or child.find(".//math") is not None for child in beside)


def _squeezed(element: "HtmlElement") -> str:
    return "".join(visible_text(element).split())


def _is_white(style: str) -> bool:
    last = [match.start() for match in _COLOUR.finditer(style)][-1:]
    return bool(last) and _WHITE.match(style, last[0]) is not None


def _is_on_colour(element: "HtmlElement", style: str, before: bool) -> bool:
    """Whether the element stands on something that is not white."""
    stated = _BACKGROUND.findall(style)
    if stated:
        return not _PALE.match(stated[-1])
    return before or element.get("bgcolor") is not None


def _styles(tree: "HtmlElement") -> "dict[HtmlElement, str]":
    """What the page's style sheets say of elements, as far as it could hide them; not what depends on the device."""
    from lxml.cssselect import CSSSelector, SelectorError

    found: dict[HtmlElement, str] = {}
    for sheet in tree.iter("style"):
        if (sheet.get("media") or "all").strip().lower() not in {"all", "screen"}:
            continue
        text = _AT_RULE.sub("", _COMMENT.sub("", sheet.text or ""))
        for selectors, style in _RULE.findall(text):
            if not (_NOT_SHOWN.search(style) or _COLOUR.search(style) or _BACKGROUND.search(style)):
                continue
            try:
                matched = CSSSelector(selectors.strip(), translator="html")(tree)
            except SelectorError:  # a state such as :hover, or newer than what we know
                continue
            for element in matched:
                found[element] = f"{found.get(element, '')};{style}"
    return found

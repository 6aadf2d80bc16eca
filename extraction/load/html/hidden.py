"""The parts of a web page that nobody sees who looks at it."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from extraction.load.html.colour import WHITE, Colour, colour_of, ground_of
from extraction.load.html.dom import NO_TEXT, tag_of, visible_text
from extraction.load.html.style import Style, page_styles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HIDDEN = "hidden text left out"
_ZERO = re.compile(r"[+-]?0*\.?0+(?:px|pt|em|rem|%|vh|vw)?")
_HARDLY = re.compile(r"[+-]?(?:0*\.?0+(?:px|pt|em|rem|%|vh|vw)?|1px)")
_FAR = re.compile(r"-\d{4,}(?:\.\d+)?px|-\d{3,}(?:\.\d+)?r?em")
_INDENTED = re.compile(r"-\d{3,}.*")
_CLIPPED = re.compile(r"rect\((?:\s*[01](?:px)?[\s,]*){4}\)")
_CUT = re.compile(r"inset\(\s*(?:[5-9]\d|100)(?:\.\d+)?%.*|(?:circle|ellipse)\(\s*0(?:px|%)?\b.*")
_SHRUNK = re.compile(r".*\bscale(?:x|y|3d)?\(\s*0*\.?0+\s*[,)].*")
_SIZES = ("height", "max-height", "width", "max-width")
_CUTS = {"hidden", "clip"}
_UNSEEN = {"noscript", "datalist", "noframes", "noembed", "video", "audio", "canvas"}
"""What browsers show only where they cannot show what it stands for."""
_LETTER = re.compile(r"\w")
_TAKEN_OVER = {"inherit", "currentcolor", "unset", "revert"}


class _Look(NamedTuple):
    """How words look at a place: their colour where one is stated, what is behind them where that is known, and whether they are shown."""

    colour: Colour | None = None
    ground: Colour | None = WHITE
    is_visible: bool = True

    @property
    def is_seen(self) -> bool:
        """Whether the words can be seen."""
        if self.colour is None:
            return self.is_visible
        fades = self.colour.opacity == 0 or (self.ground is not None and self.colour.looks_like(self.ground))
        return self.is_visible and not fades


def hidden_elements(tree: "HtmlElement") -> "Iterator[HtmlElement]":
    """The outermost elements that a browser does not show, in order.

    By the standard (`hidden`, `dialog` that is not open), by their style or what the style sheets of the page say: not
    displayed, without opacity or size, far outside, cut away, in the colour of what is behind. Where an element is unseen and one in it is
    not, its own words are put into elements of their own. `aria-hidden` is what only people who look see: it is hidden only where it
    repeats what stands beside it.
    """
    styles = page_styles(tree)
    looking = {"color", "visibility", "background", "background-color"}
    waiting = [(tree, _Look())]
    while waiting:
        element, outer = waiting.pop()
        tag = tag_of(element)
        if not tag or tag in NO_TEXT - {"head"}:
            continue
        style = styles.get(element, {})
        look = _look(element, style, outer)
        if _is_hidden(element, tag, style):
            yield element
        elif look.is_seen:
            waiting.extend((child, look) for child in reversed(element) if tag != "head")
        elif any(looking & styles.get(inner, {}).keys() for inner in element.iterdescendants()):
            children = list(element)
            yield from _parted(element)
            waiting.extend((child, look) for child in reversed(children))
        else:
            yield element


def _look(element: "HtmlElement", style: Style, outer: _Look) -> _Look:
    stated = style.get("color") or (element.get("color") if tag_of(element) == "font" else None) or ""
    colour = outer.colour if not stated or stated in _TAKEN_OVER else colour_of(stated)
    ground = outer.ground
    pictured = style.get("background-image", "none")
    behind = style.get("background-color") or style.get("background") or element.get("bgcolor") or ""
    if pictured not in {"none", "initial"}:
        ground = None
    elif behind and behind not in {"none", "inherit", "initial", "unset", "0"}:
        found = ground_of(behind)
        ground = outer.ground if found is not None and found.opacity == 0 else found
    visibility = style.get("visibility")
    is_visible = (
        outer.is_visible if visibility in {None, "inherit"} else visibility not in {"hidden", "collapse"}
    )
    return _Look(colour, ground, is_visible)


def _parted(element: "HtmlElement") -> "Iterator[HtmlElement]":
    """The element's own words, put into elements of their own."""
    for holder in (element, *element):
        words = holder.text if holder is element else holder.tail
        if not (words or "").strip():
            continue
        own = element.makeelement("span", {})
        own.text = words
        if holder is element:
            holder.text = None
            element.insert(0, own)
        else:
            holder.tail = None
            holder.addnext(own)
        yield own


def _is_hidden(element: "HtmlElement", tag: str, style: Style) -> bool:
    if tag in _UNSEEN or _is_styled_away(style):
        return True
    if element.get("hidden") is not None or (tag == "dialog" and element.get("open") is None):
        return True
    if tag == "input" and (element.get("type") or "").lower() == "hidden":
        return True
    return (element.get("aria-hidden") or "").lower() == "true" and _is_repeated(element)


def _is_styled_away(style: Style) -> bool:
    """Whether nothing in the element is shown, whatever the style of what is in it."""
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    if any(_ZERO.fullmatch(style.get(name, "1")) for name in ("opacity", "font-size")):
        return True
    if _INDENTED.fullmatch(style.get("text-indent", "")) or _SHRUNK.fullmatch(style.get("transform", "")):
        return True
    if any(_FAR.fullmatch(style.get(name, "")) for name in ("left", "top", "right")):
        return True
    if _CLIPPED.fullmatch(style.get("clip", "")) or _CUT.fullmatch(style.get("clip-path", "")):
        return True
    cuts = _CUTS & {word for name in style if name.startswith("overflow") for word in style[name].split()}
    return bool(cuts) and any(_HARDLY.fullmatch(style.get(name, "")) for name in _SIZES)


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

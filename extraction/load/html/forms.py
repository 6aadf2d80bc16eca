"""The fields of a form of a web page, as text: what stands in them."""

from typing import TYPE_CHECKING

from extraction.load.accounting import LeftOut
from extraction.load.html.dom import tag_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORM_FIELDS = {"input", "select", "textarea", "button"}
_NO_VALUE = {"hidden", "password", "file", "image", "submit", "reset", "button"}
_BOXES = {"checkbox", "radio"}


def field_text(element: "HtmlElement", left_out: list[LeftOut]) -> str:
    """What the field shows: its value, a cross in its box, the chosen option, or all where none is chosen."""
    tag = tag_of(element)
    if tag == "input":
        return _input_text(element)
    if tag == "select":
        return _chosen(element, left_out)
    return f" {' '.join(element.itertext())} "


def _input_text(element: "HtmlElement") -> str:
    kind = (element.get("type") or "text").lower()
    if kind in _BOXES:
        return " [x] " if element.get("checked") is not None else " [ ] "
    value = element.get("value") or ""
    return f" {value} " if value and kind not in _NO_VALUE else " "


def _chosen(element: "HtmlElement", left_out: list[LeftOut]) -> str:
    options = list(element.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None] or options
    left_out.extend(
        LeftOut("option that is not chosen left out", " ".join(option.itertext()), "select")
        for option in options
        if option not in chosen
    )
    return f" {', '.join(' '.join(' '.join(option.itertext()).split()) for option in chosen)} "

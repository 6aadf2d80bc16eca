"""Equations of MathML in one line."""

from typing import TYPE_CHECKING

from extraction.load.xml_text import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_BETWEEN = {"msub": "_", "msup": "^", "munder": "_", "mover": "^", "mfrac": "/"}
_BETWEEN_THREE = {"msubsup": ("_", "^"), "munderover": ("_", "^")}


def formula_text(element: "_Element") -> str:
    """The equation as it was typed where its program says that, else its signs with _, ^, / and √ for their places."""
    typed = next((each for each in element.iter() if local_name(each) == "annotation"), None)
    if typed is not None and (typed.text or "").strip():
        return " ".join((typed.text or "").split())
    return formula_signs(element)


def formula_signs(element: "_Element") -> str:
    """The signs of the equation that are seen, with _, ^, / and √ for their places."""
    return " ".join(_line(element).split())


def _line(element: "_Element") -> str:
    name = local_name(element)
    if name.startswith("annotation"):
        return ""
    parts = [_line(child) for child in element if local_name(child)]
    if name in _BETWEEN and len(parts) == 2:
        return f"{_held(parts[0])}{_BETWEEN[name]}{_held(parts[1])}"
    if name in _BETWEEN_THREE and len(parts) == 3:
        below, above = _BETWEEN_THREE[name]
        return f"{_held(parts[0])}{below}{_held(parts[1])}{above}{_held(parts[2])}"
    if name == "msqrt":
        return f"√{_held(' '.join(parts))}"
    return " ".join([(element.text or "").strip(), *parts]).strip() if parts else (element.text or "").strip()


def _held(text: str) -> str:
    """The text, in brackets where it is more than one sign or word."""
    return f"({text})" if " " in text else text

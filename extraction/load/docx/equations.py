"""Equations of Word files (Office Math) in one line of text."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from extraction.load.docx.names import MATH_TEXT, M

if TYPE_CHECKING:
    from lxml.etree import _Element


def equation_text(element: "_Element", read: "Callable[[_Element], None]") -> str:
    """The equation as one would type it: (a + b)/2, x^2, √(y); `read` is called with each of its texts."""
    return _Equation(read).text(element)


class _Equation:
    def __init__(self, read: "Callable[[_Element], None]") -> None:
        self._read = read

    def text(self, element: "_Element") -> str:
        """The element as text."""
        if element.tag == MATH_TEXT:
            self._read(element)
            return element.text or ""
        name = element.tag.removeprefix(M) if isinstance(element.tag, str) else ""
        form = getattr(self, f"_{name}", None) if name in _FORMS else None
        return form(element) if form else "".join(map(self.text, element))

    def _part(self, element: "_Element", name: str) -> str:
        part = element.find(f"{M}{name}")
        return "" if part is None else self.text(part)

    def _value(self, element: "_Element", properties: str, name: str, usual: str) -> str:
        found = element.find(f"{M}{properties}/{M}{name}")
        return usual if found is None else (found.get(f"{M}val") or "")

    def _f(self, element: "_Element") -> str:
        return f"{_held(self._part(element, 'num'))}/{_held(self._part(element, 'den'))}"

    def _sSup(self, element: "_Element") -> str:  # noqa: N802  the elements' names
        return f"{self._part(element, 'e')}^{_held(self._part(element, 'sup'))}"

    def _sSub(self, element: "_Element") -> str:  # noqa: N802
        return f"{self._part(element, 'e')}_{_held(self._part(element, 'sub'))}"

    def _sSubSup(self, element: "_Element") -> str:  # noqa: N802
        return f"{self._sSub(element)}^{_held(self._part(element, 'sup'))}"

    def _rad(self, element: "_Element") -> str:
        degree = self._part(element, "deg")
        sign = {"": "√", "3": "∛", "4": "∜"}.get(degree, f"{degree}√")
        return f"{sign}{_held(self._part(element, 'e'))}"

    def _nary(self, element: "_Element") -> str:
        sign = self._value(element, "naryPr", "chr", "∫")
        below, above = self._part(element, "sub"), self._part(element, "sup")
        limits = f"_{_held(below)}" * bool(below) + f"^{_held(above)}" * bool(above)
        return f"{sign}{limits} {self._part(element, 'e')}"

    def _d(self, element: "_Element") -> str:
        opening, closing = (
            self._value(element, "dPr", "begChr", "("),
            self._value(element, "dPr", "endChr", ")"),
        )
        between = self._value(element, "dPr", "sepChr", "|")
        return f"{opening}{between.join(map(self.text, element.findall(f'{M}e')))}{closing}"

    def _func(self, element: "_Element") -> str:
        return f"{self._part(element, 'fName')} {self._part(element, 'e')}"

    def _m(self, element: "_Element") -> str:
        rows = (", ".join(map(self.text, row.findall(f"{M}e"))) for row in element.findall(f"{M}mr"))
        return "; ".join(rows)

    def _eqArr(self, element: "_Element") -> str:  # noqa: N802
        return "; ".join(map(self.text, element.findall(f"{M}e")))

    def _limLow(self, element: "_Element") -> str:  # noqa: N802
        return f"{self._part(element, 'e')}_{_held(self._part(element, 'lim'))}"


_FORMS = {"f", "sSup", "sSub", "sSubSup", "rad", "nary", "d", "func", "m", "eqArr", "limLow"}


def _held(text: str) -> str:
    """In brackets, where it is more than a word or number."""
    plain = text.strip()
    return (
        plain if plain.replace(".", "").isalnum() or len(plain) <= 1 or _is_bracketed(plain) else f"({plain})"
    )


def _is_bracketed(text: str) -> bool:
    """Whether a pair of brackets holds all of it."""
    if not (text.startswith("(") and text.endswith(")")):
        return False
    depth = 0
    for place, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return place == len(text) - 1
    return False

"""Colours of a web page, as far as they can make words unseen."""

import re
from typing import NamedTuple

_CALLED = re.compile(r"(rgb|hsl)a?\(([^)]*)\)")
_PARTS = re.compile(r"[\s,/]+")
_CLOSE = 10
"""Colours whose red, green and blue differ by no more than this of 255 cannot be told apart."""


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255, and the opacity, 0 to 1."""

    red: int
    green: int
    blue: int
    opacity: float = 1.0

    def looks_like(self, other: "Colour") -> bool:
        """Whether nobody can tell it from the other."""
        return all(abs(one - two) <= _CLOSE for one, two in zip(self[:3], other[:3], strict=True))


WHITE = Colour(255, 255, 255)


def colour_of(stated: str) -> Colour | None:
    """The colour that a value states, in any of the forms of style sheets; None where it states none."""
    from PIL import ImageColor

    value = stated.strip().lower()
    if value == "transparent":
        return Colour(0, 0, 0, 0.0)
    opacity = 1.0
    if called := _CALLED.fullmatch(value):
        parts = [part for part in _PARTS.split(called[2].strip()) if part]
        opacity = _share(parts[3]) if len(parts) > 3 else 1.0
        value = f"{called[1]}({','.join(part.removesuffix('deg') for part in parts[:3])})"
    try:
        red, green, blue, *alpha = ImageColor.getrgb(value)
    except ValueError:
        return None
    return Colour(red, green, blue, alpha[0] / 255 if alpha else opacity)


def ground_of(stated: str) -> Colour | None:
    """The colour of a background that has no picture and no course of colours; None where it has, or states none."""
    if "url(" in stated or "gradient" in stated:
        return None
    words = re.findall(r"[\w#-]+\([^)]*\)|[^\s]+", stated)
    return next((colour for word in words if (colour := colour_of(word)) is not None), None)


def _share(stated: str) -> float:
    try:
        return float(stated.removesuffix("%")) / (100 if stated.endswith("%") else 1)
    except ValueError:
        return 1.0

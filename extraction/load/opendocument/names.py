"""The names of OpenDocument that are read, and what is asked of any element."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
CLASS = "{urn:oasis:names:tc:opendocument:xmlns:presentation:1.0}class"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
HREF = "{http://www.w3.org/1999/xlink}href"


def all_words(element: "_Element") -> Iterator[str]:
    """All texts with words in the element, in their order."""
    return (text for text in element.itertext() if text.strip())


def stated_count(element: "_Element", name: str, most: int) -> int:
    """The number that an attribute states, at most `most`; 1 where it states none."""
    stated = element.get(f"{TABLE}{name}") or element.get(f"{TEXT}{name}") or "1"
    return min(int(stated), most) if stated.isascii() and stated.isdigit() else 1

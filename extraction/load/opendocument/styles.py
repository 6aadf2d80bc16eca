"""What is asked of the styles of an OpenDocument file: which text is hidden, and what stands before items."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.numbering import in_format
from extraction.load.opendocument.names import STYLE, TEXT
from extraction.load.xml_text import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""OpenDocument's names of numbers, by those of Office Open XML."""


@dataclass(frozen=True)
class Styles:
    """What is asked of styles: those that hide text or raise it, and the marks of lists by style and level."""

    hidden: frozenset[str]
    raised: frozenset[str]
    lists: "dict[tuple[str, int], _Element]"

    @classmethod
    def of(cls, roots: "list[_Element]") -> "Styles":
        """The styles in these parts of a file."""
        named = [
            (style.get(f"{STYLE}name") or "", properties)
            for root in roots
            for style in root.iter(f"{STYLE}style")
            for properties in style
        ]
        hidden = {name for name, properties in named if properties.get(f"{TEXT}display") == "none"}
        raised = {
            name for name, properties in named if _raises(properties.get(f"{STYLE}text-position") or "")
        }
        lists = {
            (style.get(f"{STYLE}name") or "", int(level.get(f"{TEXT}level") or "1")): level
            for root in roots
            for style in root.iter(f"{TEXT}list-style")
            for level in style
        }
        return cls(frozenset(hidden), frozenset(raised), lists)


def _raises(position: str) -> bool:
    """Whether this is "super", or by how many percent of a line: "33% 58%"."""
    by = position.partition(" ")[0]
    return by == "super" or (by.endswith("%") and not by.startswith(("-", "0")))


def list_mark(level: "_Element | None", number: int) -> str:
    """What stands before an item of this level, the number-th of its list."""
    if level is None or local_name(level) != "list-level-style-number":
        return "- "
    written = in_format(number, _FORMATS.get(level.get(f"{STYLE}num-format") or "", "decimal"))
    return (
        f"{level.get(f'{STYLE}num-prefix') or ''}{written}{level.get(f'{STYLE}num-suffix') or ''} ".lstrip()
    )

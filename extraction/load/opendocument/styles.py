"""What is asked of the styles of an OpenDocument file: which text is hidden, and what stands before items."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.numbering import in_format
from extraction.load.opendocument.names import STYLE, TEXT
from extraction.load.xml_text import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEEPEST = 20
_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
"""OpenDocument's names of numbers, by those of Office Open XML."""


@dataclass(frozen=True)
class Styles:
    """What is asked of styles: those that hide text, whiten it or raise it, and the marks of lists by style and level."""

    hidden: frozenset[str]
    raised: frozenset[str]
    white: frozenset[str]
    """Those whose words have the colour of paper, and no other colour behind them."""
    hidden_slides: frozenset[str]
    lists: "dict[tuple[str, int], _Element]"

    @classmethod
    def of(cls, roots: "list[_Element]") -> "Styles":
        """The styles in these parts of a file."""
        named = {
            style.get(f"{STYLE}name") or "": style for root in roots for style in root.iter(f"{STYLE}style")
        }
        stated = {name: _stated(style, named) for name, style in named.items()}
        lists = {
            (style.get(f"{STYLE}name") or "", int(level.get(f"{TEXT}level") or "1")): level
            for root in roots
            for style in root.iter(f"{TEXT}list-style")
            for level in style
        }
        return cls(
            frozenset(name for name, of in stated.items() if of.get("display") == "none"),
            frozenset(name for name, of in stated.items() if _raises(of.get("text-position") or "")),
            frozenset(name for name, of in stated.items() if _is_white(of)),
            frozenset(name for name, of in stated.items() if of.get("visibility") == "hidden"),
            lists,
        )


def _stated(style: "_Element", named: "dict[str, _Element]") -> dict[str, str]:
    """The properties of a style, with those of the styles that it is made from, by their names without namespaces."""
    found: dict[str, str] = {}
    each: _Element | None = style
    for _ in range(_DEEPEST):
        if each is None:
            break
        own = {
            key.rpartition("}")[2]: value for properties in each for key, value in properties.attrib.items()
        }
        found = own | found
        each = named.get(each.get(f"{STYLE}parent-style-name") or "")
    return found


def _is_white(stated: dict[str, str]) -> bool:
    is_plain = stated.get("background-color", "transparent") in {"transparent", "#ffffff"}
    return (
        stated.get("color", "").lower() == "#ffffff"
        and is_plain
        and stated.get("use-window-font-color") != "true"
    )


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

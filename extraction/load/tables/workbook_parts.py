"""The parts of a workbook in XML, of Office Open XML or OpenDocument, and what stands in them."""

import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

WORKBOOK, OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
"""The part by which a workbook of the one kind or the other is known."""
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet of Office Open XML, with that of its part."""
    parts = {
        each.get("Id"): each.get("Target", "")
        for each in elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    for sheet in elements(archive, WORKBOOK, "sheet"):
        target = parts.get(attribute(sheet, "id"), "")
        yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def elements(archive: zipfile.ZipFile, part: str, name: str) -> "Iterator[_Element]":
    """The elements of this name in a part; none where it is missing or is no XML."""
    if part not in archive.namelist():
        return
    root = parse_xml(archive.read(part))
    if root is not None:
        yield from (element for element in root.iter() if local_name(element) == name)


def attribute(element: "_Element", name: str, missing: str = "") -> str:
    """The value of the attribute of this name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), missing)


def times_repeated(element: "_Element", what: str) -> int:
    """How many "rows" or "columns" the element of OpenDocument stands for."""
    stated = attribute(element, f"number-{what}-repeated", "1")
    return int(stated) if stated.isdecimal() else 1


def place_of(cell: "_Element") -> tuple[int, int] | None:
    """Row and column of a cell of Office Open XML, from 0; None where it does not state them."""
    stated = _PLACE.fullmatch(cell.get("r", ""))
    if stated is None:
        return None
    column = 0
    for letter in stated[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(stated[2]) - 1, column - 1

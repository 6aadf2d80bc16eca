"""What of a workbook's sheets nobody sees: hidden rows and columns; and formulas whose values the file does not hold.

The library that reads the cells tells neither. Of Office Open XML and OpenDocument they stand in the sheets; other files are not looked at.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK, _OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
_ON = {"1", "true"}
_HIDDEN = {"collapse", "filter"}
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Unseen:
    """Of a sheet, the rows and columns that are hidden, counted from 0, the places of formulas without values, and the comments."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    formulas: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


def unseen_cells(content: bytes) -> dict[str, Unseen]:
    """What nobody sees of each sheet, by its name."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if _WORKBOOK in names:
                return dict(_of_office(archive))
            if _OPEN_DOCUMENT in names:
                return dict(_of_opendocument(archive))
    except BAD_ARCHIVE:
        pass
    return {}


def _of_office(archive: zipfile.ZipFile) -> Iterator[tuple[str, Unseen]]:
    places = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        target = places.get(_attribute(sheet, "id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part not in archive.namelist() or (root := parse_xml(archive.read(part))) is None:
            continue
        rows, columns, formulas = set[int](), set[int](), list[str]()
        number = 0
        for element in root.iter():
            name = local_name(element)
            if name == "row":
                number = int(stated) if (stated := element.get("r", "")).isdecimal() else number + 1
                if element.get("hidden") in _ON:
                    rows.add(number - 1)
            elif name == "col" and element.get("hidden") in _ON:
                columns.update(_columns(element))
            elif name == "c" and _lacks_value(element):
                formulas.append(element.get("r", ""))
        yield sheet.get("name", ""), Unseen(frozenset(rows), frozenset(columns), tuple(formulas))


def _columns(stated: "_Element") -> range:
    first, last = (
        int(found[0]) if (found := _DIGITS.match(stated.get(name, ""))) else 0 for name in ("min", "max")
    )
    return range(max(0, first - 1), min(last, _MOST_COLUMNS))


def _lacks_value(cell: "_Element") -> bool:
    children = {local_name(child): child for child in cell}
    value = children.get("v")
    return (
        "f" in children
        and "is" not in children
        and (value is None or value.text is None)
        and cell.get("t") != "str"
    )


def _of_opendocument(archive: zipfile.ZipFile) -> Iterator[tuple[str, Unseen]]:
    for table in _elements(archive, _OPEN_DOCUMENT, "table"):
        comments = (
            " ".join("".join(each.itertext()).split())
            for each in table.iter()
            if local_name(each) == "annotation"
        )
        yield (
            _attribute(table, "name"),
            Unseen(
                _repeated(table, "row", _MOST_ROWS),
                _repeated(table, "column", _MOST_COLUMNS),
                (),
                tuple(comments),
            ),
        )


def _repeated(table: "_Element", what: str, most: int) -> frozenset[int]:
    """The places of hidden rows or columns, each of which may stand for several."""
    hidden = set[int]()
    place = 0
    for element in table.iter():
        if local_name(element) != f"table-{what}":
            continue
        stated = _attribute(element, f"number-{what}s-repeated", "1")
        count = int(stated) if stated.isdecimal() else 1
        if _attribute(element, "visibility") in _HIDDEN:
            hidden.update(range(place, min(place + count, most)))
        place += count
    return frozenset(hidden)


def _attribute(element: "_Element", name: str, missing: str = "") -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), missing)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> "Iterator[_Element]":
    if part not in archive.namelist():
        return
    root = parse_xml(archive.read(part))
    if root is not None:
        yield from (element for element in root.iter() if local_name(element) == name)

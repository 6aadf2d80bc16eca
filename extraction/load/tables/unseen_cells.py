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
from extraction.load.tables.workbook_parts import (
    OPEN_DOCUMENT,
    WORKBOOK,
    attribute,
    elements,
    place_of,
    sheet_parts,
    times_repeated,
)
from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_STYLES, _NOTHING = "xl/styles.xml", ";;;"
_COLOURING = {"tableParts", "conditionalFormatting"}
_ON = {"1", "true"}
_HIDDEN = {"collapse", "filter"}
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Unseen:
    """Of a sheet, the rows and columns that are hidden, counted from 0, the places of formulas without values, comments, and cells."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    formulas: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    cells: frozenset[tuple[int, int]] = frozenset()
    """Single cells that show nothing: white on white, or in a form that hides what is in them."""


def unseen_cells(content: bytes) -> dict[str, Unseen]:
    """What nobody sees of each sheet, by its name."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if WORKBOOK in names:
                return dict(_of_office(archive))
            if OPEN_DOCUMENT in names:
                return dict(_of_opendocument(archive))
    except BAD_ARCHIVE:
        pass
    return {}


def _of_office(archive: zipfile.ZipFile) -> Iterator[tuple[str, Unseen]]:
    unseen_styles = _unseen_styles(archive)
    for sheet, part in sheet_parts(archive):
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
        cells = frozenset(_unseen_cells(root, unseen_styles))
        yield sheet, Unseen(frozenset(rows), frozenset(columns), tuple(formulas), (), cells)


def _unseen_styles(archive: zipfile.ZipFile) -> frozenset[str]:
    """The numbers of the styles of cells whose words are white on white, or whose form shows nothing."""
    root = parse_xml(archive.read(_STYLES)) if _STYLES in archive.namelist() else None
    parts = {} if root is None else {local_name(each): list(each) for each in root}
    white = [_is_white(font, "color") for font in parts.get("fonts", [])]
    plain = [_is_plain(fill) for fill in parts.get("fills", [])]
    forms = {each.get("numFmtId") for each in parts.get("numFmts", []) if each.get("formatCode") == _NOTHING}

    def is_unseen(style: "_Element") -> bool:
        font, fill = (int(style.get(name) or "0") for name in ("fontId", "fillId"))
        is_white = font < len(white) and white[font] and (fill >= len(plain) or plain[fill])
        return is_white or style.get("numFmtId") in forms

    return frozenset(str(number) for number, style in enumerate(parts.get("cellXfs", [])) if is_unseen(style))


def _is_white(element: "_Element", name: str) -> bool:
    colour = next((each for each in element.iter() if local_name(each) == name), None)
    return colour is not None and (
        colour.get("rgb", "").upper() == "FFFFFFFF"
        or (colour.get("theme") == "0" and colour.get("tint") is None)
    )


def _is_plain(fill: "_Element") -> bool:
    kind = next((each.get("patternType", "none") for each in fill if local_name(each) == "patternFill"), None)
    return kind == "none" or (kind == "solid" and _is_white(fill, "fgColor"))


def _unseen_cells(sheet: "_Element", styles: frozenset[str]) -> "Iterator[tuple[int, int]]":
    """The cells in these styles; none of a sheet that colours cells by its tables or by conditions."""
    if not styles or any(local_name(each) in _COLOURING for each in sheet):
        return
    for cell in sheet.iter():
        place = place_of(cell) if local_name(cell) == "c" else None
        if place and cell.get("s") in styles:
            yield place


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
    for table in elements(archive, OPEN_DOCUMENT, "table"):
        comments = (
            " ".join("".join(line.itertext()) for line in each if local_name(line) == "p")
            for each in table.iter()
            if local_name(each) == "annotation"
        )
        yield (
            attribute(table, "name"),
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
        count = times_repeated(element, f"{what}s")
        if attribute(element, "visibility") in _HIDDEN:
            hidden.update(range(place, min(place + count, most)))
        place += count
    return frozenset(hidden)

"""Workbooks in the forms that the library which reads their cells knows; what the cells say is not changed.

It passes over the cells of binary workbooks that state no column because they stand behind the one before ("[MS-XLSB]: Excel (.xlsb) Binary
File Format", of Microsoft, 2.4.789 to 2.4.795), and refuses OpenDocument files with line breaks between cells. Seen with python-calamine 0.9.1.
"""

import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_BINARY_SHEETS, _OPEN_DOCUMENT = "xl/worksheets/", "content.xml"
_ROW = 0
_SHORT, _FULL_BEFORE = range(12, 19), 11
_CELLS = {*range(1, 12), 62}
_TABLE_PARTS = {"table", "table-row", "table-rows", "table-header-rows", "table-row-group", "spreadsheet"}


def in_plain_form(content: bytes) -> bytes:
    """The workbook, with such cells and line breaks in the usual form; as it is where it has none."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            changes: dict[str, Callable[[bytes], bytes]] = {
                name: _with_columns
                for name in names
                if name.startswith(_BINARY_SHEETS) and name.endswith(".bin")
            }
            if _OPEN_DOCUMENT in names:
                changes[_OPEN_DOCUMENT] = _without_breaks
            parts = {name: archive.read(name) for name in names} if changes else {}
    except BAD_ARCHIVE:
        return content
    changed = {name: change(parts[name]) for name, change in changes.items()}
    if all(parts[name] == part for name, part in changed.items()):
        return content
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts | changed).items():
            archive.writestr(name, part)
    return target.getvalue()


def _with_columns(sheet: bytes) -> bytes:
    """The records of a sheet, each cell with its column."""
    written = bytearray()
    column = -1
    for kind, body in _records(sheet):
        stated = body
        number = kind
        if kind == _ROW:
            column = -1
        elif kind in _CELLS:
            column = int.from_bytes(body[:4], "little")
        elif kind in _SHORT:
            column += 1
            number, stated = kind - _FULL_BEFORE, column.to_bytes(4, "little") + body
        written += _varied(number, 2) + _varied(len(stated), 4) + stated
    return bytes(written)


def _records(sheet: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place < len(sheet):
        kind, place = _number(sheet, place, 2)
        size, place = _number(sheet, place, 4)
        yield kind, sheet[place : place + size]
        place += size


def _number(sheet: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the low ones first, and the place behind it."""
    found = 0
    for step in range(most):
        part = sheet[place] if place < len(sheet) else 0
        place += 1
        found |= (part & 0x7F) << (7 * step)
        if not part & 0x80:
            break
    return found, place


def _varied(number: int, most: int) -> bytes:
    written = bytearray()
    for _ in range(most):
        rest = number >> 7
        written.append((number & 0x7F) | (0x80 if rest else 0))
        number = rest
        if not number:
            break
    return bytes(written)


def _without_breaks(part: bytes) -> bytes:
    """The tables of a part of an OpenDocument file without white space between their elements."""
    from lxml import etree

    root = parse_xml(part)
    tables = (
        [] if root is None else [element for element in root.iter() if local_name(element) in _TABLE_PARTS]
    )
    if root is None or sum(_take_blanks(element) for element in tables) == 0:
        return part
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _take_blanks(element: "_Element") -> bool:
    """Take white space out of the element; whether there was any."""
    found = False
    if element.text and not element.text.strip():
        element.text, found = None, True
    for child in element:
        if child.tail and not child.tail.strip():
            child.tail, found = None, True
    return found

"""Numbers of spreadsheets as a reader of the sheet sees them, where that says more than the number: 12.5 %, € 30, dates before 1900.

The library that reads the cells gives their values alone. Of Office Open XML the form of a cell's number is in the styles (ECMA-376,
part 1, 18.8.30), of old Excel files in their records, of OpenDocument what is shown stands in the cell. Of .xlsb files it is not read.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice, product
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.tables.number_forms import Shown, form_of, has_unit, shown_in_form
from extraction.load.tables.old_workbook import old_shown_numbers
from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NO_EXPONENT = str.maketrans("", "", "eE")
_OWN_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
"""As LibreOffice writes it: of what OpenDocument calls a string it says that it is an error."""
_MOST_REPEATED = 10_000


def shown_numbers(content: bytes) -> dict[str, Shown]:
    """By the name of the sheet the cells that show more than their number; nothing of files that are neither."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" in names:
                return dict(_of_office(archive))
            if "content.xml" in names:
                return dict(_of_opendocument(archive))
    except BAD_ARCHIVE:
        return old_shown_numbers(content)
    return {}


def _of_office(archive: zipfile.ZipFile) -> Iterator[tuple[str, Shown]]:
    forms = _forms(archive)
    parts = {
        each.get("Id"): each.get("Target", "")
        for each in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship")
    }
    for sheet in _elements(archive, "xl/workbook.xml", "sheet"):
        target = parts.get(_attribute(sheet, "id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), dict(_cells(archive, part, forms))


def _forms(archive: zipfile.ZipFile) -> dict[str, str]:
    """By the number of a style the form of its numbers, where it shows a unit or a date."""
    own = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in _elements(archive, "xl/styles.xml", "numFmt")
    }
    styles = [
        style.get("numFmtId", "") for each in _elements(archive, "xl/styles.xml", "cellXfs") for style in each
    ]
    forms = {str(number): form_of(kind, own) for number, kind in enumerate(styles)}
    return {number: form for number, form in forms.items() if form}


def _cells(
    archive: zipfile.ZipFile, part: str, forms: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in _elements(archive, part, "c"):
        place, kind = _PLACE.fullmatch(cell.get("r", "")), cell.get("t", "n")
        value = next((each.text for each in cell if local_name(each) == "v"), None)
        if place and value and kind in {"n", "e"}:
            form = forms.get(cell.get("s", ""))
            text = value if kind == "e" else shown_in_form(value, form) if form else None
            if text is not None:
                yield (int(place[2]) - 1, _column(place[1])), text


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _of_opendocument(archive: zipfile.ZipFile) -> Iterator[tuple[str, Shown]]:
    for table in _elements(archive, "content.xml", "table"):
        yield _attribute(table, "name"), dict(_shown_cells(table))


def _shown_cells(table: "_Element") -> Iterator[tuple[tuple[int, int], str]]:
    line = 0
    for row in (each for each in table.iter() if local_name(each) == "table-row"):
        lines = _repeated(row, "rows")
        column = 0
        for cell in row:
            columns = _repeated(cell, "columns")
            text = "\n".join("".join(each.itertext()) for each in cell if local_name(each) == "p")
            if text and _says_more(cell, text):
                places = product(range(line, line + lines), range(column, column + columns))
                yield from ((place, text) for place in islice(places, _MOST_REPEATED))
            column += columns
        line += lines


def _repeated(element: "_Element", what: str) -> int:
    repeated = _attribute(element, f"number-{what}-repeated", "1")
    return int(repeated) if repeated.isdecimal() else 1


def _says_more(cell: "_Element", text: str) -> bool:
    kind = _attribute(cell, "value-type")
    if cell.get(_OWN_KIND) == "error":
        return True
    if kind == "float":
        return has_unit(text.translate(_NO_EXPONENT)) or (
            text.isdecimal() and len(text) > 1 and text[0] == "0"
        )
    return kind in {"percentage", "currency"} or (
        kind == "date" and _attribute(cell, "date-value", "9") < "1900"
    )


def _attribute(element: "_Element", name: str, missing: str = "") -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), missing)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> "Iterator[_Element]":
    if part not in archive.namelist():
        return
    root = parse_xml(archive.read(part))
    if root is not None:
        yield from (element for element in root.iter() if local_name(element) == name)

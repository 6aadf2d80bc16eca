"""Numbers of spreadsheets as a reader of the sheet sees them, where that says more than the number: 12.5 %, € 30, dates before 1900.

The library that reads the cells gives their values alone. Of Office Open XML the form of a cell's number is in the styles (ECMA-376,
part 1, 18.8.30), of old Excel files in their records, of OpenDocument what is shown stands in the cell. Of .xlsb files it is not read.
"""

import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice, product
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.tables.number_forms import Shown, form_of, has_unit, shown_in_form
from extraction.load.tables.old_workbook import old_shown_numbers
from extraction.load.tables.workbook_parts import (
    OPEN_DOCUMENT,
    WORKBOOK,
    attribute,
    elements,
    place_of,
    sheet_parts,
    times_repeated,
)
from extraction.load.xml_text import local_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_EXPONENT = str.maketrans("", "", "eE")
_OWN_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
"""As LibreOffice writes it: of what OpenDocument calls a string it says that it is an error."""
_MOST_REPEATED = 10_000


def shown_numbers(content: bytes) -> dict[str, Shown]:
    """By the name of the sheet the cells that show more than their number; nothing of files that are neither."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if WORKBOOK in names:
                return dict(_of_office(archive))
            if OPEN_DOCUMENT in names:
                return dict(_of_opendocument(archive))
    except BAD_ARCHIVE:
        return old_shown_numbers(content)
    return {}


def _of_office(archive: zipfile.ZipFile) -> Iterator[tuple[str, Shown]]:
    forms = _forms(archive)
    for name, part in sheet_parts(archive):
        yield name, dict(_cells(archive, part, forms))


def _forms(archive: zipfile.ZipFile) -> dict[str, str]:
    """By the number of a style the form of its numbers, where it shows a unit or a date."""
    own = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in elements(archive, "xl/styles.xml", "numFmt")
    }
    styles = [
        style.get("numFmtId", "") for each in elements(archive, "xl/styles.xml", "cellXfs") for style in each
    ]
    forms = {str(number): form_of(kind, own) for number, kind in enumerate(styles)}
    return {number: form for number, form in forms.items() if form}


def _cells(
    archive: zipfile.ZipFile, part: str, forms: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], str]]:
    for cell in elements(archive, part, "c"):
        place, kind = place_of(cell), cell.get("t", "n")
        value = next((each.text for each in cell if local_name(each) == "v"), None)
        if place and value and kind in {"n", "e"}:
            form = forms.get(cell.get("s", ""))
            text = value if kind == "e" else shown_in_form(value, form) if form else None
            if text is not None:
                yield place, text


def _of_opendocument(archive: zipfile.ZipFile) -> Iterator[tuple[str, Shown]]:
    for table in elements(archive, OPEN_DOCUMENT, "table"):
        yield attribute(table, "name"), dict(_shown_cells(table))


def _shown_cells(table: "_Element") -> Iterator[tuple[tuple[int, int], str]]:
    line = 0
    for row in (each for each in table.iter() if local_name(each) == "table-row"):
        lines = times_repeated(row, "rows")
        column = 0
        for cell in row:
            columns = times_repeated(cell, "columns")
            text = "\n".join("".join(each.itertext()) for each in cell if local_name(each) == "p")
            if text and _says_more(cell, text):
                places = product(range(line, line + lines), range(column, column + columns))
                yield from ((place, text) for place in islice(places, _MOST_REPEATED))
            column += columns
        line += lines


def _says_more(cell: "_Element", text: str) -> bool:
    kind = attribute(cell, "value-type")
    if cell.get(_OWN_KIND) == "error":
        return True
    if kind == "float":
        return has_unit(text.translate(_NO_EXPONENT)) or (
            text.isdecimal() and len(text) > 1 and text[0] == "0"
        )
    return kind in {"percentage", "currency"} or (
        kind == "date" and attribute(cell, "date-value", "9") < "1900"
    )

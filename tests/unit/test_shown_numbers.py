"""Numbers of spreadsheets whose form says more than the number."""

import datetime as dt
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from xlsxwriter import Workbook

from extraction.load.tables.shown_numbers import shown_numbers
from extraction.load.tables.workbook_records import RecordReader
from extraction.load.tables.workbook_strings import cell_strings
from schemas.document import LoadedDocument
from tests.fakes.foreign_files import FILES
from tests.fakes.loading import load_bytes

_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Sheet1">
<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>mill</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.125"><text:p>12,50 %</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="3"><text:p>3,00</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="1843-10-01"><text:p>01.10.1843</text:p></table:table-cell>
<table:table-cell office:value-type="currency" office:currency="EUR" office:value="30"><text:p>30 €</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""

_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>"""


def load(name: str, content: bytes) -> LoadedDocument:
    (loaded,) = load_bytes(name, content, max_bytes=1_000_000)
    return loaded


def test_units_and_old_dates_of_excel_are_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    forms = {
        "0%": 0.125,
        "0.0%": 0.125,
        "[Red]0.00%;-0.00%": 1.5,
        '"$"#,##0.00': 1234.5,
        "[$€-407] #,##0": 30,
        '0.0" km"': 12.25,
        "#,##0.00": 1234.5,
        "General": 7,
        "yyyy-mm-dd": -20544,
        "[h]:mm": 1.5,
        "0.00E+00": 1500,
        "00000": 7,
    }
    with Workbook(path) as book:
        sheet = book.add_worksheet("Figures")
        for row, (form, value) in enumerate(forms.items()):
            sheet.write(row, 0, f"form {row}")
            sheet.write_number(row, 2, value, book.add_format({"num_format": form}))
        sheet.write_datetime(12, 2, dt.datetime(1999, 5, 1), book.add_format({"num_format": "d mmm yyyy"}))
        sheet.write_number(14, 2, 1e40, book.add_format({"num_format": "0.00%"}))
        sheet.write_number(13, 2, 0.5, book.add_format({"num_format": 9}))
    lines = [
        line.strip(" |").rpartition("| ")[2]
        for line in load("book.xlsx", path.read_bytes()).text.splitlines()
    ]
    shown = ["13%", "12.5%", "150.00%", "$1234.5", "€ 30", "12.25 km", "1234.5", "7", "1843-10-01"]
    assert lines[:9] == shown
    assert lines[10:] == ["1500", "00007", "1999-05-01", "50%", "1e+40"]


def test_errors_of_cells_are_as_they_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("Figures")
        sheet.write_row(0, 0, ("share", "of"))
        sheet.write_formula(1, 0, "=1/0", value="#DIV/0!")
        sheet.write_formula(1, 1, "=NA()", value="#N/A")
    assert load("book.xlsx", path.read_bytes()).text == "share | of\n#DIV/0! | #N/A"
    assert (
        load("errors.xls", (FILES / "accounts/errors.xls").read_bytes()).text == "share | of\n#DIV/0! | #N/A"
    )


def test_units_and_old_dates_of_opendocument_are_as_they_are_shown() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.replace("\n<", "<"))  # as the library wants it
    loaded = load("book.ods", file.getvalue())
    assert loaded.text.splitlines() == ["mill | 12,50 % | 12,50 % | 3"] * 2 + ["| 01.10.1843 | 30 € |  |  |"]


def test_units_and_old_dates_of_old_excel_files_are_as_they_are_shown() -> None:
    loaded = load("units.xls", (FILES / "accounts/units.xls").read_bytes())  # LibreOffice 7.4 wrote it
    shown = [line.strip(" |").rpartition("| ")[2] for line in loaded.text.splitlines()]
    assert shown == [
        *("13%", "12.5%", "150.00%", "$1234.5", "€ 30", "12.25 km", "1234.5", "7", "1843-10-01", "1500"),
        *("00007", "12", "12345", "1999-05-01"),
    ]


@pytest.mark.timeout(30)
def test_a_damaged_old_excel_file_is_read_as_far_as_it_goes() -> None:
    content = (FILES / "accounts/units.xls").read_bytes()
    chance = Random(1)
    for _ in range(60):
        damaged = bytearray(content[: chance.randrange(len(content))])
        for place in chance.choices(range(len(damaged)), k=5):
            damaged[place] = chance.randrange(256)
        assert len(shown_numbers(bytes(damaged)).get("Figures", {})) <= 14
        assert len(cell_strings(bytes(damaged))) <= 14


def test_a_record_that_is_too_short_holds_an_empty_string() -> None:
    assert RecordReader([b"\1"], place=2).string() == ""

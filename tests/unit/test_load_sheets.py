"""Workbooks: what is hidden in them, formulas without values, and forms that not every library reads."""

import zipfile
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

from schemas.document import LoadedDocument
from tests.fakes.loading import load_bytes
from tests.fakes.opendocument import opendocument_of


def load(name: str, content: bytes) -> LoadedDocument:
    (document,) = load_bytes(name, content, max_bytes=1_000_000)
    return document


def test_hidden_rows_and_columns_are_left_out_and_formulas_without_values_said() -> None:
    target = BytesIO()
    with Workbook(target) as workbook:
        sheet = workbook.add_worksheet("Staff")
        for line, row in enumerate([("Name", "Secret", "Unit"), ("Ann", "x", "Mill"), ("Bo", "y", "Weir")]):
            sheet.write_row(line, 0, row)
        sheet.write_formula(3, 0, "=1+1", None, "")
        sheet.write_datetime(3, 2, date(2024, 3, 1), workbook.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(1, None, None, {"hidden": True})
    document = load("x.xlsx", target.getvalue())
    assert document.text == "Name | Unit\nBo | Weir\n|  | 2024-03-01 |"
    said = {warning.kind: (warning.place, warning.count) for warning in document.warnings}
    assert said == {
        "hidden row left out": ("Staff row 2", 8),
        "hidden column left out": ("Staff", 7),
        "formula without a value": ("Staff A4", 1),
    }


def test_cells_that_show_nothing_are_left_out() -> None:
    target = BytesIO()
    with Workbook(target) as workbook:
        sheet = workbook.add_worksheet("Staff")
        white = {"font_color": "#FFFFFF"}
        forms: list[dict[str, str]] = [
            {},
            white,
            white | {"bg_color": "#000080"},
            {"num_format": ";;;"},
            white | {"bg_color": "#FFFFFF"},
        ]
        for column, form in enumerate(forms):
            sheet.write(0, column, f"word{column}", workbook.add_format(form))
    document = load("x.xlsx", target.getvalue())
    assert document.text == "| word0 |  | word2 |  |  |"
    assert [(one.kind, one.place, one.count) for one in document.warnings] == [
        ("hidden cell left out", "Staff row 1", 15)
    ]


def test_text_boxes_and_titles_of_charts_stand_behind_the_cells_of_their_sheet() -> None:
    target = BytesIO()
    with Workbook(target) as workbook:
        sheet, hidden = workbook.add_worksheet("Staff"), workbook.add_worksheet("Secret")
        for each in (sheet, hidden):
            each.write_row(0, 0, ("Ann", 3))
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Staff!$B$1:$B$1"})
        chart.set_title({"name": "Output"})
        sheet.insert_chart(9, 0, chart)
        sheet.insert_textbox(5, 0, "Kept by Eva")
        hidden.insert_textbox(5, 0, "Nobody sees")
        hidden.hide()
    document = load("x.xlsx", target.getvalue())
    assert sorted(document.text.split("\n\n")) == ["Ann | 3", "Kept by Eva", "Output"]
    assert [(one.kind, one.place) for one in document.warnings] == [
        ("hidden sheet left out", "Secret"),
        ("text box or chart left out", "Secret"),
    ]


def test_an_opendocument_sheet_is_read_whatever_stands_between_its_cells() -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'.format
    noted = '<table:table-cell office:value-type="string"><office:annotation><text:p>A remark</text:p></office:annotation><text:p>Ann</text:p></table:table-cell>'
    rows = (
        f"<table:table-row>\n {cell('Name')}\n {cell('Secret')}\n</table:table-row>\n"
        f'<table:table-row table:visibility="collapse">{cell("Hidden")}</table:table-row>'
        f"<table:table-row>\n{noted}\n</table:table-row>"
    )
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    table = f'<office:spreadsheet>\n<table:table table:name="Staff">\n{columns}{rows}</table:table></office:spreadsheet>'
    document = load("x.ods", opendocument_of("spreadsheet", table))
    assert document.text == "Name\nAnn"
    said = {warning.kind: (warning.place, warning.count) for warning in document.warnings}
    assert said == {
        "comment left out": ("Staff", 7),
        "hidden row left out": ("Staff row 2", 6),
        "hidden column left out": ("Staff", 6),
    }


def test_a_presentation_that_plays_at_once_is_read_as_powerpoint_writes_it() -> None:
    from pptx import Presentation

    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "The mill"
    saved, target = BytesIO(), BytesIO()
    presentation.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b"presentation.main+xml", b"slideshow.main+xml"))
    assert load("x.ppsx", target.getvalue()).text == "The mill"

"""Rows of tables are documents of their own where the user names the column of their text, title or id."""

from pathlib import Path

import pytest

from extraction.load.options import ReadingOptions
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
BY_NAME = ReadingOptions(title_field="Name", text_field="Note")


def load(path: Path, options: ReadingOptions) -> list[LoadedDocument]:
    return load_bytes(path.name, path.read_bytes(), max_bytes=1_000_000, options=options)


@pytest.mark.parametrize(
    "name", ["sqlite/staff.csv", "libreoffice/staff.csv", "libreoffice/staff.xlsx", "libreoffice/staff.ods"]
)
def test_each_row_is_a_document_with_its_other_cells_as_facets(name: str) -> None:
    ann, bo, sky = load(FILES / name, BY_NAME)
    assert (ann.title, ann.source) == ("Ann Roe", f"{Path(name).name}#1")
    assert ann.text.replace('"', "") in {
        "Head, of the old mill\n\nUnit | Mill\nSince | 1998",
        "Head, of the mill\n\nUnit | Mill\nSince | 1998",
    }
    assert ann.facets == {"Unit": ("Mill",), "Since": ("1998",)}
    assert (bo.title, bo.text, bo.facets) == ("Bo Lind", "Bo Lind\n\nSince | 2003", {"Since": ("2003",)})
    assert (sky.title, sky.facets["Unit"]) == ("김하늘", ("열람실",))
    assert "두 줄" in sky.text
    assert not any(document.warnings for document in (ann, bo, sky))
    assert len({document.sha256 for document in (ann, bo, sky)}) == 3


def test_without_such_a_column_a_table_stays_one_document_and_says_so() -> None:
    (table,) = load(FILES / "sqlite/staff.csv", ReadingOptions(text_field="remark"))
    (usual,) = load(FILES / "sqlite/staff.csv", ReadingOptions())
    assert table.text == usual.text
    assert [(warning.kind, warning.place) for warning in table.warnings] == [("column not found", "remark")]
    assert usual.warnings == ()


def test_an_id_names_the_row_unless_another_has_it() -> None:
    content = b"no;text;\nm;The mill.;1790\nw;The weir.\nw;The other weir.\n3;Third.\n;\n"
    options = ReadingOptions(id_field="no")
    documents = load_bytes("parts.csv", content, max_bytes=10_000, options=options)
    assert [(one.source, one.text) for one in documents] == [
        ("parts.csv#m", "The mill.\n\nno | m\ncolumn 3 | 1790"),
        ("parts.csv#2", "The weir.\n\nno | w"),
        ("parts.csv#record 3", "The other weir.\n\nno | w"),
        ("parts.csv#3", "Third.\n\nno | 3"),
    ]
    (alone,) = load_bytes("one.csv", b"no,text\nm,The mill.\n", max_bytes=10_000, options=options)
    assert alone.source == "one.csv#1"


def test_sheets_without_the_column_are_one_document_beside_the_rows(tmp_path: Path) -> None:
    from xlsxwriter import Workbook

    path = tmp_path / "book.xlsx"
    with Workbook(path) as book:
        staff, rooms = book.add_worksheet("Staff"), book.add_worksheet("Rooms")
        for number, row in enumerate([["Name", "Note"], ["Ann", "Head."], ["Bo", "Hand."]]):
            staff.write_row(number, 0, row)
        rooms.write_row(0, 0, ["Room", "Floor"])
    table, ann, bo = load(path, BY_NAME)
    assert (table.source, table.text) == ("book.xlsx", "Room | Floor")
    assert [(one.title, one.text) for one in (ann, bo)] == [("Ann", "Head."), ("Bo", "Hand.")]
    assert table.warnings == ()


def test_long_heads_over_many_rows_are_refused() -> None:
    content = b"text," + b"h" * 5_000 + b"\n" + b"a,b\n" * 1_000
    with pytest.raises(DocumentRejectedError, match="holds more text"):
        load_bytes("wide.csv", content, max_bytes=10_000, options=ReadingOptions(text_field="text"))

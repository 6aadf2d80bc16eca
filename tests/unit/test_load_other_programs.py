"""Files written by other programs than those that read them; what they were written from stands here.

pandoc 2.17, LibreOffice 7.4 and SheetJS 0.18 wrote those in their folders; `hangul/` was written by hwp-converter-ai 0.2.0 (.hwp, and the Korean
.hwpx) and HwpForge 0.18.0.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from schemas.document import LoadedDocument
from tests.fakes.foreign_files import FILES, SOURCES
from tests.fakes.loading import load_documents

HEADED = {"docx", "odt", "epub", "tex", "rst", "adoc", "ipynb", "html", "hwpx"}
OUT_OF_ORDER = {
    "pptx",
    "odp",
}  # pandoc and LibreOffice put what stands side by side on a slide in an order of their own
EVERY = sorted(
    path for name in ("hangul", "libreoffice", "pandoc", "sheetjs") for path in (FILES / name).iterdir()
)


def load(path: Path) -> LoadedDocument:
    (document,) = load_documents(path, max_bytes=1_000_000)
    return document


def plain(text: str) -> str:
    """The words without marks of lists, tables and Markdown."""
    return " ".join(re.sub(r"[|*_`#>\[\]()-]+", " ", text).split())


@pytest.mark.parametrize("path", EVERY, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_all_that_was_written_is_read_in_its_order(path: Path) -> None:
    document = load(path)
    found, place = plain(document.text), 0
    for line in map(plain, SOURCES[path.stem].split("\n")):
        if path.suffix[1:] in OUT_OF_ORDER:
            place = 0
        place = found.find(line, place)
        assert place >= 0, line
        place += len(line)
    assert "text lost" not in {warning.kind for warning in document.warnings}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in EVERY
        if path.suffix[1:] in HEADED and path.parent.name == "pandoc" and path.stem != "force"
    ],
    ids=str,
)
def test_headings_and_rows_are_told(path: Path) -> None:
    document = load(path)
    headings = {"korean": "층별 안내", "report": "People", "tour": "End"}
    assert headings[path.stem] in [heading.title for heading in document.headings]
    assert sum(block.kind == "row" for block in document.blocks) >= 2
    assert sum(block.kind == "item" for block in document.blocks) >= 2


@pytest.mark.parametrize(
    "name",
    [
        "pandoc/report.docx",
        "pandoc/report.odt",
        "libreoffice/report.rtf",
        "pandoc/report.rtf",
        "pandoc/report.tex",
    ],
)
def test_footnotes_are_notes(name: str) -> None:
    document = load(FILES / name)
    notes = [document.text[block.start : block.end] for block in document.blocks if block.kind == "note"]
    assert notes == ["See the town book, page 12."]


@pytest.mark.parametrize(
    "name",
    [
        "pandoc/tour.docx",
        "pandoc/tour.odt",
        "pandoc/tour.epub",
        "pandoc/tour.rst",
        "pandoc/tour.adoc",
        "pandoc/tour.html",
    ],
)
def test_lists_in_lists_keep_their_depth(name: str) -> None:
    assert "- Bridge\n  - old arch\n- Weir" in load(FILES / name).text


def test_empty_cells_keep_their_place() -> None:
    for name in (
        "libreoffice/staff.xlsx",
        "libreoffice/staff.ods",
        "libreoffice/staff.csv",
        "sheetjs/staff.xlsb",
    ):
        assert "Bo Lind |  | 2003 |" in load(FILES / name).text


def test_every_ending_of_office_programs_has_three_files_of_other_programs() -> None:
    endings = Counter(path.suffix for path in FILES.rglob("*"))
    office = [
        ".docx",
        ".odt",
        ".ott",
        ".odp",
        ".otp",
        ".rtf",
        ".hwp",
        ".hwpx",
        ".pptx",
        ".pptm",
        ".ppsx",
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".ods",
        ".epub",
    ]
    others = [
        ".html",
        ".csv",
        ".tsv",
        ".json",
        ".xml",
        ".ipynb",
        ".tex",
        ".rst",
        ".adoc",
        ".vtt",
        ".srt",
        ".eml",
        ".zip",
    ]
    assert {ending: endings[ending] for ending in (*office, *others) if endings[ending] < 3} == {}


def test_slides_are_pages() -> None:
    for name in ("pandoc/report.pptx", "libreoffice/report.odp"):
        document = load(FILES / name)
        assert len(document.page_starts) == 4
        assert document.text[document.page_starts[1] :].startswith("The Alder Mill")


def test_links_of_an_opendocument_text_are_kept() -> None:
    links = [link for block in load(FILES / "pandoc" / "force.odt").blocks for link in block.links]
    assert links == ["[town book](https://elm.example/book)"]

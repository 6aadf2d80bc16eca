"""Tables, records, mail, subtitles and archives that other programs wrote; what went into them stands here.

`sqlite/` is of sqlite3 3.40's shell, `json-xml/` of jq 1.6, Node.js, Java's StAX and pandoc 2.17 (DocBook, TEI), `nodemailer/` of that
library, `git/` of git's format-patch and archive, `zip/` of Info-ZIP and of jar, `subtitles/` of pysubs2 and of subtitle for Node.js.
"""

from pathlib import Path

import pytest

from schemas.document import Facets, LoadedDocument
from tests.fakes.loading import load_documents

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
STAFF = [
    "Name | Unit | Since | Note",
    'Ann Roe | Mill | 1998 | Head, of the "old" mill',
    "Bo Lind | | 2003 |",
    "김하늘 | 열람실 | 2011 | 두 줄 메모",
]
LOCKS: dict[str, tuple[str, str, Facets]] = {
    "a": ("Elm lock", "The Elm lock was built by Orla Finn", {"keeper": ("Per Holt",), "year": ("1911",)}),
    "b": ("느릅 수문", "느릅 수문은 한서진이 세웠다.", {"keeper": ("오가람",), "year": ("1962",)}),
}
TEXTS = {
    "json-xml/docbook.xml": [
        "The mill was built by Jon Brook in 1790.",
        "People",
        "Ann Roe was the miller until 1850.",
        "First, the wheel turns.",
        "Then the stone turns.",
    ],
    "json-xml/tei.xml": ["은하 도서관은 1962년에 박서윤이 세웠다.", "층별 안내", "1층은 어린이실이다."],
    "sqlite/staff.csv": STAFF,
    "sqlite/rooms.tsv": ["Room keeper | Room", "Ann Roe | Mill", "김하늘 | 열람실"],
    "nodemailer/visit.eml": [
        "Visit of the mill",
        "Ann Roe",
        "bo@mill.example",
        "The mill was built by Jon Brook in 1790.",
        "Eva Holt leads the tour.",
    ],
    "git/patch.eml": [
        "Turn the wheel by the river",
        "Cy Dorn",
        "The wheel was cast by Ingrid Moss, and 김하늘 painted it.",
        "+wheel = 3",
    ],
    "subtitles/tour.srt": [
        "The mill was built by Jon Brook in 1790. It stands in Elm.",
        "은하 도서관은 박서윤이 세웠다.",
    ],
    "subtitles/tour.vtt": [
        "The mill was built by Jon Brook in 1790. It stands in Elm.",
        "은하 도서관은 박서윤이 세웠다.",
    ],
    "subtitles/korean.srt": ["은하 도서관은 1962년에 박서윤이 세웠다.", "지금 관장은 이도현이다."],
}
ARCHIVES = {
    "zip/infozip.zip": {"staff.csv", "weir.txt", "방/안내.md"},
    "zip/jar.zip": {"staff.csv", "weir.txt", "방/안내.md"},
    "git/archive.zip": {"staff.csv", "docs/elm.md"},
}
SAID = {
    "staff.csv": "Ann Roe | Mill",
    "weir.txt": "The weir was built by Bo Lind.",
    "방/안내.md": "은하 도서관은 1962년에 박서윤이 세웠다.",
    "docs/elm.md": "The elm was felled by Jon Brook.",
}


def load(name: str) -> list[LoadedDocument]:
    return load_documents(FILES / name, max_bytes=1_000_000)


def one_line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", TEXTS)
def test_all_that_was_written_is_read_in_its_order(name: str) -> None:
    (document,) = load(name)
    found, place = one_line(document.text), 0
    for said in TEXTS[name]:
        place = found.find(said, place)
        assert place >= 0, said
        place += len(said)
    assert "text lost" not in {warning.kind for warning in document.warnings}


@pytest.mark.parametrize("name", ["sqlite/locks.json", "json-xml/locks.ndjson", "json-xml/locks.xml"])
def test_each_record_is_a_document_with_its_facets(name: str) -> None:
    documents = load(name)
    assert [document.source.rpartition("#")[2] for document in documents] == [*LOCKS]
    for document, (title, text, facets) in zip(documents, LOCKS.values(), strict=True):
        assert document.title == title
        assert text in document.text
        assert {name: document.facets[name] for name in facets} == facets


def test_records_beside_other_fields_are_found_under_their_name() -> None:
    documents = load("json-xml/nested.json")
    assert [document.title for document in documents] == ["Elm lock", "느릅 수문"]
    assert [document.facets["keeper.name"] for document in documents] == [("Per Holt",), ("오가람",)]
    assert documents[0].facets["tags"] == ("old", "stone")


def test_a_mail_of_another_program_has_its_attachment_as_a_document() -> None:
    mail, table = load("nodemailer/korean.eml")
    assert mail.title == "은하 도서관 층별 안내"
    assert "은하 도서관은 1962년에 박서윤이 세웠다." in mail.text
    assert "층 | 담당" in table.text
    assert table.source.endswith("층.csv")


@pytest.mark.parametrize("name", ARCHIVES)
def test_each_file_of_an_archive_is_a_document(name: str) -> None:
    documents = {document.source.partition("#")[2]: document for document in load(name)}
    assert documents.keys() == ARCHIVES[name]
    for part, document in documents.items():
        assert SAID[part] in document.text


def test_times_of_subtitles_are_labels() -> None:
    (document,) = load("subtitles/tour.srt")
    assert document.page_labels[0].startswith("00:00:01")
    assert len(document.page_starts) == 3

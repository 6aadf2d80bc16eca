"""Tables, records, mail, subtitles and archives that other programs wrote; what went into them stands here.

`sqlite/` is of sqlite3 3.40's shell, `json-xml/` of jq 1.6, Node.js, Java's StAX and pandoc 2.17 (DocBook, TEI), `nodemailer/` of that
library, `git/` of git's format-patch and archive, `node/` of Node.js, `zip/` of Info-ZIP and of jar, `subtitles/` of pysubs2, pycaption, and subtitle and subsrt for Node.js.
"""

import pytest

from schemas.document import Facets, LoadedDocument
from tests.fakes.foreign_files import ARCHIVES, FILES, RECORDS, SAID, TEXTS
from tests.fakes.loading import load_documents

LOCKS: dict[str, tuple[str, str, Facets]] = {
    "a": ("Elm lock", "The Elm lock was built by Orla Finn", {"keeper": ("Per Holt",), "year": ("1911",)}),
    "b": ("느릅 수문", "느릅 수문은 한서진이 세웠다.", {"keeper": ("오가람",), "year": ("1962",)}),
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


@pytest.mark.parametrize("name", RECORDS)
def test_records_of_other_programs_are_read_whole(name: str) -> None:
    documents = load(name)
    assert [document.text.partition("\n")[0] for document in documents] == RECORDS[name]
    assert [document.title for document in documents] == ["Oak lock", "참나무 수문"]
    assert [document.facets["year"] for document in documents] == [("1911",), ("1962",)]


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

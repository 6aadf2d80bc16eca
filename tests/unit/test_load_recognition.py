import io
import zipfile
from pathlib import Path

import pytest

from api.parts import FORMATS
from extraction.load.file_search import find_files
from extraction.load.recognition import recognised_ending
from schemas.errors import DocumentRejectedError
from tests.fakes.files import docx_of, pdf_of
from tests.fakes.loading import load_bytes, load_documents


def archive_of(name: str, content: bytes = b"x") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (b"Just some text.", ".txt"),
        ("한글".encode("utf-16"), ".txt"),
        (b"\x00\x01\x02", None),
        (b" <!DOCTYPE html><html></html>", ".html"),
        (b"<?xml version='1.0'?>\n<!-- made --><html>", ".html"),
        (b"{\\rtf1 a}", ".rtf"),
        (b"WEBVTT\n\n", ".vtt"),
        (b"PK\x03\x04 broken", None),
        (archive_of("a.txt"), ".zip"),
        (archive_of("xl/workbook.xml"), ".xlsx"),
        (archive_of("mimetype", b"application/epub+zip"), ".epub"),
        (archive_of("mimetype", b"application/vnd.oasis.opendocument.text"), ".odt"),
    ],
)
def test_a_format_is_told_by_how_a_file_begins(content: bytes, ending: str | None) -> None:
    assert recognised_ending(content) == ending


def test_files_without_an_ending_are_loaded_by_what_they_hold() -> None:
    for name, content, media_type in [
        ("README", b"The mill was built in 1790.", "text/plain"),
        ("page", b"<html><body><p>The mill was built in 1790.</body></html>", "text/html"),
        ("report", pdf_of([["The mill was built in 1790."]]), "application/pdf"),
        ("letter", docx_of(["The mill was built in 1790."]), FORMATS.find("x.docx").media_types[0]),
    ]:
        (document,) = load_bytes(name, content, media_type="application/octet-stream", max_bytes=1_000_000)
        assert (document.text, document.media_type) == ("The mill was built in 1790.", media_type)
    with pytest.raises(DocumentRejectedError, match="cannot be loaded"):
        load_bytes("program", b"\x7fELF\x00\x00", max_bytes=1_000)


def test_an_address_is_read_as_the_server_says_whatever_its_ending() -> None:
    address = "https://elm.invalid/mill.php?page=1.pdf"
    (document,) = load_bytes(
        address, b"<p>The mill.</p>", media_type="text/html; charset=utf-8", max_bytes=1_000
    )
    assert (document.text, document.uri, document.source) == ("The mill.", address, address)


def test_of_a_folder_files_without_an_ending_go_in_when_they_are_text(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("Free for all.")
    (tmp_path / "program").write_bytes(b"\x7fELF\x00\x00\x01")
    (tmp_path / "main.py").write_text("print('The mill')\n\n\nx = 1\n")
    found = find_files(str(tmp_path), FORMATS)
    assert [path.name for path in found.files] == ["LICENSE", "main.py"]
    assert [(Path(warning.place).name, warning.kind) for warning in found.skipped] == [
        ("program", "other format")
    ]
    (code,) = load_documents(tmp_path / "main.py", max_bytes=1_000)
    assert [block.kind for block in code.blocks] == ["code", "code"]
    assert code.title == "main"

"""The words that the second routes see in files of markup and of old office programs, whatever their readers take."""

from pathlib import Path

import pytest

from extraction.load.hangul_records import record_texts, section_words
from extraction.load.markup.asciidoc_words import asciidoc_words
from extraction.load.markup.latex_words import latex_words
from extraction.load.markup.restructured_words import restructured_words
from extraction.load.rich_text_words import rich_text_words
from extraction.load.tables.opendocument_cells import text_cells
from extraction.load.tables.spreadsheet import Spreadsheet
from extraction.load.tables.workbook_strings import cell_strings, drawn_strings
from tests.fakes.loading import load_documents

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"


def test_words_in_an_rtf_stream_are_seen_in_any_encoding_and_group() -> None:
    stream = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset129 Batang;}}{\info{\title Hidden}}"
        rb"\f1 \'b9\'b0\'b7\'b9\par\f0 caf\'e9 \u47932?\uc2\u54616??{\*\unknown no}\par"
        rb"{\xe\v Index}{\object{\*\objdata 00ff}{\result{Chart of floods}}}\par{\pict\bin4 ab}c}\'41}"
    )
    words = [text.strip() for _, text in rich_text_words(stream)]
    assert words == ["물레", "café 물하", "Chart of floods", "A"]


def test_words_of_hwp_records_are_seen_wherever_they_stand() -> None:
    (document,) = load_documents(FILES / "hangul/report.hwp", max_bytes=1_000_000)
    seen = " ".join(text for _, text in section_words((FILES / "hangul/report.hwp").read_bytes()))
    for words in ("The mill was built by Jon Brook in 1790.", "Kitchen", "wheel = 3"):
        assert words in seen
        assert words in document.text
    assert list(section_words(b"\xd0\xcf\x11\xe0 broken")) == []


def record(tag: int, content: bytes) -> bytes:
    size = len(content)
    head = (tag | min(size, 0xFFF) << 20).to_bytes(4, "little")
    return head + (size.to_bytes(4, "little") if size >= 0xFFF else b"") + content


def test_long_paragraphs_equations_and_controls_of_hwp_records_are_seen() -> None:
    control = b"\x0b\x00" + b"lbt " + b"\x00" * 8 + b"\x0b\x00"
    paragraph = "물레".encode("utf-16-le") + control + ("방아" * 2_000).encode("utf-16-le") + b"\x0d\x00"
    equation = b"\x00" * 4 + (3).to_bytes(2, "little") + "E=m".encode("utf-16-le") + b"\x00" * 20
    stream = record(66, b"head of a paragraph") + record(67, paragraph) + record(88, equation)
    assert [" ".join(text.split()) for text in record_texts(stream)] == ["물레 " + "방아" * 2_000, "E=m"]


def test_words_of_old_workbooks_are_seen_in_each_kind_of_record() -> None:
    content = (FILES / "accounts/mill.xls").read_bytes()
    assert {"Ann Roe", "김하늘", "Head of the mill library", "Never shown to visitors"} <= {
        *cell_strings(content)
    }
    assert any("Ask her about the sluice." in text for text in drawn_strings(content))
    assert cell_strings(b"\xd0\xcf\x11\xe0 broken") == []


def test_long_texts_of_old_workbooks_go_on_in_the_next_record() -> None:
    content = (FILES / "accounts/long.xls").read_bytes()
    texts = cell_strings(content)
    assert len(texts) == 40
    assert all(text == f"{number} {'물레방아 ' * 60}wheel" for number, text in enumerate(texts))
    (document,) = load_documents(FILES / "accounts/long.xls", max_bytes=1_000_000)
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("words", "source", "seen"),
    [
        (
            latex_words,
            "\\section{People} 5\\% \\textbf{more} % no\n$x$ \\label{no} two",
            ["People 5 more", "two"],
        ),
        (latex_words, "\\usepackage{no}\n\\begin{document}\none\n\\end{document} no", ["one"]),
        (
            restructured_words,
            ".. no\n   no\n\n.. note:: yes\n   :class: no\n\n   more\n\n.. _no: no",
            ["yes", "more"],
        ),
        (restructured_words, ".. meta::\n   :no: no\n\nyes", ["yes"]),
        (restructured_words, "See `it <https://no.example>`_ [1]_.\n\n.. [1] There.", ["See it", "There"]),
        (
            asciidoc_words,
            ":no: no\n// no\n////\nno\n////\n[no]\n== People\nlink:no[yes] {no}",
            ["People", "yes"],
        ),
    ],
)
def test_words_of_markup_are_seen_without_it(words: object, source: str, seen: list[str]) -> None:
    assert callable(words)
    lines = ["".join(sign if sign.isalnum() else " " for sign in text).split() for _, text in words(source)]
    assert [" ".join(line) for line in lines if line] == seen


def test_cells_of_opendocument_are_seen_but_for_their_numbers() -> None:
    content = (FILES / "libreoffice/staff.ods").read_bytes()
    seen = [text for text in text_cells(content) if text]
    (loaded,) = Spreadsheet().read(content, "staff.ods", max_bytes=1_000_000)
    assert seen
    assert all(text in loaded.text for text in seen)
    assert not any(text.isdecimal() for text in seen)
    assert text_cells(b"PK\x03\x04 and then nothing") == []

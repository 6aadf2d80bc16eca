"""The formats that CiteGraph ships."""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from extraction.load.docx.reader import Docx
from extraction.load.epub import Epub
from extraction.load.formats import Format, Formats
from extraction.load.hangul import Hangul
from extraction.load.html.reader import Html
from extraction.load.images import Images
from extraction.load.jsonl import JsonLines
from extraction.load.loader import Loader
from extraction.load.mail import Mail
from extraction.load.markdown import Markdown
from extraction.load.markup.asciidoc import AsciiDoc
from extraction.load.markup.latex import Latex
from extraction.load.markup.restructured import RestructuredText
from extraction.load.notebook import Notebook
from extraction.load.ocr.engine import RecognisedWord
from extraction.load.ocr.page import RecognisedPage
from extraction.load.opendocument.reader import OpenDocument
from extraction.load.pdf.reader import Pdf
from extraction.load.pdf.word import Box
from extraction.load.plain_text import PlainText
from extraction.load.records import JsonRecords, XmlRecords
from extraction.load.rich_text import RichText
from extraction.load.slides import Slides
from extraction.load.source_code import SourceCode
from extraction.load.subtitles import Subtitles
from extraction.load.tables.delimited import DelimitedText
from extraction.load.tables.spreadsheet import Spreadsheet
from extraction.load.zip_archive import ZipArchive
from tests.contracts.cases import MAX_BYTES, WORDS, FormatContract
from tests.fakes.files import docx_of, pdf_of
from tests.fakes.scans import scan_of


class TestPlainText(FormatContract):
    def format(self) -> Format:
        return PlainText()

    def sample(self) -> bytes:
        return f"A title\n\n{WORDS}.\n\fNext page.".encode()


class TestImages(FormatContract):
    """Its words come from an engine, the frames from the file."""

    def format(self) -> Format:
        words = tuple(
            RecognisedWord(word, 0.9, Box(20 + 40 * place, 30, 55 + 40 * place, 42), 12)
            for place, word in enumerate(WORDS.split())
        )
        return Images({1: RecognisedPage("scripted", (600, 800), words)})

    def sample(self) -> bytes:
        return scan_of([WORDS])


class TestSourceCode(FormatContract):
    def format(self) -> Format:
        return SourceCode()

    def sample(self) -> bytes:
        return f"# {WORDS}\n\ndef main():\n    pass\n".encode()


class TestMarkdown(FormatContract):
    def format(self) -> Format:
        return Markdown()

    def sample(self) -> bytes:
        return f"# A title\n\n{WORDS}.\n\n- one\n- two\n".encode()


class TestHtml(FormatContract):
    def format(self) -> Format:
        return Html()

    def sample(self) -> bytes:
        return f"<html><body><h1>A title</h1><p>{WORDS}.</p><ul><li>one</ul></body></html>".encode()


class TestPdf(FormatContract):
    def format(self) -> Format:
        return Pdf()

    def sample(self) -> bytes:
        return _pdf()


class TestDocx(FormatContract):
    def format(self) -> Format:
        return Docx()

    def sample(self) -> bytes:
        return _docx()


class TestJsonLines(FormatContract):
    def format(self) -> Format:
        return JsonLines()

    def sample(self) -> bytes:
        lines = ({"id": "a", "text": f"{WORDS}."}, {"title": "Another", "text": "And more text in it."})
        return "\n".join(map(json.dumps, lines)).encode()


@cache
def _pdf() -> bytes:
    return pdf_of([[f"{WORDS}."], ["The second page."]])


@cache
def _docx() -> bytes:
    return docx_of([(1, "A title"), f"{WORDS}.", [["a", "b"], ["c", "d"]]])


FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"


def _with_words(name: str, old: str) -> bytes:
    """The archive of a fixture with other words in its XML."""
    target = BytesIO()
    with ZipFile(FILES / name) as source, ZipFile(target, "w") as copy:
        for entry in source.namelist():
            copy.writestr(entry, source.read(entry).replace(old.encode(), WORDS.encode()))
    return target.getvalue()


class TestOpenDocument(FormatContract):
    def format(self) -> Format:
        return OpenDocument()

    def sample(self) -> bytes:
        return _with_words("libreoffice/report.odt", "The river never slept")


class TestSlides(FormatContract):
    def format(self) -> Format:
        return Slides()

    def sample(self) -> bytes:
        return _slides()


class TestSpreadsheet(FormatContract):
    def format(self) -> Format:
        return Spreadsheet()

    def sample(self) -> bytes:
        return _with_words("libreoffice/staff.xlsx", "Ann Roe")


class TestEpub(FormatContract):
    def format(self) -> Format:
        return Epub()

    def sample(self) -> bytes:
        return _with_words("pandoc/tour.epub", "It ended at the quay")


class TestHangul(FormatContract):
    def format(self) -> Format:
        return Hangul()

    def sample(self) -> bytes:
        return _with_words("hangul/tour.hwpx", "It ended at the quay")


class TestRichText(FormatContract):
    def format(self) -> Format:
        return RichText()

    def sample(self) -> bytes:
        return (FILES / "pandoc/tour.rtf").read_bytes().replace(b"It ended at the quay", WORDS.encode())


class TestDelimitedText(FormatContract):
    def format(self) -> Format:
        return DelimitedText()

    def sample(self) -> bytes:
        return f"Who,When\n{WORDS},1476\n".encode()


class TestJsonRecords(FormatContract):
    def format(self) -> Format:
        return JsonRecords()

    def sample(self) -> bytes:
        return json.dumps([{"id": "a", "text": f"{WORDS}."}, {"name": "x", "year": 1476}]).encode()


class TestXmlRecords(FormatContract):
    def format(self) -> Format:
        return XmlRecords()

    def sample(self) -> bytes:
        return f"<list><book id='a'><text>{WORDS}</text></book><book><year>1476</year></book></list>".encode()


class TestNotebook(FormatContract):
    def format(self) -> Format:
        return Notebook()

    def sample(self) -> bytes:
        cells = [
            {"cell_type": "markdown", "source": ["# Head\n", WORDS]},
            {"cell_type": "code", "source": "a = 1"},
        ]
        return json.dumps({"nbformat": 4, "cells": cells}).encode()


class TestLatex(FormatContract):
    def format(self) -> Format:
        return Latex()

    def sample(self) -> bytes:
        return f"\\begin{{document}}\\section{{Head}} {WORDS}.\\end{{document}}".encode()


class TestRestructuredText(FormatContract):
    def format(self) -> Format:
        return RestructuredText()

    def sample(self) -> bytes:
        return f"Head\n====\n\n{WORDS}.\n\n- one\n".encode()


class TestAsciiDoc(FormatContract):
    def format(self) -> Format:
        return AsciiDoc()

    def sample(self) -> bytes:
        return f"= Head\n\n{WORDS}.\n\n* one\n".encode()


class TestSubtitles(FormatContract):
    def format(self) -> Format:
        return Subtitles()

    def sample(self) -> bytes:
        return f"1\n00:00:01,000 --> 00:00:04,000\n{WORDS}.\n\n2\n00:00:09,000 --> 00:00:12,000\nIn 1476.\n".encode()


class TestMail(FormatContract):
    def format(self) -> Format:
        return Mail((PlainText(),))

    def sample(self) -> bytes:
        return f"From: a@b.invalid\nSubject: Press\n\n{WORDS}.\n".encode()


class TestZipArchive(FormatContract):
    def format(self) -> Format:
        return ZipArchive((PlainText(),))

    def sample(self) -> bytes:
        target = BytesIO()
        with ZipFile(target, "w") as archive:
            archive.writestr("a.txt", f"{WORDS}.")
        return target.getvalue()

    def test_each_ending_and_media_type_leads_to_it(self) -> None:
        """A document in an archive has the type of its file."""
        (document,) = Loader(Formats((self.format(),)), MAX_BYTES).load_bytes("x.ZIP", self.sample())
        assert document.media_type == "text/plain"


@cache
def _slides() -> bytes:
    from pptx import Presentation

    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "A title"
    slide.placeholders[1].text = f"{WORDS}."
    target = BytesIO()
    presentation.save(target)
    return target.getvalue()

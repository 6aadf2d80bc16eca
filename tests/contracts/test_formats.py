"""The formats that CiteGraph ships."""

import json
from functools import cache

from extraction.load.docx.reader import Docx
from extraction.load.formats import Format
from extraction.load.html.reader import Html
from extraction.load.jsonl import JsonLines
from extraction.load.markdown import Markdown
from extraction.load.pdf.reader import Pdf
from extraction.load.plain_text import PlainText
from tests.contracts.cases import WORDS, FormatContract
from tests.fakes.files import docx_of, pdf_of


class TestPlainText(FormatContract):
    def format(self) -> Format:
        return PlainText()

    def sample(self) -> bytes:
        return f"A title\n\n{WORDS}.\n\fNext page.".encode()


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

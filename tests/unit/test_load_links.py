"""Where links lead: kept beside the text, and found with the chunk they stand in."""

from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extraction.load.links import mark_link, take_links
from extraction.split.recursive import RecursiveSplitter
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from schemas.document import LoadedDocument
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_bytes

FILES = Path(__file__).resolve().parents[1] / "fixtures" / "documents"
PAGE = """<html><head><base href="https://canal.example/a/"></head><body>
<h1>The <a href="/keepers">keepers</a></h1>
<p>See the <a href="report.pdf"> yearly report</a>, <a href="#end">below</a>,
<a href="https://lock.example/">https://lock.example/</a> or <a href="mailto:per@lock.example">write</a>.</p>
<ul><li>The <a href="https://gate.example/?a=1|2">upper <b>gate</b></a></li></ul>
<table><tr><th>Gate</th><th>Keeper</th></tr><tr><td><a href="https://row.example">Upper</a></td><td>Per</td></tr></table>
<a href="https://card.example"><div><h2>A card</h2></div></a>
<p>It may be that you <a href="javascript:go()">Go</a> <a href="https://no.example"><img></a> <a href="http://[wrong">odd</a> as it is.</p>
</body></html>"""


def load(name: str, content: bytes) -> LoadedDocument:
    (document,) = load_bytes(name, content, max_bytes=1_000_000)
    return document


def test_links_of_a_page_are_kept_with_their_blocks_and_not_in_the_text() -> None:
    document = load("page.html", PAGE.encode())
    assert [link for block in document.blocks for link in block.links] == [
        "[keepers](https://canal.example/keepers)",
        "[yearly report](https://canal.example/a/report.pdf)",
        "[write](mailto:per@lock.example)",
        "[upper gate](https://gate.example/?a=1%7C2)",
        "[Upper](https://row.example)",
        "[A card](https://card.example)",
    ]
    assert "See the yearly report, below, or https://lock.example/" not in document.text
    assert "See the yearly report, below, https://lock.example/ or write." in document.text
    assert not set("\ufdd0\ufdd1\ufdd2") & set(document.text)
    assert document.headings[0].title == "The keepers"
    assert document.warnings == ()


def test_links_of_a_fetched_page_are_relative_to_its_address() -> None:
    page = b"<html><body><p>See the <a href='../gates?x=1'>gates</a> of the lock.</p></body></html>"
    (document,) = load_bytes("https://lock.example/a/b/", page, media_type="text/html", max_bytes=10_000)
    assert document.blocks[0].links == ("[gates](https://lock.example/a/gates?x=1)",)


def test_links_of_a_word_file_are_kept() -> None:
    file = docx.Document()
    paragraph = file.add_paragraph("Read the ")
    link = OxmlElement("w:hyperlink")
    target = file.part.relate_to("https://guide.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "guide of locks"
    run.append(text)
    link.append(run)
    paragraph._p.append(link)
    paragraph.add_run(" first.")
    content = BytesIO()
    file.save(content)
    document = load("guide.docx", content.getvalue())
    assert document.text == "Read the guide of locks first."
    assert document.blocks[0].links == ("[guide of locks](https://guide.example)",)


@pytest.mark.parametrize("turned", [0, 90])
def test_links_of_a_pdf_file_are_kept_with_the_words_that_they_stand_on(turned: int) -> None:
    content = BytesIO()
    canvas = Canvas(content)
    canvas.setPageRotation(turned)
    before, words = "The lock is in the ", "harbour register"
    left = 72 + canvas.stringWidth(before, "Helvetica", 12)
    canvas.drawString(72, 500, f"{before}{words} of the town.")
    canvas.drawString(72, 440, "Nothing on this line leads anywhere.")
    right = left + canvas.stringWidth(words, "Helvetica", 12)
    canvas.linkURL("https://register.example/h", (left, 496, right, 512))
    canvas.save()
    document = load("lock.pdf", content.getvalue())
    assert "The lock is in the harbour register of the town." in document.text
    links = [link for block in document.blocks for link in block.links]
    assert links == ["[harbour register](https://register.example/h)"]


def test_a_chunk_has_the_links_of_its_own_blocks() -> None:
    pages = "".join(
        f'<p>Lock {n} has a <a href="https://lock.example/{n}">page {n}</a>.</p>' for n in range(9)
    )
    document = load("locks.html", f"<html><body>{pages}</body></html>".encode())
    chunks = split_document("d", document, RecursiveSplitter(), SplitSettings(max_chars=80), FakeEmbedder())
    assert len(chunks) > 2
    for chunk in chunks:
        said = [number for number in range(9) if f"page {number}" in chunk.text]
        assert chunk.links == tuple(f"[page {number}](https://lock.example/{number})" for number in said)


@given(st.text(), st.text(), st.text())
def test_marks_come_out_again_whatever_is_marked(words: str, address: str, around: str) -> None:
    plain = "".join(sign for sign in words + around if sign not in "\ufdd0\ufdd1\ufdd2")
    inner = mark_link(plain, address.strip("\ufdd0\ufdd1\ufdd2"))
    text, _ = take_links(f"{plain}{mark_link(inner, 'https://outer.example')}{plain}")
    if not set("\ufdd0\ufdd1\ufdd2") & set(address):
        assert text == plain * 3


def links_of(name: str) -> dict[str, str]:
    """Where the links of a file of another program lead, by their words."""
    document = load(name, (FILES / name).read_bytes())
    assert "text lost" not in {warning.kind for warning in document.warnings}
    found = [link for block in document.blocks for link in block.links]
    assert all(link[1:].partition("](")[0] in document.text for link in found)
    return dict(link[1:-1].split("](", 1) for link in found)


@pytest.mark.parametrize(
    ("name", "links"),
    [
        (
            "links/pandoc.docx",
            {
                "Eva Holt": "https://elm.example/holt",
                "book of weirs": "https://elm.example/weirs",
                "the town book": "https://elm.example/book",
                "Cy Dorn": "https://elm.example/dorn",
            },
        ),
        (
            "links/pandoc.pptx",
            {"old": "https://elm.example/old", "Eva Holt": "https://elm.example/holt"},
        ),
        (
            "links/libreoffice.pptx",
            {"Book the tour": "https://elm.example/tour", "Eva Holt": "https://elm.example/holt"},
        ),
        ("accounts/mill.rtf", {"the town book": "https://elm.example/book"}),
        ("pandoc/report.rtf", {"Elm": "https://elm.invalid"}),
        ("pandoc/report.tex", {"Elm": "https://elm.invalid"}),
        ("pandoc/report.rst", {"Elm": "https://elm.invalid"}),
        ("pandoc/report.adoc", {"Elm": "https://elm.invalid"}),
    ],
)
def test_links_of_other_programs_are_kept(name: str, links: dict[str, str]) -> None:
    assert links_of(name) == links


def test_links_of_the_speakers_notes_fields_and_cells_are_kept() -> None:
    from pptx import Presentation
    from pptx.util import Inches

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "The weir"
    slide.shapes.title.click_action.hyperlink.address = "https://elm.example/weir"
    table = slide.shapes.add_table(1, 2, Inches(1), Inches(2), Inches(5), Inches(1)).table
    table.cell(0, 0).text = "Keeper"
    linked = (table.cell(0, 1).text_frame, slide.notes_slide.notes_text_frame)
    for frame, words in zip(linked, (["Cy ", "Dorn"], ["the book of ", "weirs"]), strict=True):
        for part in words:
            run = frame.paragraphs[0].add_run()
            run.text = part
            run.hyperlink.address = f"https://elm.example/{words[1]}"
    content = BytesIO()
    made.save(content)
    document = load("weir.pptx", content.getvalue())
    assert document.text == "The weir\n\nKeeper | Cy Dorn\n\nthe book of weirs"
    assert [link for block in document.blocks for link in block.links] == [
        "[The weir](https://elm.example/weir)",
        "[Cy Dorn](https://elm.example/Dorn)",
        "[the book of weirs](https://elm.example/weirs)",
    ]

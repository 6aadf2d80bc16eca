"""The blocks of a document: where its author set headings, paragraphs, list items, rows, captions and code apart."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import Block, LoadedDocument, pack_blocks, unpack_blocks
from schemas.errors import DocumentRejectedError
from tests.contracts.cases import SPLITTABLE, check_blocks
from tests.fakes.files import docx_of, labelled_pdf, pdf_of
from tests.fakes.loading import load_bytes

MARKDOWN = """---
title: Notes
---
Intro of
two lines.

# The *first* head

- one
  goes on

  more of one
  - inner
- two

1. first

| a | b |
|---|---|
| c | d |

> quoted

Setext
======

```python
code  # no heading
```
"""


def load(name: str, content: str | bytes) -> LoadedDocument:
    raw = content.encode() if isinstance(content, str) else content
    (document,) = load_bytes(name, raw, max_bytes=1_000_000)
    check_blocks(document.text, document.blocks)
    return document


def shown(document: LoadedDocument) -> list[tuple[str, str]]:
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_markdown() -> None:
    document = load("x.md", MARKDOWN)
    assert shown(document) == [
        ("paragraph", "Intro of\ntwo lines."),
        ("heading", "# The *first* head"),
        ("item", "- one\n  goes on"),
        ("paragraph", "more of one"),
        ("item", "- inner"),
        ("item", "- two"),
        ("item", "1. first"),
        ("row", "| a | b |"),
        ("row", "| c | d |"),
        ("paragraph", "> quoted"),
        ("heading", "Setext\n======"),
        ("code", "```python\ncode  # no heading\n```"),
    ]
    assert [(block.level, block.title) for block in document.headings] == [
        (1, "The first head"),
        (1, "Setext"),
    ]


def test_plain_text() -> None:
    text = "Title\n\n  A paragraph\nof two lines. \n \t\nAnother.\n"
    assert shown(load("x.txt", text)) == [
        ("paragraph", "Title"),
        ("paragraph", "A paragraph\nof two lines."),
        ("paragraph", "Another."),
    ]


def test_web_page() -> None:
    page = (
        "<html><body><article><h1>Press</h1><p>A press prints.</p><ul><li>one<li>two</ul>"
        "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table><pre><code>x = 1\ny = 2</code></pre></article></body></html>"
    )
    assert shown(load("x.html", page)) == [
        ("heading", "Press"),
        ("paragraph", "A press prints."),
        ("item", "- one"),
        ("item", "- two"),
        ("row", "a | b"),
        ("row", "c | d"),
        ("code", "x = 1\ny = 2"),
    ]


def test_word_file() -> None:
    document = load("x.docx", docx_of([(2, "Head"), "Some words.", [["a", "b"], ["c", "d"]]]))
    assert shown(document) == [
        ("heading", "Head"),
        ("paragraph", "Some words."),
        ("row", "a | b"),
        ("row", "c | d"),
    ]


def test_pdf() -> None:
    kinds = shown(load("x.pdf", pdf_of([["First words."], ["- one thing"]])))
    assert kinds == [
        ("paragraph", "First words."),
        ("item", "- one thing"),
    ]


@settings(deadline=None)
@given(SPLITTABLE | st.text("# \n-|*>`1.a\t", max_size=60), st.sampled_from(["x.md", "x.txt", "x.html"]))
def test_blocks_lie_within_the_text_in_order_and_apart(text: str, name: str) -> None:
    try:
        document = load(name, text)
    except DocumentRejectedError:
        return
    if name == "x.txt":
        covered = "".join(document.text[block.start : block.end] for block in document.blocks)
        assert "".join(covered.split()) == "".join(document.text.split())


def test_a_page_without_text_is_a_warning_and_pages_keep_their_labels() -> None:
    (document,) = load_bytes(
        "x.pdf", pdf_of([["First words."], ["<br/>"], ["Last words."]]), max_bytes=1_000_000
    )
    (warning,) = document.warnings
    assert (warning.kind, warning.place, warning.count) == ("page without text", "page 2", 1)
    assert "OCR" in warning.remedy
    assert document.page_labels == ()


def test_labels_of_pages_are_kept_where_they_are_no_plain_numbers() -> None:
    document = load("x.pdf", labelled_pdf())
    assert document.page_labels == ("i", "ii", "1")


BLOCKS = (Block("heading", 0, 4, 1, "제목"), Block("paragraph", 6, 20), Block("row", 22, 30))


def test_packed_blocks_come_out_the_same_and_are_short() -> None:
    packed = pack_blocks(BLOCKS)
    assert unpack_blocks(packed) == BLOCKS
    assert packed == '[["heading",0,4,1,"제목"],["paragraph",6,20],["row",22,30]]'


def test_a_document_that_was_kept_before_there_were_blocks_is_read() -> None:
    document = load("x.md", "# Head\n\nText.")
    kept = json.loads(document.model_dump_json(exclude={"blocks", "page_labels", "warnings"}))
    kept["headings"] = [{"start": 0, "level": 1, "title": "Head"}]
    old = LoadedDocument.model_validate_json(json.dumps(kept))
    assert old.blocks == (Block("heading", 0, 6, 1, "Head"),)
    assert LoadedDocument.model_validate_json(document.model_dump_json()) == document


@pytest.mark.parametrize("size", [100_000])
def test_many_paragraphs_and_blank_lines_are_found_in_linear_time(size: int) -> None:
    assert len(load_bytes("x.txt", b"a\n\n" * size, max_bytes=10**6)[0].blocks) == size
    assert len(load_bytes("x.txt", b"a" + b" \n" * size + b"b", max_bytes=10**6)[0].blocks) == 2


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_characters_that_are_blanked_out_are_counted(name: str) -> None:
    (warning,) = load(name, b"One\x01 page of text\x02. " + b"And more of it. " * 20).warnings
    assert (warning.kind, warning.count) == ("character that cannot be read", 2)
    assert load(name, "A clean page.").warnings == ()


def test_footnotes_of_markdown_are_notes() -> None:
    text = "Caxton[^1] printed[^w].\n\n[^1]: Died\n[^w]: Wynkyn went on\n  with it.\n\n    - In Fleet Street.\n\nThe end.\n"
    assert shown(load("x.md", text)) == [
        ("paragraph", "Caxton[^1] printed[^w]."),
        ("note", "[^1]: Died"),
        ("note", "[^w]: Wynkyn went on\n  with it."),
        ("note", "- In Fleet Street."),
        ("paragraph", "The end."),
    ]


@pytest.mark.parametrize(
    "notes",
    [
        '<section role="doc-endnotes"><ol><li id="fn1"><p>Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></p></ol></section>',
        '<div class="footnotes other"><ol><li>Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></ol></div>',
        '<ol class="references"><li id="cite_note-1">Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></ol>',
        '<aside role="doc-footnote"><p>Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></p></aside>',
        '<aside epub:type="footnote"><p>Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></p></aside>',
        '<aside role="doc-footnote">Blake, <em>Caxton</em>, p. 3. <a href="#r1">↩</a></aside>',
    ],
)
def test_footnotes_of_web_pages_are_notes(notes: str) -> None:
    page = f"<html><body><article><h1>Press</h1><p>A press <a id=r1 href='#fn1'>1</a> prints.</p><ul><li>One</ul>{notes}</article>"
    *others, (kind, text) = shown(load("x.html", page))
    assert [other for other, _ in others] == ["heading", "paragraph", "item"]
    assert (kind, text.removeprefix("- ")) == ("note", "Blake, Caxton, p. 3. ↩")


def test_notes_of_a_word_file_follow_what_refers_to_them_and_comments_are_left_out() -> None:
    document = load("x.docx", docx_with_notes())
    assert shown(document) == [
        ("paragraph", "Caxton printed."),
        ("note", "Blake, p. 3.\nAnd p. 4."),
        ("row", "Westminster | 1476"),
        ("note", "By the Abbey."),
        ("paragraph", "The end."),
    ]
    (warning,) = document.warnings
    assert (warning.kind, warning.place) == ("comment left out", "comments.xml")
    assert "Is that so?" in warning.remedy


def test_notes_that_are_damaged_are_counted_and_the_text_is_read() -> None:
    document = load("x.docx", docx_with_notes(tail="<"))
    assert [kind for kind, _ in shown(document)] == ["paragraph", "row", "paragraph"]
    assert {warning.kind for warning in document.warnings} == {
        "comment left out",
        "footnote not read",
        "endnote not read",
    }


def docx_with_notes(tail: str = "") -> bytes:
    """A Word file with a footnote and a comment on its first paragraph, and an endnote in its table.

    `tail` stands behind the parts of footnotes and endnotes.
    """
    from docx import Document
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document = Document()
    first = document.add_paragraph("Caxton printed.")
    table = document.add_table(rows=1, cols=2)
    for cell, words in zip(table.rows[0].cells, ["Westminster", "1476"], strict=True):
        cell.text = words
    document.add_paragraph("The end.")
    places = {"footnote": first, "endnote": table.rows[0].cells[1].paragraphs[0]}
    texts = {"footnote": ["Blake, p. 3.", "And p. 4."], "endnote": ["By the Abbey."]}
    for kind, place in places.items():
        place._p.append(parse_xml(f'<w:r {namespace}><w:{kind}Reference w:id="2"/></w:r>'))
        paragraphs = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts[kind])
        part = f'<w:{kind}s {namespace}><w:{kind} w:id="2">{paragraphs}</w:{kind}></w:{kind}s>{tail}'
        content_type = getattr(CONTENT_TYPE, f"WML_{kind.upper()}S")
        name = PackURI(f"/word/{kind}s.xml")
        document.part.relate_to(
            Part(name, content_type, part.encode(), document.part.package),
            getattr(RELATIONSHIP_TYPE, f"{kind.upper()}S"),
        )
    document.add_comment(first.runs[:1], "Is that so?")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_what_of_a_word_file_is_not_read_is_counted() -> None:
    note = '<w:r xmlns:w="{}"><w:footnoteReference w:id="1"/></w:r>'
    document = load("x.docx", docx_with_runs(note, note))
    assert {warning.kind: warning.count for warning in document.warnings} == {"footnote not read": 2}
    assert all(warning.remedy for warning in document.warnings)
    assert load("x.docx", docx_of(["Some words."])).warnings == ()


def docx_with_runs(*runs: str) -> bytes:
    """A Word file with a paragraph that has these runs after its words."""
    from docx import Document
    from docx.oxml import parse_xml

    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = Document()
    paragraph = document.add_paragraph("Some words.")
    for run in runs:
        paragraph._p.append(parse_xml(run.format(namespace)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()

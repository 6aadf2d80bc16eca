"""Citations and the places they point to."""

from retrieval.answer.citable import CitablePassages
from retrieval.answer.prompt import user_prompt
from schemas.retrieval import Passage
from tests.fakes.files import docx_of, labelled_pdf, pdf_of
from tests.fakes.passages import OFFSET, citable_passages, passages_of_file
from tests.fakes.values import chunk

TEXT = "Ada Lovelace wrote notes. They describe an engine. Babbage drew it."
PASSAGES = citable_passages([TEXT])


def test_a_citation_says_where_its_sentence_stands() -> None:
    sentence = PASSAGES.of(1)[1]
    citation = PASSAGES.cite(sentence)
    assert citation.quote == "They describe an engine."
    assert TEXT[citation.start - OFFSET : citation.end - OFFSET] == citation.quote
    assert (citation.number, citation.title, citation.source) == (1, "Title 1", "d1.txt")
    assert (citation.chunk_id, citation.heading, citation.page) == ("d1-chunk", "Life > Work", 2)
    assert citation.channels == ("dense",)


def test_a_quote_over_two_sentences_gives_both() -> None:
    found = PASSAGES.quoted(1, "describe an engine. Babbage drew")
    assert found is not None
    assert found.text == "They describe an engine. Babbage drew it."


def test_a_quote_of_another_passage_or_none_is_not_found() -> None:
    assert PASSAGES.quoted(1, "Sejong made Hangul") is None
    assert PASSAGES.quoted(2, "Ada Lovelace") is None
    assert PASSAGES.quoted(0, "Ada Lovelace") is None


def test_no_sentence_reaches_over_a_gap_whose_white_space_is_not_known() -> None:
    document = "Ada wrote\t\tnotes on it. Babbage drew it."
    chunks = [chunk(document[:9]), chunk(document[11:], 1, start=11)]
    passage = Passage(
        document_id="d",
        title="T",
        source="d.txt",
        text="Ada wrote\n notes on it. Babbage drew it.",
        start=0,
        end=len(document),
        chunk_ids=("c0", "c1"),
        hits=("c0",),
        score=1.0,
        chunks=tuple(chunks),
    )
    passages = CitablePassages([passage])
    for sentence in passages.sentences:
        assert document[sentence.start : sentence.end] == sentence.text
    found = passages.quoted(1, "Ada wrote notes on it")
    assert found is not None
    assert document[found.start : found.end] == found.text


def test_a_heading_proves_nothing() -> None:
    passages = citable_passages(["## Work\n\nHe made Hangul.\n\nWork was hard."])
    assert [sentence.text for sentence in passages.of(1)] == ["He made Hangul.", "Work was hard."]
    assert passages.quoted(1, "Work") is None


def test_what_only_citing_needs_is_in_no_json() -> None:
    passage = PASSAGES.passages[0]
    assert passage.chunks
    assert passage.document is not None
    assert not {"chunks", "document"} & set(passage.model_dump(mode="json"))
    assert not {"chunks", "document"} & set(Passage.model_json_schema(mode="serialization")["properties"])


NOTES = b"""# Ada Lovelace

She was born in London.

Her work on the engine and what became of it
=============================================
She wrote seven notes. They describe an engine.

## Later *years*

- first she fell ill in the spring of the year eighteen fifty-two
- she died in Marylebone
"""


def test_the_heading_is_that_over_the_quote_and_no_sentence_reaches_over_a_block() -> None:
    passages = passages_of_file("ada.md", NOTES)
    (passage,) = passages.passages
    assert len(passage.chunks) == 1
    cited = [passages.cite(sentence) for sentence in passages.of(1)]
    work = "Her work on the engine and what became of it"
    assert [(one.quote, one.heading, one.block) for one in cited] == [
        ("She was born in London.", "Ada Lovelace", "paragraph"),
        ("She wrote seven notes.", work, "paragraph"),
        ("They describe an engine.", work, "paragraph"),
        (NOTES.decode().split("\n")[-3], f"{work} > Later years", "item"),
        ("- she died in Marylebone", f"{work} > Later years", "item"),
    ]


def test_a_row_that_goes_on_in_small_letters_is_cited_alone() -> None:
    rows = [
        ["The first press of England stood here", "Westminster"],
        ["in Mainz Gutenberg printed the Bible", "1455"],
    ]
    passages = passages_of_file("x.docx", docx_of([(1, "Presses"), "Two presses.", rows]))
    cited = [passages.cite(sentence) for sentence in passages.of(1)]
    assert [(one.quote, one.block) for one in cited[1:]] == [(" | ".join(row), "row") for row in rows]
    quoted = passages.quoted(1, "here | Westminster in Mainz Gutenberg printed the Bible")
    assert quoted is not None
    assert quoted.text == " | ".join(rows[1])


def test_a_page_is_cited_by_its_number_and_by_what_it_calls_itself() -> None:
    passages = passages_of_file("x.pdf", labelled_pdf())
    cited = [passages.cite(sentence) for sentence in passages.of(1)]
    assert [(one.page, one.page_label) for one in cited] == [(1, "i"), (2, "ii"), (3, "1")]
    assert 'page i">\n' in user_prompt("Which page?", passages.passages)


def test_a_sentence_that_goes_on_overleaf_is_cited_with_all_its_pages() -> None:
    pages = [
        ["A town. The press was set up in the year 1450 in the"],
        ["city of Mainz by Johannes Gutenberg. It was new."],
    ]
    passages = passages_of_file("x.pdf", pdf_of(pages))
    cited = [passages.cite(sentence) for sentence in passages.of(1)]
    assert [(one.page, one.page_end) for one in cited] == [(1, 1), (1, 2), (2, 2)]


def test_a_sentence_has_the_heading_over_it_not_that_of_its_chunk() -> None:
    text = b"It has no heading at all.\n\n# Life\n\nShe was born in 1815.\n\n## Death\n\nShe died in 1852.\n"
    passages = passages_of_file("x.md", text)
    cited = [passages.cite(sentence) for sentence in passages.of(1)]
    assert [one.heading for one in cited] == ["", "Life", "Life > Death"]

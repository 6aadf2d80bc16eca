"""Citations and the places they point to."""

from retrieval.answer.citable import CitablePassages
from schemas.chunk import Chunk
from schemas.retrieval import Passage
from tests.fakes.passages import OFFSET, citable_passages

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
    chunks = [_chunk(0, document, 0, 9), _chunk(1, document, 11, len(document))]
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


def _chunk(index: int, document: str, start: int, end: int) -> Chunk:
    return Chunk(
        id=f"c{index}",
        document_id="d",
        index=index,
        text=document[start:end],
        start=start,
        end=end,
        language="en",
    )


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

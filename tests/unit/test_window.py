"""Windows around the chunks that were found."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kg.text.layout import Layout
from llm.usage import count_tokens
from retrieval.passages.fusion import FusedChunk
from retrieval.passages.window import build_passages, join_chunks
from schemas.chunk import Chunk
from schemas.retrieval import ChannelRank, Passage
from tests.fakes.values import chunk, document

AT = datetime(2026, 1, 2, tzinfo=UTC)
_WORD_TEXT = "Sejong made Hangul in 1443 . 세종은 한글을 만들었다 . Ada met Babbage ."
WORDS = _WORD_TEXT.split()


def split(name: str, text: str, bounds: Sequence[tuple[int, int]]) -> list[Chunk]:
    return [
        chunk(text[start:end], index, document_id=name, start=start)
        for index, (start, end) in enumerate(bounds)
    ]


def hit(chunk: Chunk, score: float, channel: str = "dense") -> FusedChunk:
    place = ChannelRank.model_validate({"channel": channel, "rank": 1, "why": chunk.id})
    return FusedChunk(chunk_id=chunk.id, score=score, channels=(place,))


def widened(
    hits: Sequence[FusedChunk], documents: dict[str, list[Chunk]], *, reach: int, max_tokens: int = 10_000
) -> tuple[Passage, ...]:
    around = {
        centre.id: [chunk for chunk in chunks if abs(chunk.index - centre.index) <= reach]
        for chunks in documents.values()
        for centre in chunks
    }
    known = {name: document(name, title=name.upper()) for name in documents}
    return build_passages(hits, around, known, max_tokens=max_tokens)


TEXT = "One is here. Two is here. Three is here. Four is here. Five is here. Six is here."
BOUNDS = [(0, 12), (13, 25), (26, 40), (41, 54), (55, 68), (69, 81)]
CHUNKS = split("a", TEXT, BOUNDS)


def test_a_window_takes_neighbours_on_both_sides() -> None:
    (passage,) = widened([hit(CHUNKS[2], 0.9)], {"a": CHUNKS}, reach=1)
    assert passage.text == "Two is here. Three is here. Four is here."
    assert (passage.start, passage.end) == (13, 54)
    assert passage.chunk_ids == ("a1", "a2", "a3")
    assert passage.hits == ("a2",)
    assert (passage.title, passage.source, passage.score) == ("A", "a.txt", 0.9)


def test_a_passage_is_as_sure_as_the_least_sure_of_its_chunks() -> None:
    (written,) = widened([hit(CHUNKS[2], 0.9)], {"a": CHUNKS}, reach=1)
    assert written.ocr_confidence is None
    sure = {0: 0.9, 2: 0.6}
    scanned = [one.model_copy(update={"ocr_confidence": sure.get(one.index)}) for one in CHUNKS]
    (passage,) = widened([hit(scanned[1], 0.9)], {"a": scanned}, reach=1)
    assert passage.ocr_confidence == 0.6


def test_windows_that_touch_become_one_passage() -> None:
    passages = widened([hit(CHUNKS[4], 0.9), hit(CHUNKS[1], 0.5, "graph")], {"a": CHUNKS}, reach=1)
    (passage,) = passages
    assert passage.text == TEXT
    assert passage.hits == ("a1", "a4")
    assert passage.score == 0.9
    assert {place.channel for place in passage.channels} == {"dense", "graph"}


def test_windows_apart_stay_apart_best_first() -> None:
    passages = widened([hit(CHUNKS[5], 0.9), hit(CHUNKS[0], 0.5)], {"a": CHUNKS}, reach=1)
    assert [passage.chunk_ids for passage in passages] == [("a4", "a5"), ("a0", "a1")]


def test_a_window_ends_with_its_document() -> None:
    other = split("b", TEXT, BOUNDS)
    passages = widened([hit(CHUNKS[5], 0.9), hit(other[0], 0.5)], {"a": CHUNKS, "b": other}, reach=10)
    assert [passage.document_id for passage in passages] == ["a", "b"]
    assert all(passage.text == TEXT for passage in passages)


def test_the_budget_goes_to_the_hits_before_the_neighbours() -> None:
    cost = count_tokens(CHUNKS[0].text)
    passages = widened(
        [hit(CHUNKS[0], 0.9), hit(CHUNKS[3], 0.8)], {"a": CHUNKS}, reach=1, max_tokens=3 * cost + 1
    )
    assert [passage.chunk_ids for passage in passages] == [("a0", "a1"), ("a3",)]


def test_a_hit_over_the_budget_is_cut_after_a_sentence() -> None:
    text = "The first sentence is here. The second one is here too, and it is longer."
    (passage,) = widened(
        [hit(split("a", text, [(0, len(text))])[0], 1.0)],
        {"a": split("a", text, [(0, len(text))])},
        reach=1,
        max_tokens=8,
    )
    assert passage.text == "The first sentence is here."
    assert passage.end == len(passage.text)


def test_overlapping_chunks_show_their_text_once() -> None:
    chunks = split("a", TEXT, [(0, 25), (13, 40), (26, 54)])
    assert join_chunks(chunks) == TEXT[:54]
    (passage,) = widened([hit(chunks[1], 1.0)], {"a": chunks}, reach=1)
    assert (passage.text, passage.start, passage.end) == (TEXT[:54], 0, 54)


def test_a_gap_keeps_the_offsets() -> None:
    chunks = split("a", "Head\n\n\nBody", [(0, 4), (7, 11)])
    joined = join_chunks(chunks)
    assert len(joined) == 11
    assert joined[7:] == "Body"
    assert joined[4:7].isspace()


def test_a_chunk_that_vanished_is_left_out() -> None:
    gone = FusedChunk(chunk_id="gone", score=1.0, channels=())
    passages = widened([gone, hit(CHUNKS[0], 0.5)], {"a": CHUNKS}, reach=0)
    assert [passage.chunk_ids for passage in passages] == [("a0",)]


def test_pages_are_those_of_the_offsets() -> None:
    paged = document("a", title="A", page_starts=(0, 30, 60)).model_copy(
        update={"page_labels": ("iv", "", "1")}
    )
    layout = Layout.of(paged)
    assert [layout.page(offset) for offset in (0, 29, 30, 75)] == [1, 1, 2, 3]
    assert [layout.page_label(offset) for offset in (0, 30, 75)] == ["iv", None, "1"]
    assert (Layout().page(5), Layout().page_label(5)) == (None, None)
    around = {CHUNKS[2].id: CHUNKS[1:4]}
    (passage,) = build_passages([hit(CHUNKS[2], 1.0)], around, {"a": paged}, max_tokens=1000)
    assert (passage.page, passage.page_end) == (1, 2)
    assert (passage.page_label, passage.page_end_label) == ("iv", None)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, list[Chunk]]]:
    """Documents cut into chunks that follow one another with overlaps, or with one blank between."""
    texts: dict[str, str] = {}
    chunks: dict[str, list[Chunk]] = {}
    for name in draw(st.lists(st.sampled_from("abc"), min_size=1, unique=True)):
        text = " ".join(draw(st.lists(st.sampled_from(WORDS), min_size=3, max_size=40)))
        bounds: list[tuple[int, int]] = []
        start = 0
        while start < len(text):
            end = min(len(text), start + draw(st.integers(3, 25)))
            bounds.append((start, end))
            skip = draw(st.integers(-2, 0))
            start = end if end == len(text) else max(start + 1, end + skip)
        texts[name] = text
        chunks[name] = split(name, text, bounds)
    return texts, chunks


@given(data=st.data(), corpus=corpora(), reach=st.integers(0, 3), max_tokens=st.integers(5, 400))
def test_passages_are_exact_disjoint_stretches_within_the_budget(
    data: st.DataObject, corpus: tuple[dict[str, str], dict[str, list[Chunk]]], reach: int, max_tokens: int
) -> None:
    texts, chunks = corpus
    every = [chunk for of_document in chunks.values() for chunk in of_document]
    chosen = data.draw(st.lists(st.sampled_from(every), unique_by=lambda chunk: chunk.id, min_size=1))
    hits = [hit(chunk, 1 - rank / 100) for rank, chunk in enumerate(chosen)]
    passages = widened(hits, chunks, reach=reach, max_tokens=max_tokens)
    assert passages
    for passage in passages:
        assert texts[passage.document_id][passage.start : passage.end] == passage.text
        assert set(passage.hits) <= set(passage.chunk_ids)
        assert passage.hits
    indexes = [one for passage in passages for one in passage.chunk_ids]
    assert len(indexes) == len(set(indexes))
    assert {passage.document_id for passage in passages} <= set(texts)
    assert [passage.score for passage in passages] == sorted((p.score for p in passages), reverse=True)
    # Tokens are counted per chunk, so a passage of overlapping chunks has at most that many.
    assert sum(count_tokens(passage.text) for passage in passages) <= max_tokens + len(indexes)

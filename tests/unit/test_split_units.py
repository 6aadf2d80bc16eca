"""What splitters leave whole: rows, items, code and headings with what follows them."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extraction.embedding import embedded_text
from extraction.split.headings import HeadingSplitter
from extraction.split.recursive import RecursiveSplitter
from extraction.split.semantic import SemanticSplitter
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from extraction.split.task import SplitTask, Splitter
from extraction.split.units import find_units, mask_units
from kg.text.layout import Layout
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import Block, LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.contracts.cases import SPLITTABLE
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.loading import load_text

CAREFUL: tuple[Splitter, ...] = (RecursiveSplitter(), SemanticSplitter(), HeadingSplitter())
WHOLE = {"row", "item", "code", "heading", "caption", "note"}
SENTENCES = (
    "The lock was built by Orla Finn. ",
    "It has two gates! ",
    "수문은 1911년에 세워졌다. ",
    "물길이 열렸다.배가 지나갔다. ",
    "A word ",
    "See Dr. Finn, i.e. the builder. ",
)
WORDS = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join)
LINE = WORDS.map(str.strip)
PARTS = st.one_of(
    st.builds(lambda level, title: f"{'#' * level} {title}", st.integers(1, 4), LINE),
    LINE,
    st.lists(st.tuples(st.sampled_from(["- ", "  - ", "1. "]), LINE), min_size=1, max_size=6).map(
        lambda items: "\n".join(mark + text for mark, text in items)
    ),
    st.lists(st.tuples(LINE, LINE), min_size=1, max_size=8).map(
        lambda rows: "| Who | What |\n|---|---|\n" + "\n".join(f"| {one} | {other} |" for one, other in rows)
    ),
    st.lists(LINE | st.just(""), min_size=1, max_size=5).map(
        lambda lines: "```\n" + "\n".join(lines) + "\n```"
    ),
    st.just("Word " * 60),
    st.just("가나다라마바사" * 30),
)
MARKDOWN = st.lists(PARTS, min_size=1, max_size=10).map("\n\n".join)


def load(text: str) -> LoadedDocument:
    (document,) = load_text("x.md", text, max_bytes=1_000_000)
    return document


def split(document: LoadedDocument, splitter: Splitter, max_chars: int) -> tuple[Chunk, ...]:
    return split_document("d", document, splitter, SplitSettings(max_chars=max_chars), FakeEmbedder())


@settings(deadline=None, max_examples=60)
@given(text=MARKDOWN, max_chars=st.integers(40, 400))
@example("### A word See Dr. Finn, i.e. the builder. The lock was built by Orla Finn.", 40)
def test_what_fits_is_not_cut_and_headings_stay_with_what_follows(text: str, max_chars: int) -> None:
    document = load(text)
    task = SplitTask(document, SplitSettings(max_chars=max_chars), FakeEmbedder())
    sentences = sentence_spans(document.text, document.language)
    whole = [piece for sentence in sentences for piece in task.layout.cut(*sentence)]
    whole += [(block.start, block.end) for block in document.blocks if block.kind in WHOLE]
    fitting = [(start, end) for start, end in whole if end - start <= max_chars]
    headings = {block.end: block for block in document.headings}
    for splitter in CAREFUL:
        chunks = split(document, splitter, max_chars)
        for place in {place for chunk in chunks for place in (chunk.start, chunk.end)}:
            assert not [span for span in fitting if span[0] < place < span[1]]
        for chunk, following in pairwise(chunks):
            if heading := headings.get(chunk.end):
                unit = next(span for span in task.units if span[0] >= following.start)
                assert unit[1] - heading.start > max_chars


@settings(deadline=None, max_examples=60)
@given(SPLITTABLE, st.integers(20, 200))
def test_masking_changes_no_length_and_no_white_space_between_units(text: str, max_chars: int) -> None:
    try:
        document = load(text)
    except DocumentRejectedError:
        return
    text = document.text
    units = find_units(text, Layout.of(document), sentence_spans(text), max_chars)
    masked = mask_units(text, units, max_chars)
    assert len(masked) == len(text)
    assert all(before[1] <= after[0] for before, after in pairwise(units))
    assert "".join(masked[end:start] for (_, end), (start, _) in pairwise(units)).strip() == ""


@pytest.mark.parametrize("splitter", CAREFUL, ids=lambda one: one.name)
def test_a_heading_goes_with_the_first_word_of_a_sentence_that_has_to_be_cut(splitter: Splitter) -> None:
    document = load(f"# The long lock\n\n{'word ' * 60}")
    first = split(document, splitter, 80)[0]
    assert first.text.startswith("# The long lock\n\nword")


@pytest.mark.parametrize("splitter", CAREFUL, ids=lambda one: one.name)
def test_the_head_of_a_table_stays_with_its_first_row(splitter: Splitter) -> None:
    table = "| Gate | Keeper |\n|---|---|\n| Upper | Orla Finn |\n| Lower | Per Holt |"
    for before in range(10, 90):
        for chunk in split(load(f"{'w' * before}.\n\n{table}"), splitter, 100):
            assert not chunk.text.endswith(("Keeper |", "---|"))


@pytest.mark.parametrize("splitter", CAREFUL, ids=lambda one: one.name)
def test_a_blank_line_in_a_program_is_no_place_to_cut(splitter: Splitter) -> None:
    program = "```python\ndef lock(gate):\n    gate.shut()\n\n    # It is shut now. Nobody passes.\n    return gate\n```"
    text = "\n\n".join(["The keeper runs this each night and looks at what it says.", program] * 4)
    chunks = split(load(text), splitter, 160)
    assert sum(chunk.text.count(program) for chunk in chunks) == 4


def test_a_chunk_knows_the_headings_of_each_of_its_sentences() -> None:
    text = "# Canal\n\nIt is long.\n\n## Lock\n\nIt has gates.\n\n### Keeper\n\nHe is Per.\n\n## Quay\n\nIt is new."
    (chunk,) = split(load(text), RecursiveSplitter(), 800)
    said = {
        text[start:end]: chunk.heading_at(start)
        for start, end in sentence_spans(text)
        if not text[start:end].startswith("#")
    }
    assert said == {
        "It is long.": "Canal",
        "It has gates.": "Canal > Lock",
        "He is Per.": "Canal > Lock > Keeper",
        "It is new.": "Canal > Quay",
    }


def test_nested_blocks_that_are_too_long_together_are_cut_between_the_inner_ones() -> None:
    text = "one two three four five six seven eight"
    blocks = (Block("note", 0, len(text)), Block("item", 0, 18), Block("item", 19, len(text)))
    units = find_units(text, Layout(blocks), [(0, len(text))], 25)
    assert units == [(0, 18), (19, len(text))]


def test_rows_apart_from_their_head_are_searched_under_it_and_cited_without_it() -> None:
    rows = "\n".join(f"| Lock {number} | Keeper {number} |" for number in range(30))
    document = load(f"# Locks\n\nThey are old.\n\n| Place | Keeper |\n|---|---|\n{rows}\n\nNo rows here.")
    chunks = split(document, RecursiveSplitter(), 200)
    apart = [chunk for chunk in chunks if "| Lock" in chunk.text and "| Place" not in chunk.text]
    assert len(apart) > 1
    for chunk in apart:
        assert chunk.column_heads == "Place | Keeper"
        assert "Place | Keeper" in embedded_text(chunk, document.title).split("\n")
        assert chunk.text == document.text[chunk.start : chunk.end]
    assert {chunk.column_heads for chunk in chunks if chunk not in apart} == {""}


def test_a_stretch_behind_a_table_is_under_none_of_its_heads() -> None:
    rows = "\n".join(f"| Lock {number} | Keeper {number} |" for number in range(30))
    text = f"| Place | Keeper |\n|---|---|\n{rows}\n\n{'It is a long story of a lock. ' * 20}"
    behind = [chunk for chunk in split(load(text), RecursiveSplitter(), 200) if "Lock" not in chunk.text]
    assert behind
    assert {chunk.column_heads for chunk in behind} == {""}


def test_a_first_row_as_long_as_prose_is_no_head() -> None:
    first = f"| {'What is said here is long. ' * 20} |"
    rows = "\n".join(["| short |"] * 60)
    chunks = split(load(f"{first}\n|---|\n{rows}"), RecursiveSplitter(), 600)
    assert len(chunks) > 1
    assert {chunk.column_heads for chunk in chunks} == {""}

import textwrap
from statistics import median

import pytest
from pydantic import ValidationError

from api.parts import SPLITTERS
from extraction.split.comparison import report_on
from extraction.split.outline import Outline
from extraction.split.settings import SplitSettings
from extraction.split.splitter import split_document
from kg.text.sentences import sentence_spans
from schemas.chunk import Chunk
from schemas.document import Block, LoadedDocument
from tests.fakes.embedder import TopicEmbedder
from tests.fakes.files import PARAGRAPH, pdf_of
from tests.fakes.loading import load_bytes, load_text

KOREAN = (
    "훈민정음은 세종이 1443년에 만든 글자이다. 세종은 1446년에 이를 반포하였다. 집현전 학자들이 해례본을 지었다. "
    "정인지가 해례본의 서문을 썼다. 해례본은 1940년에 안동에서 발견되었다. 전형필이 그 책을 샀다. "
)


def load(text: str, name: str = "x.md") -> LoadedDocument:
    (document,) = load_text(name, text, max_bytes=1_000_000)
    return document


def split(
    document: LoadedDocument, strategy: str, max_chars: int = 120, overlap: int = 0
) -> tuple[Chunk, ...]:
    sizes = SplitSettings(max_chars=max_chars, overlap_chars=overlap)
    return split_document("d", document, SPLITTERS.get(strategy), sizes, TopicEmbedder("a", "직", "."))


@pytest.mark.parametrize("strategy", SPLITTERS.names)
def test_chunks_know_their_pages(strategy: str) -> None:
    (document,) = load_bytes(
        "x.pdf", pdf_of([[f"Page {number}. {PARAGRAPH}"] for number in (1, 2, 3)]), max_bytes=10**6
    )
    for chunk in split(document, strategy):
        assert chunk.page == 1 + sum(start <= chunk.start for start in document.page_starts[1:])
        assert chunk.page_end == 1 + sum(start < chunk.end for start in document.page_starts[1:])
    last = split(document, strategy)[-1]
    assert last.page == last.page_end == 3


def test_a_document_without_pages_has_chunks_without() -> None:
    assert {(chunk.page, chunk.page_end) for chunk in split(load("Some text."), "recursive")} == {
        (None, None)
    }


OUTLINED = f"""Preamble before any heading.

# Book

## Life
{PARAGRAPH}

### Early years
He was born.

## Work

{PARAGRAPH}

# Sources
"""


@pytest.mark.parametrize("strategy", SPLITTERS.names)
def test_chunks_know_the_headings_above_them(strategy: str) -> None:
    document = load(OUTLINED)
    paths = {"# Book": 1, "## Life": 2, "### Early years": 3, "## Work": 4, "# Sources": 5}
    expected = ["", "Book", "Book > Life", "Book > Life > Early years", "Book > Work", "Sources"]
    starts = [OUTLINED.index(f"{line}\n") for line in paths]
    for chunk in split(document, strategy, 90):
        lines = chunk.text.split("\n")
        body = next((line for line in lines if line.strip() and line not in paths), lines[-1])
        place = chunk.start + chunk.text.index(body)
        assert chunk.heading == expected[sum(start <= place for start in starts)]


def test_by_heading_each_section_is_a_chunk_and_bare_headings_go_with_the_next() -> None:
    texts = [chunk.text.split("\n")[0] for chunk in split(load(OUTLINED), "markdown", 300)]
    assert texts == ["Preamble before any heading.", "# Book", "### Early years", "## Work", "# Sources"]
    assert "## Life" in split(load(OUTLINED), "markdown", 300)[1].text


def test_by_heading_works_for_every_format_with_headings() -> None:
    page = "<html><body><h1>Book</h1><p>One.</p><h2>Life</h2><p>Two.</p></body></html>"
    (document,) = load_bytes("x.html", page.encode(), max_bytes=1_000)
    assert [(chunk.text, chunk.heading) for chunk in split(document, "markdown")] == [
        ("Book\n\nOne.", "Book"),
        ("Life\n\nTwo.", "Book > Life"),
    ]


def test_no_recursive_chunk_ends_with_a_heading_that_belongs_to_the_next() -> None:
    text = f"{'Word ' * 15}\n\n# A heading\n\n{'More ' * 20}"
    first, second = split(load(text), "recursive", 120)
    assert first.text.endswith("Word")
    assert second.text.startswith("# A heading\n\nMore")


@pytest.mark.parametrize(("text", "max_chars"), [(PARAGRAPH * 4, 220), (KOREAN * 4, 60)])
def test_recursive_and_semantic_cut_no_sentence_that_fits(text: str, max_chars: int) -> None:
    document = load(text)
    sentences = sentence_spans(document.text, document.language)
    ends = {end for _, end in sentences}
    for strategy in ("recursive", "semantic"):
        assert {chunk.end for chunk in split(document, strategy, max_chars)} <= ends


@pytest.mark.parametrize("strategy", ["recursive", "semantic", "markdown"])
def test_wrapped_lines_and_abbreviations_are_no_places_to_cut(strategy: str) -> None:
    wrapped = "The press of William Caxton stood at Westminster near the abbey in the year 1476 already."
    shortened = "The press of Mr. W. Caxton stood in the precincts of St. Peter's Abbey in 1476 A.D. already."
    for text, sentence in (
        (textwrap.fill(" ".join([wrapped] * 8), 78), wrapped),
        (" ".join([shortened] * 8), shortened),
    ):
        chunks = split(load(text, "wrapped.txt"), strategy, 2 * len(sentence) + 1)
        assert {" ".join(chunk.text.split()) for chunk in chunks} <= {sentence, f"{sentence} {sentence}"}


def test_by_heading_the_heading_stays_with_the_first_piece_of_a_long_section() -> None:
    chunks = split(load(f"# A heading\n\n{'Word ' * 22}\n\n{'More ' * 22}"), "markdown", 125)
    assert [chunk.text.split()[:3] for chunk in chunks] == [["#", "A", "heading"], ["More"] * 3]


def test_semantic_cuts_where_the_subject_changes() -> None:
    type_text = "The type was cast in lead. Each type has a face. A type is set by hand. "
    ship_text = "The ship left the harbour. A ship needs wind. The ship was lost. "
    document = load(type_text + ship_text + type_text)
    chunks = split_document(
        "d",
        document,
        SPLITTERS.get("semantic"),
        SplitSettings(max_chars=120),
        TopicEmbedder("type", "ship"),
    )
    assert [("type" in chunk.text, "ship" in chunk.text) for chunk in chunks] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_each_chunk_has_its_own_language() -> None:
    document = load(f"{PARAGRAPH}\n\n{KOREAN}")
    assert {chunk.language for chunk in split(document, "recursive", 150)} == {"en", "ko"}


def test_a_long_stretch_without_any_break_is_split_in_linear_time() -> None:
    document = load("가나다라마바사" * 40_000)
    chunks = split(document, "recursive", 800)
    assert sum(len(chunk.text) for chunk in chunks) == len(document.text)


def test_a_long_run_of_bare_headings_is_split_in_linear_time() -> None:
    text = "## h\n" * 60_000 + "text"
    headings = [Block("heading", start, start + 4, 2, "h") for start in range(0, 300_000, 5)]
    assert list(Outline(text, headings).sections()) == [(0, len(text))]


@pytest.mark.parametrize("wrong", [{"max_chars": 19}, {"overlap_chars": 401}, {"overlap_chars": -1}])
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        SplitSettings.model_validate({"max_chars": 800, **wrong})


def test_the_comparison_counts_what_each_strategy_does() -> None:
    document = load(f"# One\n\n{PARAGRAPH}\n\n# Two\n\n{PARAGRAPH}")
    sizes = SplitSettings(max_chars=220)
    reports = {
        splitter.name: report_on(splitter, [document, document], sizes, TopicEmbedder("press"))
        for splitter in SPLITTERS
    }
    fixed = reports["fixed"]
    chunks = split(document, "fixed", 220)
    lengths = sorted(len(chunk.text) for chunk in chunks)
    assert fixed.chunks == 2 * len(chunks)
    assert fixed.mean_chars == round(sum(lengths) / len(lengths), 1)
    assert fixed.median_chars == median(lengths)
    assert fixed.max_chars == lengths[-1]
    assert fixed.cut_sentences == 2 * len(chunks)
    assert reports["markdown"].chunks == 4
    assert reports["recursive"].cut_sentences == reports["markdown"].cut_sentences == 0


def test_headings_may_stand_anywhere_in_a_hand_made_document() -> None:
    document = LoadedDocument(
        source="s", sha256="0", title="t", media_type="text/plain", language="en", text="A\nB\n\nbody text",
        blocks=(Block("heading", 0, 1, 1, "A"), Block("heading", 2, 3, 2, "B")),
    )  # fmt: skip
    (chunk,) = split(document, "markdown")
    assert chunk.heading == "A > B"

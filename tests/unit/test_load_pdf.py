from concurrent.futures import ThreadPoolExecutor

import pytest

from extraction.load.pdf.lines import PdfLine, join_lines, join_pages
from extraction.load.pdf.reader import Pdf
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.files import PARAGRAPH, pdf_of, pdf_of_lines
from tests.fakes.loading import load_bytes


def load(content: bytes) -> LoadedDocument:
    (document,) = load_bytes("book.pdf", content, max_bytes=1_000_000)
    return document


def test_pages_start_where_their_text_does() -> None:
    document = load(pdf_of([[f"Page {number}. {PARAGRAPH}"] for number in (1, 2, 3)]))
    assert [document.text[start : start + 7] for start in document.page_starts] == [
        "Page 1.",
        "Page 2.",
        "Page 3.",
    ]
    assert document.media_type == "application/pdf"


def test_wrapped_lines_become_paragraphs_again() -> None:
    document = load(pdf_of([[PARAGRAPH * 2, PARAGRAPH * 3]]))
    assert document.text == f"{(PARAGRAPH * 2).strip()}\n\n{(PARAGRAPH * 3).strip()}"


def test_a_page_without_text_keeps_its_number() -> None:
    document = load(pdf_of([["First."], ["<br/>"], ["Third."]]))
    assert len(document.page_starts) == 3
    assert document.text[document.page_starts[2] :] == "Third."


def test_a_sentence_that_goes_on_overleaf_is_not_torn() -> None:
    document = load(pdf_of([["The press was set up in the city"], ["of Mainz by Johannes Gutenberg."]]))
    assert document.text == "The press was set up in the city\nof Mainz by Johannes Gutenberg."


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("A History of Type", "A History of Type"),
        ("", "book"),
        ("untitled", "book"),
        ("Microsoft Word - a.docx", "book"),
    ],
)
def test_the_title_is_the_stated_one_unless_a_program_made_it_up(stated: str, title: str) -> None:
    assert load(pdf_of([[PARAGRAPH]], title=stated)).title == title


def test_a_word_cut_at_the_end_of_a_line_is_made_whole() -> None:
    lines = [
        (72.0, 700.0, "Johannes Gutenberg of Mainz is known for his printing with mov-"),
        (72.0, 686.0, "able type, and his Bible is known for its well-made letters all over"),
    ]
    assert "with movable type" in load(pdf_of_lines(lines)).text


def test_an_encrypted_file_is_refused() -> None:
    with pytest.raises(DocumentRejectedError, match="encrypted") as caught:
        load(pdf_of([[PARAGRAPH]], password="secret"))
    assert "password" in caught.value.remedy


def test_a_scan_is_refused_and_the_message_names_ocr() -> None:
    with pytest.raises(DocumentRejectedError, match="no text on its 2 pages") as caught:
        load(pdf_of([["<br/>"], ["<br/>"]]))
    assert "OCR" in caught.value.remedy
    assert "not available yet" in caught.value.remedy


@pytest.mark.parametrize("pages", [[["word " * 20_000]], [["word " * 2_000]] * 10])
def test_a_small_file_with_more_text_than_the_limit_is_refused(pages: list[list[str]]) -> None:
    content = pdf_of(pages)
    assert len(content) < 50_000
    with pytest.raises(DocumentRejectedError, match="more text than the 50,000 characters") as caught:
        Pdf().read(content, "book.pdf", max_bytes=50_000)
    assert "CITEGRAPH_MAX_UPLOAD_BYTES" in caught.value.remedy


@pytest.mark.parametrize("cut", [0.05, 0.5])
def test_a_damaged_file_is_refused(cut: float) -> None:
    content = pdf_of([[PARAGRAPH]])
    with pytest.raises(DocumentRejectedError, match="damaged PDF") as caught:
        load(content[: int(len(content) * cut)])
    assert caught.value.remedy


def test_many_threads_may_read_at_once() -> None:
    files = [pdf_of([[f"File {number}. {PARAGRAPH}"] * 3] * 3) for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        documents = list(pool.map(load, files))
    assert [document.text[:7] for document in documents] == [f"File {number}." for number in range(8)]


def line(text: str, bottom: float, *, left: float = 72, right: float = 500, height: float = 10) -> PdfLine:
    return PdfLine(text, left=left, right=right, bottom=bottom, height=height)


def test_a_larger_gap_or_letter_starts_a_new_paragraph() -> None:
    lines = [
        line("Heading", 720, right=150, height=16),
        line("First line of the body", 700),
        line("and the second", 688),
        line("after a gap", 664),
    ]
    assert join_lines(lines) == "Heading\n\nFirst line of the body and the second\n\nafter a gap"


def test_a_heading_of_two_lines_and_double_spacing_stay_together() -> None:
    heading = [line("A heading that takes", 720, height=16), line("two lines", 699, right=150, height=16)]
    body = [line(f"Line {number} of the body text", 670 - 12 * number) for number in range(6)]
    assert join_lines([*heading, *body]).startswith("A heading that takes two lines\n\nLine 0 of")
    spaced = [line(f"Line {number} of a typescript", 700 - 26 * number) for number in range(4)]
    assert "\n" not in join_lines(spaced)


def test_an_indented_line_after_a_full_stop_starts_a_new_paragraph() -> None:
    lines = [line("It ends here.", 700), line("A new one begins", 688, left=90), line("and goes on.", 676)]
    assert join_lines(lines) == "It ends here.\n\nA new one begins and goes on."


def test_short_lines_and_list_items_keep_their_breaks() -> None:
    lines = [
        line("A full line of the text, as wide as the page", 700),
        line("1. one", 688, right=110),
        line("2. two", 676, right=110),
        line("verse", 664, right=110),
    ]
    assert join_lines(lines) == "A full line of the text, as wide as the page\n1. one\n2. two\nverse"


def test_many_pages_and_many_cut_words_are_joined_in_linear_time() -> None:
    page = "The committee met in spring and decided nothing of note. " * 20 + "It met again in"
    text, starts = join_pages([page, "", "may"] * 20_000)
    assert text.startswith(f"{page}\nmay\n\n{page}")
    assert text[starts[-1] :] == "may"
    cut = [
        line("a line as wide as its page that ends with a cut wo\ufffe", -12 * row) for row in range(100_000)
    ]
    assert join_lines(cut).startswith("a line as wide as its page that ends with a cut woa line")


def test_columns_and_cells() -> None:
    cells = [line("left cell", 700, right=200), line("right cell", 700, left=300)]
    assert join_lines(cells) == "left cell right cell"
    columns = [line("ends the left column and", 100, right=280), line("goes on at the right", 700, left=300)]
    assert join_lines(columns) == "ends the left column and goes on at the right"
    assert join_lines([]) == ""

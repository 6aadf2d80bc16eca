from concurrent.futures import ThreadPoolExecutor

import pytest

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
    assert document.text == "The press was set up in the city of Mainz by Johannes Gutenberg."


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
    assert "citegraph doctor" in caught.value.remedy


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

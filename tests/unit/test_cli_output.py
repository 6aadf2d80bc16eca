"""Lines about files: one line each, short, the file named once."""

import pytest

from api.cli.ask import show_answer
from api.cli.output import file_line
from api.http.examples import ANSWER
from tests.fakes.files import docx_of, labelled_pdf
from tests.fakes.passages import passages_of_file

LONG = f"/home/{'very long name/' * 20}notes.txt"


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("a.txt", "a.txt is empty. Give a file.", "a.txt is empty. Give a file."),
        ("/n/a.txt", "a.txt is empty.", "/n/a.txt is empty."),
        ("/n/a.txt", "It is empty.", "/n/a.txt: It is empty."),
        ("/n/a\nb\x1b.txt", "It\nis  empty.", "/n/a?b?.txt: It is empty."),
    ],
)
def test_a_file_is_named_once_whatever_the_message_says(path: str, text: str, line: str) -> None:
    assert file_line(path, text) == line


@pytest.mark.parametrize("text", [f"{LONG} is empty.", "notes.txt is empty.", "word " * 200])
def test_a_line_is_short_and_a_long_path_keeps_its_ends(text: str) -> None:
    line = file_line(LONG, text)
    assert len(line) <= 180
    assert line.startswith("/home/very")
    assert line.count("notes.txt") == 1


def test_a_citation_is_shown_with_the_page_s_label_and_the_kind_of_block(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = {
        "book.pdf": labelled_pdf(),
        "rows.docx": docx_of([(1, "Presses"), [["First press", "Westminster"]]]),
    }
    for name, content in files.items():
        passages = passages_of_file(name, content)
        citation = passages.cite(passages.of(1)[0])
        show_answer(ANSWER.model_copy(update={"citations": (citation,)}))
    shown = capsys.readouterr().out.splitlines()
    assert "[1] book, book.pdf, page i" in shown
    assert "[1] Presses, rows.docx, Presses, table row" in shown

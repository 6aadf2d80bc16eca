"""Lines about files, jobs and errors: short, the file named once."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from api.cli.ask import show_answer
from api.cli.demo import read_questions
from api.cli.ingest import end_with, show_job
from api.cli.output import file_line, note, say, say_table, show_error
from api.cli.page_images import page_files
from api.cli.recommend import show_recommendation
from api.cli.schema import check
from api.http.examples import ANSWER, JOB, RECOMMENDATION
from schemas.errors import CiteGraphError, DocumentRejectedError
from tests.fakes.files import docx_of, labelled_pdf, pdf_of
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


def test_a_citation_is_shown_with_where_its_pages_can_be_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    passages = passages_of_file(
        "book.pdf", pdf_of([["The press was set up in"], ["Mainz by Johannes Gutenberg."]])
    )
    citation = passages.cite(passages.of(1)[0])
    answer = ANSWER.model_copy(update={"citations": (citation,), "pages": citation.pages[1:]})
    show_answer(answer, lambda image: f"http://127.0.0.1{image}" if "/2.png" in image else "")
    assert capsys.readouterr().out.count(f"    page image: http://127.0.0.1{citation.pages[1].image}") == 2
    show_answer(answer)
    assert "page image" not in capsys.readouterr().out


def test_each_page_of_an_answer_is_a_file_with_a_name_of_its_own() -> None:
    passages = passages_of_file("book.pdf", pdf_of([["It was in"], ["Mainz. It was in 1450."]]))
    overleaf, second = map(passages.cite, passages.of(1))
    unpaged = ANSWER.citations[0]
    answer = ANSWER.model_copy(
        update={"citations": (overleaf, second, unpaged), "pages": (overleaf.pages[1], overleaf.pages[0])}
    )
    files = {file.name: file for file in page_files(answer)}
    assert list(files) == ["1-page-1", "1-page-2", "1-page-2-2", "1-text", "page-2", "page-1"]
    assert files["1-page-2-2"].spans == ((second.start, second.end),)
    assert files["page-2"].spans == ((overleaf.start, overleaf.end), (second.start, second.end))
    assert files["1-text"].page == 1


WORDS = [f"word{number}" for number in range(200)]


@pytest.mark.parametrize("write", [say, note])
def test_a_long_line_goes_on_in_the_next(
    write: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    write("  failed: " + " ".join(WORDS))
    captured = capsys.readouterr()
    first, *others = (captured.out or captured.err).splitlines()
    assert first.startswith("  failed: word0 ")
    assert all(line.startswith("    word") for line in others)
    assert " ".join([first, *others]).split()[1:] == WORDS
    assert all(len(line) <= 200 for line in [first, *others])


def test_a_job_that_failed_in_many_words_is_shown_in_short_lines(capsys: pytest.CaptureFixture[str]) -> None:
    words = " ".join(WORDS)
    job = JOB.model_copy(
        update={
            "state": "failed",
            "error": words,
            "remedy": words,
            "failures": ({"count": 1, "reason": words},),
            "left_out": ({"count": 1, "reason": words, "examples": (words,)},),
        }
    )
    job = type(job).model_validate(job.model_dump(warnings=False))
    show_job(job)
    with pytest.raises(typer.Exit):
        end_with([job])
    captured = capsys.readouterr()
    assert max(map(len, (captured.out + captured.err).splitlines())) <= 200
    assert captured.err.count("word199") == 2


def test_a_recommendation_names_what_was_looked_for_and_each_record_with_its_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    (item,) = RECOMMENDATION.items
    show_recommendation(RECOMMENDATION.model_copy(update={"note": "None of these says “evenings”."}))
    shown = capsys.readouterr().out
    assert shown.startswith("looked for: “quiet” (5); “winter” (14)\n\n1. Moominland Midwinter  (")
    assert f"    “{item.reason}”\n    author: Tove Jansson; year: 1957; " in shown
    assert shown.endswith("\n\nNone of these says “evenings”.\n")
    empty = {"found": False, "items": (), "conditions": (), "note": "Nothing is near."}
    show_recommendation(RECOMMENDATION.model_copy(update=empty))
    assert capsys.readouterr().out == "Nothing is near.\n"


def test_a_table_shortens_its_last_column_and_keeps_the_end_of_a_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_table(("id", "title", "source"), [("1", "한글" * 25, LONG), ("2", "b" * 300, LONG)])
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 200
    say_table(("id", "title", "source"), [("1", "한글" * 25, LONG)])
    assert capsys.readouterr().out.endswith("very long name/notes.txt\n")


@pytest.mark.parametrize("read", [check, read_questions])
def test_an_error_about_a_file_names_its_path_once_in_short_lines(
    read: Callable[[Path], object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.yaml"
    with pytest.raises(CiteGraphError) as caught:
        read(missing)
    assert str(caught.value).count(str(missing)) == 1
    show_error(DocumentRejectedError(f"{LONG} is a damaged PDF", remedy=" ".join(WORDS)))
    assert max(map(len, capsys.readouterr().err.splitlines())) <= 200

"""Tables of every format: their rows keep empty cells at their ends, and one is not taken for a part of another."""

import pytest

from retrieval.answer.statement import statements_of
from retrieval.answer.tables import tables_of
from tests.fakes.files import docx_of
from tests.fakes.passages import passages_of_file

ROWS = [["", "1901", "1902"], ["Alba", "7", ""], ["", "8", "9"], ["Corva", "5", "6"]]


def table(rows: list[list[str]]) -> str:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def html() -> bytes:
    return f"<html><body><article><p>The mills ground this.</p>{table(ROWS)}</article></body></html>".encode()


def markdown(rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""])


def asciidoc() -> bytes:
    rows = "\n".join(" ".join(f"|{cell}" for cell in row) for row in ROWS)
    return f"The mills ground this.\n\n|===\n{rows}\n|===\n".encode()


EVERY_FORMAT = pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mills.csv", "\n".join(",".join(row) for row in ROWS).encode()),
        ("mills.html", html()),
        ("mills.docx", docx_of(["The mills ground this.", ROWS])),
        ("mills.adoc", asciidoc()),
        ("mills.md", markdown(ROWS).encode()),
    ],
    ids=["csv", "html", "docx", "asciidoc", "markdown"],
)


@EVERY_FORMAT
def test_empty_cells_at_the_ends_stay_in_their_columns(name: str, content: bytes) -> None:
    (mills,) = tables_of(passages_of_file(name, content))
    assert [list(mills.columns), *(list(row.cells) for row in mills.rows)] == ROWS


@EVERY_FORMAT
def test_a_row_is_told_with_the_heads_of_its_columns(name: str, content: bytes) -> None:
    told = [
        one.told.splitlines()[1]
        for one in statements_of(passages_of_file(name, content))
        if one.kind == "row"
    ]
    assert told[-1] == "Corva; 1901: 5; 1902: 6"


OTHERS = [["Miller", "Born"], ["Ida Holm", "1840"], ["Jens Roe", "1851"]]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mills.docx", docx_of(["The mills ground this.", ROWS, OTHERS])),
        ("mills.html", html().replace(b"</table>", f"</table>{table(OTHERS)}".encode())),
        ("mills.md", f"{markdown(ROWS)}\n{markdown(OTHERS)}".encode()),
    ],
)
def test_two_tables_one_right_after_the_other_are_two(name: str, content: bytes) -> None:
    mills, millers = tables_of(passages_of_file(name, content))
    assert mills.columns == ("", "1901", "1902")
    assert len(mills.rows) == 3
    assert millers.columns == ("Miller", "Born")
    assert [row.cells for row in millers.rows] == [("Ida Holm", "1840"), ("Jens Roe", "1851")]
    told = [one.told.splitlines()[1] for one in statements_of(passages_of_file(name, content))]
    assert told[-2:] == ["Miller: Ida Holm; Born: 1840", "Miller: Jens Roe; Born: 1851"]

"""Lines about files: one line each, short, the file named once."""

import pytest

from api.cli.output import file_line

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

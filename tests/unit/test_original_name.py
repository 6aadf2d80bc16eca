import pytest

from api.http.routes.originals import file_name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("/papers/직지.pdf", "직지.pdf"),
        ("C:\\papers\\a b.docx", "a b.docx"),
        ("C# and F#.md", "C# and F#.md"),
        ("old/letters.zip#1843/ada.md", "letters.zip"),
        ("records.jsonl#17", "records.jsonl"),
        ("https://example.org/reports/2019.pdf", "2019.pdf"),
        ("https://example.org/", "example.org"),
        ("/", "document"),
    ],
)
def test_a_file_is_saved_under_its_own_name(source: str, name: str) -> None:
    assert file_name(source) == name

import json

import pytest

from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes


def load(content: str | bytes) -> list[LoadedDocument]:
    raw = content if isinstance(content, bytes) else content.encode()
    return load_bytes("notes.jsonl", raw, max_bytes=10_000)


def test_each_line_is_a_document_of_its_own() -> None:
    lines = [
        {"id": "jikji", "title": "The Jikji", "text": "Printed in 1377.", "other": [1]},
        {"id": 7, "text": "첫째 문장이다. 둘째 문장이다."},
        {"title": "No id", "text": "Some text"},
    ]
    one, two, three = load("\ufeff" + "\r\n".join(json.dumps(line) for line in lines) + "\n\n")
    assert (one.source, one.title, one.text) == ("notes.jsonl#jikji", "The Jikji", "Printed in 1377.")
    assert (two.source, two.title, two.language) == ("notes.jsonl#7", "notes 7", "ko")
    assert (three.source, three.title) == ("notes.jsonl#3", "No id")
    assert len({one.sha256, two.sha256, three.sha256}) == 3
    assert one.media_type == "application/jsonl"


def test_a_document_changes_only_with_its_own_line() -> None:
    first = load('{"id": "a", "text": "one"}\n{"id": "b", "text": "two"}')
    second = load('{"id": "a", "text": "one"}\n{"id": "b", "text": "three"}')
    assert first[0].sha256 == second[0].sha256
    assert first[1].sha256 != second[1].sha256


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("not json", "line 2 is not valid JSON"),
        ('{"text": "cut', "line 2 is not valid JSON"),
        ("[1, 2]", "line 2: the line"),
        ('"text"', "line 2: the line"),
        ('{"title": "no text"}', "line 2: text: Field required"),
        ('{"text": 5}', "line 2: text"),
        ('{"text": null}', "line 2: text"),
        ('{"text": "a", "id": true}', "line 2: id"),
        ('{"text": "a", "id": ["b"]}', "line 2: id"),
        ('{"text": "a", "id": "' + "b" * 501 + '"}', "line 2: id: String should have at most 500 characters"),
        ('{"text": "  "}', "line 2: the text is empty"),
        ('{"text": "a\\ud800"}', "line 2: the text holds characters"),
        ('{"text": "a\\u0000"}', "line 2: the text holds characters"),
        ('{"text": "a", "id": "first"}', 'line 2: the id "first" is in line 1 already'),
        ("[" * 5_000, "line 2 is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number(line: str, complaint: str) -> None:
    with pytest.raises(DocumentRejectedError, match=complaint) as caught:
        load('{"id": "first", "text": "fine"}\n' + line)
    assert str(caught.value).startswith("notes.jsonl")
    assert caught.value.remedy


def test_an_id_that_is_not_one_line_of_text_is_refused() -> None:
    with pytest.raises(DocumentRejectedError, match="not one line of visible text"):
        load('{"id": "a\\nb", "text": "fine"}')


@pytest.mark.parametrize("content", ["\n\n", " "])
def test_a_file_without_lines_is_refused(content: str) -> None:
    with pytest.raises(DocumentRejectedError, match="holds no text"):
        load(content)


def test_fields_that_are_not_read_are_one_warning_of_the_file() -> None:
    lines = [
        {"text": "One."},
        {"text": "Two.", "author": "Ada", "year": 1843},
        {"text": "Three.", "year": 1844},
    ]
    one, two, three = load("\n".join(json.dumps(line) for line in lines))
    assert one.warnings == three.warnings == ()
    (warning,) = two.warnings
    assert (warning.kind, warning.count) == ("line with fields that are not read", 2)
    assert '"author", "year"' in warning.remedy


def test_a_warning_names_few_of_many_long_fields() -> None:
    fields = {"\ud800\n": 0} | {f"{number} {'x' * 5_000}": None for number in range(29)}
    (document,) = load_bytes("x.jsonl", json.dumps({"text": "One.", **fields}).encode(), max_bytes=1_000_000)
    (warning,) = document.warnings
    assert "and 25 more" in warning.remedy
    assert len(warning.remedy) < 200
    assert warning.remedy.encode()

import json

import pytest

from extraction.load.options import ReadingOptions
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
        ('{"text": "\\u0000"}', "line 2: the text is empty"),
        ('{"text": "a", "id": "b\\nc"}', "line 2: the id is not one line"),
        ('{"text": "a", "id": "first"}', 'line 2: the id "first" is in line 1 already'),
        ("[" * 5_000, "line 2 is not valid JSON"),
    ],
)
def test_a_bad_line_is_named_by_its_number_and_the_others_are_read(line: str, complaint: str) -> None:
    first, last = load('{"id": "first", "text": "fine"}\n' + line + '\n{"id": "last", "text": "too"}')
    assert (first.text, last.text) == ("fine", "too")
    (warning,) = first.warnings
    assert (warning.kind, warning.place) == ("line refused", "line 2")
    said = complaint.removeprefix("line 2").lstrip(": ")
    assert said in warning.remedy
    assert last.warnings == ()
    if '"first"' not in line:
        with pytest.raises(DocumentRejectedError, match=complaint.replace("line 2", "line 1")) as caught:
            load(line)
        assert str(caught.value).startswith("notes.jsonl")
        assert caught.value.remedy


def test_of_many_bad_lines_the_first_are_named_and_the_others_counted() -> None:
    (document,) = load('{"text": "fine"}\n' + "bad\n" * 30)
    assert [warning.place for warning in document.warnings[:20]] == [f"line {line}" for line in range(2, 22)]
    assert [warning.count for warning in document.warnings[20:]] == [10]


def test_control_characters_become_blanks_as_in_a_text_file() -> None:
    (document,) = load('{"text": "Page one\\u000bsoft\\u0001 break\\ud800."}')
    assert document.text == "Page one soft  break ."
    assert [(warning.kind, warning.count) for warning in document.warnings] == [
        ("character that cannot be read", 3)
    ]


def test_fields_of_other_names_are_read_when_they_are_named() -> None:
    options = ReadingOptions(id_field="no", title_field="headline", text_field="body")
    line = {"no": 7, "headline": "The Jikji", "body": "Printed in 1377.", "text": "Something else."}
    (document,) = load_bytes("x.jsonl", json.dumps(line).encode(), max_bytes=1_000, options=options)
    assert (document.source, document.title, document.text) == ("x.jsonl#7", "The Jikji", "Printed in 1377.")
    assert document.facets == {"text": ("Something else.",)}
    with pytest.raises(DocumentRejectedError, match="body: Field required"):
        load_bytes("x.jsonl", b'{"text": "a"}', max_bytes=1_000, options=options)


@pytest.mark.parametrize("content", ["\n\n", " "])
def test_a_file_without_lines_is_refused(content: str) -> None:
    with pytest.raises(DocumentRejectedError, match="holds no text"):
        load(content)


def test_fields_that_are_not_read_are_one_warning_of_the_file() -> None:
    lines = [
        {"text": "One."},
        {"text": "Two.", "place": {"city": "York"}, "note": "long " * 80},
        {"text": "Three.", "note": "long " * 80},
    ]
    one, two, three = load("\n".join(json.dumps(line) for line in lines))
    assert two.warnings == three.warnings == ()
    (warning,) = one.warnings
    assert (warning.kind, warning.count) == ("line with fields that are not read", 2)
    assert '"place", "note"' in warning.remedy


def test_short_fields_beside_the_text_are_facets() -> None:
    lines = [
        {"text": "One."},
        {
            "id": 7,
            "text": "Two.",
            "author": ["Ada Bell", "Per\u00a0 Holt"],
            "year": 1843,
            "draft": True,
            "by": None,
        },
    ]
    one, two = load("\n".join(json.dumps(line) for line in lines))
    assert one.facets == {}
    assert two.facets == {"author": ("Ada Bell", "Per Holt"), "year": ("1843",), "draft": ("true",)}
    assert one.warnings == ()


def test_fields_of_records_are_facets_and_rows() -> None:
    records = [
        {
            "id": "a",
            "title": "Lock",
            "text": "It has two gates.",
            "keeper": {"name": "Per Holt"},
            "tags": ["old", "wet"],
        },
        {"id": "b", "title": "Quay", "text": "It is long.", "note": "long " * 80},
    ]
    lock, quay = load_bytes("x.json", json.dumps(records).encode(), max_bytes=1_000_000)
    assert lock.facets == {"keeper.name": ("Per Holt",), "tags": ("old", "wet")}
    assert "tags | wet" in lock.text
    assert quay.facets == {}
    elements = "".join(
        f"<lock built='19{n}1'><name>Lock {n}</name><keeper>Per</keeper></lock>" for n in (1, 2)
    )
    first, second = load_bytes("x.xml", f"<locks>{elements}</locks>".encode(), max_bytes=1_000_000)
    assert first.facets == {"built": ("1911",), "name": ("Lock 1",), "keeper": ("Per",)}
    assert second.facets["built"] == ("1921",)


def test_a_warning_names_few_of_many_long_fields() -> None:
    nested: dict[str, int] = {}
    fields = {"\ud800\n": nested} | {f"{number} {'x' * 5_000}": nested for number in range(29)}
    (document,) = load_bytes("x.jsonl", json.dumps({"text": "One.", **fields}).encode(), max_bytes=1_000_000)
    (warning,) = document.warnings
    assert "and 25 more" in warning.remedy
    assert len(warning.remedy) < 200
    assert warning.remedy.encode()

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.document import LoadedDocument
from tests.fakes.loading import load_text

PAGE = """Preamble.

# The *Jikji* of [Cheongju](https://example.org) #

It was printed in **1377**.

```python
# no heading
```

## Discovery
Found in `Paris`.

Two lines of
a title
=======

> ## a heading in a quotation

- # and one in a list

    # and one in indented code

### 직지 \\& 금속활자
끝.
"""


def load(text: str) -> LoadedDocument:
    (document,) = load_text("page.md", text, max_bytes=100_000)
    return document


def test_headings_are_found_where_they_stand_and_nowhere_else() -> None:
    document = load(PAGE)
    assert [(heading.level, heading.title) for heading in document.headings] == [
        (1, "The Jikji of Cheongju"),
        (2, "Discovery"),
        (1, "Two lines of a title"),
        (3, "직지 & 금속활자"),
    ]
    lines = [document.text[heading.start :].partition("\n")[0] for heading in document.headings]
    assert lines == [
        "# The *Jikji* of [Cheongju](https://example.org) #",
        "## Discovery",
        "Two lines of",
        "### 직지 \\& 금속활자",
    ]


def test_the_text_stays_word_for_word() -> None:
    assert load(PAGE).text == PAGE
    assert load(PAGE.replace("\n", "\r\n")).text == PAGE


def test_the_title_is_the_highest_heading_else_the_file_name() -> None:
    assert load(PAGE).title == "The Jikji of Cheongju"
    assert load("## Second\n\n# First\n\ntext").title == "First"
    assert load("no headings").title == "page"


def test_front_matter_gives_the_title_and_no_heading() -> None:
    document = load('---\nauthor: x\ntitle: "Movable type: a history"\n---\n# Heading\n\ntext\n')
    assert document.title == "Movable type: a history"
    assert [(heading.title, document.text[heading.start]) for heading in document.headings] == [
        ("Heading", "#")
    ]


def test_a_rule_at_the_top_is_not_front_matter() -> None:
    assert [heading.title for heading in load("---\n\n# One\n\ntext").headings] == ["One"]


@settings(deadline=None)
@given(st.text("#=-> \n`~ab직'*[]()!\\&;\t", max_size=80))
def test_every_heading_points_at_a_line_of_the_text(text: str) -> None:
    if not text.strip():
        return
    document = load(text)
    for heading in document.headings:
        assert heading.start == 0 or document.text[heading.start - 1] == "\n"
        assert document.text[heading.start :].partition("\n")[0].strip()
        assert 1 <= (heading.level or 0) <= 6
        assert heading.title
    assert [heading.start for heading in document.headings] == sorted({h.start for h in document.headings})

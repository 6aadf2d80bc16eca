import pytest

from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.loading import load_bytes

MENU = '<nav><ul><li><a href="/">Home</a></li><li><a href="/about">About us</a></li></ul></nav>'
STORY = """<h1>Linotype</h1><p>Ottmar Mergenthaler built the <b>Linotype</b> in
<a href="b">Baltimore</a>.<br>It set whole lines.</p>
<h2>Use</h2><p>The New York Tribune used it in 1886.</p>
<ul><li>First item</li><li>Second item</li></ul>
<table><tr><th>Year</th><th>Event</th></tr><tr><td>1886</td><td>First use</td></tr></table>"""
EXPECTED = """Linotype

Ottmar Mergenthaler built the Linotype in Baltimore.
It set whole lines.

Use

The New York Tribune used it in 1886.
- First item
- Second item

Year | Event
1886 | First use"""


def load(page: str | bytes) -> LoadedDocument:
    content = page if isinstance(page, bytes) else page.encode()
    (document,) = load_bytes("page.html", content, max_bytes=3_000_000)
    return document


def page_of(body: str, head: str = "<title>The Linotype - Some site</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}<footer>Copyright</footer></body></html>"


@pytest.mark.parametrize(
    ("before", "after"), [("<article>", "</article>"), ("<main>", "</main>"), ("", ""), ("<div>", "</div>")]
)
def test_the_article_is_read_with_headings_lists_and_tables_but_no_menu(before: str, after: str) -> None:
    document = load(page_of(f"{MENU}{before}{STORY}{after}<script>var hidden</script>"))
    assert document.text == EXPECTED
    assert [(heading.level, heading.title) for heading in document.headings] == [(1, "Linotype"), (2, "Use")]
    assert all(document.text[heading.start :].startswith(heading.title) for heading in document.headings)
    assert document.title == "Linotype"


def test_a_long_page_keeps_every_section() -> None:
    paragraph = "<p>" + "William Caxton printed books at Westminster. " * 8 + "</p>"
    sections = "".join(f"<h2>Part {number}</h2>{paragraph}" for number in range(5))
    document = load(page_of(f"{MENU}<h1>Caxton</h1>{sections}"))
    assert [heading.title for heading in document.headings] == [
        "Caxton",
        *(f"Part {number}" for number in range(5)),
    ]
    assert document.text.count("Caxton printed") == 40


@pytest.mark.parametrize("stated", ["euc-kr", "ks_c_5601-1987", "EUC-KR"])
def test_korean_pages_are_read_in_the_encoding_they_name(stated: str) -> None:
    page = page_of(
        "<h1>한글</h1><p>세종은 1446년에 훈민정음을 반포하였다.</p>",
        f'<meta charset="{stated}"><title>한글</title>',
    )
    document = load(page.encode("cp949"))
    assert document.text == "한글\n\n세종은 1446년에 훈민정음을 반포하였다."
    assert document.language == "ko"


def test_a_wrongly_named_encoding_gives_way_to_the_right_one() -> None:
    page = page_of("<p>Müller printed it.</p>", '<meta charset="ascii"><title>x</title>')
    assert load(page).text == "Müller printed it."
    assert load(page.replace("ascii", "no-such-encoding")).text == "Müller printed it."
    latin = page.replace("ascii", "iso-8859-1").encode("latin-1")
    assert load(latin).text == "Müller printed it."


def test_an_xml_declaration_does_no_harm() -> None:
    assert (
        load('<?xml version="1.0" encoding="utf-8"?>' + page_of("<p>Text of it.</p>")).text == "Text of it."
    )


def test_code_keeps_its_lines_and_words_inside_a_paragraph_stay_there() -> None:
    document = load(
        page_of(
            "<article><p>Call <code>typeset</code> now.</p><pre><code>a = 1\nb = 2</code></pre></article>"
        )
    )
    assert document.text == "Call typeset now.\n\na = 1\nb = 2"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Alan Turing<br />Grace Hopper", "Alan Turing Grace Hopper"),
        ("<p>1912</p><p>London</p>", "1912 London"),
        ("<h3>Team</h3>Ada<div>Alan</div><div>Grace</div>", "Team Ada Alan Grace"),
        ("<ul><li>Ada</li><li><a href='g'>Grace</a><ol><li>x</ol>y</li></ul>z", "Ada Grace x y z"),
        ("<dl><dt>Born</dt><dd>1912</dd></dl>", "Born 1912"),
        ("H<sub>2</sub>O and <b>Lino</b>type", "H2O and Linotype"),
    ],
)
def test_what_stands_on_lines_of_its_own_in_a_cell_is_parted_by_blanks(cell: str, text: str) -> None:
    table = f"<table><tr><th>Name</th><td>{cell}</td><td>end</td></tr></table>"
    assert load(page_of(f"<p>Intro.</p>{table}")).text == f"Intro.\n\nName | {text} | end"


def test_a_heading_of_two_lines_keeps_its_words_apart() -> None:
    document = load(page_of("<p>Intro.</p><h2>Early<br>years <i>in<br>Maida</i> Vale</h2><p>Text.</p>"))
    assert [heading.title for heading in document.headings] == ["Early years in Maida Vale"]
    document = load(page_of("<article><p>Intro.</p><section><h2>Use</h2>words<br>end</section></article>"))
    assert [heading.title for heading in document.headings] == ["Use"]


@pytest.mark.parametrize(("before", "after"), [("", ""), ("<main>", "</main>"), ("<div>", "</div>")])
def test_all_articles_of_a_page_are_read(before: str, after: str) -> None:
    bodies = ["Caxton printed books at Westminster. " * 8, "Bible.", "Mainz."]
    articles = "".join(f"<article><h2>Part</h2><p>{body}</p></article>" for body in bodies)
    text = load(page_of(f"{MENU}{before}<h1>All</h1>{articles}{after}")).text
    assert text == "\n\n".join(["All", *(f"Part\n\n{body.strip()}" for body in bodies)])


def test_articles_inside_or_beside_the_article_change_nothing() -> None:
    comment = "<article><p>Within it.</p></article>"
    aside = "<aside><article><p>Beside it.</p></article></aside>"
    assert load(page_of(f"<article><p>The story.</p>{comment}</article>{aside}")).text == (
        "The story.\n\nWithin it."
    )


@pytest.mark.parametrize("stated", ["utf-16", "UTF-16LE", "undefined", "utf-32", "punycode"])
def test_an_encoding_that_cannot_be_meant_gives_way_to_utf_8(stated: str) -> None:
    for text in ("Caxton printed it.", "Caxton printed its."):
        assert load(page_of(f"<p>{text}</p>", f'<meta charset="{stated}"><title>x</title>')).text == text


def test_cells_that_span_a_hundred_columns_cannot_swell_the_text() -> None:
    page = page_of("<p>Text.</p><table>" + "<tr><td colspan=100>a<td>b" * 100 + "</table>").encode()
    with pytest.raises(DocumentRejectedError, match="more text than"):
        load_bytes("page.html", page, max_bytes=len(page))


def test_terms_and_their_definitions_are_kept() -> None:
    text = load(
        page_of("<article><p>Words.</p><dl><dt>Sort</dt><dd>A piece of type</dd></dl></article>")
    ).text
    assert text == "Words.\n\nSort\n\nA piece of type"


@pytest.mark.parametrize("body", ["", "<script>var a = 1</script>", "<img src='a.png'>"])
def test_a_page_without_text_is_refused(body: str) -> None:
    with pytest.raises(DocumentRejectedError, match=r"page\.html holds no text"):
        load(f"<html><head><title>A title alone</title></head><body>{body}</body></html>")


@pytest.mark.parametrize("tag", ["div", "ul><li", "blockquote", "table><tr><td"])
def test_absurd_nesting_does_no_harm(tag: str) -> None:
    page = (
        f"<{tag}>" * 3_000 + "deep text" + "".join(f"</{part}>" for part in reversed(tag.split("><"))) * 3_000
    )
    try:
        assert "deep text" in load(page_of(page)).text
    except DocumentRejectedError as error:
        assert error.remedy  # noqa: PT017  # both ways are right

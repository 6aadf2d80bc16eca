import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from extraction.load.options import ReadingOptions
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


def kinds(document: LoadedDocument) -> dict[str, str]:
    """The places of the document's warnings by their kinds."""
    return {warning.kind: warning.place for warning in document.warnings}


@pytest.mark.parametrize(
    "part",
    [
        '<div class="sidebar"><p>Paid for by the Hale fund.</p></div>',
        '<section class="related-posts"><p>Paid for by the Hale fund.</p></section>',
        '<aside class="note"><p>Paid for by the Hale fund.</p></aside>',
        '<div class="comments nav-panel share" id="footer-box"><p>Paid for by the Hale fund.</p></div>',
        "<form><fieldset><legend>Paid for by the Hale fund.</legend></fieldset></form>",
        "<details><summary>Paid for by the Hale fund.</summary></details>",
        "<figure><figcaption>Paid for by the Hale fund.</figcaption></figure>",
        "<footer>Paid for by the Hale fund.</footer>",
        "<p><a href='f'>Paid for by the Hale fund.</a></p>",
    ],
)
@pytest.mark.parametrize("holder", ["main", "article", "section"])
def test_what_stands_among_the_text_is_kept_whatever_its_class(part: str, holder: str) -> None:
    story = "<h1>The mill</h1><p>The mill was built by Jon Brook in 1790, and it stands in a wide valley.</p>"
    document = load(page_of(f"{MENU}<{holder}>{story}{part}<p>It burnt down in 1850.</p></{holder}>"))
    assert "Paid for by the Hale fund." in document.text
    assert document.text.endswith("It burnt down in 1850.")
    assert "Home" not in document.text
    assert kinds(document) == {"boilerplate left out": "nav, footer"}


def test_links_under_a_heading_are_content_and_those_at_the_edges_of_a_page_are_not() -> None:
    links = "".join(f"<li><a href='{name}'>{name} Berg, baker</a></li>" for name in ("Ann", "Bo", "Cy"))
    edge = "<div class='x'>" + " | ".join(f"<a href='{place}'>{place}</a>" for place in "ABCD") + "</div>"
    story = f"<h1>Bakers</h1><p>These are the people who bake in our town of Elm today.</p><h2>Who</h2><ul>{links}</ul>"
    document = load(f"<body>{edge}{story}<p>More of them are in the next town, called Oak.</p>{edge}</body>")
    assert "- Ann Berg, baker\n- Bo Berg, baker" in document.text
    assert "A | B" not in document.text
    assert kinds(document) == {"boilerplate left out": "div.x"}


def test_what_stands_beside_the_marked_content_is_left_out_but_for_the_title() -> None:
    page = (
        "<body><header><div>Elm Times</div><h1>The mill</h1></header><div>We use cookies.</div>"
        "<main><p>The mill was built by Jon Brook.</p></main><div>Buy our cups.</div></body>"
    )
    document = load(page)
    assert document.text == "The mill\n\nThe mill was built by Jon Brook."
    assert document.title == "The mill"
    (warning,) = document.warnings
    assert (warning.kind, warning.count) == ("boilerplate left out", len("ElmTimesWeusecookies.Buyourcups."))
    assert "--select" in warning.remedy


@pytest.mark.parametrize(
    "secret",
    [
        "<p style='display: none'>secret</p>",
        "<p style='DISPLAY:NONE !important'>secret</p>",
        "<div style='visibility:hidden'><p>secret</p></div>",
        "<p hidden>secret</p>",
        "<span hidden=''>secret</span>",
        "<p class='ghost'>secret</p>",
        "<p style='color:#fff'>secret</p>",
        "<p style='color: white'>secret</p>",
        "<p style='font-size:0px'>secret</p>",
        "<p style='opacity:0'>secret</p>",
        "<p style='position:absolute;left:-9999px'>secret</p>",
        "<dialog>secret</dialog>",
        "<noscript>secret</noscript>",
        "<video src='v'>secret</video>",
        "<p class='off'>secret</p>",
        "<div class='box'><p>secret</p></div>",
        "<p style='color:#123456;background:#123456'>secret</p>",
        "<p style='color:hsl(0, 0%, 100%)'>secret</p>",
        "<p style='color:rgb(0 0 0 / 0)'>secret</p>",
        "<p style='clip-path:inset(50%)'>secret</p>",
        "<p style='transform:scale(0)'>secret</p>",
        "<p style='height:0;overflow:hidden'>secret</p>",
        "<p><font color='white'>secret</font></p>",
    ],
)
def test_what_nobody_sees_is_left_out_and_said(secret: str) -> None:
    styles = (
        "<style>/* .x{} */ .ghost, .b:hover {display:none} @media print { p { display:none } } @media screen { .off { display:none } }"
        " .box > p {display:none}</style>"
    )
    document = load(f"<html><head>{styles}</head><body><p>Seen.</p>{secret}<p>Also seen.</p></body></html>")
    assert document.text == "Seen.\n\nAlso seen."
    (warning,) = document.warnings
    assert (warning.kind, warning.count) == ("hidden text left out", 6)


@pytest.mark.parametrize(
    "shown",
    [
        "<p style='color:#fff;background:#004'>shown</p>",
        "<div style='background-color:navy'><p style='color:white'>shown</p></div>",
        "<p style='opacity:0.9'>shown</p>",
        "<p style='font-size:0.8em'>shown</p>",
        "<p style='color:#fffa00'>shown</p>",
        "<p style='background-color:white'>shown</p>",
        "<p aria-hidden='true'>shown</p>",
        "<dialog open>shown</dialog>",
        "<p class='tab open'>shown</p>",
        "<p class='tab' style='display:block'>shown</p>",
        "<p class='fold' style='height:auto'>shown</p>",
        "<p style='color:white;background:url(dark.png)'>shown</p>",
        "<p style='color:white;background:linear-gradient(#000, #00f)'>shown</p>",
        "<div style='visibility:hidden'><p style='visibility:visible'>shown</p></div>",
        "<div><template shadowrootmode='open'><p>shown</p></template></div>",
    ],
)
def test_what_is_seen_is_kept(shown: str) -> None:
    styles = "<style>.tab.open {display:block} .tab {display:none} .fold {height:0; overflow:hidden}</style>"
    document = load(f"<head>{styles}</head><body><p>Seen.</p>{shown}</body>")
    assert document.text.endswith("shown")
    assert document.warnings == ()


def test_what_is_hidden_from_those_who_listen_is_left_out_where_it_is_said_twice() -> None:
    document = load(
        "<p>Call <span aria-hidden=true>☎</span> <span aria-hidden=true>2 h</span><span>2 hours, 2 h</span></p>"
    )
    assert document.text == "Call 2 hours, 2 h"


def test_lists_keep_their_nesting_and_their_numbers() -> None:
    page = (
        "<p>Order:</p><ol><li>North<ul><li>Ann<li>Bo</ul><li value=5>South<p>The rest of it</p></ol>"
        "<ol type=a start=2><li>b one<li>c two</ol><ol type=I reversed><li>two<li>one</ol>"
    )
    assert load(page).text == (
        "Order:\n1. North\n  - Ann\n  - Bo\n5. South\n  The rest of it\nb. b one\nc. c two\nII. two\nI. one"
    )


def test_merged_cells_come_in_each_place_that_they_cover() -> None:
    page = (
        "<table><caption>Staff</caption><tr><th>Unit<th>Name<th>Rank<tr><td colspan=3>Old town"
        "<tr><td rowspan=2>Fire<td>Ann<td>head<tr><td>Bo<td>aide<tr><td colspan=2>none<td>clerk</table>"
    )
    document = load(page)
    assert document.text == (
        "Staff\n\nUnit | Name | Rank\nOld town\nFire | Ann | head\nFire | Bo | aide\nnone | none | clerk"
    )
    assert [block.kind for block in document.blocks] == ["caption", *["row"] * 5]


def test_tables_that_only_lay_out_a_page_are_no_rows() -> None:
    inner = "<table><tr><th>a</th><th>b</th></tr></table>"
    page = f"<table><tr><td><p>Left text.</p></td><td><p>Right text.</p>{inner}</td></tr></table>"
    assert load(page).text == "Left text.\n\nRight text.\n\na | b"


def test_forms_show_what_stands_in_them() -> None:
    document = load(
        "<form><p><label>Name</label> <input value='Greta Holm'> <input type=hidden value=x></p><p>Town <select>"
        "<option>Elm<option selected>Oak</select></p><p><input type=checkbox checked> agreed</p>"
        "<textarea>Free text</textarea><input type=password value=pw></form>"
    )
    assert document.text == "Name Greta Holm\n\nTown Oak\n\n[x] agreed\n\nFree text"
    assert kinds(document) == {"option that is not chosen left out": "select"}


def test_embedded_pages_are_read_or_named() -> None:
    document = load(
        "<p>Map:</p><iframe src='https://maps.invalid/x'>no frames</iframe><iframe srcdoc='<p>By Kim Ora.</p>'></iframe>"
    )
    assert document.text == "Map:\n\nBy Kim Ora."
    assert kinds(document) == {"embedded page not read": "https://maps.invalid/x"}


def test_readings_beside_characters_are_left_out_and_said() -> None:
    document = load("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字</p>")
    assert document.text == "漢字"
    assert kinds(document) == {"reading of characters left out": "ruby"}


def test_a_chosen_part_of_a_page_is_read_alone() -> None:
    page = page_of(
        "<main><p>Story.</p></main><div class='box a'>One<p class='box'>Two</p></div><p class=box>Three</p>"
    )

    def chosen(select: str) -> LoadedDocument:
        options = ReadingOptions(select=select)
        return load_bytes("page.html", page.encode(), max_bytes=10_000, options=options)[0]

    assert chosen(".box").text == "One\n\nTwo\n\nThree"
    assert chosen("main > p, footer").text == "Story.\n\nCopyright"
    assert chosen(".box").warnings == ()
    assert chosen(".box").sha256 != chosen("main").sha256
    with pytest.raises(DocumentRejectedError, match=r"page\.html has no element \.none"):
        chosen(".none")
    with pytest.raises(ValidationError, match="not a CSS selector"):
        ReadingOptions(select="p[")


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<div>",
                "</div>",
                "<ul>",
                "<li>",
                "</ul>",
                "<table>",
                "<tr>",
                "<td>",
                "</table>",
                "<h2>",
                "</h2>",
                "<nav>",
                "</nav>",
                "<a",
                "href=x>",
                "</a>",
                "<main>",
                "</main>",
                "<p",
                "hidden>",
                "<aside>",
                "</aside>",
                "<br>",
                "<select><option>",
                "</select>",
                "<pre>",
                "</pre>",
                "word",
                "Ann",
                "7",
            ]
        ),
        max_size=40,
    )
)
def test_every_word_of_a_page_is_kept_or_has_a_reason(parts: list[str]) -> None:
    try:
        document = load(" ".join(parts))
    except DocumentRejectedError as error:
        assert "no text" in str(error) or not parts  # noqa: PT017  # nothing but what is left out
    else:
        assert "text lost" not in kinds(document)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("10<sup>6</sup> of 5 m<sup>2</sup>, E=mc<sup>2</sup>", "10^6 of 5 m2, E=mc2"),
        ("<b>10</b><sup> 12 </sup> of them", "10^12 of them"),
        ("nine crowns.<sup>1</sup> Later", "nine crowns.[1] Later"),
        ("a century<sup><a href='#n1'>1</a></sup> ago", "a century[1] ago"),
        ("a century<a href='#n1'><sup>1</sup></a> ago", "a century[1] ago"),
        ("in 1843<sup><a href='#n2'>[2]</a></sup>", "in 1843[2]"),
        (
            "the 19<sup>th</sup> century, see <a href='https://a.org/'>m<sup>2</sup></a>",
            "the 19th century, see m2",
        ),
    ],
)
def test_raised_numbers_do_not_become_figures_of_what_is_before_them(written: str, read: str) -> None:
    assert load(page_of(f"<p>{written}</p>")).text == read


def test_what_is_seen_within_what_is_not_is_kept_and_the_rest_left_out() -> None:
    document = load("<p>Seen.</p><div style='color:white'>secret <b style='color:red'>shown</b> secret</div>")
    assert document.text == "Seen.\n\nshown"
    (warning,) = document.warnings
    assert (warning.kind, warning.count) == ("hidden text left out", 12)


def test_equations_drawings_and_marks_of_notes_are_written_out() -> None:
    square = "<math><msup><mi>c</mi><mn>2</mn></msup><annotation>c^{2}</annotation></math>"
    half = "<math><mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac></math>"
    drawing = "<svg><text>tons</text><text>40</text></svg>"
    document = load(f"<p>E is {square}, the mean {half}.<a role='doc-noteref' href='#n'>1</a></p>{drawing}")
    assert document.text == "E is c^2, the mean (a + b)/2.[1]\n\ntons 40"
    assert document.warnings == ()

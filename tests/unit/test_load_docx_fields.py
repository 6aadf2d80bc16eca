"""Fields, old forms, tracked ends of paragraphs, charts and embedded files of Word files, as other programs write them."""

import zipfile
from io import BytesIO

from schemas.document import LoadedDocument
from tests.fakes.loading import load_bytes

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:c="{_OFFICE}/drawingml/2006/chart" xmlns:a="{_OFFICE}/drawingml/2006/main"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_CHART = f"""<c:chartSpace {_SPACES}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Output</a:t></a:r></a:p></c:rich></c:tx></c:title>
<c:plotArea><c:barChart><c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>Tons</c:v></c:pt></c:strCache></c:strRef></c:tx>
<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>East</c:v></c:pt><c:pt idx="1"><c:v>West</c:v></c:pt></c:strCache></c:strRef></c:cat>
<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>40</c:v></c:pt><c:pt idx="1"><c:v>50</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>
</c:barChart></c:plotArea></c:chart></c:chartSpace>"""


def load(
    body: str, *, related: tuple[str, str, str] | None = None, renamed: tuple[str, str] = ("", "")
) -> LoadedDocument:
    """A Word file of this body, with one part that it refers to as rX: its kind, its name and its content."""
    kind, name, inner = related or ("", "", "")
    tie = f"{_OFFICE}/officeDocument/2006/relationships"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="html" ContentType="text/html"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{tie}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_OFFICE}/package/2006/relationships">'
        + (f'<Relationship Id="rX" Type="{tie}/{kind}" Target="{name}"/>' if kind else "")
        + "</Relationships>",
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, part in (parts | ({f"word/{name}": inner} if kind else {})).items():
            archive.writestr(path, part.replace(*renamed) if renamed[0] else part)
    (document,) = load_bytes("x.docx", target.getvalue(), max_bytes=1_000_000)
    return document


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def mark(kind: str, inner: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inner}</w:fldChar></w:r>'


def field(code: str, shown: str) -> str:
    return (
        f"{mark('begin')}<w:r><w:instrText> {code} </w:instrText></w:r>{mark('separate')}{shown}{mark('end')}"
    )


def test_a_table_of_contents_is_left_out_and_other_fields_are_read() -> None:
    begin = f"{mark('begin')}<w:r><w:instrText>TOC \\o</w:instrText></w:r>{mark('separate')}"
    pages = field("PAGEREF _1", run("3"))
    body = (
        f"<w:p>{begin}{run('People ')}{pages}</w:p><w:p>{run('Rooms 4')}{mark('end')}</w:p>"
        f"<w:p>{run('Dear ')}{field('MERGEFIELD name', run('«Ann»'))}{run(', see ')}{field('REF _x', run('People'))}.</w:p>"
    )
    document = load(body)
    assert document.text == "Dear «Ann», see People"
    assert [(one.kind, one.count) for one in document.warnings] == [("table of contents left out", 13)]


def test_boxes_of_old_forms_show_what_is_chosen() -> None:
    crossed = mark(
        "begin", "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"
    )
    empty = mark("begin", "<w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData>")
    entries = "<w:listEntry w:val='Per'/><w:listEntry w:val='Eva Holt'/>"
    chosen = mark("begin", f"<w:ffData><w:ddList><w:result w:val='1'/>{entries}</w:ddList></w:ffData>")
    usual = mark("begin", f"<w:ffData><w:ddList>{entries}</w:ddList></w:ffData>")
    document = load(f"<w:p>{crossed}{run(' paid ')}{empty}{run(' owed ')}{chosen}{run(', ')}{usual}</w:p>")
    assert document.text == "[x] paid [ ] owed Eva Holt, Per"


def test_paragraphs_whose_end_was_deleted_are_one() -> None:
    ended = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    assert (
        load(f"<w:p>{ended}{run('The mill ')}</w:p><w:p><w:pPr/>{run('is old.')}</w:p>").text
        == "The mill is old."
    )


def test_a_chart_is_a_table_where_it_stands_and_an_embedded_file_is_said() -> None:
    chart = '<w:p><w:r><w:drawing><c:chart r:id="rX"/></w:drawing></w:r></w:p>'
    document = load(
        f"<w:p>{run('Before')}</w:p>{chart}<w:p>{run('After')}</w:p>", related=("chart", "chart1.xml", _CHART)
    )
    assert document.text == "Before\n\nOutput\n\n|  | Tons |\nEast | 40\nWest | 50\n\nAfter"
    assert document.warnings == ()
    embedded = load(
        f'<w:p>{run("Before")}</w:p><w:altChunk r:id="rX"/>', related=("aFChunk", "a.html", "<p>Other</p>")
    )
    assert [(one.kind, one.place) for one in embedded.warnings] == [("embedded file not read", "a.html")]


def test_files_in_the_strict_form_are_read() -> None:
    document = load(
        f"<w:p>{run('The mill')}</w:p>",
        renamed=(f"{_OFFICE}/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    )
    assert document.text == "The mill"


def test_words_whose_letters_are_a_drawing_are_read() -> None:
    drawn = '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="Grand tour"/></v:shape></w:pict></w:r>'
    assert load(f"<w:p>{drawn}</w:p><w:p>{run('of Elm')}</w:p>").text == "Grand tour\n\nof Elm"

import io
import random
import zipfile

import pytest

from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from tests.fakes.files import docx_of
from tests.fakes.loading import load_bytes

MAX_BYTES = 1_000_000


def load(content: bytes) -> LoadedDocument:
    (document,) = load_bytes("letter.docx", content, max_bytes=MAX_BYTES)
    return document


def zip_of(entries: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return target.getvalue()


def test_headings_paragraphs_and_tables_come_in_their_order() -> None:
    document = load(
        docx_of(
            [
                (1, "Braille"),
                "Louis Braille lived in Paris.",
                [["Year", "Event"], ["1824", "First  version"]],
                (2, "한글 점자"),
                "박두성은 1926년에 훈맹정음을 발표하였다.",
                "",
            ]
        )
    )
    assert document.text == (
        "Braille\n\nLouis Braille lived in Paris.\n\nYear | Event\n1824 | First version\n\n한글 점자\n\n"
        "박두성은 1926년에 훈맹정음을 발표하였다."
    )
    assert [(heading.level, heading.title) for heading in document.headings] == [
        (1, "Braille"),
        (2, "한글 점자"),
    ]
    assert document.text[document.headings[1].start :].startswith("한글 점자")
    assert document.page_starts == ()


def test_lists_and_merged_cells() -> None:
    from docx import Document

    made = Document()
    made.add_paragraph("Two things:")
    made.add_paragraph("one", style="List Bullet")
    made.add_paragraph("two", style="List Number")
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
    target = io.BytesIO()
    made.save(target)
    assert load(target.getvalue()).text == "Two things:\n\n- one\n1. two\n\nwide\na | b"


def test_the_title_is_the_stated_one_else_the_first_heading_else_the_file_name() -> None:
    assert load(docx_of([(1, "Head"), "text"], title="Stated")).title == "Stated"
    assert load(docx_of([(1, "Head"), "text"], title="Word Document")).title == "Head"
    assert load(docx_of(["text"])).title == "letter"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def docx_with(body: str, **parts: str) -> bytes:
    """A Word file with this markup as its body, and as what is in its parts (`styles`, `numbering`)."""
    source = zipfile.ZipFile(io.BytesIO(docx_of(["text"])))
    entries = {name: source.read(name) for name in source.namelist()}
    entries["word/document.xml"] = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>".encode()
    for name, markup in parts.items():
        entries[f"word/{name}.xml"] = f"<w:{name} {SPACES}>{markup}</w:{name}>".encode()
    return zip_of(entries)


def lost(document: LoadedDocument) -> dict[str, str]:
    """What was left out, by the kinds of the warnings."""
    return {warning.kind: warning.remedy.split("”")[0].lstrip("“") for warning in document.warnings}


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f'<w:ins w:id="1" w:author="A">{run("Turing")}</w:ins>', "By Turing."),
        (f'<w:del w:id="1" w:author="A">{run("Turing")}</w:del>', "By ."),
        (f"<w:sdt><w:sdtContent>{run('Turing')}</w:sdtContent></w:sdt>", "By Turing."),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Tap')}</w:sdtContent></w:sdt>",
            "By .",
        ),
        (f'<w:smartTag w:element="City"><w:ins>{run("Turing")}</w:ins></w:smartTag>', "By Turing."),
        (f'<w:fldSimple w:instr="REF x">{run("Turing")}</w:fldSimple>', "By Turing."),
        (f'<w:hyperlink><w:fldSimple w:instr="x">{run("Turing")}</w:fldSimple></w:hyperlink>', "By Turing."),
        ("<w:r><w:t>A</w:t><w:tab/><w:t>B</w:t><w:br/><w:t>C</w:t><w:noBreakHyphen/></w:r>", "By A\tB\nC-."),
    ],
)
def test_words_in_wrappers_are_read_but_not_deleted_ones(inner: str, text: str) -> None:
    assert load(docx_with(f"<w:p>{run('By ')}{inner}{run('.')}</w:p>")).text == text


def test_whole_paragraphs_rows_and_cells_may_be_content_controls() -> None:
    def control(content: str, gallery: str = "Cover Pages") -> str:
        properties = f'<w:docPartObj><w:docPartGallery w:val="{gallery}"/></w:docPartObj>'
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    def cell(text: str) -> str:
        return f"<w:tc><w:p>{run(text)}</w:p></w:tc>"

    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{run("Head")}</w:p>'
    contents = control(f"<w:p>{run('Head ... 1')}</w:p>", "Table of Contents")
    rows = f"<w:tr>{cell('a')}{control(cell('b'))}</w:tr>" + control(f"<w:tr>{cell('c')}{cell('d')}</w:tr>")
    document = load(docx_with(f"{contents}{control(heading)}<w:tbl>{rows}</w:tbl>"))
    assert document.text == "Head\n\na | b\nc | d"
    assert [(heading.start, heading.title) for heading in document.headings] == [(0, "Head")]


def test_a_table_in_a_cell_is_read_in_its_place() -> None:
    def table(cell: str) -> str:
        return f"<w:tbl><w:tr><w:tc>{cell}<w:p/></w:tc></w:tr></w:tbl>"

    nested = table(
        f"<w:p>{run('one')}</w:p>" + table(f"<w:p>{run('two')}</w:p>") + f"<w:p>{run('three')}</w:p>"
    )
    assert load(docx_with(nested)).text == "one two three"


def test_cells_merged_over_rows_and_columns_come_once_in_each_row() -> None:
    def cell(text: str, *marks: str) -> str:
        return f"<w:tc><w:tcPr>{''.join(marks)}</w:tcPr><w:p>{text and run(text)}</w:p></w:tc>"

    span, start, go_on = '<w:gridSpan w:val="1000000000"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [cell("up", start) + cell("wide", span, start)] + [cell("", go_on) + cell("", span, go_on)] * 1_000
    document = load(docx_with(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"))
    assert document.text == "\n".join(["up | wide"] * 1_001)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"no archive at all", "not a Word file"),
        (b"PK\x03\x04 broken", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 rest", "protected by a password, or is an old Word file"),
        (zip_of({"a.txt": b"hello"}), "not a Word file"),
        (zip_of({"[Content_Types].xml": b"not xml"}), "damaged Word file"),
        (docx_of([]), "holds no text"),
        (docx_of(["some text"])[:-30], "not a Word file"),
    ],
)
def test_what_is_no_readable_word_file_is_refused(content: bytes, complaint: str) -> None:
    with pytest.raises(DocumentRejectedError, match=complaint) as caught:
        load(content)
    assert caught.value.remedy


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = zip_of({"[Content_Types].xml": b"<a/>", "word/document.xml": b"0" * (MAX_BYTES * 10 + 1)})
    assert len(bomb) < MAX_BYTES // 10
    with pytest.raises(DocumentRejectedError, match="unpacks to"):
        load(bomb)


def test_entities_are_not_expanded() -> None:
    lines = ['<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">']
    lines += [f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)]
    attack = "".join(lines) + "]><d>&j;</d>"
    source = zipfile.ZipFile(io.BytesIO(docx_of(["text"])))
    entries = {name: source.read(name) for name in source.namelist()}
    entries["word/document.xml"] = attack.encode()
    with pytest.raises(DocumentRejectedError):
        load(zip_of(entries))


def test_random_damage_is_refused_or_read_but_never_crashes() -> None:
    chance = random.Random(7)
    source = zipfile.ZipFile(io.BytesIO(docx_of([(1, "Head"), "some text", [["a", "b"]]])))
    entries = {name: source.read(name) for name in source.namelist()}
    refused = 0
    for _ in range(60):
        name = chance.choice(
            [
                "word/document.xml",
                "[Content_Types].xml",
                "_rels/.rels",
                "word/_rels/document.xml.rels",
                "word/styles.xml",
                "docProps/core.xml",
            ]
        )
        place = chance.randrange(len(entries[name]))
        width = chance.choice([1, 10, 400])
        damaged = {**entries, name: entries[name][:place] + entries[name][place + width :]}
        if chance.random() < 0.2:
            damaged.pop(name)
        try:
            load(zip_of(damaged))
        except DocumentRejectedError:
            refused += 1
    assert refused > 10


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/picture.png", "word/_rels/a.rels"])
def test_text_that_unpacks_to_more_than_the_limit_is_refused_under_any_name(name: str) -> None:
    source = zipfile.ZipFile(io.BytesIO(docx_of(["text"])))
    entries = {entry: source.read(entry) for entry in source.namelist()}
    entries[name] = b"\xef\xbb\xbf\n<a>" + b" " * MAX_BYTES + b"</a>"
    with pytest.raises(DocumentRejectedError, match="bytes of text and formatting") as caught:
        load(zip_of(entries))
    assert "CITEGRAPH_MAX_UPLOAD_BYTES" in caught.value.remedy


def test_pictures_may_take_more_than_the_text() -> None:
    source = zipfile.ZipFile(io.BytesIO(docx_of(["text"])))
    entries = {entry: source.read(entry) for entry in source.namelist()}
    assert load(zip_of({**entries, "word/media/a.png": b"\x89PNG" + b"\0" * MAX_BYTES})).text == "text"


def test_a_cell_merged_over_many_rows_cannot_swell_the_text() -> None:
    from docx import Document

    made = Document()
    table = made.add_table(rows=30, cols=1)
    table.cell(0, 0).merge(table.cell(29, 0)).text = "long " * (MAX_BYTES // 100)
    target = io.BytesIO()
    made.save(target)
    with pytest.raises(DocumentRejectedError, match="more text than the 1,000,000 characters"):
        load(target.getvalue())


@pytest.mark.parametrize("behind", [0, 300])
def test_an_entry_damaged_in_its_packing_is_refused(behind: int) -> None:
    packed = docx_of([str(number) for number in range(500)])
    place = packed.index(b"word/document.xml") + len(b"word/document.xml") + behind
    with pytest.raises(DocumentRejectedError, match="damaged"):
        load(packed[:place] + b"\xff" * 40 + packed[place + 40 :])


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def style(identifier: str, name: str, properties: str = "", base: str = "") -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{properties}</w:style>'


def test_headings_are_told_by_outline_level_inheritance_and_names_of_other_languages() -> None:
    styles = (
        style("a", "Kapitel", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>')
        + style("b", "Mein Kapitel", base="a")
        + style("c", "제목 3")
        + style("d", "Überschrift 1")
        + style("e", "Text im Kapitel", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', base="a")
        + style("loop", "Loop", base="loop")
        + style("cap", "캡션")
    )
    names = ("a", "b", "c", "d", "e", "loop", "cap", "missing")
    body = "".join(paragraph(f"Text {name}", f'<w:pStyle w:val="{name}"/>') for name in names)
    own = paragraph("Own level", '<w:outlineLvl w:val="4"/>') + paragraph(
        "No level", '<w:pStyle w:val="a"/><w:outlineLvl w:val="9"/>'
    )
    document = load(docx_with(body + own, styles=styles))
    assert [(heading.title, heading.level) for heading in document.headings] == [
        ("Text a", 2),
        ("Text b", 2),
        ("Text c", 3),
        ("Text d", 1),
        ("Own level", 5),
    ]
    assert [block.kind for block in document.blocks if "cap" in document.text[block.start : block.end]] == [
        "caption"
    ]


def level(place: int, kind: str, text: str, left: int, start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:pPr><w:ind w:left="{left}"/></w:pPr></w:lvl>'
    )


def test_lists_keep_their_nesting_and_the_numbers_that_are_shown() -> None:
    levels = (
        level(0, "decimal", "%1.", 360)
        + level(1, "lowerLetter", "%1.%2)", 720)
        + level(2, "bullet", "•", 999)
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "%1", 0, 4)}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )

    def item(text: str, number: int, place: int = 0, more: str = "") -> str:
        return paragraph(
            text, f'{more}<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'
        )

    body = (
        item("North", 1) + item("Ann", 1, 1) + item("Bo", 1, 1) + item("tall", 1, 2) + item("South", 1)
        + item("Cy", 1, 1) + paragraph("Between") + item("East", 1) + item("Anew", 3) + item("not one", 0)
        + item("Head", 2, 0, '<w:outlineLvl w:val="0"/>') + item("no such list", 9)
    )  # fmt: skip
    document = load(docx_with(body, numbering=numbering))
    assert document.text == (
        "1. North\n  1.a) Ann\n  1.b) Bo\n    - tall\n2. South\n  2.a) Cy\n\nBetween\n\n3. East\n1. Anew\n\nnot one\n\n"
        "IV Head\n\nno such list"
    )
    assert [heading.title for heading in document.headings] == ["IV Head"]


def math(inner: str) -> str:
    return f"<w:p>{run('It is ')}<m:oMath>{inner}</m:oMath></w:p>"


def term(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (term("a=b"), "a=b"),
        (
            f"<m:f><m:num>{term('a+b')}</m:num><m:den>{term('2')}</m:den></m:f>",
            "(a+b)/2",
        ),
        (f"<m:sSup><m:e>{term('c')}</m:e><m:sup>{term('2')}</m:sup></m:sSup>", "c^2"),
        (f"<m:sSub><m:e>{term('x')}</m:e><m:sub>{term('i+1')}</m:sub></m:sSub>", "x_(i+1)"),
        (f"<m:rad><m:deg/><m:e>{term('y')}</m:e></m:rad>", "√y"),
        (
            f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{term("i")}</m:sub><m:sup>{term("n")}</m:sup><m:e>{term("i")}</m:e></m:nary>',
            "∑_i^n i",
        ),
        (f"<m:d><m:e>{term('a')}</m:e></m:d>", "(a)"),
        (f"<m:unknown><m:e>{term('z')}</m:e></m:unknown>", "z"),
    ],
)
def test_equations_are_read_in_one_line(inner: str, text: str) -> None:
    document = load(docx_with(math(inner)))
    assert document.text == f"It is {text}"
    assert document.warnings == ()


def test_symbols_are_read_by_their_font() -> None:
    def sign(font: str, code: str) -> str:
        return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'

    signs = sign("Symbol", "F061") + sign("Symbol", "F0B0") + sign("Wingdings", "F0FC") + sign("Odd", "2022")
    private = '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf062</w:t></w:r>'
    assert load(docx_with(f"<w:p>{signs}{private}{sign('Odd', 'zz')}</w:p>")).text == "α°✓•β□"


def test_text_boxes_are_read_once_after_the_paragraph_that_holds_them() -> None:
    def box(text: str) -> str:
        return f"<w:txbxContent>{paragraph(text)}<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr></w:tbl></w:txbxContent>"

    twice = f"<mc:AlternateContent><mc:Choice>{box('In it.')}</mc:Choice><mc:Fallback>{box('In it.')}</mc:Fallback></mc:AlternateContent>"
    old = f"<w:pict><v:shape><v:textbox>{box('Old one.')}</v:textbox></v:shape></w:pict>"
    document = load(
        docx_with(f"<w:p>{run('Before ')}<w:r>{twice}</w:r>{run('after.')}</w:p><w:p><w:r>{old}</w:r></w:p>")
    )
    assert document.text == "Before after.\n\nIn it.\n\na | b\n\nOld one.\n\na | b"
    assert document.warnings == ()
    cell = f"<w:tbl><w:tr><w:tc><w:p><w:r>{old}</w:r></w:p></w:tc></w:tr></w:tbl>"
    assert load(docx_with(cell)).text == "Old one. a b"


def hidden(properties: str, text: str = "secret", shade: str = "") -> str:
    return f"<w:p><w:pPr>{shade}</w:pPr>{run('Seen.')}<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    "properties",
    [
        "<w:vanish/>",
        '<w:vanish w:val="true"/>',
        '<w:color w:val="FFFFFF"/>',
        '<w:sz w:val="2"/>',
        '<w:rStyle w:val="ghost"/>',
    ],
)
def test_what_nobody_sees_is_left_out_and_said(properties: str) -> None:
    ghost = '<w:style w:type="character" w:styleId="ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>'
    document = load(docx_with(hidden(properties), styles=ghost))
    assert document.text == "Seen."
    assert lost(document) == {"hidden text left out": "secret"}


@pytest.mark.parametrize(
    ("properties", "shade"),
    [
        ('<w:vanish w:val="0"/>', ""),
        ('<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000080"/>', ""),
        ('<w:color w:val="FFFFFF"/>', '<w:shd w:val="clear" w:fill="000080"/>'),
        ('<w:color w:val="FFFFFF"/><w:highlight w:val="blue"/>', ""),
        ('<w:sz w:val="12"/>', ""),
    ],
)
def test_what_is_seen_is_kept(properties: str, shade: str) -> None:
    assert load(docx_with(hidden(properties, "shown", shade))).text == "Seen.shown"


def test_what_is_not_read_is_said_with_its_reason() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('rad')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    )
    body = (
        f"{contents}<w:sdtContent>{paragraph('Head 1')}</w:sdtContent></w:sdt><w:p>{ruby}</w:p>"
        f"<w:p><w:moveFrom>{run('went')}</w:moveFrom></w:p><w:p><w:r><a:odd><a:t>drawn</a:t></a:odd></w:r></w:p>"
    )
    document = load(docx_with(body))
    assert document.text == "base"
    assert lost(document) == {
        "table of contents left out": "Head 1",
        "reading of characters left out": "rad",
        "deleted text left out": "went",
        "text in an element that is not read left out": "drawn",
    }
    assert next(warning.place for warning in document.warnings if "element" in warning.kind) == "odd"


def test_headers_and_footers_are_left_out_and_said() -> None:
    from docx import Document

    made = Document()
    made.add_paragraph("Body.")
    made.sections[0].header.paragraphs[0].text = "Elm archive"
    made.sections[0].footer.paragraphs[0].text = "Confidential"
    target = io.BytesIO()
    made.save(target)
    document = load(target.getvalue())
    assert document.text == "Body."
    assert lost(document) == {"running head left out": "Elm archive", "running foot left out": "Confidential"}


def test_a_cell_over_several_columns_keeps_the_columns_of_the_others() -> None:
    from docx import Document

    made = Document()
    table = made.add_table(rows=2, cols=3)
    for column, text in enumerate(("Unit", "Name", "Rank")):
        table.cell(0, column).text = text
    table.cell(1, 0).merge(table.cell(1, 1)).text = "none"
    table.cell(1, 2).text = "clerk"
    target = io.BytesIO()
    made.save(target)
    assert load(target.getvalue()).text == "Unit | Name | Rank\nnone | none | clerk"


def test_an_exponent_does_not_become_a_part_of_the_number() -> None:
    def raised(text: str) -> str:
        return f"<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>{text}</w:t></w:r>"

    body = "".join((run("some 10"), raised("6"), run(" of 5 m"), raised("2"), run(", the 19"), raised("th")))
    assert load(docx_with(f"<w:p>{body}</w:p>")).text == "some 10^6 of 5 m2, the 19th"

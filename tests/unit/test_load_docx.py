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
    assert load(target.getvalue()).text == "Two things:\n\n- one\n- two\n\nwide\na | b"


def test_the_title_is_the_stated_one_else_the_first_heading_else_the_file_name() -> None:
    assert load(docx_of([(1, "Head"), "text"], title="Stated")).title == "Stated"
    assert load(docx_of([(1, "Head"), "text"], title="Word Document")).title == "Head"
    assert load(docx_of(["text"])).title == "letter"


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx_with(body: str) -> bytes:
    """A Word file with this markup as its body."""
    source = zipfile.ZipFile(io.BytesIO(docx_of(["text"])))
    entries = {name: source.read(name) for name in source.namelist()}
    entries["word/document.xml"] = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode()
    return zip_of(entries)


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

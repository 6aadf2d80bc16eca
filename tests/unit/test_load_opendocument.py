"""What OpenDocument says by its styles."""

import zipfile
from io import BytesIO

from tests.fakes.loading import load_bytes
from tests.fakes.opendocument import opendocument_of

_CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:automatic-styles>
<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties style:text-position="0% 100%"/></style:style>
<style:style style:name="T4" style:family="text"><style:text-properties style:text-position="33% 58%"/></style:style>
</office:automatic-styles>
<office:body><office:text><text:p>%s</text:p></office:text></office:body></office:document-content>"""


def test_an_exponent_does_not_become_a_part_of_the_number() -> None:
    spans = (
        '10<text:span text:style-name="T1">6</text:span> of 5 m<text:span text:style-name="T1">2</text:span>, '
        '1<text:span text:style-name="T2">2</text:span>, 1<text:span text:style-name="T3">3</text:span>, '
        '<text:span text:style-name="T3">10</text:span><text:span text:style-name="T4">9</text:span>'
    )
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", _CONTENT.replace("%s", spans))
    (loaded,) = load_bytes("a.odt", file.getvalue(), max_bytes=100_000)
    assert loaded.text == "10^6 of 5 m2, 12, 13, 10^9"


_STYLES = """<style:style style:name="Hid"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Heir" style:parent-style-name="Hid"/>
<style:style style:name="White"><style:text-properties fo:color="#FFFFFF"/></style:style>
<style:style style:name="Marked"><style:text-properties fo:color="#ffffff" fo:background-color="#000000"/></style:style>
<style:style style:name="dp1"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>"""


def test_what_nobody_sees_is_left_out_and_said() -> None:
    text = (
        '<text:section text:display="none"><text:p>Secret.</text:p></text:section><text:p>Seen'
        '<text:span text:style-name="Heir">secret</text:span><text:span text:style-name="White">secret</text:span>'
        ' <text:span text:style-name="Marked">shown</text:span></text:p>'
        '<table:table><table:table-row><table:table-cell><text:p text:style-name="White">In a cell</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    content = opendocument_of("text", f"<office:text>{text}</office:text>", _STYLES)
    (loaded,) = load_bytes("a.odt", content, max_bytes=100_000)
    assert loaded.text == "Seen shown\n\nIn a cell"
    (warning,) = loaded.warnings
    assert (warning.kind, warning.count) == ("hidden text left out", 19)


def test_charts_are_tables_and_old_forms_of_equations_are_read() -> None:
    chart = (
        "<office:chart><chart:chart><chart:title><text:p>Output</text:p></chart:title><table:table><table:table-row>"
        "<table:table-cell><text:p>East</text:p></table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell>"
        "</table:table-row></table:table></chart:chart></office:chart>"
    )
    frame = '<draw:frame><draw:object-ole xlink:href="./Chart"/><svg:title>A chart</svg:title></draw:frame>'
    content = opendocument_of("text", f"<office:text><text:p>See{frame}</text:p></office:text>", Chart=chart)
    (loaded,) = load_bytes("a.odt", content, max_bytes=100_000)
    assert loaded.text == "See\n\nOutput\n\nEast | 40"
    assert [warning.kind for warning in loaded.warnings] == ["description of a picture left out"]


def test_shapes_of_a_slide_are_read_from_top_to_bottom_and_hidden_slides_are_not() -> None:
    def shape(words: str, x: str, y: str) -> str:
        return f'<draw:frame svg:x="{x}" svg:y="{y}"><draw:text-box><text:p>{words}</text:p></draw:text-box></draw:frame>'

    notes = f"<presentation:notes>{shape('Said', '1cm', '1mm')}</presentation:notes>"
    shown = f"<draw:page>{notes}{shape('Right', '15cm', '50mm')}{shape('Left', '1cm', '5.1cm')}{shape('Top', '1in', '1in')}</draw:page>"
    hidden = f'<draw:page draw:style-name="dp1">{shape("Secret", "1cm", "1cm")}</draw:page>'
    slides = f"<office:presentation>{hidden}{shown}</office:presentation>"
    (loaded,) = load_bytes("a.odp", opendocument_of("presentation", slides, _STYLES), max_bytes=100_000)
    assert loaded.text == "Top\n\nLeft\n\nRight\n\nSaid"
    assert [warning.kind for warning in loaded.warnings] == ["hidden slide left out"]


def test_a_table_in_a_cell_stays_in_it() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    inner = f"<table:table><table:table-row>{cell('<text:p>in</text:p>')}{cell('<text:p>out</text:p>')}</table:table-row></table:table>"
    row = f"<table:table-row>{cell('<text:p>Gate</text:p>')}{cell(f'<text:p>is</text:p>{inner}')}</table:table-row>"
    content = opendocument_of("text", f"<office:text><table:table>{row}</table:table></office:text>")
    (loaded,) = load_bytes("a.odt", content, max_bytes=100_000)
    assert loaded.text == "Gate | is in out"

"""Slides as their viewers see them: order, numbers, equations, charts, diagrams, and what nobody sees."""

from io import BytesIO

import pytest
from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.util import Emu

from schemas.document import LoadedDocument
from tests.fakes.loading import load_bytes

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = (
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" xmlns:p="{_OFFICE}/presentationml/2006/main" '
    f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships" xmlns:mc="{_OFFICE}/markup-compatibility/2006" '
    f'xmlns:m="{_OFFICE}/officeDocument/2006/math" xmlns:dgm="{_OFFICE}/drawingml/2006/diagram"'
)
_DIAGRAM = f"""<dgm:dataModel {_SPACES}><dgm:ptLst><dgm:pt modelId="0" type="doc"/>
<dgm:pt modelId="3"><dgm:t><a:p><a:r><a:t>Grind</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="1"><dgm:t><a:p><a:r><a:t>Harvest</a:t></a:r></a:p></dgm:t></dgm:pt>
<dgm:pt modelId="2"><dgm:t><a:p><a:r><a:t>by Ann </a:t></a:r><a:r><a:t>Roe</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>
<dgm:cxnLst><dgm:cxn srcId="0" destId="3" srcOrd="1"/><dgm:cxn srcId="0" destId="1" srcOrd="0"/>
<dgm:cxn type="parOf" srcId="1" destId="2" srcOrd="0"/></dgm:cxnLst></dgm:dataModel>"""


def shape(number: int, words: str, x: int, y: int, *, named: str = "", filled: str = "") -> str:
    """A shape of 1,000,000 by 400,000 units; words that are no element are one run."""
    paragraph = words if words.startswith("<") else f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="s" {named}/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="1000000" cy="400000"/></a:xfrm>{filled}</p:spPr>'
        f"<p:txBody><a:bodyPr/>{paragraph}</p:txBody></p:sp>"
    )


def load(*shapes: str, chart: bool = False, diagram: bool = False, hidden: bool = False) -> LoadedDocument:
    """A presentation of this slide; where it is hidden, of another one behind it, too."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    if hidden:
        slide.element.set("show", "0")
        slide.notes_slide.notes_text_frame.text = "Said"
        presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Shown"
    for each in shapes:
        slide.shapes._spTree.append(etree.fromstring(f"<x {_SPACES}>{each}</x>")[0])
    if chart:
        data = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx's
        data.categories = ["East", "West"]
        data.add_series("Tons", (40, 50))  # type: ignore[no-untyped-call]
        framed = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Emu(0), Emu(9), Emu(9), Emu(9), data)
        framed.chart.chart_title.text_frame.text = "Output of the mill"
    if diagram:
        kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
        part = Part(PackURI("/ppt/diagrams/data1.xml"), kind, presentation.part.package, _DIAGRAM.encode())
        name = slide.part.relate_to(part, f"{_OFFICE}/officeDocument/2006/relationships/diagramData")
        slide.shapes._spTree.append(etree.fromstring(_diagram_frame(name)))
    content = BytesIO()
    presentation.save(content)
    (document,) = load_bytes("x.pptx", content.getvalue(), max_bytes=5_000_000)
    assert "text lost" not in {warning.kind for warning in document.warnings}
    return document


def _diagram_frame(name: str) -> str:
    return (
        f'<p:graphicFrame {_SPACES}><p:nvGraphicFramePr><p:cNvPr id="40" name="d"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="4000000"/><a:ext cx="1" cy="1"/></p:xfrm><a:graphic>'
        f'<a:graphicData uri="{_OFFICE}/drawingml/2006/diagram"><dgm:relIds r:dm="{name}"/></a:graphicData></a:graphic></p:graphicFrame>'
    )


def test_shapes_of_one_height_are_read_from_left_to_right_and_groups_within() -> None:
    inner = shape(21, "Second", 0, 500_000) + shape(22, "First", 0, 0)
    group = (
        '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="20" name="g"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
        '<a:off x="0" y="3000000"/><a:ext cx="9" cy="9"/><a:chOff x="0" y="0"/><a:chExt cx="9" cy="9"/></a:xfrm></p:grpSpPr>'
        f"{inner}</p:grpSp>"
    )
    words = [shape(1, "Right", 5_000_000, 1_000_000), shape(2, "Left", 500_000, 1_012_700), group]
    assert load(*words).text == "Left\n\nRight\n\nFirst\n\nSecond"


def test_numbered_items_have_their_numbers() -> None:
    numbered = "<a:p><a:pPr{}><a:buAutoNum type='{}'/></a:pPr><a:r><a:t>{}</a:t></a:r></a:p>".format
    words = (
        numbered("", "arabicPeriod", "one"),
        numbered(" lvl='1'", "alphaLcParenR", "inner"),
        numbered(" lvl='1'", "alphaLcParenR", "inner two"),
        numbered("", "arabicPeriod", "two"),
        numbered(" lvl='1'", "romanUcParenBoth", "again"),
    )
    text = load(shape(1, "".join(words), 0, 0)).text
    assert text == "1. one\n  a) inner\n  b) inner two\n2. two\n  (I) again"


def test_what_has_two_forms_is_read_once_in_its_place() -> None:
    forms = "<mc:AlternateContent><mc:Choice Requires='a14'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    equation = "<a:p><a:r><a:t>Here E = </a:t></a:r><m:oMath><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a:p>"
    middle = forms.format(shape(2, equation, 0, 2_000_000), shape(2, "A picture", 0, 2_000_000))
    assert load(shape(1, "Before", 0, 1_000_000), middle, shape(3, "After", 0, 3_000_000)).text == (
        "Before\n\nHere E = c^2\n\nAfter"
    )


def test_what_nobody_sees_is_left_out_and_said() -> None:
    white = "<a:p><a:r><a:rPr{}><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></a:rPr><a:t>{}</a:t></a:r></a:p>".format
    blue = '<a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="0000FF"/></a:solidFill>'
    document = load(
        shape(1, "Hidden", 0, 0, named='hidden="1"'),
        shape(2, "Beside", -5_000_000, 0),
        shape(3, white("", "White"), 0, 1_000_000),
        shape(4, "<a:p><a:r><a:rPr sz='100'/><a:t>Tiny</a:t></a:r></a:p>", 0, 2_000_000),
        shape(5, white("", "White on blue"), 0, 3_000_000, filled=blue),
    )
    assert document.text == "White on blue"
    (warning,) = document.warnings
    assert (warning.kind, warning.place, warning.count) == ("hidden text left out", "slide 1", 21)


def test_the_data_of_charts_and_the_points_of_diagrams_are_read() -> None:
    document = load(chart=True, diagram=True)
    assert (
        document.text
        == "Output of the mill\n\n|  | Tons |\nEast | 40\nWest | 50\n\n- Harvest\n  - by Ann Roe\n- Grind"
    )
    assert document.warnings == ()


def test_all_of_a_hidden_slide_is_left_out() -> None:
    document = load(shape(1, "Secret", 0, 0), chart=True, diagram=True, hidden=True)
    assert document.text == "Shown"
    assert [(one.kind, one.place) for one in document.warnings] == [("hidden slide left out", "slide 1")]


@pytest.mark.parametrize(
    "ground",
    [
        '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="000080"/></a:solidFill></p:bgPr></p:bg>',
        '<p:bg><p:bgPr><a:solidFill><a:srgbClr val="FFFFFF"><a:lumMod val="50000"/></a:srgbClr></a:solidFill></p:bgPr></p:bg>',
        '<p:bg><p:bgRef idx="1002"><a:schemeClr val="bg1"/></p:bgRef></p:bg>',
    ],
)
def test_white_words_on_a_slide_that_is_not_white_are_seen(ground: str) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    white = "<a:p><a:r><a:rPr><a:solidFill><a:srgbClr val='FFFFFF'/></a:solidFill></a:rPr><a:t>Seen</a:t></a:r></a:p>"
    slide.shapes._spTree.append(etree.fromstring(f"<x {_SPACES}>{shape(1, white, 0, 0)}</x>")[0])
    slide.element.cSld.insert(0, etree.fromstring(f"<x {_SPACES}>{ground}</x>")[0])
    content = BytesIO()
    presentation.save(content)
    (document,) = load_bytes("x.pptx", content.getvalue(), max_bytes=5_000_000)
    assert document.text == "Seen"

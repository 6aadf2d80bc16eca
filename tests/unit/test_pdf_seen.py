"""What is seen on PDF pages and what is not, and where each word stands."""

from itertools import pairwise
from typing import Any

import pytest

from tests.fakes.drawn_pdf import Draw, lines_below, pdf_drawn, put, read, together, warned

SEEN = ["The bell of the tower was cast in 1622", "and rang for the last time in 1944."]
SECRET = "Nobody can see these words."


def in_white(canvas: Any) -> None:
    canvas.setFillGray(1)
    canvas.drawString(50, 300, SECRET)


def in_nothing(canvas: Any) -> None:
    text = canvas.beginText(50, 300)
    text.setTextRenderMode(3)
    text.textLine(SECRET)
    canvas.drawText(text)


def beside(canvas: Any) -> None:
    canvas.drawString(700, 300, SECRET)


def tiny(canvas: Any) -> None:
    canvas.setFont("Times-Roman", 0.7)
    canvas.drawString(50, 300, SECRET)


def covered(canvas: Any) -> None:
    canvas.drawString(50, 300, SECRET)
    canvas.setFillGray(0)
    canvas.rect(40, 290, 300, 30, fill=1, stroke=0)


def cut_away(canvas: Any) -> None:
    canvas.saveState()
    window = canvas.beginPath()
    window.rect(40, 500, 300, 30)
    canvas.clipPath(window, stroke=0)
    canvas.drawString(50, 300, SECRET)
    canvas.restoreState()


def grey_on_grey(canvas: Any) -> None:
    canvas.setFillGray(0.6)
    canvas.rect(40, 290, 300, 30, fill=1, stroke=0)
    canvas.drawString(50, 300, SECRET)


@pytest.mark.parametrize(
    ("hide", "kind"),
    [
        (in_white, "text in the colour of the page left out"),
        (in_nothing, "invisible text left out"),
        (beside, "text beside the page left out"),
        (tiny, "text too small to be read left out"),
        (covered, "covered text left out"),
        (cut_away, "text that is cut away left out"),
        (grey_on_grey, "text in the colour of the page left out"),
    ],
)
def test_what_nobody_sees_is_left_out_and_said(hide: Draw, kind: str) -> None:
    loaded = read(pdf_drawn(together(put(lines_below(50, 700, SEEN)), hide)))
    assert loaded.text == " ".join(SEEN)
    assert warned(loaded) == {kind: "page 1"}
    assert SECRET in loaded.warnings[0].remedy


def test_white_words_on_a_dark_ground_are_seen() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(40, 290, 300, 30, fill=1, stroke=0)
        in_white(canvas)

    loaded = read(pdf_drawn(together(put(lines_below(50, 700, SEEN)), draw)))
    assert SECRET in loaded.text
    assert loaded.warnings == ()


def test_words_within_what_is_left_of_them_are_seen() -> None:
    def draw(canvas: Any) -> None:
        canvas.translate(100, 100)
        window = canvas.beginPath()
        window.rect(-60, 190, 300, 30)
        canvas.clipPath(window, stroke=0)
        round_window = canvas.beginPath()
        round_window.ellipse(-80, 150, 400, 100)
        canvas.clipPath(round_window, stroke=0)
        canvas.drawString(-50, 200, SECRET)

    assert read(pdf_drawn(draw)).text == SECRET


def test_the_invisible_words_over_a_scan_are_its_text() -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    def draw(canvas: Any) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 600, 800)
        in_nothing(canvas)

    assert read(pdf_drawn(draw)).text == SECRET


def test_every_word_has_its_place() -> None:
    loaded = read(
        pdf_drawn(put(lines_below(50, 700, ["The bell of the tower was rung every eve-", "ning by hand."])))
    )
    words = [(loaded.text[box.start : box.end], box) for box in loaded.words.all()]
    assert [word for word, _ in words][-4:] == ["eve", "ning", "by", "hand."]
    first, last = words[0][1], words[-1][1]
    assert (first.page, round(first.x0)) == (1, 50)
    assert 88 < first.y0 < 100 < first.y1 < 106  # 100 points below the upper edge
    assert last.y0 > first.y1
    assert [loaded.text[box.start : box.end] for box in loaded.words.within(4, 11)] == ["bell", "of"]


def test_words_of_all_pages_and_tables_have_their_places_in_order() -> None:
    def page(number: int) -> Draw:
        cells = [
            (x, 600.0 - 18 * row, f"{name}{row}{number}")
            for row in range(3)
            for x, name in ((50.0, "a"), (200.0, "b"))
        ]
        return together(put(lines_below(50, 700, [f"{line} ({number})" for line in SEEN])), put(cells))

    loaded = read(pdf_drawn(page(1), page(2)))
    boxes = list(loaded.words.all())
    assert all(one.end <= other.start for one, other in pairwise(boxes))
    assert [loaded.text[box.start : box.end] for box in boxes] == loaded.text.replace("|", " ").split()
    assert {box.page for box in boxes if box.start < loaded.page_starts[1]} == {1}


def test_korean_words_keep_their_figures() -> None:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont

    registerFont(UnicodeCIDFont("HYSMyeongJo-Medium"))
    line = "종루는 1622년에 세워졌고 1944년까지 쓰였다."

    def draw(canvas: Any) -> None:
        canvas.setFont("HYSMyeongJo-Medium", 11)
        canvas.drawString(50, 700, line)

    assert read(pdf_drawn(draw)).text == line


_LAYERS = b"""%%PDF-1.5
1 0 obj<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[7 0 R 8 0 R]/D<</ON[7 0 R]/OFF[8 0 R]>>>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/Properties<</L1 7 0 R/L2 8 0 R>>>>>>endobj
4 0 obj<</Length 196>>stream
BT /F1 12 Tf 50 150 Td (The mill is open.) Tj ET
/OC /L1 BDC BT /F1 12 Tf 50 100 Td (It grinds rye.) Tj ET EMC
/OC /L2 BDC BT /F1 12 Tf 50 50 Td (It is closed in winter.) Tj ET EMC
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
7 0 obj<</Type/OCG/Name(Summer)>>endobj
8 0 obj<</Type/OCG/Name(Winter)>>endobj
trailer<</Root 1 0 R>>
"""


def test_a_layer_that_is_switched_off_is_left_out_and_said() -> None:
    loaded = read(_LAYERS)
    assert loaded.text.split("\n\n") == ["The mill is open.", "It grinds rye."]
    assert warned(loaded) == {"text of a layer that is switched off left out": "page 1"}

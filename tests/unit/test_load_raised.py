"""Exponents in the formats that say by their type alone what is raised."""

from io import BytesIO
from typing import Any

from extraction.load.rich_text import RichText
from extraction.load.slides import Slides
from tests.fakes.drawn_pdf import pdf_drawn, read

PARTS = (("some 10", ""), ("6", " of 5 m"), ("2", ", the 19"), ("th", ", and 10"), ("-6", " of them"))
"""What is raised, each but the first, with what stands behind it."""
READ = "some 10^6 of 5 m2, the 19th, and 10^-6 of them"


def test_an_exponent_of_a_slide_does_not_become_a_part_of_the_number() -> None:
    from pptx import Presentation

    made = Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    paragraph = slide.shapes.title.text_frame.paragraphs[0]
    for number, (first, behind) in enumerate(PARTS):
        run = paragraph.add_run()
        run.text = first
        run.font._element.set("baseline", "30000" if number else "0")
        paragraph.add_run().text = behind
    content = BytesIO()
    made.save(content)
    (loaded,) = Slides().read(content.getvalue(), "numbers.pptx", max_bytes=100_000)
    assert loaded.text == READ


def test_an_exponent_of_rich_text_does_not_become_a_part_of_the_number() -> None:
    groups = "".join(f"{{\\super {raised}}}{behind}" for raised, behind in PARTS[1:])
    switched = r"{\footnote 2{\super0 1}0\super 3\nosupersub  stones}"
    content = f"{{\\rtf1\\ansi {PARTS[0][0]}{groups}{switched}\\par}}".encode()
    (loaded,) = RichText().read(content, "numbers.rtf", max_bytes=100_000)
    assert loaded.text == f"{READ}\n\n210^3 stones"
    assert loaded.warnings == ()


def test_an_exponent_of_a_page_does_not_become_a_part_of_the_number() -> None:
    def draw(canvas: Any) -> None:
        place = 50.0
        for number, (first, behind) in enumerate(PARTS):
            for text, size, y in ((first, 6 if number else 10, 704 if number else 700), (behind, 10, 700)):
                canvas.setFont("Times-Roman", size)
                canvas.drawString(place, y, text)
                place += canvas.stringWidth(text, "Times-Roman", size)

    assert read(pdf_drawn(draw)).text == READ

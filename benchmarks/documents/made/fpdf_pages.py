"""Documents made by fpdf2."""

from collections.abc import Iterator
from itertools import chain

from benchmarks.documents.case import Case, Expected
from benchmarks.documents.prose import Prose

_PROGRAM = "fpdf2"


def cases() -> Iterator[Case]:
    """Tables of its own making, running heads, sections with bookmarks, columns, a table of contents."""
    yield _table("fpdf_table_all_rules", "ALL")
    yield _table("fpdf_table_few_rules", "MINIMAL")
    yield _table("fpdf_table_no_rules", "NONE", empty=3)
    yield _table("fpdf_table_horizontal_rules", "HORIZONTAL_LINES", empty=2)
    yield _sections()
    yield _columns()
    yield _heads()
    yield _monospaced()


def _table(name: str, rules: str, *, empty: int = 0) -> Case:
    from fpdf import FPDF

    prose, pdf = Prose(name), FPDF()
    before, after, rows = prose.sentence(), prose.sentence(), prose.register(7, empty=empty)
    pdf.add_page()
    pdf.set_font("Helvetica", size=10)
    pdf.multi_cell(0, 5, before, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)
    with pdf.table(borders_layout=rules, col_widths=(45, 35, 20, 45)) as table:
        for row in rows:
            line = table.row()
            for cell in row:
                line.cell(cell)
    pdf.ln(4)
    pdf.multi_cell(0, 5, after)
    return Case(name, ".pdf", _PROGRAM, bytes(pdf.output()), Expected((before, after), tables=(tuple(rows),)))


def _sections() -> Case:
    """Sections with bookmarks; their headings differ from the text by weight alone."""
    from fpdf import FPDF

    prose, pdf = Prose("sections"), FPDF()
    headings = ("Beginnings", "The years of growth", "Statutes", "Decline and closure")
    pdf.set_title("A history of the founders")
    pdf.add_page()
    sentences: list[str] = []
    places = []
    for number, heading in enumerate(headings):
        own = prose.sentences(18)
        pdf.set_font("Times", "B", 11)
        pdf.start_section(heading, level=int(number == 2))
        pdf.cell(0, 8, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Times", size=11)
        places.append((heading, pdf.page_no()))
        pdf.multi_cell(0, 5.5, " ".join(own), new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        sentences += own
    expected = Expected(
        tuple(sentences), pages=tuple(places), title="A history of the founders", headings=headings
    )
    return Case("fpdf_bookmarks", ".pdf", _PROGRAM, bytes(pdf.output()), expected)


def _columns() -> Case:
    from fpdf import FPDF

    prose, pdf = Prose("fpdf columns"), FPDF()
    sentences = prose.sentences(30)
    pdf.add_page()
    pdf.set_font("Times", size=11)
    with pdf.text_columns(ncols=2, gutter=8, balance=True, text_align="J") as columns:
        columns.write(" ".join(sentences))
    return Case(
        "fpdf_two_columns_justified", ".pdf", _PROGRAM, bytes(pdf.output()), Expected(tuple(sentences))
    )


def _heads() -> Case:
    from fpdf import FPDF

    class Paper(FPDF):  # type: ignore[misc]  # its types are not looked at
        def header(self) -> None:
            self.set_font("Helvetica", "I", 8)
            self.cell(
                0, 8, "Quarterly bulletin of the building office", align="R", new_x="LMARGIN", new_y="NEXT"
            )

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Helvetica", "I", 8)
            self.cell(0, 8, f"Page {self.page_no()}/{{nb}}", align="C")

    prose, pdf = Prose("fpdf heads"), Paper()
    pdf.add_page()
    sentences: list[str] = []
    for _ in range(14):
        own = prose.sentences(9)
        pdf.set_font("Helvetica", size=11)
        pdf.multi_cell(0, 6, " ".join(own), new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
        sentences += own
    expected = Expected(tuple(sentences), absent=("Quarterly bulletin of the building office", "Page 2/"))
    return Case("fpdf_head_and_foot", ".pdf", _PROGRAM, bytes(pdf.output()), expected)


def _monospaced() -> Case:
    """A typescript in Courier with wide gaps between paragraphs."""
    from fpdf import FPDF

    prose, pdf = Prose("typescript"), FPDF()
    pdf.add_page()
    pdf.set_font("Courier", size=10)
    paragraphs = [prose.sentences(3) for _ in range(5)]
    for own in paragraphs:
        pdf.multi_cell(0, 9, " ".join(own), align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(9)
    expected = Expected(tuple(chain.from_iterable(paragraphs)))
    return Case("fpdf_typescript", ".pdf", _PROGRAM, bytes(pdf.output()), expected)

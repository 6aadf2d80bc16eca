"""Tables with and without rules (reportlab)."""

from collections.abc import Iterator, Sequence

from benchmarks.documents.case import Case, Expected
from benchmarks.documents.made.sheet import HEIGHT, MARGIN, Sheet
from benchmarks.documents.prose import Prose

_PROGRAM = "reportlab"
_STOPS = (MARGIN, MARGIN + 150, MARGIN + 260, MARGIN + 330)
_WIDTHS = (150.0, 110.0, 70.0, 140.0)


def cases() -> Iterator[Case]:
    """Tables between two sentences of prose."""
    yield _ruled("ruled_table")
    yield _ruled("ruled_table_empty_cells", empty=4)
    yield _ruled("ruled_table_wrapped_cells", wrapped=True)
    yield _ruled("ruled_table_empty_and_wrapped", empty=3, wrapped=True)
    yield _ruled("table_with_horizontal_rules", vertical=False)
    yield _ruled("table_with_shaded_rows", shaded=True)
    yield _unruled("unruled_table")
    yield _unruled("unruled_table_empty_cells", empty=4)
    yield _unruled("unruled_table_wrapped_cells", wrapped=True)
    yield _unruled("unruled_table_of_figures", figures=True)
    yield _unruled("unruled_table_in_columns_order", by_columns=True, empty=2)
    yield _two_pages()
    yield _two_tables()


def _ruled(
    name: str, *, empty: int = 0, wrapped: bool = False, vertical: bool = True, shaded: bool = False
) -> Case:
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table

    prose, sheet = Prose(name), Sheet()
    before, after, rows = _surroundings(prose, empty)
    if wrapped:
        rows = [rows[0], *((f"{row[0]} and its former annexe", *row[1:]) for row in rows[1:])]
    style: list[tuple[object, ...]] = [("FONT", (0, 0), (-1, -1), "Times-Roman", 10)]
    if shaded:
        style.append(("ROWBACKGROUNDS", (0, 0), (-1, -1), [colors.white, colors.lightgrey]))
    elif vertical:
        style.append(("GRID", (0, 0), (-1, -1), 0.6, colors.black))
    else:
        style += [
            ("LINEABOVE", (0, 0), (-1, 0), 1, colors.black),
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black),
        ]
        style.append(("LINEBELOW", (0, -1), (-1, -1), 1, colors.black))
    cells = [[Paragraph(cell, _cell_style()) if wrapped else cell for cell in row] for row in rows]
    table = Table(cells, colWidths=[110 if wrapped else 150, 110, 60, 130], style=style)
    y = sheet.put_prose(HEIGHT - 80, before)
    height = table.wrapOn(sheet.canvas, 480, 600)[1]
    table.drawOn(sheet.canvas, MARGIN, y - height - 8)
    sheet.put_prose(y - height - 34, after)
    expected = Expected((before, after), tables=(tuple(rows),))
    return Case(name, ".pdf", _PROGRAM, sheet.done(), expected)


def _cell_style() -> object:
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle("cell", fontName="Times-Roman", fontSize=10, leading=12)


def _surroundings(prose: Prose, empty: int) -> tuple[str, str, list[tuple[str, ...]]]:
    return prose.sentence(), prose.sentence(), prose.register(6, empty=empty)


def _unruled(
    name: str, *, empty: int = 0, wrapped: bool = False, figures: bool = False, by_columns: bool = False
) -> Case:
    prose, sheet = Prose(name), Sheet()
    before, after, rows = _surroundings(prose, empty)
    if figures:
        counts = ((str(1990 + n), f"{12_345 + 977 * n:,}", f"{8.25 + n:.2f}", str(14 + n)) for n in range(6))
        rows = [("Year", "Visitors", "Revenue", "Staff"), *counts]
    if wrapped:
        rows = [rows[0], *((f"{row[0]} with the former annexe", *row[1:]) for row in rows[1:])]
    y = sheet.put_prose(HEIGHT - 80, before) - 12
    cells = []
    for row in rows:
        lines = [sheet.wrap(cell, width - 12) for cell, width in zip(row, _WIDTHS, strict=True)]
        for stop, width, column in zip(_STOPS, _WIDTHS, lines, strict=True):
            for number, line in enumerate(column):
                right = stop + width - 40 - sheet.measure(line) if figures else stop
                cells.append((right, y - 12.5 * number, line))
        y -= 12.5 * max(len(column) for column in lines) + 6
    if by_columns:
        cells.sort(key=lambda cell: (cell[0], -cell[1]))
    for cell in cells:
        sheet.put(*cell)
    sheet.put_prose(y - 14, after)
    return Case(name, ".pdf", _PROGRAM, sheet.done(), Expected((before, after), tables=(tuple(rows),)))


def _two_pages() -> Case:
    """A ruled table that goes on overleaf with its head repeated."""
    from io import BytesIO

    from reportlab.platypus import SimpleDocTemplate, Table

    rows: list[tuple[str, ...]] = [("Building", "Place", "Opened", "Founder")]
    for number in range(8):
        more = Prose(f"part {number}").register(10)[1:]
        rows += [(f"{row[0]} {number + 1}", *row[1:]) for row in more]
    target = BytesIO()
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), "Times-Roman", 10)]
    SimpleDocTemplate(target, invariant=1).build([Table(rows, repeatRows=1, style=style)])
    places = ((rows[3][3], 1), (rows[-1][0], 2))
    return Case(
        "table_over_two_pages",
        ".pdf",
        _PROGRAM,
        target.getvalue(),
        Expected(tables=(tuple(rows),), pages=places),
    )


def _two_tables() -> Case:
    """Two tables of different columns with a sentence between them."""
    prose, sheet = Prose("two tables"), Sheet()
    between, after = prose.sentence(), prose.sentence()
    first = [("Town", "Inhabitants"), *((prose.town(), str(1000 + 37 * n)) for n in range(4))]
    second = [("Person", "Born", "Profession")]
    second += [
        (prose.person(), str(1801 + n), work) for n, work in enumerate(("founder", "mason", "printer"))
    ]
    y = _put_rows(sheet, first, (MARGIN, MARGIN + 140), HEIGHT - 90)
    y = sheet.put_prose(y - 12, between)
    y = _put_rows(sheet, second, (MARGIN, MARGIN + 160, MARGIN + 240), y - 12)
    sheet.put_prose(y - 12, after)
    expected = Expected((between, after), tables=(tuple(first), tuple(second)))
    return Case("two_unruled_tables", ".pdf", _PROGRAM, sheet.done(), expected)


def _put_rows(sheet: Sheet, rows: Sequence[Sequence[str]], stops: Sequence[float], y: float) -> float:
    for row in rows:
        for stop, cell in zip(stops, row, strict=True):
            sheet.put(stop, y, cell)
        y -= 16
    return y

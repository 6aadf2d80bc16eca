"""Columns, drawn one after the other and row by row (reportlab)."""

from collections.abc import Iterator
from itertools import chain, zip_longest

from benchmarks.documents.case import Case, Expected
from benchmarks.documents.made.sheet import HEIGHT, MARGIN, WIDTH, Sheet
from benchmarks.documents.prose import Prose

_PROGRAM = "reportlab"
_GUTTER = 22.0


def cases() -> Iterator[Case]:
    """One column and several, with titles, headings and pictures' captions over or between them."""
    yield _plain("one_column", 1, by_rows=False)
    yield _plain("two_columns_in_order", 2, by_rows=False)
    yield _plain("two_columns_by_rows", 2, by_rows=True)
    yield _plain("three_columns_by_rows", 3, by_rows=True)
    yield _plain("two_columns_hyphens", 2, by_rows=False, hyphenate=True)
    yield _plain("two_columns_hyphens_by_rows", 2, by_rows=True, hyphenate=True)
    yield _plain("two_columns_two_pages", 2, by_rows=True, hyphenate=True, pages=2)
    yield _unequal()
    yield _titled()
    yield _caption_between()
    yield _side_notes()


def column_width(count: int) -> float:
    return (WIDTH - 2 * MARGIN - (count - 1) * _GUTTER) / count


def _plain(name: str, count: int, *, by_rows: bool, hyphenate: bool = False, pages: int = 1) -> Case:
    prose, sheet = Prose(name), Sheet()
    sentences: list[str] = []
    places: list[tuple[str, int]] = []
    for page in range(1, pages + 1):
        columns = []
        for _ in range(count):
            paragraphs = [prose.sentences(5 if count < 3 else 4) for _ in range(3)]
            sentences += chain.from_iterable(paragraphs)
            columns.append(_lines(sheet, paragraphs, column_width(count), hyphenate=hyphenate))
        places.append((columns[-1][4], page))
        _draw(sheet, columns, HEIGHT - 80, by_rows=by_rows)
        sheet.next()
    return Case(name, ".pdf", _PROGRAM, sheet.done(), Expected(tuple(sentences), pages=tuple(places)))


def _lines(sheet: Sheet, paragraphs: list[list[str]], width: float, *, hyphenate: bool = False) -> list[str]:
    """The lines of a column, an empty one between paragraphs."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [*sheet.wrap(" ".join(paragraph), width, hyphenate=hyphenate), ""]
    return lines[:-1]


def _draw(sheet: Sheet, columns: list[list[str]], top: float, *, by_rows: bool) -> float:
    width = column_width(len(columns))
    cells = [
        (number, row, text)
        for number, column in enumerate(columns)
        for row, text in enumerate(column)
        if text
    ]
    if by_rows:
        cells.sort(key=lambda cell: (cell[1], cell[0]))
    for number, row, text in cells:
        sheet.put(MARGIN + number * (width + _GUTTER), top - 13.2 * row, text)
    return top - 13.2 * max(map(len, columns))


def _unequal() -> Case:
    """A narrow column beside a wide one, as in a newsletter."""
    prose, sheet = Prose("unequal"), Sheet()
    narrow, wide = prose.sentences(6), prose.sentences(16)
    left, right = sheet.wrap(" ".join(narrow), 130), sheet.wrap(" ".join(wide), 300)
    for row, (one, other) in enumerate(zip_longest(left, right, fillvalue="")):
        y = HEIGHT - 90 - 13.2 * row
        if one:
            sheet.put(MARGIN, y, one)
        if other:
            sheet.put(MARGIN + 165, y, other)
    return Case("unequal_columns", ".pdf", _PROGRAM, sheet.done(), Expected((*narrow, *wide)))


def _titled() -> Case:
    """A paper: title and abstract over the whole width, then two columns with headings, drawn row by row."""
    prose, sheet = Prose("titled"), Sheet()
    title = "On the founding of public buildings"
    sheet.put(150, HEIGHT - 90, title, "Times-Bold", 18)
    abstract = prose.sentences(4)
    y = sheet.put_prose(HEIGHT - 125, " ".join(abstract)) - 14
    body = [[prose.sentences(5), prose.sentences(4)] for _ in range(2)]
    columns = [
        [name, *_lines(sheet, paragraphs, column_width(2))]
        for name, paragraphs in zip(("Introduction", "Methods"), body, strict=True)
    ]
    for row, pair in enumerate(zip_longest(*columns, fillvalue="")):
        for number, text in enumerate(pair):
            x = MARGIN + number * (column_width(2) + _GUTTER)
            if text and row:
                sheet.put(x, y - 13.2 * row, text)
            elif text:
                sheet.put(x, y, text, "Times-Bold", 13)
    sentences = (*abstract, *chain.from_iterable(chain.from_iterable(body)))
    expected = Expected(sentences, title=title, headings=("Introduction", "Methods"))
    return Case("titled_two_columns", ".pdf", _PROGRAM, sheet.done(), expected)


def _caption_between() -> Case:
    """Two columns, a picture with its caption over the whole width, and two columns again."""
    prose, sheet = Prose("between"), Sheet()
    sentences: list[str] = []
    y = HEIGHT - 80
    for part in range(2):
        texts = [prose.sentences(6) for _ in range(2)]
        sentences += chain.from_iterable(texts)
        y = _draw(sheet, [_lines(sheet, [text], column_width(2)) for text in texts], y, by_rows=True)
        if not part:
            sheet.canvas.setFillGray(0.8)
            sheet.canvas.rect(MARGIN, y - 110, WIDTH - 2 * MARGIN, 100, stroke=0, fill=1)
            sheet.canvas.setFillGray(0)
            caption = (
                f"Figure 1. The {prose.town()} waterworks seen from the river, with the old mill on its left."
            )
            sheet.put(MARGIN, y - 126, caption)
            sentences.append(caption)
            y -= 156
    return Case("caption_between_columns", ".pdf", _PROGRAM, sheet.done(), Expected(tuple(sentences)))


def _side_notes() -> Case:
    """Line numbers in the margin, every five lines, as in editions of texts."""
    prose, sheet = Prose("line numbers"), Sheet()
    sentences = prose.sentences(18)
    for row, line in enumerate(sheet.wrap(" ".join(sentences), 380), start=1):
        if row % 5 == 0:
            sheet.put(MARGIN, HEIGHT - 80 - 14 * row, str(row), size=7)
        sheet.put(MARGIN + 40, HEIGHT - 80 - 14 * row, line)
    return Case("line_numbers_in_margin", ".pdf", _PROGRAM, sheet.done(), Expected(tuple(sentences)))

"""A page taken apart: what is seen on it, then its parts in reading order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from extraction.load.pdf.columns import in_columns
from extraction.load.pdf.drawings import read_drawings
from extraction.load.pdf.forms import form_words
from extraction.load.pdf.glyphs import read_words
from extraction.load.pdf.layers import Ink
from extraction.load.pdf.link_places import mark_links
from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.paragraphs import (
    WIDER_GAP,
    Line,
    Notes,
    Part,
    apart,
    notes_of,
    paragraphs_of,
    rows_as_parts,
)
from extraction.load.pdf.rows import Row, rows_of, usual_pitch
from extraction.load.pdf.ruled_tables import ruled_tables
from extraction.load.pdf.table import Table
from extraction.load.pdf.unruled_tables import unruled_tables
from extraction.load.pdf.word import Box, Word, around, joined, turn_box

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from extraction.load.ocr.page import RecognisedPage


@dataclass
class Page:
    """What is seen on a page. `seen` is its text by another route, `turned` the words that stand upwards, downwards or aslant.

    The words of one that was `recognised` in a picture stand on it as it was turned to be read.
    """

    number: int
    words: list[Word]
    tables: list[Table]
    turned: list[Word]
    hidden: dict[str, list[Word]]
    seen: str
    unmapped: int = 0
    quarters: int = 0
    size: tuple[float, float] = (0.0, 0.0)
    left_out: set[int] = field(default_factory=set)
    recognised: "RecognisedPage | None" = None

    @classmethod
    def of_scan(cls, number: int, scan: "RecognisedPage") -> Self:
        """The page that was recognised in a picture."""
        words = scan.as_words(number)
        return cls(number, words, [], [], {}, joined(words), size=scan.size, recognised=scan)

    @property
    def is_blank(self) -> bool:
        """Whether no text is seen on it."""
        return not (self.words or self.tables or self.turned)

    def shown(self, box: Box) -> Box:
        """The box of a word as it stands on the page that is shown."""
        if self.recognised is not None:
            return self.recognised.shown(box)
        if not self.quarters:
            return box
        size = self.size if self.quarters % 2 == 0 else (self.size[1], self.size[0])
        return turn_box(box, -self.quarters, size)

    @property
    def rows(self) -> list[Row]:
        """The rows of all words that stand in no ruled table."""
        return rows_of(self.words)


def read_page(document: "PdfDocument", index: int) -> Page:
    """The page with this index; the words of ruled tables are in the tables alone."""
    page = document[index]
    text = page.get_textpage()
    try:
        frame = PageFrame.of(page)
        drawings = read_drawings(page, frame)
        found = read_words(text, frame, drawings, Ink(page), index + 1)
        fields = form_words(document, page, frame, index + 1)
        words, turned, quarters = [*found.words, *fields], found.turned, 0
        mark_links(document, page, frame, [*found.words, *found.turned])
        seen = " ".join([text.get_text_range(), *(word.text for word in fields)])
    finally:
        text.close()
        page.close()
    if sum(len(word.text) for word in turned) > sum(len(word.text) for word in words):
        words, turned, quarters = _upright(found.words, found.turned, frame.size)
        drawings.rules, drawings.frames = [], []
    tables = ruled_tables(words, drawings)
    taken = {id(word) for table in tables for word in table.words}
    return Page(
        number=index + 1,
        words=[word for word in words if id(word) not in taken],
        tables=tables,
        turned=turned,
        hidden=found.hidden,
        seen=seen,
        unmapped=found.unmapped,
        quarters=quarters,
        size=frame.size,
    )


def _upright(
    words: list[Word], turned: list[Word], size: tuple[float, float]
) -> tuple[list[Word], list[Word], int]:
    """The words of a page that is mostly written sideways, turned; the others; and the quarters it was turned by."""
    letters: Counter[int | None] = Counter()
    for word in turned:
        letters[word.turned] += len(word.text)
    most = letters.most_common(1)[0][0]
    if most is None:
        return words, turned, 0
    apart = [word for word in turned if word.turned != most]
    upright = [replace(word, box=turn_box(word.box, most, size)) for word in turned if word.turned == most]
    return upright, [*words, *apart], most


def parts_of(page: Page) -> list[Part]:
    """The parts of the page in reading order; what is turned comes last."""
    anchors = [_anchor(table) for table in page.tables]
    tables = {id(anchor): table for anchor, table in zip(anchors, page.tables, strict=True)}
    words = [word for word in page.words if id(word) not in page.left_out]
    rows = rows_of(words)
    notes = notes_of(rows)
    parts: list[Part] = []
    for column in _in_columns(words, rows, anchors):
        parts += _column(column, tables, notes)
    return [*parts, *_turned_parts(page.turned)]


def _in_columns(words: Sequence[Word], rows: Sequence[Row], anchors: Sequence[Word]) -> list[list[Word]]:
    """The words of each column; a line over all columns that stands apart, with an empty middle, is one of its own."""
    if len(rows) > 1 and len(apart(rows[0])) > 1 and _is_above(rows):
        head = rows[0].words
        of_head = {id(word) for word in head}
        columns = in_columns([*(word for word in words if id(word) not in of_head), *anchors])
        if len(columns) > 1:
            return [list(head), *columns]
    return in_columns([*words, *anchors])


def _is_above(rows: Sequence[Row]) -> bool:
    return rows[1].box.y1 - rows[0].box.y1 > WIDER_GAP * usual_pitch(rows)


def _anchor(table: Table) -> Word:
    """A word in the place of the table, so that it is put in order like words."""
    first = table.words[0]
    return Word("", table.box, first.page, first.size)


def _column(words: Sequence[Word], tables: dict[int, Table], notes: Notes) -> list[Part]:
    """The parts of one column: its tables, and the paragraphs between them."""
    prose = [word for word in words if id(word) not in tables]
    placed = sorted((word for word in words if id(word) in tables), key=lambda word: word.box.y0)
    rows = rows_of(prose)
    if rows:
        # What stands far apart on one line, as in the head of a page, may reach over the columns.
        whole = [row for row in rows if len(apart(row)) == 1]
        reach = around([row.box for row in whole or rows])
    parts: list[Part] = []
    for anchor in placed:
        above = [row for row in rows if row.box.y1 <= anchor.box.middle[1]]
        rows = rows[len(above) :]
        parts += _rows(above, notes, reach) if above else []
        parts += rows_as_parts(tables[id(anchor)])
    return [*parts, *(_rows(rows, notes, reach) if rows else [])]


def _rows(rows: Sequence[Row], notes: Notes, reach: Box) -> list[Part]:
    parts: list[Part] = []
    done = 0
    for start, end, table in unruled_tables(rows):
        parts += paragraphs_of(rows[done:start], notes, left=reach.x0, right=reach.x1)
        parts += rows_as_parts(table)
        done = end
    return [*parts, *paragraphs_of(rows[done:], notes, left=reach.x0, right=reach.x1)]


def _turned_parts(words: Sequence[Word]) -> list[Part]:
    """One part for each size of turned words, in the order in which they were drawn."""
    parts: list[Part] = []
    for word in words:
        if parts and parts[-1].words[-1].size == word.size:
            parts[-1].lines[0].words.append(word)
        else:
            parts.append(Part("paragraph", [Line([word])]))
    return parts


def usual(pages: Sequence[Page]) -> tuple[float, bool]:
    """The size of most letters in the document, and whether they are bold."""
    letters: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for word in page.words:
            letters[round(word.size * 2) / 2, word.bold] += len(word.text)
    return letters.most_common(1)[0][0] if letters else (10.0, False)

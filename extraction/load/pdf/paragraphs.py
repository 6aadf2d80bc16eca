"""Lines of a column put together to paragraphs, headings and items of lists."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extraction.load.pdf.rows import ITEM_MARK, Row, begins_item, usual_pitch, usual_size
from extraction.load.pdf.table import Cell, Table
from extraction.load.pdf.word import Word, joined
from schemas.document import BlockKind

ENDED = re.compile(r"[.!?:;。？！][\"'”’»)\]」』]*$")
WIDER_GAP = 1.35
"""How many times as far apart as lines are paragraphs at least."""
_WIDER_GAP_SIZES = 1.7
_OTHER_SIZE = 0.15
_SHORT_LINE = 0.85
_NOT_WRAPPED = 0.6
_INDENT = 0.8
_NOTE_MARK = re.compile(r"\d{1,3}|[*†‡§¶]{1,3}|[a-z]")
_TRAILING_MARK = re.compile(r"(?<=[^\W\d_])(\d{1,2}|[*†‡]+)[.,;:]?$")
_SMALLER = 0.93
_WIDE_GAP = 4.0
_LEADS_TO_PAGE = re.compile(r"(?:\.\s?){4,}\s*\w+$")
_CAPTION = re.compile(r"(?:Figure|Fig\.|Table|Chart|Plate|그림|표|사진)\s?\d+")


@dataclass
class Line:
    """The words of a line, and what parts it from the one before: a blank or a line break."""

    words: list[Word]
    gap: str = " "


@dataclass
class Part:
    """A paragraph, heading, item, note, caption or row of a table, as it will stand in the text.

    `full` says whether its last line reaches the edge of its column, so that it may go on elsewhere. A row has
    `cells` in place of lines, and `joined` parts follow the one before on the next line. `again` are its words on other
    pages, where the head of a table is repeated.
    """

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    cells: tuple[Cell, ...] = ()
    level: int | None = None
    joined: bool = False
    full: bool = False
    mark: str = ""
    again: list[Word] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        """Its words in order."""
        return [word for line in self.lines for word in line.words] + [
            word for cell in self.cells for word in cell
        ]

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return joined(self.words)

    @property
    def row(self) -> Row:
        """Its words as if on one line, to ask for their size."""
        return Row(tuple(self.words))


@dataclass(frozen=True)
class Notes:
    """How footnotes are known on a page: by the marks with which it refers to them, and by the size of its text."""

    marks: frozenset[str]
    size: float


def rows_as_parts(table: Table) -> Iterator[Part]:
    """The rows of a table."""
    for number, cells in enumerate(table.rows):
        yield Part("row", cells=cells, joined=number > 0)


def paragraphs_of(rows: Sequence[Row], notes: Notes, *, left: float, right: float) -> list[Part]:
    """The rows of a column, from above, as parts."""
    pitch = usual_pitch(rows)
    parts: list[Part] = []
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else None
        mark = note_mark(rows, number, notes)
        gap = "\n\n" if before is None or mark else _gap(before, row, pitch, left=left, right=right)
        first, *others = apart(row)
        if (
            gap == " "
            and before is not None
            and (_LEADS_TO_PAGE.search(before.text) or len(apart(before)) > 1)
        ):
            gap = "\n"
        if gap == "\n\n" or begins_item(row):
            parts.append(
                _begin(first, mark, follows=gap == "\n" and bool(parts) and parts[-1].kind == "item")
            )
        else:
            parts[-1].lines.append(Line(list(first.words), gap))
        parts[-1].lines += [Line(list(other.words), "\n") for other in others]
        parts[-1].full = row.box.x1 - left >= _SHORT_LINE * max(right - left, 1.0)
    return parts


def apart(row: Row) -> list[Row]:
    """What stands on one line without belonging together, such as an address and a date; a label and its value do."""
    parts = row.segments(_WIDE_GAP)
    return [row] if any(part.text.endswith(":") for part in parts[:-1]) else parts


def note_mark(rows: Sequence[Row], number: int, notes: Notes) -> str:
    """The mark of the footnote that the row begins; nothing where it begins none.

    Notes are smaller than the text, or their marks than the notes; else nothing but notes stands below, and they are no list.
    """
    row = rows[number]
    text = row.words[0].text.rstrip(".)")
    if len(row.words) == 1 or text not in notes.marks or _NOTE_MARK.fullmatch(text) is None:
        return ""
    is_small = row.size < _SMALLER * notes.size or row.words[0].size < _SMALLER * row.words[1].size
    is_last = not begins_item(row) and not any(
        below.bold or below.size > row.size / _SMALLER for below in rows[number:]
    )
    return text if is_small or is_last else ""


def notes_of(rows: Sequence[Row]) -> Notes:
    """The marks that footnotes of a page are referred to with: raised figures and signs behind a word.

    Figures and signs in the usual type count too where a row in smaller type begins with them.
    """
    raised = {word.text for row in rows for word in row.words if word.raised}
    begun = {row.words[0].text.rstrip(".)"): row.size for row in reversed(rows)}
    trailing = {
        mark
        for row in rows
        for word in row.words
        if (mark := trailing_mark(word.text)) and begun.get(mark, row.size) < _SMALLER * row.size
    }
    return Notes(
        frozenset({mark for mark in raised if _NOTE_MARK.fullmatch(mark)} | trailing), usual_size(rows)
    )


def trailing_mark(text: str) -> str:
    """What looks like the mark of a note at the end of a word; nothing where there is none."""
    found = _TRAILING_MARK.search(text)
    return found[1] if found else ""


def _begin(row: Row, mark: str, *, follows: bool) -> Part:
    kind: BlockKind = "paragraph"
    if mark:
        kind = "note"
    elif begins_item(row):
        kind = "item"
    elif _CAPTION.match(row.text):
        kind = "caption"
    return Part(kind, [Line(list(row.words))], joined=follows, mark=mark)


def _gap(before: Row, row: Row, pitch: float, *, left: float, right: float) -> str:
    """The gap between two lines: a blank, a line break or, for a blank line, two."""
    distance = row.box.y1 - before.box.y1
    larger = max(before.size, row.size)
    if abs(before.size - row.size) > _OTHER_SIZE * larger or before.bold != row.bold:
        return "\n\n"
    if distance > max(WIDER_GAP * pitch, _WIDER_GAP_SIZES * row.size) or distance > 3 * larger:
        return "\n\n"
    if begins_item(row):
        return "\n"
    reach = (before.box.x1 - left) / max(right - left, 1.0)
    indented = row.box.x0 - _text_left(before) > _INDENT * row.size
    if ENDED.search(before.text) and (reach < _SHORT_LINE or indented):
        return "\n\n"
    return " " if reach >= _NOT_WRAPPED else "\n"


def _text_left(row: Row) -> float:
    """Where the words of a line begin, behind the mark of an item."""
    first, rest = row.words[0], row.words[1:]
    return rest[0].box.x0 if rest and ITEM_MARK.match(f"{first.text} ") else row.box.x0

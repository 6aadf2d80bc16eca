"""The parts of all pages in one flow: what goes on in the next column or overleaf is joined, and notes follow what refers to them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extraction.load.pdf.paragraphs import ENDED, Part, trailing_mark
from extraction.load.pdf.rows import Row
from extraction.load.pdf.table import Cell, in_lines
from extraction.load.pdf.unruled_tables import CELL_GAP
from extraction.load.pdf.word import Box, Word, around
from extraction.load.raised import raised

_SAME_SIZE = 0.6
_BEFORE_MARK = re.compile(r"[.!?:;,。？！\"'”’»)\]」』]$|[^\W\d_]{3}$")
"""Behind a word of one or two letters, as m and km are, a raised figure is a power."""


def in_one_flow(pages: Sequence[Sequence[Part]]) -> list[Part]:
    """The parts of the pages, in order."""
    flow: list[Part] = []
    for parts in pages:
        own = _with_notes(_joined_columns(parts))
        if not own:
            continue
        before = _last_of_text(flow)
        second_half = None if before is None else _second_half(flow[before], own)
        if before is not None and second_half is not None:
            # What comes behind the paragraph on its page, as notes do, goes before it: so all pages stay in order.
            paragraph = flow.pop(before)
            half = own.pop(second_half)
            paragraph.lines += half.lines
            paragraph.full = half.full
            flow.append(paragraph)
        elif flow and flow[-1].kind == "row":
            own = _with_rows_joined(flow, own)
        flow += own
    return flow


def _second_half(before: Part, own: Sequence[Part]) -> int | None:
    """Which part of the next page goes on the paragraph: the first, or the one behind a head that is on this page alone."""
    if own[0].kind == "note":
        return None
    if len(own) > 1 and _is_head(own[0], own[1]) and _goes_on(before, own[1]):
        return 1
    return 0 if _goes_on(before, own[0]) else None


def _is_head(part: Part, following: Part) -> bool:
    """Whether it is one line of words far apart, or one that begins a sentence while the next part goes on with one."""
    goes_on = not part.text[:1].islower() and following.text[:1].islower()
    return _is_line(part) and (len(part.lines) > 1 or goes_on)


def _is_line(part: Part) -> bool:
    return part.kind == "paragraph" and len({round(word.box.y1) for word in part.words}) == 1


def _joined_columns(parts: Sequence[Part]) -> list[Part]:
    """The parts with those joined that go on in the next column, over notes at the foot of the first."""
    found: list[Part] = []
    for part in parts:
        before = next((one for one in reversed(found) if one.kind != "note"), None)
        if before is not None and _is_next_column(before, part) and _goes_on(before, part):
            before.lines += part.lines
            before.full = part.full
        else:
            found.append(part)
    return found


def _is_next_column(before: Part, part: Part) -> bool:
    return bool(before.words and part.words) and part.words[0].box.y1 < before.words[-1].box.y0


def _last_of_text(flow: Sequence[Part]) -> int | None:
    """The last part that is no note and is not turned, on the last page."""
    for number in range(len(flow) - 1, -1, -1):
        part = flow[number]
        if part.kind != "note" and all(word.turned == 0 for word in part.words):
            return number
    return None


def _goes_on(before: Part, part: Part) -> bool:
    """Whether the one is the second half of the other: it ends in the middle of a sentence, and the type is the same."""
    if before.kind not in {"paragraph", "item"} or part.kind != "paragraph" or not part.words:
        return False
    if any(word.turned != 0 for word in (*before.words, *part.words)):
        return False
    one, other = before.row, part.row
    if abs(one.size - other.size) > _SAME_SIZE or one.bold != other.bold:
        return False
    text = before.text
    return not ENDED.search(text) and (
        part.text[:1].islower() or text.endswith(("-", "\u2010")) or before.full
    )


def _with_notes(parts: Sequence[Part]) -> list[Part]:
    """The parts, each note behind the one that refers to it, which loses the note's mark."""
    texts: list[Part] = []
    notes: list[tuple[int, Part]] = []
    for part in parts:
        if part.kind == "note":
            notes.append((len(texts), part))
        else:
            texts.append(part)
    following: dict[int, list[Part]] = {}
    for place, note in notes:
        following.setdefault(_holder(texts, place, note.mark), []).append(note)
        note.words[1].glued = False
    found = list(following.get(-1, []))
    for number, part in enumerate(texts):
        _mark_raised(part)
        found += [part, *following.get(number, [])]
    return found


def _holder(texts: Sequence[Part], place: int, mark: str) -> int:
    """The part with the mark of a note that stands behind so many: the last one before it, for authors have marks, too."""
    order = (*reversed(range(place)), *range(place, len(texts)))
    return next((number for number in order if _drop_mark(texts[number], mark)), len(texts) - 1)


def _mark_raised(part: Part) -> None:
    """What is still raised is no mark of a note at the foot: behind a figure it is an exponent, at an end that of a note elsewhere."""
    for before, word in pairwise(part.words):
        if word.raised and word.text.isdecimal() and _BEFORE_MARK.search(before.text):
            word.text = f"[{word.text}]"
        elif word.raised:
            word.text = raised(before.text, word.text)


def _drop_mark(part: Part, mark: str) -> bool:
    """Take the mark of a note out of the part; whether it was there."""
    for line in part.lines:
        for number, word in enumerate(line.words):
            if word.raised and word.text == mark:
                del line.words[number]
                return True
            if trailing_mark(word.text) == mark:
                place = word.text.rindex(mark)
                word.text = word.text[:place] + word.text[place + len(mark) :]
                return True
    return False


def _with_rows_joined(flow: Sequence[Part], own: list[Part]) -> list[Part]:
    """The rows of a table that goes on overleaf as part of it, without its head if that is repeated.

    Where it is, one line above it is the head of that page, and comes behind the table.
    """
    first = next(part for part in reversed(flow) if part.kind == "row" and not part.joined)
    place = next((number for number, part in enumerate(own[:2]) if part.kind == "row"), None)
    if place is None:
        return _with_last_rows(flow, own)
    if len(own[place].cells) != len(first.cells):
        return own
    is_repeated = own[place].text == first.text
    above, rest = own[:place], own[place + is_repeated :]
    if above and not (is_repeated and _is_line(above[0])):
        return own
    if is_repeated:
        first.again += own[place].words
    if rest and rest[0].kind == "row":
        rest[0].joined = True
    end = next((number for number, part in enumerate(rest) if part.kind != "row"), len(rest))
    return [*rest[:end], *above, *rest[end:]]


def _with_last_rows(flow: Sequence[Part], own: list[Part]) -> list[Part]:
    """The lines that stand in the columns of the table on the page before as its last rows: alone they are too few for a table."""
    rows = list(takewhile(lambda part: part.kind == "row", reversed(flow)))
    columns = [
        [word.box for part in rows if len(part.cells) == len(rows[0].cells) for word in part.cells[number]]
        for number in range(len(rows[0].cells))
    ]
    if not all(columns) or own[0].kind != "paragraph":
        return own
    reaches = [around(boxes) for boxes in columns]
    lines = list(own[0].lines)
    found: list[Part] = []
    while lines and (cells := _cells_of(Row(tuple(lines[0].words)), reaches)):
        found.append(Part("row", cells=cells, joined=True))
        del lines[0]
    return [*found, *([replace(own[0], lines=lines)] if lines else []), *own[1:]]


def _cells_of(row: Row, reaches: Sequence[Box]) -> tuple[Cell, ...]:
    """The parts of the row by the column in which they stand; none where they do not stand in columns."""
    cells: list[list[Word]] = [[] for _ in reaches]
    parts = row.segments(CELL_GAP)
    for part in parts:
        beside = [
            number
            for number, reach in enumerate(reaches)
            if part.box.x0 < reach.x1 and reach.x0 < part.box.x1
        ]
        if len(beside) != 1 or cells[beside[0]]:
            return ()
        cells[beside[0]] += part.words
    return tuple(map(in_lines, cells)) if len(parts) > 1 else ()

"""The tables and lists of the passages, each as a whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.text.layout import Layout
from retrieval.answer.citable import CitablePassages, CitableSentence
from retrieval.answer.statement import plain_text
from retrieval.answer.table_rows import are_apart, cells_of
from schemas.document import Block, Document
from schemas.retrieval import Passage

_TOTAL = re.compile(r"(?i)(?:grand |sub)?totals?|sum|average|mean|all|합계|총계|소계|계|평균|전체")
_MOST_ABOVE = 12
_LISTED = frozenset({"row", "item"})


@dataclass(frozen=True)
class Row:
    """A row with its cells, or the item of a list as the only one, and where it stands."""

    cells: tuple[str, ...]
    sentence: CitableSentence


@dataclass(frozen=True)
class Table:
    """A whole table or list without its rows of sums; `columns` are the heads, none of a list.

    `caption` is what stands right over it under the innermost `heading`; `above` is all prose over it in the passage, with the
    headings and the title of the document.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    title: str
    heading: str
    caption: str
    above: str


def tables_of(passages: CitablePassages) -> list[Table]:
    """The tables and lists that stand in the passages from their first row to the last, in order."""
    found: list[Table] = []
    seen: set[tuple[str, int]] = set()
    for number, passage in enumerate(passages.passages, start=1):
        for part in (part for run in runs_of(passage.document) for part in _whole_in(passage, run)):
            place = (passage.document_id, part[0].start)
            if place not in seen:
                seen.add(place)
                found += _table(number, passage, part)
    return found


def runs_of(document: Document | None) -> list[list[Block]]:
    """The rows of each table and the items of each list of the document; tables with nothing between them are together."""
    groups = groupby(document.blocks if document else (), key=lambda block: block.kind)
    return [list(blocks) for kind, blocks in groups if kind in _LISTED]


def _whole_in(passage: Passage, run: Sequence[Block]) -> list[list[Block]]:
    """The tables of the run, or its list, that stand in the passage from their beginning to their end."""
    inside = [block for block in run if passage.start <= block.start and block.end <= passage.end]
    parts: list[list[Block]] = []
    for block in inside:
        if not parts or (block.kind == "row" and are_apart(parts[-1][-1], block, passage)):
            parts.append([])
        parts[-1].append(block)
    if inside and inside[-1] is not run[-1]:
        parts.pop()
    if inside and inside[0] is not run[0]:
        parts = parts[1:]
    return parts


def _table(number: int, passage: Passage, run: Sequence[Block]) -> Iterator[Table]:
    rows = [_row(number, passage, block) for block in run]
    listed = run[0].kind == "item"
    columns = () if listed else rows[0].cells
    body = rows if listed else rows[1:]
    if not listed and any(len(row.cells) != len(columns) for row in body):
        return  # cells over several columns: what stands under which head is not certain
    if not body:
        return
    layout = Layout.of(passage.document) if passage.document else Layout()
    heading = layout.heading(run[0].start)
    over = [sentence for sentence in _before(passage, run[0].start) if layout.heading(sentence[0]) == heading]
    prose = [plain_text(text) for _, text in _before(passage, run[0].start)][-_MOST_ABOVE:]
    yield Table(
        columns=columns,
        rows=tuple(row for row in body if not _TOTAL.fullmatch(row.cells[0])),
        title=passage.title,
        heading=heading.split(" > ")[-1],
        caption=plain_text(over[-1][1]) if over else "",
        above=". ".join([passage.title, *heading.split(" > "), *prose]),
    )


def _before(passage: Passage, start: int) -> list[tuple[int, str]]:
    """The paragraphs of the passage before this place, with where they begin."""
    blocks = passage.document.blocks if passage.document else ()
    return [
        (block.start, passage.text[block.start - passage.start : block.end - passage.start])
        for block in blocks
        if block.kind not in _LISTED | {"heading"} and passage.start <= block.start and block.end <= start
    ]


def _row(number: int, passage: Passage, block: Block) -> Row:
    text = passage.text[block.start - passage.start : block.end - passage.start]
    sentence = CitableSentence(number=number, text=text, start=block.start, end=block.end)
    if block.kind == "item":
        return Row((plain_text(text),), sentence)
    return Row(cells_of(text), sentence)

"""The heads of the columns that stand over rows."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby

from extraction.split.spans import Span
from schemas.document import Block

_MOST_CHARS = 400


class TableHeads:
    """Answers which heads a stretch that begins within a table is under; built once for a document."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        runs = [[*rows] for kind, rows in groupby(blocks, key=lambda block: block.kind) if kind == "row"]
        self._text = text
        self._firsts = [rows[0] for rows in runs]
        self._starts = [rows[0].start for rows in runs]
        self._ends = [rows[-1].end for rows in runs]

    def over(self, span: Span) -> str:
        """The first row of the table that began before the span and goes on in it, in one line; empty where none does.

        A first row that is longer than heads are is taken for one like the others.
        """
        place = bisect_left(self._starts, span[0]) - 1
        if place < 0 or self._ends[place] <= span[0]:
            return ""
        first = self._firsts[place]
        if first.end > span[0] or first.end - first.start > _MOST_CHARS:
            return ""
        return " ".join(self._text[first.start : first.end].strip("| \n").split())

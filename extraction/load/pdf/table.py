"""A table on a page: cells in rows and columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from extraction.load.pdf.rows import rows_of
from extraction.load.pdf.word import Box, Word

Cell = tuple[Word, ...]


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row, each with its words in reading order; an empty cell has none."""

    rows: tuple[tuple[Cell, ...], ...]
    box: Box

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [word for row in self.rows for cell in row for word in cell]


def in_lines(words: Sequence[Word]) -> Cell:
    """The words of a cell, line by line."""
    return tuple(word for row in rows_of(words) for word in row.words)

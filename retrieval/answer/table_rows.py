"""The rows of tables: their cells, and where one table ends and the next begins."""

import re

from schemas.document import Block
from schemas.retrieval import Passage

_BAR = re.compile(r"(?<!\\)\|")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def cells_of(row: str) -> tuple[str, ...]:
    """The cells of a row, with bars between and perhaps around them, without marks of emphasis."""
    plain = " ".join(row.split()).removeprefix("|").removesuffix("|")
    cells = (cell.strip().replace(r"\|", "|") for cell in _BAR.split(plain))
    return tuple(cell.strip("*_` ") for cell in cells)


def are_apart(before: Block, row: Block, passage: Passage) -> bool:
    """Whether a blank line of the passage stands between two rows, so that they are of two tables."""
    gap = passage.text[max(before.end - passage.start, 0) : max(row.start - passage.start, 0)]
    return bool(_BLANK_LINE.search(gap))

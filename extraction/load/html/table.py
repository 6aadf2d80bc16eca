"""The rows of a table of a web page, with merged cells in each place that they cover."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from extraction.load.html.dom import tag_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What browsers allow (WHATWG HTML Standard, section 4.9.11).
_MAX_COLUMNS = 1_000
_MAX_ROWS = 65_534
_CELLS = {"td", "th"}
_GROUPS = ("thead", "tbody", "tfoot")


def is_layout(table: "HtmlElement") -> bool:
    """Whether the table only puts things beside one another: it says so, has one column, or holds tables and no head cells."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return True
    rows = [_cells(row) for row in table_rows(table)]
    if all(len(cells) <= 1 for cells in rows):
        return True
    has_head = any(tag_of(cell) == "th" for cells in rows for cell in cells)
    return not has_head and table.find(".//table") is not None


def row_texts(table: "HtmlElement", text_of: "Callable[[HtmlElement], str]") -> Iterator[list[str]]:
    """The texts of each row; a cell that covers several rows or columns comes in each, one that is a whole row once."""
    reaching: dict[int, tuple[int, str]] = {}
    rows = list(table_rows(table))
    for row in rows:
        texts: list[str] = []
        own = 0
        for cell in _cells(row):
            _take_reaching(texts, reaching)
            text = text_of(cell)
            width, height = _span(cell, "colspan", _MAX_COLUMNS), _span(cell, "rowspan", _MAX_ROWS)
            own += 1
            for _ in range(width):
                if height > 1:
                    reaching[len(texts)] = (height - 1, text)
                texts.append(text)
        alone = own == 1 and not (reaching.keys() - set(range(len(texts))))
        _take_reaching(texts, reaching)
        yield texts[:1] if alone and len(set(texts)) == 1 else texts


def _take_reaching(texts: list[str], reaching: dict[int, tuple[int, str]]) -> None:
    """Add the cells of rows above that reach down to here."""
    while (column := len(texts)) in reaching:
        left, text = reaching.pop(column)
        texts.append(text)
        if left > 1:
            reaching[column] = (left - 1, text)


def table_rows(table: "HtmlElement") -> "Iterator[HtmlElement]":
    """The table's own rows, not those of tables in it; its foot last."""
    for part in sorted(table, key=lambda part: tag_of(part) == "tfoot"):
        if tag_of(part) == "tr":
            yield part
        elif tag_of(part) in _GROUPS:
            yield from (row for row in part if tag_of(row) == "tr")


def _cells(row: "HtmlElement") -> "list[HtmlElement]":
    return [cell for cell in row if tag_of(cell) in _CELLS]


def _span(cell: "HtmlElement", name: str, most: int) -> int:
    stated = (cell.get(name) or "1").strip()
    if not stated.isascii() or not stated.isdigit():
        return 1
    number = int(stated[:6])
    if number == 0:  # down to the last row; nothing for columns
        return most if name == "rowspan" else 1
    return min(number, most)

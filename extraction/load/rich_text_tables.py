"""Rows of tables in rich text, by marks that go through striprtf as characters: it tells neither rows nor merged cells."""

import re

from extraction.load.loaded_text import TextBlock, row_block

_BEGIN, _CELL, _PLAIN, _MERGED, _END = (chr(code) for code in range(0xE102, 0xE107))
"""Where a row begins, behind a cell, for the definition of a cell and of one that goes on the cell above, and where the row ends."""
_WORDS = re.compile(r"\\(trowd|row|cellx|cell|clvmrg)(?![a-wyzA-Z])")
_ROW = re.compile(rf"{_BEGIN}([^{_END}]*){_END}")
_DEFINED = re.compile(rf"[\s{_PLAIN}{_MERGED}]*")
_MARKS = re.compile(f"[{_BEGIN}{_CELL}{_PLAIN}{_MERGED}{_END}]")


def mark_rows(markup: str) -> str:
    """The markup with marks around the rows of its tables and behind their cells."""
    goes_on = False

    def marked(found: re.Match[str]) -> str:
        nonlocal goes_on
        word = found[1]
        if word == "clvmrg":
            goes_on = True
        elif word == "cellx":
            mark, goes_on = (_MERGED if goes_on else _PLAIN), False
            return _written(mark) + found[0]
        elif word == "trowd":
            goes_on = False
            return _written(_BEGIN) + found[0]
        return found[0] if word == "clvmrg" else _written(_CELL if word == "cell" else _END) + found[0]

    return _WORDS.sub(marked, markup)


def rows_in_lines(text: str) -> str:
    """The text with each marked row in a line of its own."""
    return _ROW.sub(lambda found: f"\n{_BEGIN}{' '.join(found[1].split())}{_END}\n", text)


def is_row(line: str) -> bool:
    """Whether the line is a marked row."""
    return line.startswith(_BEGIN) and line.endswith(_END)


def without_marks(line: str) -> str:
    """The line without the marks of rows that have no end."""
    return _MARKS.sub("", line)


def row_of(line: str, above: list[str], *, joined: bool) -> TextBlock:
    """The row in the line; `above` has the cells of the one before, and then its own."""
    inner = line.strip(_BEGIN + _END)
    defined = _DEFINED.match(inner)
    kinds = _MARKS.findall(defined[0]) if defined else []
    words = inner[defined.end() :] if defined else inner
    cells = [_MARKS.sub("", cell.lstrip("|")).strip() for cell in words.split(_CELL)[:-1]]
    for place, kind in enumerate(kinds[: len(cells)]):
        if kind == _MERGED and not cells[place] and place < len(above):
            cells[place] = above[place]
    above[:] = cells
    return row_block(cells, joined=joined) if any(cells) else TextBlock("")


def _written(mark: str) -> str:
    return f"{{\\uc0\\u{ord(mark) - 0x10000} }}"

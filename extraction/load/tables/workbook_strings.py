"""All words in the records of an old Excel file (.xls): the second route by which its text is counted."""

from collections.abc import Iterator

from extraction.load.tables.workbook_records import RecordReader, records

_STRINGS, _LABEL, _RESULT, _DRAWN = 0x00FC, 0x0204, 0x0207, 0x01B6
_LABEL_HEAD, _DRAWN_LENGTH = 6, 10


def cell_strings(content: bytes) -> list[str]:
    """The texts of all cells, of hidden sheets too; nothing of files older than Excel 97."""
    return [text for is_drawn, text in _strings(content) if not is_drawn]


def drawn_strings(content: bytes) -> list[str]:
    """The texts of all text boxes and comments."""
    return [text for is_drawn, text in _strings(content) if is_drawn]


def _strings(content: bytes) -> Iterator[tuple[bool, str]]:
    for kind, parts in records(content):
        if kind == _STRINGS:
            count = int.from_bytes(parts[0][4:8], "little")
            yield from ((False, text) for text in RecordReader(parts, place=8).strings(count))
        elif kind == _LABEL:
            yield False, RecordReader(parts, place=_LABEL_HEAD).string()
        elif kind == _RESULT:
            yield False, RecordReader(parts).string()
        elif kind == _DRAWN and len(parts) > 1:
            length = int.from_bytes(parts[0][_DRAWN_LENGTH : _DRAWN_LENGTH + 2], "little")
            yield True, RecordReader(parts, part=1).characters(length)

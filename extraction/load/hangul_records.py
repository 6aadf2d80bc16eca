"""All words in the records of a .hwp file: the second route by which its text is counted.

The records are those of "Hangul document file format 5.0", revision 1.3, of Hancom.
"""

import zlib
from array import array
from collections.abc import Iterator
from contextlib import suppress

_TEXT, _EQUATION = 67, 88
"""The tags of the text of a paragraph and of an equation."""
_COMPRESSED, _ENCRYPTED, _DISTRIBUTED = 1, 2, 4
_LONG = 0xFFF
_EQUATION_HEAD = 6
_WIDE = {*range(1, 24)} - {10, 13}
"""Control characters that take the places of eight characters."""
_BLANK = 32


def section_words(content: bytes) -> Iterator[tuple[str, str]]:
    """The text of each paragraph with its section and number, wherever it stands: in the body, a table, a note or a head.

    Nothing of a file that is encrypted, and of one for distribution.
    """
    from dochan.cfb import CFBError, OleFileIO

    with suppress(CFBError, zlib.error), OleFileIO(content) as storage:
        head = storage.openstream("FileHeader").read()
        flags = int.from_bytes(head[36:40], "little")
        if flags & (_ENCRYPTED | _DISTRIBUTED):
            return
        names = [path[1] for path in storage.listdir() if path[0] == "BodyText" and len(path) > 1]
        for number, name in enumerate(sorted(names, key=lambda name: (len(name), name)), start=1):
            stream = storage.openstream(["BodyText", name]).read()
            if flags & _COMPRESSED:
                stream = zlib.decompressobj(-zlib.MAX_WBITS).decompress(stream)
            for paragraph, text in enumerate(record_texts(stream), start=1):
                yield f"section {number}, paragraph {paragraph}", text


def record_texts(stream: bytes) -> Iterator[str]:
    """The text of each paragraph and equation in the records of a section."""
    place = 0
    while place + 4 <= len(stream):
        head = int.from_bytes(stream[place : place + 4], "little")
        tag, size = head & 0x3FF, head >> 20
        place += 4
        if size == _LONG:
            size = int.from_bytes(stream[place : place + 4], "little")
            place += 4
        record = stream[place : place + size]
        place += size
        if tag == _TEXT:
            yield _characters(record)
        elif tag == _EQUATION:
            length = int.from_bytes(record[4:_EQUATION_HEAD], "little")
            yield record[_EQUATION_HEAD : _EQUATION_HEAD + 2 * length].decode("utf-16-le", "replace")


def _characters(record: bytes) -> str:
    """The characters of a paragraph, with a blank for each control character."""
    units = array("H", record[: len(record) // 2 * 2])
    kept = array("H")
    place = 0
    while place < len(units):
        kept.append(max(units[place], _BLANK))
        place += 8 if units[place] in _WIDE else 1
    return kept.tobytes().decode("utf-16-le", "replace")

"""The records of an old Excel file (.xls), as "[MS-XLS]: Excel Binary File Format", of Microsoft, tells of them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

_CONTINUE = 0x003C
_BEGIN, _VERSION_8 = 0x0809, 0x0600
_WIDE, _RICH, _ASIAN = 1, 8, 4


def records(content: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """The kind of each record, with its bytes in the parts in which they come; nothing of files older than Excel 97."""
    from dochan.cfb import CFBError, OleFileIO

    stream = b""
    with suppress(CFBError), OleFileIO(content) as storage:
        stream = storage.openstream("Workbook").read()
    place, kind, parts = 0, 0, list[bytes]()
    while place + 4 <= len(stream):
        following = int.from_bytes(stream[place : place + 2], "little")
        size = int.from_bytes(stream[place + 2 : place + 4], "little")
        record = stream[place + 4 : place + 4 + size]
        place += 4 + size
        if following == _CONTINUE:
            parts.append(record)
            continue
        yield kind, parts
        kind, parts = following, [record]
        if kind == _BEGIN and int.from_bytes(record[:2], "little") != _VERSION_8:
            return
    yield kind, parts


@dataclass
class RecordReader:
    """Reads strings that may go on in the next part, which then begins with how its characters are written."""

    parts: list[bytes]
    part: int = 0
    place: int = 0

    def strings(self, count: int) -> Iterator[str]:
        """As many strings, or as there are."""
        while count > 0 and (self._left() or self.part + 1 < len(self.parts)):
            yield self.string()
            count -= 1

    def string(self) -> str:
        """A string with its length before it."""
        length = self._number(2)
        flags = self._number(1)
        runs = self._number(2) if flags & _RICH else 0
        extra = self._number(4) if flags & _ASIAN else 0
        text = self.characters(length, flags)
        self._bytes(4 * runs + extra)
        return text

    def characters(self, length: int, flags: int | None = None) -> str:
        """As many characters; `flags` say how they are written, the next byte does where they are not known."""
        texts = []
        while length > 0 and self.part < len(self.parts):
            if flags is None:
                flags = self._number(1)
            width = 2 if flags & _WIDE else 1
            taken = min(length, self._left() // width)
            encoding = "utf-16-le" if flags & _WIDE else "latin-1"
            texts.append(self._bytes(taken * width).decode(encoding, "replace"))
            length -= taken
            if length:
                self.part, self.place, flags = self.part + 1, 0, None
        return "".join(texts)

    def _left(self) -> int:
        """Number of bytes that are left in this part."""
        return max(0, len(self.parts[self.part]) - self.place) if self.part < len(self.parts) else 0

    def _number(self, size: int) -> int:
        return int.from_bytes(self._bytes(size), "little")

    def _bytes(self, size: int) -> bytes:
        found = b""
        while len(found) < size and self.part < len(self.parts):
            if not self._left():
                self.part, self.place = self.part + 1, 0
                continue
            taken = self.parts[self.part][self.place : self.place + size - len(found)]
            found += taken
            self.place += len(taken)
        return found

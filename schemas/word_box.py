"""Where the words of a document stand on its pages."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Self

from schemas.value import Value

_ROW = struct.Struct("<IIIffff")
_PAGE = 2
"""Place of the page in a row."""


class WordBox(NamedTuple):
    """`text[start:end]` of a document stands on `page` (from 1), in a box in points from the page's upper left corner.

    A word that is cut at the end of a line has a box for each of its halves.
    """

    start: int
    end: int
    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class WordBoxes(Value):
    """The boxes of a document in the order of its text, packed: some ten bytes for a word."""

    packed: bytes = b""

    @classmethod
    def of(cls, boxes: Iterable[WordBox]) -> Self:
        """These boxes, packed."""
        rows = b"".join(_ROW.pack(*box) for box in boxes)
        return cls(packed=zlib.compress(rows) if rows else b"")

    def all(self) -> Iterator[WordBox]:
        """The boxes, one after the other."""
        return (WordBox(*row) for row in self._rows())

    def on_page(self, page: int) -> list[WordBox]:
        """The boxes of the words on this page."""
        return [WordBox(*row) for row in self._rows() if row[_PAGE] == page]

    def within(self, start: int, end: int) -> list[WordBox]:
        """The boxes of the words that `text[start:end]` has a character of."""
        return [box for box in self.all() if box.start < end and start < box.end]

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        return _ROW.iter_unpack(zlib.decompress(self.packed) if self.packed else b"")

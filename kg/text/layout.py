"""Where the headings, blocks and pages of a document are."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from schemas.document import Block, Document, LoadedDocument

_PATH_SEPARATOR = " > "


@dataclass(frozen=True)
class Layout:
    """Answers what stands where in a document; what it needs for that is made once, when it is first asked."""

    blocks: Sequence[Block] = ()
    page_starts: Sequence[int] = ()
    page_labels: Sequence[str] = ()

    @classmethod
    def of(cls, document: LoadedDocument | Document) -> Self:
        """The layout of the document."""
        return cls(document.blocks, document.page_starts, document.page_labels)

    def page(self, offset: int) -> int | None:
        """The page (from 1) of the character at `offset`; None where the document has no pages."""
        return bisect_right(self.page_starts, offset) or None if self.page_starts else None

    def pages(self, start: int, end: int) -> list[int]:
        """The pages with a character of the stretch, which is not empty; none where the document has no pages."""
        first, last = self.page(start), self.page(end - 1)
        between = range(first, last) if first and last else range(0)
        with_text = [page for page in between if self.page_starts[page - 1] < self.page_starts[page]]
        return [*with_text, last] if last else []

    def page_label(self, offset: int) -> str | None:
        """What the page of the character calls itself ("iv", "A-3"); None where pages are numbered from 1."""
        page = self.page(offset)
        return self.label(page) if page else None

    def label(self, page: int) -> str | None:
        """What this page calls itself; None where pages are numbered from 1."""
        return self.page_labels[page - 1] or None if self.page_labels else None

    def page_called(self, name: str) -> int | None:
        """The page with this label in lower case, or of this number where it has none; None where there is no such page."""
        numbers = range(1, len(self.page_starts) + 1)
        return next((page for page in numbers if (self.label(page) or str(page)).lower() == name), None)

    def heading(self, offset: int) -> str:
        """The headings over the character at `offset` ("Life > Early years"), the one it stands in included."""
        place = bisect_right(self._heading_starts, offset)
        return self._paths[place - 1] if place else ""

    def block(self, offset: int) -> Block | None:
        """The block with the character at `offset`; None between blocks."""
        place = bisect_right(self._starts, offset)
        found = self.blocks[place - 1] if place else None
        return found if found and offset < found.end else None

    def confidence(self, start: int, end: int) -> float | None:
        """How surely what was recognised in pictures between the two places was (0..1); None where nothing was."""
        shares = [
            (block.confidence, min(end, block.end) - max(start, block.start))
            for block in self._recognised
            if block.start < end and start < block.end and block.confidence is not None
        ]
        letters = sum(share for _, share in shares)
        return round(sum(value * share for value, share in shares) / letters, 3) if letters else None

    def cut(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stretch in pieces (start, end) of one block at the most."""
        inside = self._borders[bisect_right(self._borders, start) : bisect_left(self._borders, end)]
        for border in (*inside, end):
            yield start, border
            start = border

    def links(self, start: int, end: int) -> tuple[str, ...]:
        """The links of the blocks that have a character in the stretch."""
        inside = (block for block in self._linked if block.start < end and start < block.end)
        return tuple(dict.fromkeys(link for block in inside for link in block.links))

    @cached_property
    def _linked(self) -> list[Block]:
        return [block for block in self.blocks if block.links]

    @cached_property
    def _recognised(self) -> list[Block]:
        return [block for block in self.blocks if block.confidence is not None]

    @cached_property
    def _headings(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def _heading_starts(self) -> list[int]:
        return [heading.start for heading in self._headings]

    @cached_property
    def _paths(self) -> list[str]:
        return list(heading_paths(self._headings))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _borders(self) -> list[int]:
        return sorted({place for block in self.blocks for place in (block.start, block.end)})


def heading_paths(headings: Sequence[Block]) -> Iterator[str]:
    """For each heading, those over it and itself: "Life > Early years"."""
    above: list[Block] = []
    for heading in headings:
        above = [other for other in above if (other.level or 0) < (heading.level or 0)] + [heading]
        yield _PATH_SEPARATOR.join(other.title for other in above)

"""The headings of a document and the text under each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extraction.split.spans import Span
from kg.text.layout import heading_paths
from schemas.document import Block

_SPACE = re.compile(r"\s*")


class Outline:
    """Answers where the headings of a text are; built once for a document."""

    def __init__(self, text: str, headings: Sequence[Block]) -> None:
        self._text = text
        self._starts = [heading.start for heading in headings]
        self._ends = [heading.end for heading in headings]
        self._paths = list(heading_paths(headings))

    def path(self, span: Span) -> str:
        """Headings over the first words in the span that are no heading themselves ("Life > Early years")."""
        place = bisect_right(self._starts, min(self.body_start(span), span[1] - 1))
        return self._paths[place - 1] if place else ""

    def inside(self, span: Span) -> tuple[tuple[int, str], ...]:
        """Where each heading in the span begins, and its path."""
        places = range(bisect_left(self._starts, span[0]), bisect_left(self._starts, span[1]))
        return tuple((self._starts[place], self._paths[place]) for place in places)

    def body_start(self, span: Span) -> int:
        """Offset in the span behind the headings it begins with; the span's end when it holds nothing else."""
        place = _skip_space(self._text, span[0])
        while place < span[1] and (end := self._heading_end(place)) is not None:
            place = _skip_space(self._text, end)
        return min(place, span[1])

    def sections(self) -> Iterator[Span]:
        """The text cut before each heading, a heading without text of its own kept with the next."""
        end = len(self._text)
        start, body = 0, self.body_start((0, end))
        for following in [*self._starts, end]:
            if body < following or following == end:
                yield start, following
                # Once for each section, not for each heading in it: a run of bare ones may be long.
                start, body = following, self.body_start((following, end))

    def _heading_end(self, place: int) -> int | None:
        """Where the heading that begins here ends; None where none begins."""
        found = bisect_left(self._starts, place)
        begins = found < len(self._starts) and self._starts[found] == place
        return self._ends[found] if begins else None


def _skip_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place

"""The headings of a document and what stands under each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from extraction.split.spans import Span
from schemas.document import Heading

_UNDERLINE = re.compile(r"[ \t]*\n {0,3}(?:=+|-+)[ \t]*(?=\n|\Z)")
_SPACE = re.compile(r"\s*")
_PATH_SEPARATOR = " > "


class Outline:
    """Answers where headings stand in a text; built once for a document."""

    def __init__(self, text: str, headings: Sequence[Heading]) -> None:
        self._text = text
        self._starts = [heading.start for heading in headings]
        self._paths = list(_paths(headings))

    def path(self, span: Span) -> str:
        """Headings over the first words in the span that are no heading themselves ("Life > Early years")."""
        place = bisect_right(self._starts, min(self.body_start(span), span[1] - 1))
        return self._paths[place - 1] if place else ""

    def body_start(self, span: Span) -> int:
        """Offset in the span behind the headings it begins with; the span's end when it holds nothing else."""
        place = _skip_space(self._text, span[0])
        while place < span[1] and self._is_heading(place):
            place = _skip_space(self._text, self._line_end(place))
        return min(place, span[1])

    def trailing_start(self, span: Span) -> int:
        """Offset of the headings the span ends with, its end when it ends with something else."""
        found = span[1]
        for start in reversed(
            self._starts[bisect_left(self._starts, span[0]) : bisect_left(self._starts, span[1])]
        ):
            if _skip_space(self._text, self._line_end(start)) < found:
                break
            found = start
        return found

    def sections(self) -> Iterator[Span]:
        """The text cut before each heading, a heading without text of its own kept with the next."""
        end = len(self._text)
        start, body = 0, self.body_start((0, end))
        for following in [*self._starts, end]:
            if body < following or following == end:
                yield start, following
                # Once for each section, not for each heading in it: a run of bare ones may be long.
                start, body = following, self.body_start((following, end))

    def _is_heading(self, place: int) -> bool:
        found = bisect_left(self._starts, place)
        return found < len(self._starts) and self._starts[found] == place

    def _line_end(self, start: int) -> int:
        end = self._text.find("\n", start)
        end = len(self._text) if end < 0 else end
        underline = _UNDERLINE.match(self._text, end)
        return underline.end() if underline else end


def _skip_space(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


def _paths(headings: Sequence[Heading]) -> Iterator[str]:
    above: list[Heading] = []
    for heading in headings:
        above = [other for other in above if other.level < heading.level] + [heading]
        yield _PATH_SEPARATOR.join(other.title for other in above)

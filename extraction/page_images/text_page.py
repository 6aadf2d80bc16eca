"""The text of a document as a simple page, for formats whose pages cannot be drawn as they look."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extraction.load.drawing import Drawing, DrawingLimits
from extraction.load.pdf.word import Box
from extraction.page_images.fonts import font_for
from extraction.page_images.marks import mark

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

Span = tuple[int, int]
"""Characters of the text, from `start` to `end`."""

EXCERPT_CHARS = 12_000
"""More than this is never on one picture."""
_MOST_LINES = 56
_LINES_BEFORE = 14
"""Shown before the first marked line, where not all lines fit."""
_WIDTH, _MARGIN, _TYPE, _PITCH = 595.0, 48.0, 11.0, 16.0
_LINE_CHARS = 300
"""More letters than these are in no line, be they ever so narrow."""
_MORE = "…"
_WORD = re.compile(r"\s*\S+")


def excerpt(start: int, end: int, spans: Sequence[Span]) -> Span:
    """What is to be drawn of the page `start:end`: all, or where it is long the part around the first of these spans."""
    if end - start <= EXCERPT_CHARS:
        return start, end
    first = min((span[0] for span in spans if span[0] < end and start < span[1]), default=start)
    begin = max(start, min(first - EXCERPT_CHARS // 4, end - EXCERPT_CHARS))
    return begin, begin + EXCERPT_CHARS


def draw_text(
    text: str, spans: Sequence[Span], *, limits: DrawingLimits, cut: tuple[bool, bool] = (False, False)
) -> Drawing:
    """The text with these spans marked; long ones are cut around the first. `cut` says whether more stands before and after it.

    Raises:
        BackendError: no font has its letters.
    """
    from PIL import Image, ImageDraw

    scale = limits.scale(_WIDTH, 2 * _MARGIN + (_MOST_LINES + 2) * _PITCH)
    font = font_for(text, _TYPE * scale)
    lines = list(_lines(text, font, (_WIDTH - 2 * _MARGIN) * scale))
    first, last = _shown(lines, spans)
    above = [(_MORE, None)] if cut[0] or first > 0 else []
    below = [(_MORE, None)] if cut[1] or last < len(lines) else []
    rows = [*above, *((text[start:end], (start, end)) for start, end in lines[first:last]), *below]
    image = Image.new(
        "RGB", (round(_WIDTH * scale), round((2 * _MARGIN + len(rows) * _PITCH) * scale)), "white"
    )
    draw = ImageDraw.Draw(image)
    left, top = _MARGIN * scale, _MARGIN * scale
    for written, line in rows:
        draw.text((left, top), written, fill="black", font=font)
        if line is not None:
            mark(image, _marks(text, line, spans, font, (left, top, _PITCH * scale)))
        top += _PITCH * scale
    return Drawing(image, scale)


def _shown(lines: Sequence[Span], spans: Sequence[Span]) -> Span:
    """The first line that is shown and the one after the last: as many as fit, the first marked one among them."""
    if len(lines) <= _MOST_LINES:
        return 0, len(lines)
    marked = next((number for number, line in enumerate(lines) if _touches(line, spans)), 0)
    first = max(0, min(marked - _LINES_BEFORE, len(lines) - _MOST_LINES))
    return first, first + _MOST_LINES


def _touches(line: Span, spans: Sequence[Span]) -> bool:
    return any(start < line[1] and line[0] < end for start, end in spans)


def _lines(text: str, font: "FreeTypeFont", width: float) -> Iterator[Span]:
    """The lines of the text, those that are too wide broken between words, and a word that is too wide within."""
    place = 0
    for line in text.splitlines(keepends=True):
        end = place + len(line.rstrip())
        yield from _broken(text, (place, end), font, width)
        place += len(line)


def _broken(text: str, line: Span, font: "FreeTypeFont", width: float) -> Iterator[Span]:
    begin, end = line
    reached = begin
    for word in _WORD.finditer(text, begin, end):
        if reached > begin and not _fits(text[begin : word.end()], font, width):
            yield begin, reached
            begin = word.end() - len(word[0].lstrip())
        while not _fits(text[begin : word.end()], font, width):
            cut = _cut(text, begin, font, width)
            yield begin, cut
            begin = cut
        reached = word.end()
    yield begin, end


def _fits(words: str, font: "FreeTypeFont", width: float) -> bool:
    """Whether they fit into a line; a letter alone always does."""
    return len(words) <= 1 or (len(words) <= _LINE_CHARS and font.getlength(words) <= width)


def _cut(text: str, start: int, font: "FreeTypeFont", width: float) -> int:
    """Up to where a word that begins there fits into a line, at least one letter of it."""
    low, high = start + 1, start + _LINE_CHARS
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(text[start:middle], font, width):
            low = middle
        else:
            high = middle - 1
    return low


def _marks(
    text: str, line: Span, spans: Sequence[Span], font: "FreeTypeFont", place: tuple[float, float, float]
) -> Iterator[Box]:
    """The boxes of what is marked in this line, which begins at (left, top) and has this height."""
    left, top, height = place
    for start, end in spans:
        first, last = max(start, line[0]), min(end, line[1])
        if first < last:
            begin = left + font.getlength(text[line[0] : first])
            yield Box(begin, top, begin + font.getlength(text[first:last]), top + height)

"""Lines of a page and how they make paragraphs, and pages a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_ENDED = re.compile(r"[.!?:;。？！][\"'”’»)\]」』]*$")
ITEM_MARK = re.compile(r"(?:[-*•‣▪◦–·]|\(?\d{1,3}[.)]|\(?[a-z가-힣][.)]|[①-⑳])\s")
_CUT_WORD = re.compile(r"[^\W\d_][\u00ad\ufffe]$")
_HYPHENS = ("\u00ad", "\ufffe", "-", "‐")
_SAME_ROW = 0.3
_WIDER_GAP = 1.35
_WIDER_GAP_HEIGHTS = 1.5
_OTHER_SIZE = 0.15
_SHORT_LINE = 0.85
_NOT_WRAPPED = 0.6
_INDENT_HEIGHTS = 0.8


@dataclass(frozen=True)
class PdfLine:
    """A line of the page; places in points, counted from the lower left corner."""

    text: str
    left: float
    right: float
    bottom: float
    height: float


@dataclass(frozen=True)
class _Page:
    pitch: float
    left: float
    right: float


def join_lines(lines: Sequence[PdfLine]) -> str:
    """The page's text: wrapped lines joined to paragraphs by blanks, paragraphs parted by blank lines.

    Where it is not plain that a line is wrapped (lists, tables, verse), the line break stays. A word cut by
    a hyphen that PDFium marks as such (U+FFFE) is made whole.
    """
    if not lines:
        return ""
    page = _measure(lines)
    parts = [lines[0].text]
    for before, line in pairwise(lines):
        gap = _gap(before, line, page)
        if gap == " " and parts[-1].endswith(_HYPHENS):
            is_cut = _CUT_WORD.search(parts[-1]) and line.text[0].islower()
            parts[-1], gap = (parts[-1][:-1] if is_cut else parts[-1]), ""
        parts.append(gap + line.text)
    return "".join(parts).replace("\ufffe", "-")


def join_pages(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """All pages in one text, and where each begins.

    A sentence that goes on overleaf is parted by a line break, not a blank line.
    """
    parts: list[str] = []
    starts: list[int] = []
    length, before = 0, ""
    for page in pages:
        gap = _page_gap(before, page)
        starts.append(length + len(gap))
        parts.extend((gap, page))
        length += len(gap) + len(page)
        before = page or before
    return "".join(parts), tuple(starts)


def _page_gap(before: str, page: str) -> str:
    if not before or not page:
        return ""
    return "\n" if page[0].islower() and not _ENDED.search(before) else "\n\n"


def _measure(lines: Sequence[PdfLine]) -> _Page:
    pitches = [above.bottom - below.bottom for above, below in pairwise(lines)]
    usual = sorted(pitch for pitch, line in zip(pitches, lines, strict=False) if 0 < pitch < 3 * line.height)
    return _Page(
        # The lower quartile: on a page of headings and short paragraphs the median may be a gap.
        pitch=usual[len(usual) // 4] if usual else 0.0,
        left=min(line.left for line in lines),
        right=max(line.right for line in lines),
    )


def _gap(before: PdfLine, line: PdfLine, page: _Page) -> str:
    """The gap between two lines: a blank, a line break or a blank line."""
    pitch = before.bottom - line.bottom
    if abs(pitch) < _SAME_ROW * line.height:
        return " "
    if abs(before.height - line.height) > _OTHER_SIZE * max(before.height, line.height):
        return "\n\n"
    if pitch > max(_WIDER_GAP * page.pitch, _WIDER_GAP_HEIGHTS * line.height):
        return "\n\n"
    if ITEM_MARK.match(line.text):
        return "\n"
    return _gap_by_shape(before, line, page)


def _gap_by_shape(before: PdfLine, line: PdfLine, page: _Page) -> str:
    width = max(page.right - page.left, 1.0)
    reach = (before.right - page.left) / width
    indented = line.left - before.left > _INDENT_HEIGHTS * line.height
    if _ENDED.search(before.text) and (reach < _SHORT_LINE or indented or line.bottom > before.bottom):
        return "\n\n"
    return " " if reach >= _NOT_WRAPPED or before.bottom < line.bottom else "\n"

"""The words of a page, from the letters that PDFium finds on it, and those that nobody sees."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from extraction.load.pdf.clip import clip_bounds
from extraction.load.pdf.drawings import Colour, Drawings, text_colour
from extraction.load.pdf.layers import Ink, is_in_layer
from extraction.load.pdf.page_frame import PageFrame
from extraction.load.pdf.word import Box, Word, around

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

BESIDE = "text beside the page left out"
INVISIBLE = "invisible text left out"
TINY = "text too small to be read left out"
BLENDED = "text in the colour of the page left out"
COVERED = "covered text left out"
LAYER = "text of a layer that is switched off left out"
CUT = "text that is cut away left out"
_HYPHEN = "-"
_HYPHENS = {"\u0002", "\ufffe", "\u00ad"}
"""What PDFium puts for a hyphen at the end of a line, and the soft hyphen."""
_INVISIBLE = {3, 7}
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_LEAST_POINTS = 1.6
_LEAST_CONTRAST = 12
_RAISED_SIZE = 0.85
_MARK_SIZE = 0.6
_INK_RAISED, _INK_HEIGHT = 0.2, 0.55
_MARKS = frozenset("0123456789")
_NO_SPACE, _MAYBE, _SPACE = "", "maybe", "space"
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_BOLD_WEIGHT = 600
_NAME_BYTES = 200
_BESIDE, _BACK, _FAR = 0.3, 1.0, 0.6
_NEAR, _NEAR_OF_SCRIPTS = 0.03, 0.22


@dataclass(frozen=True, slots=True)
class _Type:
    """What all letters of one text object have in common; `turned` as `PageFrame.turned`."""

    size: float
    bold: bool
    turned: int | None
    depth: int | None
    colour: Colour | None
    invisible: bool
    clip: Box | None = None
    """What is left of the object where the rest is cut away."""
    in_layer: bool = False


@dataclass(frozen=True)
class PageWords:
    """The visible words of a page in the order in which they were drawn, those that are turned apart, and the hidden ones.

    `unmapped` is the number of letters that the file does not tell the meaning of.
    """

    words: list[Word]
    turned: list[Word]
    hidden: dict[str, list[Word]]
    unmapped: int


def read_words(text: "PdfTextPage", frame: PageFrame, drawings: Drawings, ink: Ink, number: int) -> PageWords:
    """The words of page `number`."""
    words: list[Word] = []
    turned: list[Word] = []
    hidden: dict[str, list[Word]] = {}
    unmapped = 0
    for word, kind in _words(text, frame, drawings, number):
        unmapped += word.text.count("\ufffd")
        reason = _hidden(word.box, kind, frame, drawings)
        if reason is None and kind.in_layer and not ink.is_at(word.box):
            reason = LAYER
        if reason is not None:
            hidden.setdefault(reason, []).append(word)
        elif kind.turned == 0:
            words.append(word)
        else:
            turned.append(word)
    return PageWords(words, turned, hidden, unmapped)


def _hidden(box: Box, kind: _Type, frame: PageFrame, drawings: Drawings) -> str | None:
    """Why nobody sees the word; None where it is seen."""
    width, height = frame.size
    x, y = box.middle
    if not (0 <= x <= width and 0 <= y <= height):
        return BESIDE
    if kind.invisible:
        # Over a picture it is what a program recognised in a scan.
        return None if any(picture.holds(box.middle) for picture in drawings.pictures) else INVISIBLE
    if kind.clip is not None and not kind.clip.holds(box.middle):
        return CUT
    if 0 < kind.size < _LEAST_POINTS:
        return TINY
    return _blended(box, kind.depth, kind.colour, drawings)


def _blended(box: Box, depth: int | None, colour: Colour | None, drawings: Drawings) -> str | None:
    """Whether the word has the colour of what is under it, or is covered; texts within other objects are not judged."""
    if depth is None or colour is None:
        return None
    if colour[3] == 0:
        return INVISIBLE
    under = drawings.background(box, depth)
    if under is not None and _contrast(colour, under) < _LEAST_CONTRAST:
        return BLENDED
    return COVERED if drawings.is_covered(box, depth) else None


def _contrast(one: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(one[:3], other[:3], strict=True))


def _words(
    text: "PdfTextPage", frame: PageFrame, drawings: Drawings, number: int
) -> Iterator[tuple[Word, _Type]]:
    """The words with their types; a new one begins behind white space, on a new line, and where the type changes."""
    letters: list[_Letter] = []
    glued = False
    space = _NO_SPACE
    for letter in _letters(text, frame, drawings):
        if isinstance(letter, str):
            space = max(space, letter)
            continue
        apart = bool(letters) and (
            not _follows(letters[-1], letter) or (space and not _is_near(letters[-1], letter, space))
        )
        if letters and (apart or _changes(letters[-1], letter)):
            word = _word(letters, number, glued=glued)
            yield word, letters[0].kind
            glued = not apart
            letters = []
        letters.append(letter)
        space = _SPACE if letter.ends_line else _NO_SPACE
    if letters:
        yield _word(letters, number, glued=glued), letters[0].kind


class _Letter(NamedTuple):
    text: str
    box: Box
    kind: _Type
    raised: bool
    ends_line: bool


def _letters(text: "PdfTextPage", frame: PageFrame, drawings: Drawings) -> Iterator[_Letter | str]:
    """The letters of the page in the order in which they were drawn, and the white space between them."""
    from pypdfium2 import raw

    kinds: dict[int, _Type] = {}
    place = raw.FS_RECTF()
    for index in range(text.count_chars()):
        letter = _unicode(text, index)
        if not letter:
            continue
        if letter.isspace():
            yield _MAYBE if raw.FPDFText_IsGenerated(text.raw, index) == 1 else _SPACE
            continue
        item = raw.FPDFText_GetTextObject(text.raw, index)
        if not item or not raw.FPDFText_GetLooseCharBox(text.raw, index, place):
            continue
        key = ctypes.addressof(item.contents)
        if key not in kinds:
            kinds[key] = _type(text, index, item, frame, drawings.depths.get(key))
        kind = kinds[key]
        box = frame.shown(place.left, place.bottom, place.right, place.top)
        is_hyphen = letter in _HYPHENS
        raised = (
            letter in _MARKS
            and frame.quarters == 0
            and kind.turned == 0
            and _is_raised(text, index, kind.size)
        )
        yield _Letter(_HYPHEN if is_hyphen else letter, box, kind, raised, is_hyphen)


def _unicode(text: "PdfTextPage", index: int) -> str:
    """What the letter stands for; PDFium gives one beyond 16 bits in two halves, of which the second is nothing."""
    from pypdfium2 import raw

    code = raw.FPDFText_GetUnicode(text.raw, index)
    if code in _SECOND_HALVES:
        return ""
    if code not in _FIRST_HALVES:
        return chr(code) if code else "\ufffd"
    second = raw.FPDFText_GetUnicode(text.raw, index + 1)
    return chr(0x10000 + ((code & 0x3FF) << 10) + (second & 0x3FF)) if second in _SECOND_HALVES else "\ufffd"


def _is_raised(text: "PdfTextPage", index: int, size: float) -> bool:
    """Whether a figure is one of those that a font has for marks of notes: small and high in a letter of the usual size."""
    from pypdfium2 import raw

    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    if not raw.FPDFText_GetCharBox(text.raw, index, left, right, bottom, top):
        return False
    raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    return bottom.value - y.value > _INK_RAISED * size and top.value - bottom.value < _INK_HEIGHT * size


def _type(text: "PdfTextPage", index: int, item: object, frame: PageFrame, depth: int | None) -> _Type:
    from pypdfium2 import raw

    name = ctypes.create_string_buffer(_NAME_BYTES)
    raw.FPDFText_GetFontInfo(text.raw, index, name, _NAME_BYTES, ctypes.c_int())
    bounds = clip_bounds(item) if depth is not None else None
    bold = any(mark in name.value.decode("latin-1").lower() for mark in _BOLD)
    return _Type(
        size=_shown_size(text, index),
        bold=bold or raw.FPDFText_GetFontWeight(text.raw, index) >= _BOLD_WEIGHT,
        turned=frame.turned(raw.FPDFText_GetCharAngle(text.raw, index)),
        depth=depth,
        colour=text_colour(item) if depth is not None else None,
        invisible=raw.FPDFTextObj_GetTextRenderMode(item) in _INVISIBLE,
        in_layer=is_in_layer(item),
        clip=None if bounds is None else frame.shown(*bounds),
    )


def _shown_size(text: "PdfTextPage", index: int) -> float:
    """The size of the letter as shown: that of the font, enlarged by the matrix that it is drawn with."""
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(text.raw, index))
    if raw.FPDFText_GetMatrix(text.raw, index, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    return size


def _changes(before: _Letter, letter: _Letter) -> bool:
    """Whether the letter is of another type than the one before, so that it begins a word of its own."""
    one, other = before.kind, letter.kind
    if one is other:
        return before.raised != letter.raised
    unlike = one.turned != other.turned or one.invisible != other.invisible or one.colour != other.colour
    smaller = min(one.size, other.size) < _RAISED_SIZE * max(one.size, other.size)
    return unlike or smaller or before.raised != letter.raised


def _follows(before: _Letter, letter: _Letter) -> bool:
    """Whether the letter stands on the line of the one before, as far as it is upright."""
    one, other = before.box, letter.box
    if before.kind.turned != 0 or letter.kind.turned != 0:
        return before.kind.turned == letter.kind.turned
    if one == other and before.kind is letter.kind:  # the letters of a ligature
        return True
    beside = min(one.y1, other.y1) - max(one.y0, other.y0) > _BESIDE * min(one.height, other.height)
    return beside and -_BACK * before.kind.size < other.x0 - one.x1 < _FAR * before.kind.size


def _is_near(before: _Letter, letter: _Letter, space: str) -> bool:
    """Whether no blank is there though PDFium tells of one: it puts some between scripts and before hyphens at the end of a line, and takes some from elsewhere."""
    gap = (letter.box.x0 - before.box.x1) / max(before.kind.size, 0.1)
    mixed = before.text.isascii() != letter.text.isascii()
    wide = letter.ends_line or (mixed and space == _MAYBE)
    return before.kind.turned == 0 and gap < (_NEAR_OF_SCRIPTS if wide else _NEAR)


def _word(letters: Sequence[_Letter], number: int, *, glued: bool) -> Word:
    kind = letters[0].kind
    box = around([letter.box for letter in letters])
    size = _MARK_SIZE * kind.size if letters[0].raised else kind.size
    return Word(
        text="".join(letter.text for letter in letters),
        box=box,
        page=number,
        size=size,
        bold=kind.bold,
        glued=glued,
        raised=letters[0].raised,
        turned=kind.turned,
    )

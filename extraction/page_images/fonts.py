"""Fonts for texts that come without any."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from schemas.errors import BackendError

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_OTHERS = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "Arial.ttf")
"""Where they are installed, these are tried for letters that the packaged font lacks."""
_MOST_MISSING = 0.3
_NO_LETTER = "\U0010ffff"


def font_for(text: str, size: float) -> "FreeTypeFont":
    """The font, of this size in pixels, that lacks the fewest letters of the text: Noto Sans KR, or another that is installed.

    Raises:
        BackendError: it lacks many.
    """
    letters = {letter for letter in text if letter.isalnum()}
    best, fewest = None, len(letters) + 1
    for font in _installed(size):
        missing = _missing(font, letters) if letters else 0
        if missing < fewest:
            best, fewest = font, missing
        if not fewest:
            break
    if best is None or fewest > _MOST_MISSING * len(letters):
        raise BackendError(
            "no font that is installed where the page is drawn has its letters",
            remedy="Install one there, such as Debian's package fonts-dejavu-core.",
        )
    return best


def _installed(size: float) -> "Iterator[FreeTypeFont]":
    from PIL import ImageFont
    from pylopdf_fonts_ko import sans_path

    for name in (str(sans_path()), *_OTHERS):
        try:
            yield ImageFont.truetype(name, size, layout_engine=ImageFont.Layout.BASIC)
        except OSError:
            continue


def _missing(font: "FreeTypeFont", letters: Collection[str]) -> int:
    """How many of the letters the font shows as it shows what is none."""
    nothing = bytes(font.getmask(_NO_LETTER))
    return sum(bytes(font.getmask(letter)) == nothing for letter in letters)

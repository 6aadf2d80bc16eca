"""Whether the text layer of a page can be used: that of a scan is missing, and that of some programs says something else."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extraction.load.pdf.drawings import read_drawings
from extraction.load.pdf.opening import opened
from extraction.load.pdf.page import Page
from extraction.load.pdf.page_frame import PageFrame
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_FEW_LETTERS = 25
_STAMP_LETTERS = 200
_MOST_OF_PAGE = 0.5
_UNKNOWN = {"Co", "Cn", "Cs", "Cc"}
"""Unicode's categories of private use, unassigned, unpaired and control characters."""
_MOST_UNKNOWN = 0.1
_WORD = re.compile(r"[^\W\d_]{3,}")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_VOWEL = re.compile(r"[aeiouyAEIOUYÀ-ÅÈ-ÏÒ-ÖÙ-Ýà-åè-ïò-öù-ýÿĀ-ąĒ-ěĨ-ıŌ-őŨ-ųÆæØøŒœ]")
_LEAST_WORDS = 15
_MOST_VOWELLESS = 0.35
_READ_AS_LATIN = re.compile(r"[ÂÃÄÅìíêëâãæçåäð][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""The first bytes of a letter of UTF-8, read as Latin-1 or Windows-1252."""
_MOST_READ_AS_LATIN = 0.03


def is_broken(text: str) -> bool:
    """Whether the text of a page is not what a reader sees: letters without meaning, or those of another code.

    A font may lack the table that says what its letters mean. Then they come as unknown characters, or shifted, which shows
    in Latin words without vowels.
    """
    letters = [letter for letter in text if not letter.isspace()]
    if len(letters) < _FEW_LETTERS:
        return False
    unknown = sum(letter == "\ufffd" or unicodedata.category(letter) in _UNKNOWN for letter in letters)
    if unknown > _MOST_UNKNOWN * len(letters):
        return True
    if 2 * len(_READ_AS_LATIN.findall(text)) > _MOST_READ_AS_LATIN * len(letters):
        return True
    words = [word for word in _WORD.findall(text) if _LATIN.fullmatch(word)]
    without = sum(_VOWEL.search(word) is None for word in words)
    return len(words) >= _LEAST_WORDS and without > _MOST_VOWELLESS * len(words)


def pages_to_recognise(content: bytes, name: str) -> Mapping[int, bool]:
    """Every page of the file, and whether its text layer cannot be used."""
    with opened(content, name) as document:
        return {index + 1: _is_unusable(document, index) for index in range(len(document))}


def broken_layers(pages: Sequence[Page]) -> tuple[IngestWarning, ...]:
    """The warning about pages whose text layer was read though it is broken."""
    broken = [str(page.number) for page in pages if page.recognised is None and is_broken(page.seen)]
    if not broken:
        return ()
    return (
        IngestWarning(
            kind="broken text layer",
            place=f"page {', '.join(broken[:10])}",
            count=len(broken),
            remedy="Its letters do not say what is seen: have the pages recognised (--ocr always, ocr=always).",
        ),
    )


def _is_unusable(document: "PdfDocument", index: int) -> bool:
    """Whether the page has no text layer, or a broken one, and something on it that may be text."""
    page = document[index]
    layer = page.get_textpage()
    try:
        text = layer.get_text_range()
        letters = sum(not letter.isspace() for letter in text)
        if letters >= _STAMP_LETTERS:
            return is_broken(text)
        frame = PageFrame.of(page)
        drawn = read_drawings(page, frame)
        if is_broken(text):
            return True
        if not letters:
            return bool(drawn.pictures or drawn.areas)
        # A scan with a stamp or a running head that a program has put over it.
        width, height = frame.size
        largest = max((box.width * box.height for box in drawn.pictures), default=0.0)
        return largest > _MOST_OF_PAGE * width * height
    finally:
        layer.close()
        page.close()

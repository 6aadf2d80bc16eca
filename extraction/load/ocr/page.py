"""What an engine recognised on one page, upright and in points."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from extraction.load.ocr.engine import OcrEngine, RecognisedWord
from extraction.load.ocr.upright import UPRIGHT, Turn
from extraction.load.pdf.word import Box, Word, turn_box

if TYPE_CHECKING:
    from PIL.Image import Image

_SURE = 0.85
_LETTERS_OF_TEXT = 150
_SAME_LINE_HEIGHT = 0.25
_LEAST_CONFIDENCE = 0.3
_RULES = frozenset("|_¦~—–-=")


@dataclass(frozen=True)
class RecognisedPage:
    """The words of a page as it is turned to be read; `size` is that of the page as it is shown, in points.

    `unread` is how many marks were taken for no words: they were less sure than anything that can be read. Without
    `has_places` the boxes only say in which order the words are read.
    """

    engine: str
    size: tuple[float, float]
    words: tuple[RecognisedWord, ...]
    turn: Turn = UPRIGHT
    unread: int = 0
    has_places: bool = True

    @property
    def confidence(self) -> float:
        """How sure the engine is of the page, over all letters (0..1); 0 without any."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters if letters else 0.0

    @property
    def is_text(self) -> bool:
        """Whether it is a page of text, and not a photo with a few words on it."""
        return sum(len(word.text) for word in self.words) >= _LETTERS_OF_TEXT

    def as_words(self, number: int) -> list[Word]:
        """The words as those of page `number` of a file."""
        usual = median(word.line_height for word in self.words) if self.words else 0.0
        return [
            Word(
                text=word.text,
                box=word.box,
                page=number,
                size=_size(word.line_height, usual),
                confidence=word.confidence,
            )
            for word in self.words
        ]

    def shown(self, box: Box) -> Box:
        """A box of the upright page as it stands on the page that is shown; the whole page where no places are known."""
        if not self.has_places:
            return Box(0, 0, *self.size)
        quarters = self.turn.quarters % 4
        size = self.size if quarters % 2 == 0 else (self.size[1], self.size[0])
        return turn_box(_turned_back(box, self.turn.degrees, size), -quarters, size)


def recognise_page(image: "Image", engine: OcrEngine, points_per_pixel: float) -> RecognisedPage:
    """What the engine finds on the page, which is turned upright for it.

    The engine is asked again about a page that it is not sure of, if that seems to be turned.

    Raises:
        BackendError: the engine failed.
    """
    from extraction.load.ocr.skew import skew_of

    grey = image.convert("L")
    size = image.width * points_per_pixel, image.height * points_per_pixel
    if engine.finds_orientation:
        return _page(engine, size, engine.recognise(image), UPRIGHT, points_per_pixel)
    turn = Turn(degrees=skew_of(grey))
    found = _page(engine, size, engine.recognise(turn.of(grey)), turn, points_per_pixel)
    if found.confidence >= _SURE and not _stand_upright(found.words):
        return found
    for quarters in _other_ways(grey):
        turned = Turn(quarters).of(grey)
        turn = Turn(quarters, skew_of(turned))
        other = _page(engine, size, engine.recognise(turn.of(grey)), turn, points_per_pixel)
        found = max(found, other, key=_letters_that_are_sure)
    return found


def _other_ways(grey: "Image") -> Sequence[int]:
    """The quarters by which a page may have to be turned: one that Tesseract tells, if it is there."""
    from extraction.load.ocr.tesseract import orientation

    quarters = orientation(grey)
    return (quarters,) if quarters else ()


def _stand_upright(words: Sequence[RecognisedWord]) -> bool:
    """Whether most of the longer words are higher than wide: the page is turned, and the engine read it so."""
    longer = [word.box.height > word.box.width for word in words if len(word.text) > 3]
    return 2 * sum(longer) > len(longer)


def _letters_that_are_sure(page: RecognisedPage) -> float:
    return sum(word.confidence * len(word.text) for word in page.words if word.confidence > 0.5)


def _page(
    engine: OcrEngine, size: tuple[float, float], words: Sequence[RecognisedWord], turn: Turn, scale: float
) -> RecognisedPage:
    read = [word for word in words if _is_read(word)]
    placed = tuple(
        word._replace(
            box=Box(*(edge * scale for edge in word.box)),
            line_height=word.line_height * scale,
        )
        for word in read
    )
    unread = sum(not set(word.text) <= _RULES for word in words) - sum(
        not set(word.text) <= _RULES for word in read
    )
    return RecognisedPage(engine.name, size, placed, turn, unread, engine.has_places)


def _is_read(word: RecognisedWord) -> bool:
    """Whether it is a word and no rule, frame or spot."""
    is_rule = set(word.text) <= _RULES and (word.box.height > 2 * word.box.width or len(word.text) > 2)
    return word.confidence >= _LEAST_CONFIDENCE and not is_rule and word.text != "|"


def _size(line_height: float, usual: float) -> float:
    """The size of letters, one for all lines that are about as high as most."""
    is_usual = abs(line_height - usual) <= _SAME_LINE_HEIGHT * usual
    return round(usual if is_usual else line_height, 1)


def _turned_back(box: Box, degrees: float, size: tuple[float, float]) -> Box:
    """The box around this one after the page is turned back clockwise about its middle."""
    if not degrees:
        return box
    angle = math.radians(degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = size[0] / 2, size[1] / 2
    # The middle of the word, turned; its width and height stay, for a word is aslant by little.
    dx, dy = box.middle[0] - x, box.middle[1] - y
    cx, cy = x + dx * cos - dy * sin, y + dx * sin + dy * cos
    half_height = (box.height + abs(sin) * box.width) / 2
    half_width = box.width / 2
    return Box(cx - half_width, cy - half_height, cx + half_width, cy + half_height)

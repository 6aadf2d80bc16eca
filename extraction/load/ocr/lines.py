"""Lines of text taken apart into words, for engines that tell the places of lines alone."""

from collections.abc import Iterator

from extraction.load.ocr.engine import RecognisedWord
from extraction.load.pdf.word import Box


def words_of_line(text: str, confidence: float, box: Box) -> Iterator[RecognisedWord]:
    """The words of a line, each as wide as its share of the letters."""
    if not text.strip():
        return
    step = box.width / len(text)
    place = 0
    for word in text.split():
        place = text.index(word, place)
        left = box.x0 + place * step
        place += len(word)
        yield RecognisedWord(word, confidence, Box(left, box.y0, box.x0 + place * step, box.y1), box.height)

"""Descriptions of pictures among the parts of pages."""

from collections.abc import Sequence

from extraction.load.pdf.paragraphs import Line, Part
from extraction.load.pdf.word import Box, Word, around
from extraction.load.pictures import DescribedPicture

_SIZE = 10.0


def with_pictures(parts: Sequence[Part], described: Sequence[DescribedPicture]) -> list[Part]:
    """The parts with each description behind the caption of its picture, else behind what stands over the picture."""
    found = list(parts)
    for picture in described:
        words = [Word(word, picture.box, picture.page, _SIZE) for word in picture.text.split()]
        found.insert(_place(found, picture), Part("picture", [Line(words)]))
    return found


def _place(parts: Sequence[Part], picture: DescribedPicture) -> int:
    on_page = [
        (number, part) for number, part in enumerate(parts) if any(word.page == picture.page for word in part.words)
    ]  # fmt: skip
    captions = [(_distance(part, picture), number) for number, part in on_page if part.kind == "caption"]
    if captions and min(captions)[0] < picture.box.height + 2 * _SIZE:
        return min(captions)[1] + 1
    over = [number for number, part in on_page if _box(part, picture.page).y1 <= picture.box.middle[1]]
    if over:
        return over[-1] + 1
    if on_page:
        return on_page[0][0]
    later = (number for number, part in enumerate(parts) if part.words and part.words[0].page > picture.page)
    return next(later, len(parts))


def _distance(part: Part, picture: DescribedPicture) -> float:
    """Points between the two from above to below."""
    box = _box(part, picture.page)
    return max(box.y0 - picture.box.y1, picture.box.y0 - box.y1, 0.0)


def _box(part: Part, page: int) -> Box:
    return around([word.box for word in part.words if word.page == page])

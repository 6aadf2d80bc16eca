"""Korean words that were cut at the ends of lines."""

import pytest

from extraction.load.line_ends import with_whole_words
from extraction.load.loaded_text import LoadedText
from schemas.document import Block
from schemas.word_box import WordBox, WordBoxes

LINES = (
    "물레방아는 산간 지방에서 널리",
    "쓰였다. 강원도에서는 통방",
    "아가 많이 쓰였다. 이 연구는 그것",
    "을 비교한다.",
)


def loaded_of(lines: tuple[str, ...], *, repeated: int = 1) -> LoadedText:
    """Paragraphs of these lines, on two pages, each word with its box."""
    paragraph = " ".join(lines)
    text = "\n\n".join([paragraph] * repeated)
    blocks, boxes, ends = [], [], []
    for number in range(repeated):
        start = number * (len(paragraph) + 2)
        blocks.append(Block("paragraph", start, start + len(paragraph)))
        place = start
        for line in lines:
            for word in line.split():
                begin = text.index(word, place)
                place = begin + len(word)
                boxes.append(WordBox(begin, place, 1, 0, 0, 1, 1))
            ends.append(place)
        ends.pop()
    return LoadedText(
        text,
        page_starts=(0, blocks[-1].start),
        blocks=tuple(blocks),
        words=WordBoxes.of(boxes),
        line_ends=tuple(ends),
    )


@pytest.mark.slow
def test_words_cut_at_the_ends_of_lines_are_whole_and_all_places_move_along() -> None:
    loaded = with_whole_words(loaded_of(LINES, repeated=2))
    whole = (
        "물레방아는 산간 지방에서 널리 쓰였다. 강원도에서는 통방아가 많이 쓰였다. 이 연구는 그것을 비교한다."
    )
    assert loaded.text == f"{whole}\n\n{whole}"
    assert [loaded.text[block.start : block.end] for block in loaded.blocks] == [whole, whole]
    assert loaded.page_starts == (0, len(whole) + 2)
    words = [loaded.text[box.start : box.end] for box in loaded.words.all()]
    assert words == [word for line in LINES for word in line.split()] * 2
    assert loaded.line_ends == ()


@pytest.mark.slow
def test_lines_that_end_with_words_stay_as_they_are() -> None:
    lines = ("물레방아는 산간 지방에서", "널리 쓰였다. 강원도에서는", "통방아가 많이 쓰였다.")
    loaded = loaded_of(lines, repeated=3)
    assert with_whole_words(loaded).text == loaded.text


def test_a_text_without_line_ends_is_the_same() -> None:
    loaded = LoadedText("The mill.", blocks=(Block("paragraph", 0, 9),))
    assert with_whole_words(loaded) == loaded

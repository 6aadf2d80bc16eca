"""Korean words that were cut at the ends of lines: most programs break Korean lines within words, and leave no sign of it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from extraction.load.loaded_text import LoadedText
from kg.text.korean import go_on
from schemas.document import Block
from schemas.word_box import WordBoxes

_SAMPLE, _LEAST, _SHARE = 200, 2, 0.2
"""Where fewer of the first line ends cut a word, lines end with words, and what seems to be cut is a mistake."""


def with_whole_words(loaded: LoadedText) -> LoadedText:
    """The text without the blanks at its `line_ends` that stand within a word."""
    ends = loaded.line_ends
    cut = _within_words(loaded, ends[:_SAMPLE])
    if len(cut) < max(_LEAST, _SHARE * len(ends[:_SAMPLE])):
        return replace(loaded, line_ends=())
    return _without(loaded, [*cut, *_within_words(loaded, ends[_SAMPLE:])])


def _within_words(loaded: LoadedText, ends: Sequence[int]) -> list[int]:
    """Those of the line ends that stand within a word, as the lines of each block read."""
    found: list[int] = []
    place = 0
    for block in loaded.blocks:
        following = bisect_left(ends, block.end, place)
        own = ends[place:following]
        place = following
        starts = (block.start, *(end + 1 for end in own))
        lines = [loaded.text[start:end] for start, end in zip(starts, (*own, block.end), strict=True)]
        found += [end for end, goes_on in zip(own, go_on(lines), strict=True) if goes_on]
    return found


def _without(loaded: LoadedText, blanks: Sequence[int]) -> LoadedText:
    """The text without the blanks at these places, and all its places moved."""

    def moved(place: int) -> int:
        return place - bisect_left(blanks, place)

    pieces = [
        loaded.text[start:end]
        for start, end in zip((0, *(place + 1 for place in blanks)), (*blanks, None), strict=True)
    ]
    text = "".join(pieces)
    return replace(
        loaded,
        text=text,
        page_starts=tuple(map(moved, loaded.page_starts)),
        blocks=tuple(_moved(block, moved(block.start), moved(block.end), text) for block in loaded.blocks),
        words=WordBoxes.of(
            box._replace(start=moved(box.start), end=moved(box.end)) for box in loaded.words.all()
        ),
        line_ends=(),
    )


def _moved(block: Block, start: int, end: int, text: str) -> Block:
    title = " ".join(text[start:end].split()) if block.title else ""
    return replace(block, start=start, end=end, title=title)

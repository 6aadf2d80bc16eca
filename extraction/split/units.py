"""The units of a text that are not cut: sentences, and whole rows, items, code and headings with what follows them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extraction.split.spans import Span, mask_sentences, trim_all
from kg.text.layout import Layout
from schemas.document import Block

_WHOLE = frozenset({"heading", "item", "row", "caption", "note", "code", "picture"})
UNIT_BODY = "x"
UNIT_END = "!"
_FIRST_WORD = re.compile(r"\s*\S+")


def find_units(text: str, layout: Layout, sentences: Sequence[Span], max_chars: int) -> list[Span]:
    """Stretches in order that together hold all but white space; one longer than `max_chars` is a sentence that has to be cut.

    A row, item, caption, note or stretch of code that fits is one unit, whatever sentences are in it. Headings, and the head
    of a table, are in one unit with what follows them where both fit; where a sentence follows that has to be cut anyway, with
    its first word.
    """
    pieces = trim_all(text, (piece for sentence in sentences for piece in layout.cut(*sentence)))
    whole = [_span(block) for block in layout.blocks if block.kind in _WHOLE]
    joined = _join(pieces, [span for span in whole if _length(span) <= max_chars])
    leads = _join([], [*map(_span, _headings(layout)), *_table_heads(layout)])
    return _with_leads(text, joined, leads, max_chars)


def mask_units(text: str, units: Sequence[Span], max_chars: int) -> str:
    """The text, as long as before, in which each unit that fits is a single word and the end of a sentence.

    So a splitter that goes by words, sentences and paragraphs finds no place to cut within one. Longer units keep their words,
    masked as `mask_sentences` does.
    """
    parts: list[str] = []
    reached = 0
    for start, end in units:
        parts.append(text[reached:start])
        fits = end - start <= max_chars
        parts.append(
            UNIT_BODY * (end - start - 1) + UNIT_END
            if fits
            else mask_sentences(text[start:end], [(0, end - start)])
        )
        reached = end
    return "".join([*parts, text[reached:]])


def _join(pieces: Iterable[Span], wholes: Iterable[Span]) -> list[Span]:
    """The pieces in order, those that share a character with the same whole, or with one another, as one."""
    joined: list[Span] = []
    for start, end in sorted([*pieces, *wholes]):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], end)
        else:
            joined.append((start, end))
    return joined


def _headings(layout: Layout) -> Iterator[Block]:
    return (block for block in layout.blocks if block.kind == "heading")


def _table_heads(layout: Layout) -> Iterator[Span]:
    """From the first row of each table to its second, with the line that Markdown draws between them."""
    kinds = [None, *(block.kind for block in layout.blocks)]
    for before, (first, second) in zip(kinds, pairwise(layout.blocks), strict=False):
        if before != "row" and first.kind == second.kind == "row":
            yield first.start, second.start


def _with_leads(text: str, pieces: Sequence[Span], leads: Sequence[Span], max_chars: int) -> list[Span]:
    """The pieces, those in a lead joined with what follows."""
    found: list[Span] = []
    place = len(leads) - 1
    for start, end in reversed(pieces):
        while place >= 0 and leads[place][0] > start:
            place -= 1
        if not found or place < 0 or end > leads[place][1]:
            found.append((start, end))
            continue
        following = found.pop()
        if following[1] - start <= max_chars:
            found.append((start, following[1]))
        elif _length(following) <= max_chars:
            found += [following, (start, end)]
        else:
            found += _with_first_word(text, (start, end), following, max_chars)
    return found[::-1]


def _with_first_word(text: str, lead: Span, following: Span, max_chars: int) -> list[Span]:
    """The lead with the first word of what follows, behind the rest of it; the two as they are where that is too long."""
    word = _FIRST_WORD.match(text, *following)
    if word is None or not following[0] < word.end() < following[1] or word.end() - lead[0] > max_chars:
        return [following, lead]
    rest = word.end() + len(text[word.end() : following[1]]) - len(text[word.end() : following[1]].lstrip())
    return [(rest, following[1]), (lead[0], word.end())]


def _span(block: Block) -> Span:
    return block.start, block.end


def _length(span: Span) -> int:
    return span[1] - span[0]

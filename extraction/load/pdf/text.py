"""The parts of all pages as one text, with the places of blocks, pages and words."""

import re
from collections.abc import Callable, Sequence

from extraction.load.clean_text import clean_text
from extraction.load.pdf.hyphens import Hyphens, ends_with_hyphen
from extraction.load.pdf.link_places import links_of
from extraction.load.pdf.paragraphs import Part
from extraction.load.pdf.rows import rows_of
from extraction.load.pdf.word import Box, Word
from kg.text.hangul import HANGUL_SYLLABLE
from schemas.document import Block
from schemas.word_box import WordBox

_CELL_GAP = " | "
_CUT_ADDRESS = re.compile(r"https?://\S*[/?=&_]$")


class TextBuilder:
    """Takes the parts one after the other; `shown` gives the box of a word on its page as it is shown."""

    def __init__(self, hyphens: Hyphens, shown: Callable[[Word], Box]) -> None:
        self._hyphens = hyphens
        self._shown = shown
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._page = 0
        self.blocks: list[Block] = []
        self.boxes: list[WordBox] = []
        self.line_ends: list[int] = []
        self.starts: dict[int, int] = {}
        """Where the first word of each page begins that is not the second half of one from the page before."""

    @property
    def text(self) -> str:
        """The text up to now."""
        return "".join(self._pieces)

    def add(self, part: Part) -> None:
        """Add a part behind what is there, on the next line or after a blank one."""
        if not any(word.text for word in part.words):
            return
        if self._length:
            self._write("\n" if part.joined else "\n\n")
        start = self._length
        if part.cells:
            self._add_cells(part)
        else:
            self._add_lines(part)
        text = self.text_from(start)
        title = " ".join(text.split()) if part.level is not None else ""
        links = links_of(part.words)
        self.blocks.append(
            Block(part.kind, start, self._length, part.level, title, _confidence(part.words), links)
        )

    def text_from(self, start: int) -> str:
        """What was written since the text had this length."""
        pieces, missing = [], self._length - start
        for piece in reversed(self._pieces):
            if missing <= 0:
                break
            pieces.append(piece)
            missing -= len(piece)
        return "".join(reversed(pieces))

    def _add_lines(self, part: Part) -> None:
        for number, line in enumerate(part.lines):
            self._add_words(line.words, line.gap if number else "")

    def _add_cells(self, part: Part) -> None:
        """The cells with bars between them; around them too where one at an end is empty, for white space at an end is lost."""
        is_framed = not (part.cells[0] and part.cells[-1])
        self._write("| " if is_framed else "")
        for number, cell in enumerate(part.cells):
            self._write(_CELL_GAP if number else "")
            for place, row in enumerate(rows_of(cell)):
                self._add_words(row.words, " " if place else "")
        self._write(" |" if is_framed else "")

    def _add_words(self, words: Sequence[Word], gap: str) -> None:
        for number, word in enumerate(words):
            text = clean_text(word.text)
            if not text:
                continue
            if number:
                self._write("" if word.glued else " ")
            elif gap:
                self._join(gap, text)
            self._place(word, text)

    def _join(self, gap: str, text: str) -> None:
        """Part two lines by the gap, or join a word that was cut between them."""
        if ends_with_hyphen(self._last):
            if self._hyphens.cuts(self._last, text):
                self._drop_hyphen()
            return
        if gap == " " and (self._hyphens.are_one_word(self._last, text) or _CUT_ADDRESS.search(self._last)):
            return
        if gap == " " and HANGUL_SYLLABLE.match(self._last[-1:]) and HANGUL_SYLLABLE.match(text):
            self.line_ends.append(self._length)
        self._write(gap)

    def _drop_hyphen(self) -> None:
        self._pieces[-1] = self._pieces[-1][:-1]
        self._length -= 1
        box = self.boxes[-1]
        self.boxes[-1] = box._replace(end=box.end - 1)

    def _place(self, word: Word, text: str) -> None:
        start = self._length
        self._write(text)
        box = self._shown(word)
        self.boxes.append(WordBox(start, self._length, word.page, *box))
        if word.page != self._page:
            self._page = word.page
            is_half = len(self._pieces) > 1 and not self._pieces[-2][-1].isspace()
            self.starts.setdefault(word.page, self._length if is_half else start)
        self._last = text

    def _write(self, text: str) -> None:
        if not text:
            return
        self._pieces.append(text)
        self._length += len(text)


def _confidence(words: Sequence[Word]) -> float | None:
    """How surely the words were recognised, over their letters; None where none was."""
    sure = [(word.confidence, len(word.text)) for word in words if word.confidence is not None and word.text]
    letters = sum(count for _, count in sure)
    return round(sum(value * count for value, count in sure) / letters, 3) if letters else None

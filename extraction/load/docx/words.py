"""The words in the elements of a Word file, wherever word processors wrap them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPH, TABLE = f"{_W}p", f"{_W}tbl"
_CONTROL = f"{_W}sdt"
# Content controls, tracked insertions and moves, links, fields, and marks of meaning or direction. Deletions
# (w:del, w:moveFrom) are not among them.
_WRAPPERS = {
    f"{_W}{name}"
    for name in [
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "hyperlink",
        "fldSimple",
        "smartTag",
        "customXml",
        "dir",
        "bdo",
    ]
}
_TEXT_BOX = f"{_W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_ID = f"{_W}id"
_NOTES = {f"{_W}{name}Reference": name for name in ["footnote", "endnote", "comment"]}
_NOTE_PARTS = {f"{_W}{name}s": name for name in _NOTES.values()}
_DELETED = {f"{_W}del", f"{_W}moveFrom"}
_WORDS = {f"{_W}{name}" for name in ["t", "tab", "ptab", "br", "cr", "noBreakHyphen"]}


def unwrap(element: "BaseOxmlElement", *tags: str) -> "Iterator[BaseOxmlElement]":
    """The children with these tags in document order, and those in wrappers that change nothing for a reader."""
    for child in element:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS and not _is_filler(child):
            yield from unwrap(child, *tags)


class Notes:
    """The footnotes, endnotes and comments of a Word file, given out where the text refers to them."""

    def __init__(self, parts: "Iterable[BaseOxmlElement]") -> None:
        """Take the roots of those parts of the file that may hold notes."""
        self._texts = {
            (_NOTE_PARTS[part.tag], note.get(_ID)): "\n".join(map(paragraph_text, note.iter(PARAGRAPH)))
            for part in parts
            if part.tag in _NOTE_PARTS
            for note in part
        }
        self._read: set[tuple[str, str | None]] = set()

    def of(self, element: "BaseOxmlElement") -> Iterator[str]:
        """The notes that are referred to in the element, in order."""
        for key in _references(element):
            if key in self._texts and key not in self._read:
                self._read.add(key)
                yield self._texts[key]

    def unread(self, body: "BaseOxmlElement") -> Iterator[str]:
        """For each reference to a note that was not given out: "footnote", "endnote" or "comment"."""
        return (kind for kind, identifier in _references(body) if (kind, identifier) not in self._read)


def _references(element: "BaseOxmlElement") -> Iterator[tuple[str, str | None]]:
    for reference in element.iter(*_NOTES):
        if not any(above.tag in _DELETED for above in reference.iterancestors()):
            yield _NOTES[reference.tag], reference.get(_ID)


def left_out(body: "BaseOxmlElement", notes: Notes) -> Counter[str]:
    """How many notes and text boxes the body has that were not read, by what they are."""
    found = Counter(f"{kind} not read" for kind in notes.unread(body))
    for element in body.iter(_TEXT_BOX):
        # Word writes a text box twice: the second time for programs that do not know the first form.
        if not any(above.tag == _FALLBACK for above in element.iterancestors()):
            found["text box not read"] += 1
    return found


def paragraph_text(paragraph: "CT_P") -> str:
    """The paragraph's words, with tabs and line breaks."""
    runs = unwrap(paragraph, f"{_W}r")
    # python-docx gives these elements a form as text.
    return "".join(str(child) for run in runs for child in run if child.tag in _WORDS)


def table_rows(table: "CT_Tbl") -> Iterator[list[str]]:
    """The text of each cell, row by row; a cell merged over several rows comes in each of them."""
    above: dict[int, str] = {}
    for row in unwrap(table, f"{_W}tr"):
        yield list(_row(row, above))


def _row(row: "CT_Row", above: dict[int, str]) -> Iterator[str]:
    """The texts of a row; `above` has the last one in each column and is brought up to date."""
    column = row.grid_before
    for cell in unwrap(row, f"{_W}tc"):
        if cell.vMerge != "continue" or column not in above:
            above[column] = " ".join(" ".join(_cell_words(cell)).split())
        yield above[column]
        column += cell.grid_span


def _cell_words(cell: "CT_Tc") -> Iterator[str]:
    for block in unwrap(cell, PARAGRAPH, TABLE):
        if block.tag == PARAGRAPH:
            yield paragraph_text(block)
        else:
            for row in unwrap(block, f"{_W}tr"):
                for inner in unwrap(row, f"{_W}tc"):
                    yield from _cell_words(inner)


def _is_filler(wrapper: "BaseOxmlElement") -> bool:
    """Whether it is a content control that shows its prompt, or the table of contents."""
    if wrapper.tag != _CONTROL:
        return False
    gallery = wrapper.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    is_contents = gallery is not None and gallery.get(f"{_W}val") == "Table of Contents"
    return is_contents or wrapper.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None

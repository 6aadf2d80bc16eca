"""The footnotes and endnotes of a Word file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.load.docx.names import PARAGRAPH, W
from extraction.load.docx.words import Words

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = f"{W}id"
_NOTES = {f"{W}{name}Reference": name for name in ("footnote", "endnote")}
_NOTE_PARTS = {f"{W}{name}s": name for name in _NOTES.values()}
_DELETED = {f"{W}del", f"{W}moveFrom"}


@dataclass(frozen=True)
class NotePart:
    """The root of a part of the file with notes, and where the links in it lead, by their ids."""

    root: "_Element"
    targets: Mapping[str, str]


class Notes:
    """The notes of a Word file, given out where the text refers to them."""

    def __init__(self, parts: "Sequence[NotePart]", words: Words) -> None:
        """Take those parts of the file that may hold notes."""
        self._notes = {
            (_NOTE_PARTS[part.root.tag], note.get(_ID)): (note, replace(words, targets=part.targets))
            for part in parts
            if part.root.tag in _NOTE_PARTS
            for note in part.root
        }
        self._read: set[tuple[str, str | None]] = set()

    def of(self, element: "_Element") -> Iterator[str]:
        """The notes that are referred to in the element, in order."""
        for key in _references(element):
            if key in self._notes and key not in self._read:
                self._read.add(key)
                note, words = self._notes[key]
                yield "\n".join(map(words.paragraph, note.iter(PARAGRAPH)))

    def unread(self, body: "_Element") -> Counter[str]:
        """How many references lead to no note that was given out, by "footnote" and "endnote"."""
        return Counter(kind for kind, identifier in _references(body) if (kind, identifier) not in self._read)


def _references(element: "_Element") -> Iterator[tuple[str, str | None]]:
    for reference in element.iter(*_NOTES):
        if not any(above.tag in _DELETED for above in reference.iterancestors()):
            yield _NOTES[reference.tag], reference.get(_ID)

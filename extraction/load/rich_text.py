"""Rich text (.rtf), by way of striprtf, around what it passes over (seen with 0.0.35): notes, levels, and what is hidden."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.load.accounting import Account, LeftOut
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_block
from schemas.errors import DocumentRejectedError

_BEGIN = b"{\\rtf"
_SAVE_AGAIN = "Open it in a word processor, save it as .docx and try again."
# Marks in Unicode's private range that stand for what has no text: a note, the level of a heading, that of an item.
_NOTE, _HEADING, _ITEM = 0xE100, 0xE110, 0xE120
_MARKS = re.compile(f"[{chr(_NOTE)}{chr(_HEADING)}-{chr(_ITEM + 9)}]")
_GROUP = re.compile(
    r"\{(?:\\\*)?\\(footnote|header[lrf]?|footer[lrf]?|annotation)(?![a-z])|\{(?:\\[a-z]+-?\d* ?)*?\\(v|deleted)(?![a-z0-9])"
)
_LEVEL = re.compile(r"\\(outlinelevel|ilvl)(\d)")
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_CODE_PAGE = re.compile(r"\\ansicpg\d+")
_LISTED = re.compile(r"\s*(?:([•·▪◦–*\uf0b7\uf0a7-])|([0-9a-zA-Z]{1,4}[.)]))\t\s*(.+)")
_SPLIT_CELL = re.compile(r"\n+\|")
_REASONS = {
    "v": "hidden text left out",
    "deleted": "deleted text left out",
    "annotation": "comment left out",
}
_FAULTS = (
    ValueError,
    IndexError,
    KeyError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
    OverflowError,
)
_INDENT = "  "


class RichText:
    """RTF files."""

    name = "rtf"
    media_types = ("application/rtf", "text/rtf")
    suffixes = (".rtf",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings by outline level, paragraphs, lists, rows of tables, and each footnote after what refers to it.

        Raises:
            DocumentRejectedError: it is no RTF, damaged, or holds too much.
        """
        if not content.lstrip().startswith(_BEGIN):
            raise DocumentRejectedError(f"{name} is not an RTF file", remedy=_SAVE_AGAIN)
        try:
            reading = _Reading(content.decode("latin-1"))
            loaded = join_blocks(limited_blocks(reading.blocks(), name, max_bytes=max_bytes))
        except _FAULTS as error:
            raise DocumentRejectedError(
                f"{name} is a damaged RTF file ({error})", remedy=_SAVE_AGAIN
            ) from error
        warnings = Account(left_out=tuple(reading.left_out)).warnings()
        return [replace(loaded, title=loaded.first_heading, warnings=warnings)]


@dataclass
class _Reading:
    """The reading of one file."""

    markup: str
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def blocks(self) -> Iterator[TextBlock]:
        text = _SPLIT_CELL.sub("|", _plain(_LEVEL.sub(_marked_level, self._without_groups())))
        before = ""
        for line in text.split("\n"):
            block = _block(line, joined_to=before)
            before = block.kind if block.text else before
            yield block
            for _ in range(line.count(chr(_NOTE))):
                if self.notes:
                    yield TextBlock(self.notes.pop(0), "note")
                    before = "note"

    def _without_groups(self) -> str:
        """The markup with a mark for each note, and without what is not read."""
        parts, place = [], 0
        while (found := _GROUP.search(self.markup, place)) is not None:
            end = _group_end(self.markup, found.start())
            kind = found[1] or found[2]
            text = self._group_text(self.markup[found.end() : end - 1])
            parts.append(self.markup[place : found.start()])
            if kind == "footnote":
                self.notes.append(text)
                parts.append(_mark(_NOTE))
            else:
                side = "head" if kind.startswith("header") else "foot"
                self.left_out.append(LeftOut(_REASONS.get(kind, f"running {side} left out"), text))
            place = end
        return "".join((*parts, self.markup[place:]))

    def _group_text(self, inner: str) -> str:
        code_page = _CODE_PAGE.search(self.markup)
        text = _plain(f"{{\\rtf1\\ansi{code_page[0] if code_page else ''} {inner}}}")
        return _MARKS.sub("", text).strip()


def _plain(markup: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(markup, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf's


def _group_end(markup: str, start: int) -> int:
    """The place behind the brace that closes the group."""
    depth = 0
    for found in _BRACES.finditer(markup, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(markup)


def _marked_level(match: re.Match[str]) -> str:
    return f"{match[0]}{_mark((_HEADING if match[1] == 'outlinelevel' else _ITEM) + int(match[2]))}"


def _mark(code: int) -> str:
    """A character of the private range, as RTF writes it."""
    return f"{{\\uc0\\u{code - 0x10000} }}"


def _block(line: str, *, joined_to: str) -> TextBlock:
    marks = {ord(mark) for mark in _MARKS.findall(line)}
    plain = _MARKS.sub("", line).strip()
    level = next((mark - _HEADING for mark in sorted(marks) if _HEADING <= mark < _HEADING + 9), None)
    depth = next((mark - _ITEM for mark in sorted(marks) if _ITEM <= mark <= _ITEM + 9), 0)
    listed = _LISTED.match(_MARKS.sub("", line))
    if plain.endswith("|") and plain.count("|") > 1:
        return row_block(plain[:-1].split("|"), joined=joined_to == "row")
    if level is not None and plain:
        return TextBlock(plain, "heading", level + 1)
    if listed:
        mark = "-" if listed[1] else listed[2]
        return TextBlock(
            f"{mark} {listed[3].strip()}", "item", joined=joined_to == "item", indent=_INDENT * depth
        )
    return TextBlock(plain)

"""Rich text (.rtf), by way of striprtf, around what it passes over (seen with 0.0.35): notes, levels, and what is hidden."""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.links import link_marks
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks
from extraction.load.raised import raised
from extraction.load.rich_text_groups import group_end, unseen_stretches, with_shown_objects
from extraction.load.rich_text_tables import is_row, mark_rows, row_of, rows_in_lines, without_marks
from extraction.load.rich_text_words import rich_text_words
from schemas.errors import DocumentRejectedError

_BEGIN = b"{\\rtf"
_SAVE_AGAIN = "Open it in a word processor, save it as .docx and try again."
# Marks in Unicode's private range that stand for what has no text: a note, what is raised, the level of a heading, that of an item.
_NOTE, _RAISED, _HEADING, _ITEM = 0xE100, 0xE101, 0xE110, 0xE120
_MARKS = re.compile(f"[{chr(_NOTE)}{chr(_HEADING)}-{chr(_ITEM + 9)}]")
_GROUP = re.compile(
    r"\{(?:\\\*)?\\(footnote|header[lrf]?|footer[lrf]?|annotation|shp)(?![a-z])|\{(?:\\[a-z]+-?\d* ?)*?\\(v|deleted)(?![a-z0-9])"
)
_TEXT_BOX = re.compile(r"\{\\shptxt(?![a-z])|(?<=\{\\sn gtextUNICODE\})\{\\sv(?![a-z])")
_LINK = re.compile(r"\{\\field(?![a-z])[^{}]*\{\\\*\\fldinst(?![a-z])")
_ADDRESS = re.compile(r'HYPERLINK\s+"([^"]*)"')
_RESULT = re.compile(r"\{\\fldrslt(?![a-z]) ?")
_LEVEL = re.compile(r"\\(outlinelevel|ilvl)(\d)")
_SUPERSCRIPT = re.compile(r"\\super(?![a-zA-Z0-9-]) ?")
_RAISED_WORDS = re.compile(rf"(.?){chr(_RAISED)}([-+−–]?\d*)")
_CODE_PAGE = re.compile(r"\\ansicpg\d+")
_LISTED = re.compile(r"\s*(?:([•·▪◦–*\uf0b7\uf0a7-])|([0-9a-zA-Z]{1,4}[.)]))\t\s*(.+)")
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
            markup = with_shown_objects(content.decode("latin-1")).replace("{\\pntext", "{\\listtext")
            reading = _Reading(_with_links(markup))
            loaded = join_blocks(limited_blocks(reading.blocks(), name, max_bytes=max_bytes))
        except _FAULTS as error:
            raise DocumentRejectedError(
                f"{name} is a damaged RTF file ({error})", remedy=_SAVE_AGAIN
            ) from error
        account = account_for_words(rich_text_words(content), loaded.text, reading.left_out)
        return [replace(loaded, title=loaded.first_heading, warnings=account.warnings())]


@dataclass
class _Reading:
    """The reading of one file."""

    markup: str
    left_out: list[LeftOut] = field(default_factory=list)
    waiting: list[TextBlock] = field(default_factory=list)
    """Notes and text boxes, which come after the paragraph that refers to them."""

    def blocks(self) -> Iterator[TextBlock]:
        markup = mark_rows(_LEVEL.sub(_marked_level, self._without_groups()))
        before = ""
        above: list[str] = []
        for line in rows_in_lines(_plain(markup)).split("\n"):
            if is_row(line):
                block = row_of(_MARKS.sub("", line), above, joined=before == "row")
            else:
                block = _block(without_marks(line), joined_to=before)
            before = block.kind if block.text else before
            yield block
            for _ in range(line.count(chr(_NOTE))):
                if self.waiting:
                    yield self.waiting.pop(0)
                    before = "note"

    def _without_groups(self) -> str:
        """The markup with a mark for each note, and without what is not read."""
        parts, place = [], 0
        while (found := _GROUP.search(self.markup, place)) is not None:
            end = group_end(self.markup, found.start())
            kind = found[1] or found[2]
            inner = self.markup[found.end() : end - 1]
            parts.append(self.markup[place : found.start()])
            place = end
            if kind in {"footnote", "shp"}:
                parts.extend(self._later(kind, inner))
                continue
            side = "head" if kind.startswith("header") else "foot"
            reason = _REASONS.get(kind, f"running {side} left out")
            self.left_out.append(LeftOut(reason, self._group_text(inner)))
        return self._without_stretches("".join((*parts, self.markup[place:])))

    def _without_stretches(self, markup: str) -> str:
        """The markup without what is switched to be unseen."""
        parts, place = [], 0
        for start, end, word in unseen_stretches(markup):
            parts.append(markup[place:start])
            reason = _REASONS.get(word, _REASONS["v"])
            self.left_out.append(LeftOut(reason, self._group_text(markup[start:end])))
            place = end
        return "".join((*parts, markup[place:]))

    def _later(self, kind: str, inner: str) -> Iterator[str]:
        """A mark for the note, or for each text box that the shape has."""
        if kind == "footnote":
            self.waiting.append(TextBlock(self._group_text(inner), "note"))
            yield _mark(_NOTE)
            return
        for found in _TEXT_BOX.finditer(inner):
            text = self._group_text(inner[found.end() : group_end(inner, found.start()) - 1])
            self.waiting.append(TextBlock(text))
            yield _mark(_NOTE)

    def _group_text(self, inner: str) -> str:
        from striprtf.striprtf import font_table_group

        code_page = _CODE_PAGE.search(self.markup)
        fonts = font_table_group(self.markup)  # type: ignore[no-untyped-call]  # striprtf's
        head = f"{code_page[0] if code_page else ''}{fonts}"
        text = _plain(f"{{\\rtf1\\ansi{head} {inner}}}")
        return _MARKS.sub("", text).strip()


def _plain(markup: str) -> str:
    from striprtf.striprtf import rtf_to_text

    marked = _SUPERSCRIPT.sub(lambda found: f"{found[0]}{_mark(_RAISED)}", markup)
    text = str(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf's
    return _RAISED_WORDS.sub(lambda found: found[1] + raised(found[1], found[2]), text)


def _marked_level(match: re.Match[str]) -> str:
    return f"{match[0]}{_mark((_HEADING if match[1] == 'outlinelevel' else _ITEM) + int(match[2]))}"


def _mark(code: int) -> str:
    return _written(chr(code))


def _written(text: str) -> str:
    """The text as RTF writes it, whatever its encoding."""
    written = "".join(f"\\u{unit} " for unit in array("H", text.encode("utf-16-le")))
    return f"{{\\uc0{written}}}"


def _with_links(markup: str) -> str:
    """The markup with marks around words that lead elsewhere, in the place of their fields."""
    parts, place = [], 0
    for found in _LINK.finditer(markup):
        end = group_end(markup, found.start())
        field_ = markup[found.start() : end]
        address, result = _ADDRESS.search(field_), _RESULT.search(field_)
        if place > found.start() or not address or not result:
            continue
        opening, closing = link_marks(address[1])
        words = field_[result.end() : group_end(field_, result.start()) - 1]
        parts += [markup[place : found.start()], _written(opening), f"{{{words}}}", _written(closing)]
        place = end
    return "".join((*parts, markup[place:]))


def _block(line: str, *, joined_to: str) -> TextBlock:
    marks = {ord(mark) for mark in _MARKS.findall(line)}
    plain = _MARKS.sub("", line).strip()
    level = next((mark - _HEADING for mark in sorted(marks) if _HEADING <= mark < _HEADING + 9), None)
    depth = next((mark - _ITEM for mark in sorted(marks) if _ITEM <= mark <= _ITEM + 9), 0)
    listed = _LISTED.match(_MARKS.sub("", line))
    if level is not None and plain:
        return TextBlock(plain, "heading", level + 1)
    if listed:
        mark = "-" if listed[1] else listed[2]
        return TextBlock(
            f"{mark} {listed[3].strip()}", "item", joined=joined_to == "item", indent=_INDENT * depth
        )
    return TextBlock(plain)

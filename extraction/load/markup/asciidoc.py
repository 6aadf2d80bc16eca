"""AsciiDoc as text with headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.links import mark_link
from extraction.load.loaded_text import (
    LoadedText,
    TextBlock,
    check_text_length,
    join_blocks,
    limited_blocks,
    row_block,
)
from extraction.load.markup.asciidoc_words import asciidoc_words

_HEADING = re.compile(r"(={1,6})\s+(\S.*)")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d+\.)\s+(\S.*)")
_ATTRIBUTE = re.compile(r":[\w-]+!?:(?:\s.*)?")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|-{2}|`{3,}.*)")
_CODE = ("----", "....", "```", "++++")
_ANCHOR = re.compile(r"\[\[[^\]]*\]\]|\[#[^\]]*\]")
_LINK = re.compile(r"(?:link:(\S+?)|(https?://[^\s\[]+|mailto:[^\s\[]+)|xref:[^\s\[]+)\[([^\]]*)\]")
_REFERENCE = re.compile(r"<<[^<>,]+(?:,([^<>]*))?>>")
_QUOTED = re.compile(r"\[(?:quote|verse),\s*([^\]]+)\]")
_DEFINITION = re.compile(r":([\w-]+):[ \t]+(\S.*?)[ \t]*$", re.MULTILINE)
_USE = re.compile(r"\{([\w-]+)\}")
_NOTE = re.compile(r"footnote(?::\w+)?:?\[([^\]]*)\]")
_BOLD = re.compile(r"(?<![\w*])(\*{1,2}|_{1,2}|`{1,2}|#{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_FORMULA = re.compile(r"(?:stem|latexmath|asciimath):\[([^\]]*)\]")
_OUTSIDE = re.compile(r"(include|image|video|audio)::(\S+?)\[(.*)\]")
_INDENT = "  "
_TABLE = "|==="


class AsciiDoc(ConfiguredFormat):
    """AsciiDoc files."""

    name = "asciidoc"
    media_types = ("text/asciidoc", "text/x-asciidoc")
    suffixes = (".adoc", ".asciidoc")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, lists, tables, code and notes, without the markup around words; comments are left out.

        Raises:
            DocumentRejectedError: it is not text, or holds too much.
        """
        decoded = self.decoded(content, name)
        source = _filled(decoded.text)
        check_text_length(name, len(source), max_bytes=max_bytes)
        lines = _Lines(source.splitlines())
        loaded = join_blocks(limited_blocks(lines.blocks(), name, max_bytes=max_bytes))
        account = account_for_words(asciidoc_words(source), loaded.text, lines.left_out)
        warnings = (*decoded.warnings, *account.warnings())
        return [replace(loaded, title=loaded.first_heading, warnings=warnings)]


class _Lines:
    """Goes through the lines of a file."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0
        self.left_out: list[LeftOut] = []

    def blocks(self) -> Iterator[TextBlock]:
        paragraph: list[str] = []
        in_list = False
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            found = self._special(line, in_list=in_list)
            if found is None:
                paragraph.append(line.strip())
                continue
            yield from _paragraph(paragraph)
            paragraph = []
            yield from found
            in_list = any(block.kind == "item" for block in found)
        yield from _paragraph(paragraph)

    def _special(self, line: str, *, in_list: bool) -> list[TextBlock] | None:  # noqa: PLR0911  one for each kind of line
        """The blocks of a line that is no running text (none for what is not printed); None for running text."""
        if not line.strip() or line.startswith("//") or _ATTRIBUTE.fullmatch(line) or line == "+":
            if line.startswith("//"):
                place = f"line {self._at}"
                text = "\n".join(self._until(line)) if line.startswith("////") else line[2:]
                self.left_out.append(LeftOut("comment left out", text, place))
            return []
        if found := _OUTSIDE.fullmatch(line):
            self.left_out.append(_left_out(found[1], found[2], found[3], f"line {self._at}"))
            return []
        if line.strip() == _TABLE:
            return self._table(self._until(_TABLE))
        if line.startswith(_CODE):
            return [TextBlock("\n".join(self._until(line[:3] if line.startswith("```") else line)), "code")]
        if quoted := _QUOTED.fullmatch(line):
            return [TextBlock(quoted[1], "caption")]
        if _DELIMITER.fullmatch(line) or (line.startswith("[") and line.endswith("]")):
            return []
        if heading := _HEADING.fullmatch(line):
            return [TextBlock(_plain(heading[2])[0], "heading", len(heading[1]))]
        if line.startswith(".") and len(line) > 1 and line[1].isalnum():
            return [TextBlock(_plain(line[1:])[0], "caption")]
        item = _ITEM.fullmatch(line)
        return self._item(item[1], item[2], in_list=in_list) if item else None

    def _item(self, mark: str, words: str, *, in_list: bool) -> list[TextBlock]:
        while self._at < len(self._lines) and (following := self._lines[self._at]).strip():
            if self._starts_block(following):
                break
            words += f" {following.strip()}"
            self._at += 1
        text, notes = _plain(words)
        depth = len(mark) - 1 if mark[0] in "*." else 0
        sign = "-" if mark[0] in "*-" else "1." if mark[0] == "." else mark
        return [
            TextBlock(f"{sign} {text}", "item", joined=in_list, indent=_INDENT * depth),
            *(TextBlock(note, "note") for note in notes),
        ]

    @staticmethod
    def _starts_block(line: str) -> bool:
        plain = line.rstrip()
        return bool(
            _ITEM.fullmatch(plain) or _HEADING.fullmatch(plain) or _DELIMITER.fullmatch(plain)
            or plain == "+" or plain.startswith(("|", "//", "["))
        )  # fmt: skip

    def _until(self, delimiter: str) -> list[str]:
        """The lines up to the next one that begins so, which is passed over."""
        found: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at].rstrip()
            self._at += 1
            if line.startswith(delimiter):
                break
            found.append(line)
        return found

    @staticmethod
    def _table(lines: list[str]) -> list[TextBlock]:
        """The rows: as many cells as the first line has, or the cells of a stretch between blank lines."""
        first = next((line for line in lines if line.strip()), "")
        columns = max(1, len(re.findall(r"(?:^|\s)[\d.+*<>^aehlmsv]*\|", first)))
        cells = re.split(r"(?:^|(?<=\s))[\d.+*<>^aehlmsv]*\|", "\n".join(lines), flags=re.MULTILINE)[1:]
        texts = [_plain(" ".join(cell.split()))[0] for cell in cells]
        rows = [texts[place : place + columns] for place in range(0, len(texts), columns)]
        return [row_block(row, joined=number > 0) for number, row in enumerate(rows)]


def _filled(source: str) -> str:
    """The source with what its attributes say in the places where they are named."""
    known = dict(_DEFINITION.findall(source))
    return _USE.sub(lambda found: known.get(found[1], found[0]), source)


def _left_out(kind: str, target: str, words: str, place: str) -> LeftOut:
    if kind == "include":
        return LeftOut("file that is included not read", target, place, "Ingest that file, too.")
    return LeftOut("picture not read", words or target, place)


def _paragraph(lines: list[str]) -> Iterator[TextBlock]:
    if lines:
        text, notes = _plain("\n".join(lines))
        yield TextBlock(text)
        yield from (TextBlock(note, "note") for note in notes)


def _plain(text: str) -> tuple[str, list[str]]:
    """The words without the markup around them, and the notes in them."""
    notes = [" ".join(note.split()) for note in _NOTE.findall(text)]
    text = _REFERENCE.sub(r"\1", _FORMULA.sub(r"\1", _ANCHOR.sub("", _NOTE.sub("", text))))
    text = _LINK.sub(lambda found: mark_link(found[3], found[1] or found[2] or ""), text)
    return _BOLD.sub(r"\2", text).strip(), notes

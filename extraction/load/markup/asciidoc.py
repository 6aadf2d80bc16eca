"""AsciiDoc as text with headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, row_block
from extraction.load.options import USUAL, ReadingOptions

_HEADING = re.compile(r"(={1,6})\s+(\S.*)")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d+\.)\s+(\S.*)")
_ATTRIBUTE = re.compile(r":[\w-]+!?:(?:\s.*)?")
_DELIMITER = re.compile(r"(?:-{4,}|\.{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|-{2}|`{3,}.*)")
_CODE = ("----", "....", "```", "++++")
_ANCHOR = re.compile(r"\[\[[^\]]*\]\]|\[#[^\]]*\]")
_PLAIN_LINK = re.compile(r"(?:link:\S+?|https?://[^\s\[]+|mailto:[^\s\[]+|xref:[^\s\[]+)\[([^\]]*)\]")
_NOTE = re.compile(r"footnote(?::\w+)?:?\[([^\]]*)\]")
_BOLD = re.compile(r"(?<![\w*])(\*{1,2}|_{1,2}|`{1,2}|#{1,2})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_FORMULA = re.compile(r"(?:stem|latexmath|asciimath):\[([^\]]*)\]")
_INDENT = "  "
_TABLE = "|==="


@dataclass(frozen=True)
class AsciiDoc:
    """AsciiDoc files."""

    options: ReadingOptions = USUAL
    name = "asciidoc"
    media_types = ("text/asciidoc", "text/x-asciidoc")
    suffixes = (".adoc", ".asciidoc")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, lists, tables, code and notes, without the markup around words; comments are left out.

        Raises:
            DocumentRejectedError: it is not text, or holds too much.
        """
        decoded = decode_text(content, name, self.options.encoding)
        loaded = join_blocks(_Lines(decoded.text.splitlines()).blocks())
        check_text_length(name, len(loaded.text), max_bytes=max_bytes)
        return [replace(loaded, title=loaded.first_heading, warnings=decoded.warnings)]

    def configured(self, options: ReadingOptions) -> "AsciiDoc":
        """The format, for files in the encoding that is given."""
        return AsciiDoc(options)


class _Lines:
    """Goes through the lines of a file."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

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
            if line.startswith("////"):
                self._until(line)
            return []
        if line.strip() == _TABLE:
            return self._table(self._until(_TABLE))
        if line.startswith(_CODE):
            return [TextBlock("\n".join(self._until(line[:3] if line.startswith("```") else line)), "code")]
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


def _paragraph(lines: list[str]) -> Iterator[TextBlock]:
    if lines:
        text, notes = _plain("\n".join(lines))
        yield TextBlock(text)
        yield from (TextBlock(note, "note") for note in notes)


def _plain(text: str) -> tuple[str, list[str]]:
    """The words without the markup around them, and the notes in them."""
    notes = [" ".join(note.split()) for note in _NOTE.findall(text)]
    text = _PLAIN_LINK.sub(r"\1", _FORMULA.sub(r"\1", _ANCHOR.sub("", _NOTE.sub("", text))))
    return _BOLD.sub(r"\2", text).strip(), notes

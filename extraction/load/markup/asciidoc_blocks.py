"""The blocks of an AsciiDoc file, from its lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from extraction.load.accounting import LeftOut
from extraction.load.loaded_text import TextBlock, row_block
from extraction.load.markup.asciidoc_inline import Inline
from extraction.load.markup.asciidoc_lists import OpenLists
from extraction.load.markup.asciidoc_source import Line, is_underline
from extraction.load.markup.asciidoc_table import table_rows
from schemas.document import BlockKind

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*?)(?:[ \t]+\1)?")
_LEVELS = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
_ITEM = re.compile(r"[ \t]*(\*{1,5}|-|•|\.{1,5}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\)|<(?:\d+|\.)>)[ \t]+(\S.*)")
_TERM = re.compile(r"[ \t]*(\S.*?)(:{2,4}|;;)(?:[ \t]+(\S.*))?")
_BOUND = re.compile(r"(?:={4,}|\*{4,}|_{4,}|-{2})")
_WORD_FOR_WORD = re.compile(r"(?:-{4,}|\.{4,}|\+{4,}|`{3,}).*")
_TABLE = re.compile(r"([|,:!])={3,}")
_ATTRIBUTES = re.compile(r"\[(?!\[)(.*)\]")
_ANCHOR = re.compile(r"\[\[([^\[\],]*)(?:,(.*))?\]\]")
_TITLE = re.compile(r"\.(?![.\s])(.+)")
_MACRO = re.compile(r"(image|video|audio|toc)::(\S*?)\[(.*)\]")
_RULE = re.compile(r"'{3,}|<{3,}|-{3}|\*{3}|- - -|\* \* \*")
_CALLOUT = re.compile(
    r"[ \t]*(?:(?:#|//|--|;;)[ \t]*)?((?:<(?:\d+|\.)>[ \t]*)+)$|[ \t]*<!--(\d+)-->$", re.MULTILINE
)
_NAMED_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^,]*)""")
_MOST_NESTED = 5


@dataclass
class Blocks:
    """Goes through the lines once; `left_out` has what is not printed, when the blocks have been taken."""

    lines: Sequence[Line]
    titles: Mapping[str, str]
    left_out: list[LeftOut] = field(default_factory=list)
    depth: int = 0
    _at: int = 0
    _stated: str = ""
    _lists: OpenLists = field(default_factory=OpenLists)
    _bounds: list[tuple[str, OpenLists]] = field(default_factory=list)
    _attached: bool = False
    _after_blank: bool = False

    def blocks(self) -> Iterator[TextBlock]:
        """The blocks in their order; notes stand behind the block that refers to them."""
        while self._at < len(self.lines):
            line = self._next()
            if not line.text.strip():
                self._after_blank = True
                continue
            found = self._special(line)
            yield from self._paragraph(line) if found is None else found
            self._after_blank = False

    def _next(self) -> Line:
        line = self.lines[self._at]
        self._at += 1
        return line

    def _special(self, line: Line) -> Iterator[TextBlock] | None:
        """The blocks that begin with a line of markup; None for running text."""
        text = line.text
        if text == "+":
            self._attached = True
        elif text.startswith("//") and not text.startswith("///"):
            self._part_lists()
            self.left_out.append(LeftOut("comment left out", text[2:], line.place))
        elif text.startswith("////"):
            self._leave_out("comment left out", self._until(text), line)
        elif found := _MACRO.fullmatch(text):
            self._macro(found, line)
        elif found := _ATTRIBUTES.fullmatch(text):
            self._part_lists()
            self._stated = f"{self._stated},{found[1]}" if self._stated else found[1]
        elif not (_ANCHOR.fullmatch(text) or _RULE.fullmatch(text)):
            return self._block(line)
        return iter(())

    def _block(self, line: Line) -> Iterator[TextBlock] | None:  # noqa: PLR0911  one for each kind of line
        text, following = line.text, self.lines[self._at].text if self._at < len(self.lines) else ""
        if found := _TABLE.fullmatch(text):
            return self._table(found[1], self._until(text))
        if _BOUND.fullmatch(text):
            return self._bound(text, line)
        if _WORD_FOR_WORD.fullmatch(text):
            return self._verbatim(text, self._until(text[:3] if text.startswith("```") else text))
        if found := _HEADING.fullmatch(text):
            return self._heading(found[2], len(found[1]))
        if is_underline(text, following):
            self._at += 1
            return self._heading(text, _LEVELS[following[0]])
        if found := _TITLE.fullmatch(text):
            return self._words(found[1], "caption")
        if found := _ITEM.fullmatch(text):
            return self._item(found[1], found[2])
        if found := _TERM.fullmatch(text):
            return self._term(found[1], found[3] or "")
        return None

    def _heading(self, words: str, level: int) -> Iterator[TextBlock]:
        self._take_stated()
        self._end_lists()
        for block in self._words(words, "heading"):
            yield TextBlock(block.text, block.kind, level if block.kind == "heading" else None)

    def _bound(self, text: str, line: Line) -> Iterator[TextBlock]:
        """What stands before a block between two lines that are alike: who is quoted; nothing at its end."""
        if self._bounds and self._bounds[-1][0] == text:
            self._lists = self._bounds.pop()[1]
            return
        stated = self._take_stated()
        if stated.startswith("comment"):
            self._leave_out("comment left out", self._until(text), line)
            return
        self._bounds.append((text, self._lists if self._attached else OpenLists()))
        self._lists, self._attached = OpenLists(), False
        yield from self._quoted(stated)

    def _quoted(self, stated: str) -> Iterator[TextBlock]:
        style, *by = (part.strip(" \"'") for part in stated.split(","))
        if style in {"quote", "verse"} and any(by):
            yield from self._words(", ".join(filter(None, by)), "caption")

    def _verbatim(self, bound: str, lines: Sequence[Line]) -> Iterator[TextBlock]:
        stated, text = self._take_stated(), "\n".join(line.text for line in lines)
        self._detach()
        if bound.startswith("++++") and not stated.startswith(("stem", "latexmath", "asciimath")):
            yield TextBlock(Inline().words(f"+++{text}+++"))
        else:
            yield TextBlock(_CALLOUT.sub(_numbered, text), "code")

    def _table(self, sign: str, lines: Sequence[Line]) -> Iterator[TextBlock]:
        named = {name: value.strip("\"'") for name, value in _NAMED_ATTRIBUTE.findall(self._take_stated())}
        self._detach()
        inline = Inline(self.titles)

        def read(cell: str, has_blocks: bool) -> str:
            return self._inner(cell) if has_blocks else inline.words(cell)

        rows = table_rows([line.text for line in lines], sign, named, read)
        for number, row in enumerate(rows):
            yield row_block(row, joined=number > 0)
        yield from self._noted(inline)

    def _inner(self, cell: str) -> str:
        """The words of a cell that holds blocks of its own."""
        lines = [Line(0, line) for line in cell.strip().replace("!===", "|===").split("\n")]
        if self.depth >= _MOST_NESTED:
            return " ".join(line.text for line in lines)
        is_table = False
        for number, line in enumerate(lines):
            is_table ^= line.text == "|==="
            lines[number] = Line(0, line.text.replace("!", "|")) if is_table else line
        inner = Blocks(lines, self.titles, self.left_out, self.depth + 1)
        return " ".join(block.text for block in inner.blocks())

    def _item(self, mark: str, words: str) -> Iterator[TextBlock]:
        stated, was_open = self._take_stated(), bool(self._lists)
        label, depth = self._lists.label(mark, stated)
        indent, inline = "  " * depth, Inline(self.titles)
        text = " ".join(inline.words(self._gathered(words)).split())
        yield TextBlock(f"{label} {text}", "item", joined=was_open, indent=indent)
        yield from self._noted(inline)

    def _term(self, term: str, words: str) -> Iterator[TextBlock]:
        """A term and what is said of it, on a line of its own."""
        self._take_stated()
        yield from self._words(term, "paragraph")
        if not words and self._at < len(self.lines) and self._starts_text(self.lines[self._at].text):
            words = self._next().text.strip()
        if words:
            first, *notes = self._words(self._gathered(words), "paragraph")
            yield TextBlock(first.text, joined=True)
            yield from notes

    def _gathered(self, words: str) -> str:
        """The words with the lines that go on with them."""
        while self._at < len(self.lines) and self._starts_text(self.lines[self._at].text):
            words += f"\n{self._next().text.strip()}"
        return words

    def _paragraph(self, line: Line) -> Iterator[TextBlock]:
        stated = self._take_stated()
        if not self._attached:
            self._end_lists()
        self._attached = False
        is_literal = line.text[:1].isspace() or stated.startswith(("source", "listing", "literal"))
        lines = [line.text]
        while self._at < len(self.lines) and self._goes_on(self.lines[self._at].text, is_literal=is_literal):
            following = self._next()
            if following.text.startswith("//") and not is_literal:
                self.left_out.append(LeftOut("comment left out", following.text[2:], following.place))
            else:
                lines.append(following.text)
        if stated.startswith("comment"):
            self._leave_out("comment left out", [Line(line.number, "\n".join(lines))], line)
        elif is_literal:
            yield TextBlock(_CALLOUT.sub(_numbered, dedent("\n".join(lines))), "code")
        else:
            yield from self._quoted(stated)
            plain = (text.strip().removeprefix("> ") for text in lines)
            yield from self._words("\n".join(plain), "paragraph")

    def _goes_on(self, text: str, *, is_literal: bool) -> bool:
        if is_literal:
            return bool(text.strip()) and text != "+"
        is_comment = text.startswith("//") and not text.startswith("///")
        return is_comment or self._starts_text(text, in_paragraph=True)

    @staticmethod
    def _starts_text(text: str, *, in_paragraph: bool = False) -> bool:
        """Whether the line goes on with words; within a paragraph what looks like an item does."""
        if not text.strip() or text == "+" or text.startswith("//"):
            return False
        marked = (_BOUND, _WORD_FOR_WORD, _TABLE, _ATTRIBUTES, _MACRO) if in_paragraph else (
            _BOUND, _WORD_FOR_WORD, _TABLE, _ATTRIBUTES, _MACRO, _HEADING, _ITEM, _TERM, _TITLE,
        )  # fmt: skip
        return not any(pattern.fullmatch(text) for pattern in marked)

    def _words(self, text: str, kind: BlockKind) -> Iterator[TextBlock]:
        inline = Inline(self.titles)
        yield TextBlock(inline.words(text), kind)
        yield from self._noted(inline)

    def _noted(self, inline: Inline) -> Iterator[TextBlock]:
        place = self.lines[self._at - 1].place if self.lines else ""
        self.left_out.extend(LeftOut("picture not read", words, place) for words in inline.pictures)
        return (TextBlock(note, "note") for note in inline.notes)

    def _macro(self, found: re.Match[str], line: Line) -> None:
        if found[1] != "toc":
            self.left_out.append(LeftOut("picture not read", found[3] or found[2], line.place))

    def _until(self, bound: str) -> list[Line]:
        """The lines up to the next one that is so, which is passed over."""
        found: list[Line] = []
        while self._at < len(self.lines) and (line := self._next()).text != bound:
            found.append(line)
        return found

    def _leave_out(self, reason: str, lines: Sequence[Line], line: Line) -> None:
        self.left_out.append(LeftOut(reason, "\n".join(one.text for one in lines), line.place))

    def _take_stated(self) -> str:
        stated, self._stated = self._stated, ""
        return stated

    def _detach(self) -> None:
        if not self._attached:
            self._end_lists()
        self._attached = False

    def _part_lists(self) -> None:
        """End the lists before a line that parts them from those behind it."""
        if self._after_blank and not self._attached:
            self._end_lists()

    def _end_lists(self) -> None:
        self._lists = OpenLists()


def find_titles(lines: Sequence[Line]) -> dict[str, str]:
    """What references by each name say: the heading or the title behind an anchor, and headings by their own names."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in lines:
        if anchor := _ANCHOR.fullmatch(line.text):
            names.append(anchor[1])
            if anchor[2]:
                found[anchor[1]] = anchor[2]
        elif stated := _ATTRIBUTES.fullmatch(line.text):
            names += re.findall(r"#([\w-]+)", stated[1])
        elif title := _HEADING.fullmatch(line.text) or _TITLE.fullmatch(line.text):
            words = Inline().words(title[title.lastindex or 1])
            own = "_" + re.sub(r"[ .-]+", "_", re.sub(r"[^\w .-]", "", words.lower())).strip("_")
            found |= {name: words for name in (own, *names) if name not in found}
            names = []
        elif line.text.strip():
            names = []
    return found


def _numbered(found: re.Match[str]) -> str:
    numbers = re.findall(r"\d+|\.", found[1] or found[2])
    return "".join(f" ({number})" for number in numbers)

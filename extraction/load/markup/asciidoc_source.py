"""The lines of an AsciiDoc file that are printed: conditions decided, attributes taken, what is included left out."""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extraction.load.accounting import LeftOut

_ENTRY = re.compile(r":(!?)([\w-]+)(!?):(?:[ \t]+(.*))?")
_GOES_ON = re.compile(r"(.*?)[ \t]+(?:\+[ \t]+)?\\")
_USE = re.compile(r"(\\?)\{([\w-]+)\}")
_DIRECTIVE = re.compile(r"(ifdef|ifndef|ifeval|endif)::(\S*?)\[(.*)\]")
_INCLUDE = re.compile(r"include::(\S.*?)\[.*\]")
_EVALUATED = re.compile(r"(.+?)\s*(==|!=|<=|>=|<|>)\s*(.+)")
_OPERATIONS = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge,
}  # fmt: skip
_WORD_FOR_WORD = re.compile(r"-{4,}|\.{4,}|\+{4,}|/{4,}|`{3,}.*")
_MOST_CHARS = 10_000
_UNDERLINES, _LEAST_UNDERLINE = "=-~^+", 3
# What a reader of the web page that is made of it would see.
_KNOWN = {
    "asciidoctor": "", "backend": "html5", "backend-html5": "", "basebackend-html": "", "empty": "", "blank": "",
    "sp": " ", "nbsp": " ", "zwsp": "", "lt": "<", "gt": ">", "amp": "&", "plus": "+", "vbar": "|", "apos": "'", "quot": '"',
    "asterisk": "*", "backtick": "`", "caret": "^", "tilde": "~", "startsb": "[", "endsb": "]", "backslash": "\\",
    "two-colons": "::", "two-semicolons": ";;", "deg": "°", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’", "cpp": "C++",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """A line with its number in the file."""

    number: int
    text: str

    @property
    def place(self) -> str:
        """Where it stands, for warnings."""
        return f"line {self.number}"


@dataclass
class PrintedLines:
    """Goes through a file once; `left_out` has what is not printed, when the lines have been taken."""

    source: str
    left_out: list[LeftOut] = field(default_factory=list)
    _known: dict[str, str] = field(default_factory=lambda: dict(_KNOWN))
    _shown: list[bool] = field(default_factory=list)
    _delimiter: str = ""
    _before: str = ""

    def lines(self) -> Iterator[Line]:
        """The lines, each with what its attributes say at that place."""
        lines = (Line(number, text.rstrip()) for number, text in enumerate(self.source.splitlines(), start=1))
        for line in lines:
            if found := _DIRECTIVE.fullmatch(line.text):
                yield from self._decided(line, *found.groups())
            elif not all(self._shown):
                self.left_out.append(LeftOut("text on a condition left out", line.text, line.place))
            elif found := _INCLUDE.fullmatch(line.text):
                reason, remedy = "file that is included not read", "Ingest that file, too."
                self.left_out.append(LeftOut(reason, found[1], line.place, remedy))
            elif not self._delimiter and (entry := _ENTRY.fullmatch(line.text)):
                self._take(entry, lines)
            else:
                yield self._printed(line)

    def _printed(self, line: Line) -> Line:
        before, self._before = self._before, line.text
        text = line.text
        if not self._delimiter and is_underline(before, text):
            return line
        if _WORD_FOR_WORD.fullmatch(text) and not self._delimiter:
            self._delimiter = text[:3] if text.startswith("```") else text
        elif self._delimiter and text == self._delimiter:
            self._delimiter = ""
        elif not self._delimiter:
            return Line(
                line.number, self._filled(text).replace("\\ifdef", "ifdef").replace("\\include", "include")
            )
        return line

    def _take(self, entry: re.Match[str], lines: Iterator[Line]) -> None:
        """Take what an attribute says, which a sign at the end carries on to the next line."""
        value = entry[4] or ""
        while (more := _GOES_ON.fullmatch(value)) and (following := next(lines, None)):
            value = f"{more[1]} {following.text.strip()}"
        if entry[1] or entry[3]:
            self._known.pop(entry[2].lower(), None)
        else:
            self._known[entry[2].lower()] = self._filled(value)[:_MOST_CHARS]

    def _filled(self, text: str) -> str:
        def said(found: re.Match[str]) -> str:
            return found[0][1:] if found[1] else self._known.get(found[2].lower(), found[0])

        return _USE.sub(said, text)

    def _decided(self, line: Line, kind: str, names: str, content: str) -> Iterator[Line]:
        if kind == "endif":
            del self._shown[-1:]
            return
        holds = self._is_true(content) if kind == "ifeval" else self._is_set(names) is (kind == "ifdef")
        if kind == "ifeval" or not content:
            self._shown.append(holds)
        elif holds and all(self._shown):
            yield self._printed(Line(line.number, content))
        else:
            self.left_out.append(LeftOut("text on a condition left out", content, line.place))

    def _is_set(self, names: str) -> bool:
        if "+" in names:
            return all(name.lower() in self._known for name in names.split("+"))
        return any(name.lower() in self._known for name in names.split(","))

    def _is_true(self, said: str) -> bool:
        compared = _EVALUATED.fullmatch(self._filled(said).strip())
        if compared is None:
            return False
        left, right = (_value(compared[number]) for number in (1, 3))
        if isinstance(left, float) is not isinstance(right, float):
            return compared[2] == "!="
        return bool(_OPERATIONS[compared[2]](left, right))


def is_underline(title: str, line: str) -> bool:
    """Whether the line underlines the title, as older files have headings."""
    return (
        len(line) >= _LEAST_UNDERLINE
        and line[0] in _UNDERLINES
        and line == line[0] * len(line)
        and abs(len(line) - len(title)) <= 1
        and title[:1].isalnum()
    )


def _value(said: str) -> float | str:
    try:
        return float(said)
    except ValueError:
        return said.strip("\"'")

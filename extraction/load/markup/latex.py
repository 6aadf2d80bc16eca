"""LaTeX: the text that would be printed, as far as it can be told without running TeX."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extraction.load.accounting import LeftOut, account_for_words
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_block
from extraction.load.markup.latex_converter import LatexConverter
from extraction.load.markup.latex_marks import (
    CAPTION,
    CELL,
    CODE,
    COLUMNS,
    HEADING,
    ITEM,
    NOTE,
    NOTE_END,
    ROW,
    ROWS,
)
from extraction.load.markup.latex_source import expanded, included, stated, without_remarks
from extraction.load.markup.latex_words import latex_words
from schemas.errors import DocumentRejectedError

_HEADING = re.compile(rf"{HEADING}(\d)(.*?){HEADING}", re.DOTALL)
_NOTES = re.compile(rf"{NOTE}(.*?){NOTE_END}", re.DOTALL)
_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.DOTALL)
_LABEL_FORM = re.compile(r"\\def\\labelenum\w+\{(?:[^{}]|\{[^{}]*\})*\}")
_TITLE_PAGE = re.compile(r"\\maketitle(?![a-zA-Z])")
_VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted)\}(?:\[[^]]*\]|\{\w+\})*(.*?)\\end\{\1\}", re.DOTALL
)
_IN_LINE = re.compile(r"\\(?:verb\*?|lstinline)([|!+/=@\"])([^\n]*?)\1")
_SPECIAL = re.compile(r"([#$%&_{}])|(\\)|([~^])")
_COVERED = re.compile(rf"{COLUMNS}[^{COLUMNS}]*{COLUMNS}|{ROWS}[^{ROWS}]*{ROWS}")
_MOST_COVERED = 100
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


class Latex(ConfiguredFormat):
    """LaTeX sources."""

    name = "latex"
    media_types = ("application/x-latex", "application/x-tex", "text/x-tex")
    suffixes = (".tex", ".latex", ".ltx")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, items, rows of tables, captions and notes of the body; formulas in one line.

        Raises:
            DocumentRejectedError: it is not text, nested too deeply, or holds too much.
        """
        decoded = self.decoded(content, name)
        left_out: list[LeftOut] = []
        source = expanded(without_remarks(decoded.text, left_out), name, max_bytes=max_bytes)
        body = _BODY.search(source)
        try:
            converter = LatexConverter.make()
            code: list[str] = []
            text = converter.text(_without_code(_with_title_page(body[1] if body else source, source), code))
            title = " ".join(converter.text(stated("title", source)).split())
        except (RecursionError, ValueError, IndexError, AttributeError, TypeError, KeyError) as error:
            raise DocumentRejectedError(
                f"{name} cannot be read as LaTeX ({error})", remedy="Save its text as .txt."
            ) from error
        loaded = join_blocks(limited_blocks(_blocks(text, code), name, max_bytes=max_bytes))
        account = account_for_words(latex_words(source), loaded.text, [*included(source), *left_out])
        warnings = (*decoded.warnings, *account.warnings())
        return [replace(loaded, title=title or loaded.first_heading, warnings=warnings)]


def _with_title_page(body: str, source: str) -> str:
    r"""The body with title, author and date in the place of `\maketitle`, which prints them."""
    title, author, date = (stated(name, source) for name in ("title", "author", "date"))
    heading = f"\\part*{{{title}}}" if title else ""
    page = f"\n\n{heading}\n\n{author}\n\n{date}\n\n".replace("\\and", "\n\n")
    return _TITLE_PAGE.sub(lambda _: page, body)


def _without_code(source: str, code: list[str]) -> str:
    """The source with a mark for each program in it, which goes into `code` word for word."""

    def marked(match: re.Match[str]) -> str:
        code.append(match[2].strip("\n"))
        return f"\n\n{CODE}\n\n"

    source = _VERBATIM.sub(marked, _LABEL_FORM.sub("", source))
    return _IN_LINE.sub(lambda match: _SPECIAL.sub(_escaped, match[2]), source)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else "\\textbackslash{}" if match[2] else f"\\{match[3]}{{}}"


def _blocks(text: str, code: list[str]) -> Iterator[TextBlock]:
    before = ""
    below: dict[int, tuple[int, str]] = {}
    for part in _PARAGRAPHS.split(text.replace(ROW, f"{ROW}\n")):
        if part.strip() == CODE and code:
            yield TextBlock(code.pop(0), "code")
            before = "code"
            continue
        notes = _NOTES.findall(part)
        if before != "row":
            below.clear()
        for block in _part(_NOTES.sub("", part).strip(), before, below):
            yield block
            before = block.kind if block.text else before
        for note in notes:
            yield TextBlock(" ".join(note.split()), "note")
            before = "note"


def _part(part: str, before: str, below: dict[int, tuple[int, str]]) -> Iterator[TextBlock]:
    heading = _HEADING.fullmatch(part)
    if heading:
        yield TextBlock(" ".join(heading[2].split()), "heading", int(heading[1]))
    elif part.startswith(ITEM):
        yield TextBlock(f"- {' '.join(part[1:].split())}", "item", joined=before == "item")
    elif part.startswith(CAPTION):
        yield TextBlock(" ".join(part[1:].split()), "caption")
    elif CELL in part:
        for number, cells in enumerate(_cells((row for row in part.split(ROW) if row.strip()), below)):
            yield row_block(cells, joined=before == "row" or number > 0)
    else:
        yield TextBlock(_COVERED.sub("", part.replace(ROW, "")))


def _cells(rows: Iterable[str], below: dict[int, tuple[int, str]]) -> Iterator[list[str]]:
    """The cells of each row, merged ones in each place; `below` has for how many rows more the cell of a column goes on."""
    for row in rows:
        texts: list[str] = []
        for cell in row.split(CELL):
            width, height = (_covered(cell, mark) for mark in (COLUMNS, ROWS))
            words = _COVERED.sub("", cell).strip()
            left, above = below.get(len(texts), (0, ""))
            if left and not words:
                below[len(texts)] = (left - 1, above)
                words = above
            elif height > 1:
                below[len(texts)] = (height - 1, words)
            texts.extend([words] * width)
        yield texts[:1] if len(set(texts)) == 1 else texts


def _covered(cell: str, mark: str) -> int:
    """How many columns or rows the cell covers."""
    stated = re.search(rf"{mark}(\d+){mark}", cell)
    return min(max(1, int(stated[1])), _MOST_COVERED) if stated else 1

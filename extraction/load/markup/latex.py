"""LaTeX: the text that would be printed, as far as it can be told without running TeX."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText, TextBlock, join_blocks, limited_blocks, row_block
from extraction.load.options import USUAL, ReadingOptions
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_HEADINGS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5}
# Marks that no text has: a heading with its level, a note, an item, a cell, the end of a row.
_MARK, _NOTE, _NOTE_END, _ITEM, _CELL, _ROW = "\ue200", "\ue201", "\ue202", "\ue203", "\ue204", "\ue205"
_HEADING = re.compile(rf"{_MARK}(\d)(.*?){_MARK}", re.DOTALL)
_NOTES = re.compile(rf"{_NOTE}(.*?){_NOTE_END}", re.DOTALL)
_BODY = re.compile(r"\\begin\{document\}(.*?)(?:\\end\{document\}|\Z)", re.DOTALL)
_STATED_TITLE = re.compile(r"\\title\s*(?:\[[^]]*\])?\{((?:[^{}]|\{[^{}]*\})*)\}")
_LABEL_FORM = re.compile(r"\\def\\labelenum\w+\{(?:[^{}]|\{[^{}]*\})*\}")
_VERBATIM = re.compile(
    r"\\begin\{(verbatim\*?|lstlisting|minted)\}(?:\[[^]]*\]|\{\w+\})*(.*?)\\end\{\1\}", re.DOTALL
)
_CODE = "\ue207"
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_CAPTION = "\ue206"


@dataclass(frozen=True)
class Latex:
    """LaTeX sources."""

    options: ReadingOptions = USUAL
    name = "latex"
    media_types = ("application/x-latex", "application/x-tex", "text/x-tex")
    suffixes = (".tex", ".latex", ".ltx")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Headings, paragraphs, items, rows of tables, captions and notes of the body; formulas in one line.

        Raises:
            DocumentRejectedError: it is not text, nested too deeply, or holds too much.
        """
        decoded = decode_text(content, name, self.options.encoding)
        body = _BODY.search(decoded.text)
        stated = _STATED_TITLE.search(decoded.text)
        try:
            converter = _converter()
            code: list[str] = []
            text = converter.latex_to_text(_without_code(body[1] if body else decoded.text, code))
            title = " ".join(converter.latex_to_text(stated[1]).split()) if stated else None
        except (RecursionError, ValueError, IndexError, AttributeError, TypeError, KeyError) as error:
            raise DocumentRejectedError(
                f"{name} cannot be read as LaTeX ({error})", remedy="Save its text as .txt."
            ) from error
        loaded = join_blocks(limited_blocks(_blocks(text, code), name, max_bytes=max_bytes))
        return [replace(loaded, title=title or loaded.first_heading, warnings=decoded.warnings)]

    def configured(self, options: ReadingOptions) -> "Latex":
        """The format, for files in the encoding that is given."""
        return Latex(options)


def _converter() -> "LatexNodes2Text":
    from pylatexenc import latexwalker, macrospec
    from pylatexenc.latex2text import (
        EnvironmentTextSpec,
        LatexNodes2Text,
        MacroTextSpec,
        SpecialsTextSpec,
        get_default_latex_context_db,
    )

    texts = get_default_latex_context_db()
    macros = [
        MacroTextSpec(name, simplify_repl=f"\n\n{_MARK}{level}%(3)s{_MARK}\n\n")
        for name, level in _HEADINGS.items()
    ]
    macros += [
        MacroTextSpec("footnote", simplify_repl=f"{_NOTE}%(2)s{_NOTE_END}"),
        MacroTextSpec("caption", simplify_repl=f"\n\n{_CAPTION}%(3)s\n\n"),
        MacroTextSpec("item", simplify_repl=f"\n\n{_ITEM}"),
        MacroTextSpec("href", simplify_repl="%(2)s"),
        MacroTextSpec("hypertarget", simplify_repl="%(2)s"),
        *(MacroTextSpec(name, simplify_repl="") for name in ("maketitle", "label", "addcontentsline", "tableofcontents", "index")),
        *(MacroTextSpec(name, simplify_repl=_ROW) for name in ("\\", "tabularnewline")),
        *(MacroTextSpec(name, simplify_repl="") for name in ("hline", "toprule", "midrule", "bottomrule", "endhead", "endfirsthead", "endlastfoot", "tightlist", "centering")),
    ]  # fmt: skip
    environments = [
        EnvironmentTextSpec(name, simplify_repl="\n\n%(body)s\n\n")
        for name in (
            "tabular",
            "longtable",
            "tabularx",
            "array",
            "itemize",
            "enumerate",
            "quote",
            "abstract",
        )
    ]
    texts.add_context_category(
        "blocks",
        macros=macros,
        environments=environments,
        specials=[SpecialsTextSpec("&", _CELL)],
        prepend=True,
    )
    known = latexwalker.get_default_latex_context_db()
    known.add_context_category(
        "blocks",
        macros=[
            *(macrospec.std_macro(name, "*[{") for name in (*_HEADINGS, "caption")),
            macrospec.std_macro("footnote", "[{"),
            macrospec.std_macro("href", "{{"),
            macrospec.std_macro("hypertarget", "{{"),
            macrospec.std_macro("label", "{"),
            macrospec.std_macro("index", "{"),
            macrospec.std_macro("addcontentsline", "{{{"),
        ],
        environments=[
            macrospec.std_environment("tabular", "[{"),
            macrospec.std_environment("longtable", "[{"),
            macrospec.std_environment("tabularx", "{{"),
        ],
        prepend=True,
    )
    return _Converter(LatexNodes2Text(latex_context=texts, math_mode="text", keep_comments=False), known)


@dataclass(frozen=True)
class _Converter:
    texts: "LatexNodes2Text"
    known: object

    def latex_to_text(self, source: str) -> str:
        return str(self.texts.latex_to_text(source, latex_context=self.known, tolerant_parsing=True))


def _without_code(source: str, code: list[str]) -> str:
    """The source with a mark for each program in it, which goes into `code` word for word."""

    def marked(match: re.Match[str]) -> str:
        code.append(match[2].strip("\n"))
        return f"\n\n{_CODE}\n\n"

    return _VERBATIM.sub(marked, _LABEL_FORM.sub("", source))


def _blocks(text: str, code: list[str]) -> Iterator[TextBlock]:
    before = ""
    for part in _PARAGRAPHS.split(text.replace(_ROW, f"{_ROW}\n")):
        if part.strip() == _CODE and code:
            yield TextBlock(code.pop(0), "code")
            before = "code"
            continue
        notes = _NOTES.findall(part)
        for block in _part(_NOTES.sub("", part).strip(), after_row=before == "row"):
            yield block
            before = block.kind if block.text else before
        for note in notes:
            yield TextBlock(" ".join(note.split()), "note")
            before = "note"


def _part(part: str, *, after_row: bool) -> Iterator[TextBlock]:
    heading = _HEADING.fullmatch(part)
    if heading:
        yield TextBlock(" ".join(heading[2].split()), "heading", int(heading[1]))
    elif part.startswith(_ITEM):
        yield TextBlock(f"- {' '.join(part[1:].split())}", "item", joined=True)
    elif part.startswith(_CAPTION):
        yield TextBlock(" ".join(part[1:].split()), "caption")
    elif _CELL in part:
        for number, row in enumerate(row for row in part.split(_ROW) if row.strip()):
            yield row_block(row.split(_CELL), joined=after_row or number > 0)
    else:
        yield TextBlock(part.replace(_ROW, ""))

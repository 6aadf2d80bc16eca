"""What each command of LaTeX prints, for pylatexenc (seen with 2.11)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extraction.load.links import mark_link
from extraction.load.markup.latex_marks import (
    CAPTION,
    CELL,
    COLUMNS,
    HEADING,
    ITEM,
    NOTE,
    NOTE_END,
    ROW,
    ROWS,
)

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text
    from pylatexenc.latexwalker import LatexMacroNode
    from pylatexenc.macrospec import LatexContextDb

_LEVELS = {"part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5, "subparagraph": 6}  # fmt: skip
_SIGNS = {
    "S": "§", "P": "¶", "textsection": "§", "textparagraph": "¶", "copyright": "©", "pounds": "£", "euro": "€", "texteuro": "€",
    "LaTeX": "LaTeX", "TeX": "TeX",
}  # fmt: skip
_COMMANDS = {
    **{name: ("*[{", f"\n\n{HEADING}{level}%(3)s{HEADING}\n\n") for name, level in _LEVELS.items()},
    "caption": ("*[{", f"\n\n{CAPTION}%(3)s\n\n"),
    "footnote": ("[{", f"{NOTE}%(2)s{NOTE_END}"),
    "footnotetext": ("[{", f"{NOTE}%(2)s{NOTE_END}"),
    "item": ("[", f"\n\n{ITEM}%(1)s "),
    "bibitem": ("[{", f"\n\n{ITEM}"),
    "hypertarget": ("{{", "%(2)s"),
    "hyperlink": ("{{", "%(2)s"),
    "hyperref": ("[{", "%(2)s"),
    "multicolumn": ("{{{", f"{COLUMNS}%(1)s{COLUMNS}%(3)s"),
    "multirow": ("[{[{[{", f"{ROWS}%(2)s{ROWS}%(6)s"),
    **dict.fromkeys(("texttt", "textsf", "textmd", "textup", "mbox", "keywords", "citetext"), ("{", "%(1)s")),
    **{name: ("", text) for name, text in _SIGNS.items()},
    "parbox": ("[{{", "%(3)s"),
    "colorbox": ("{{", "%(2)s"),
    "SI": ("{{", "%(1)s %(2)s"),
    "\\": ("*[", ROW),
    "tabularnewline": ("", ROW),
}
"""The arguments of a command ("*" a star, "[" one that may be missing, "{" one that may not), and what it prints."""
_SILENT = {
    "": "hline toprule midrule bottomrule endhead endfirsthead endfoot endlastfoot tightlist centering today tableofcontents newpage "
    "clearpage",
    "{": "label index cline cmidrule thispagestyle pagestyle nocite bibliographystyle pagenumbering addtolength vspace",
    "[{": "includegraphics footnotemark printbibliography",
    "{{": "rule",
    "{{{": "addcontentsline",
}
"""Commands that print nothing, by their arguments."""
_PLACES = {
    "tabular": "[{", "longtable": "[{", "tabularx": "{[{", "tabular*": "{[{", "array": "[{", "itemize": "[", "enumerate": "[",
    "description": "[", "quote": "", "quotation": "", "abstract": "", "center": "", "minipage": "[{", "thebibliography": "{",
    "figure": "[", "table": "[", "figure*": "[", "table*": "[",
}  # fmt: skip
"""Environments that stand apart, with their arguments."""
_NAMED_PLACES = ["theorem", "proposition", "lemma", "corollary", "definition", "conjecture", "remark", "proof", "thm", "prop", "lem", "cor", "conj", "rem", "defn"]  # fmt: skip
"""Environments whose argument, which may be missing, is printed before what is in them."""


@dataclass(frozen=True)
class LatexConverter:
    """Turns sources into text with the marks of `latex_marks`."""

    texts: "LatexNodes2Text"
    known: "LatexContextDb"

    @classmethod
    def make(cls) -> "LatexConverter":
        """The converter for the commands above, and for those that pylatexenc knows."""
        from pylatexenc import latexwalker
        from pylatexenc.latex2text import LatexNodes2Text

        printed = {name: text for name, (_, text) in _COMMANDS.items()}
        arguments = {name: stated for name, (stated, _) in _COMMANDS.items()}
        for stated, names in _SILENT.items():
            printed |= dict.fromkeys(names.split(), "")
            arguments |= dict.fromkeys(names.split(), stated)
        known = latexwalker.get_default_latex_context_db()
        known.add_context_category("blocks", **_arguments(arguments | {"href": "{{"}), prepend=True)
        texts = LatexNodes2Text(latex_context=_texts(printed), math_mode="text", keep_comments=False)
        return cls(texts, known)

    def text(self, source: str) -> str:
        """What the source prints."""
        return str(self.texts.latex_to_text(source, latex_context=self.known, tolerant_parsing=True))


def _texts(printed: dict[str, str]) -> "LatexContextDb":
    from pylatexenc.latex2text import (
        EnvironmentTextSpec,
        MacroTextSpec,
        SpecialsTextSpec,
        get_default_latex_context_db,
    )

    texts = get_default_latex_context_db()
    texts.add_context_category(
        "blocks",
        macros=[MacroTextSpec(name, simplify_repl=text) for name, text in printed.items()],
        environments=[
            *(EnvironmentTextSpec(name, simplify_repl="\n\n%(body)s\n\n") for name in _PLACES),
            *(EnvironmentTextSpec(name, simplify_repl="\n\n%(1)s %(body)s\n\n") for name in _NAMED_PLACES),
        ],
        specials=[SpecialsTextSpec("&", CELL)],
        prepend=True,
    )
    texts.add_context_category("links", macros=[MacroTextSpec("href", simplify_repl=_link)], prepend=True)
    return texts


def _link(node: "LatexMacroNode", l2tobj: "LatexNodes2Text") -> str:
    """The words of a link, marked with where it leads; the parameters have the names that pylatexenc looks for."""
    address, words = (l2tobj.nodelist_to_text([each]) for each in node.nodeargd.argnlist)
    return mark_link(words, address)


def _arguments(stated: dict[str, str]) -> dict[str, list[object]]:
    from pylatexenc import macrospec

    return {
        "macros": [macrospec.std_macro(name, arguments) for name, arguments in stated.items()],
        "environments": [macrospec.std_environment(name, arguments) for name, arguments in _PLACES.items()],
    }

"""All words in the source of a LaTeX document that would be printed: the second route by which its text is counted."""

import re
from collections.abc import Iterator

from extraction.load.markup.source_words import words_without

_GROUP = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"
_CHOICE = r"\[[^\]]*\]"
_MATHS = "equation|align|gather|multi?line|eqnarray|math|displaymath|alignat|flalign"
_UNPRINTED = (
    "label|ref|bibitem|cline|cmidrule|subfile|textwidth|eqref|autoref|pageref|[cC]ref|cite\\w*|nocite|usepackage|documentclass|includegraphics|input|include|bibliography|bibliographystyle"
    "|[vh]space|setlength|addtolength|setcounter|addtocounter|index|pagestyle|thispagestyle|pagenumbering|selectlanguage|fontsize|color"
    "|addcontentsline|[hv]?phantom|hyphenation|graphicspath|markboth|markright|theoremstyle|newtheorem|title|author|date"
    "|(?:re)?newcommand|providecommand|(?:re)?newenvironment|rule|setstretch|linespread|geometry|hypersetup|newlength|DeclareMathOperator"
)
# What goes, in this order; text stays where it is, so that lines keep their numbers.
_REMOVED = [
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"\\\\\*?\[[^\]\n]*\]",
        r"\A.*?\\begin\{document\}",
        r"\\end\{document\}.*\Z",
        r"(?<!\\)%[^\n]*",
        rf"\\begin\{{({_MATHS})(\*?)\}}.*?\\end\{{\1\2\}}",
        r"(?<!\\)\\\[.*?\\\]|(?<!\\)\\\(.*?\\\)|(?<!\\)\$\$.*?\$\$|(?<!\\)\$[^$]*\$",
        rf"\\def\s*\\\w+{_GROUP}",
        rf"\\(?:{_UNPRINTED})(?![a-zA-Z])\*?\s*(?:{_CHOICE}|{_GROUP})*",
        rf"\\(?:begin|end)\s*\{{[^{{}}]*\}}(?:{_CHOICE}|{_GROUP})*",
        rf"\\multi(?:column|row)\s*{_GROUP}\s*{_GROUP}",
        rf"\\(?:href|hypertarget|hyperlink|hyperref|textcolor|colorbox|raisebox|parbox|makebox|framebox|scalebox|resizebox\*?|foreignlanguage)\s*(?:{_CHOICE})*\s*{_GROUP}",
        r"\\[\"'`^~=.]\s*\{?\\?\w?\}?|\\[uvHtcdbrk](?:\s+\w|\{\\?\w*\})",
        rf"\\(?!item(?![a-zA-Z]))[a-zA-Z@]+\*?(?:{_CHOICE})*",
        r"\\item",
    )
]


def latex_words(source: str) -> Iterator[tuple[str, str]]:
    """The words of each line with its number, without commands, what they are told, and formulas."""
    return words_without(source, _REMOVED)

"""All words in the source of an AsciiDoc document that would be printed: the second route by which its text is counted."""

import re
from collections.abc import Iterator

from extraction.load.markup.source_words import words_without

# What goes, in this order; text stays where it is, so that lines keep their numbers.
_REMOVED = [
    re.compile(pattern, re.DOTALL | re.MULTILINE)
    for pattern in (
        r"^/{4,}\n.*?^/{4,}$",
        r"^//(?!/).*?$",
        r"^(?:ifn?def|endif)::[^\s\[]*(?=\[)|^ifeval::[^\n]*$",
        r"^:!?[\w-]+!?:(?:[^\n]*[ \t]\\\n)*[^\n]*$",
        r"\(\(\([^\n]{1,300}?\)\)\)|&#?\w+;|\((?:C|R|TM)\)|<!--\d+-->",
        r"^\[[^\n]*\]$",
        r"^`{3}\w*$",
        r"\[[.%#][^\]\n]{0,200}\](?=[*_`#])|</?[a-zA-Z]\w{0,20}(?:\s[^<>\n]{0,500})?>|(?<=[,\[])[\w-]{1,100}=[^\],\n]{0,500}",
        r"\[\[[^\]\n]{0,300}\]\]|\[#[^\]\n]{0,300}\]|<<[^>,\n]{0,300},?",
        r"footnote:?\w*:?(?=\[)|\b(?:stem|latexmath|asciimath|kbd|btn|menu|pass):\w*(?=\[)",
        r"\b(?:link|mailto|xref|image|icon|video|audio|toc|include|https?|ftp)::?[^\s\[]*(?=\[)",
        r"^[ \t]*\d+\.(?=[ \t])",
        r"(?:^|(?<=\s))[\d.+*<>^aehlmsv]+\|",
        r"\{[\w-]+\}",
    )
]


def asciidoc_words(source: str) -> Iterator[tuple[str, str]]:
    """The words of each line with its number, without attributes, targets and comments."""
    return words_without(source, _REMOVED)

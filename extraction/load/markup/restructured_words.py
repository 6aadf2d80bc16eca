"""All words in the source of a reStructuredText document that would be printed: the second route by which its text is counted."""

import re
from collections.abc import Iterator

_DIRECTIVE = re.compile(r"(\s*)\.\. (?:\|[^|]+\| )?(?:[\w:.+-]+)::(?:\s.*)?")
_TEXT_DIRECTIVE = re.compile(
    r"\s*\.\. (?:attention|caution|danger|error|hint|important|note|tip|warning|admonition|topic|sidebar|rubric|epigraph|highlights|pull-quote|compound|header|footer)::"
)
_UNSEEN = re.compile(r"\s*\.\. meta::")
_OPTION = re.compile(r"\s+:[\w -]+:(?:\s.*)?")
_COMMENT = re.compile(r"\s*\.\.(?:\s(?!_|\[|\|)(?![\w:.+-]+::).*)?")
_TARGET = re.compile(r"\s*(?:\.\. _|__ ).*")
_NOTE = re.compile(r"(\s*)\.\. \[[^\]]*\]")
# Marks around words: addresses behind their words, roles, references to notes, and to what stands for other words.
_INLINE = re.compile(r"<[^<>\s]+>`|:[\w:.+-]+:(?=`)|\[[^\]\s]*\]_|\|[^|\n]+\|_{0,2}")
_ENUMERATOR = re.compile(r"^\s*\(?(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+|#)[.)]\s")


def restructured_words(source: str) -> Iterator[tuple[str, str]]:
    """The words of each line with its number, without names of directives, what they are told, and comments."""
    hidden_depth: int | None = None
    in_options = False
    for number, line in enumerate(source.split("\n"), start=1):
        depth = len(line) - len(line.lstrip())
        if hidden_depth is not None and line.strip() and depth <= hidden_depth:
            hidden_depth = None
        if hidden_depth is not None or (in_options and _OPTION.fullmatch(line)) or _TARGET.fullmatch(line):
            continue
        in_options = bool(_DIRECTIVE.fullmatch(line))
        if _COMMENT.fullmatch(line) or _UNSEEN.match(line):
            hidden_depth = depth
        elif not in_options or _TEXT_DIRECTIVE.match(line):
            text = line.partition("::")[2] if in_options else _ENUMERATOR.sub("", _NOTE.sub("", line))
            yield f"line {number}", _INLINE.sub(" ", text)

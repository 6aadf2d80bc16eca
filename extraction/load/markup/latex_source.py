"""The source of a LaTeX document with the author's own commands written out."""

import re
from collections.abc import Iterator
from functools import partial

from extraction.load.accounting import LeftOut
from extraction.load.loaded_text import check_text_length

_INNER = r"\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}"
_DEFINED = re.compile(
    rf"\\(?:(?:re)?newcommand|providecommand)\*?\s*\{{?\\([a-zA-Z]+)\}}?\s*(?:\[(\d)\])?\s*{_INNER}|\\def\s*\\([a-zA-Z]+)\s*{_INNER}"
)
_ENVIRONMENT = re.compile(
    rf"\\(?:re)?newenvironment\*?\s*\{{(\w+)\*?\}}\s*(?:\[(\d)\])?\s*{_INNER}\s*{_INNER}"
)
_UNPRINTED = re.compile(
    r"\\begin\{comment\}(.*?)\\end\{comment\}|\\iffalse(?![a-zA-Z])(.*?)\\(?:else|fi)(?![a-zA-Z])", re.DOTALL
)
_INCLUDED = re.compile(r"^[^%\n]*?\\(?:input|include|subfile)\s*\{([^{}]+)\}", re.MULTILINE)


def expanded(source: str, name: str, *, max_bytes: int) -> str:
    """The source with what the author's commands stand for in their places; lines keep their numbers.

    Commands whose arguments may be missing are left as they are.

    Raises:
        DocumentRejectedError: it grows longer than `max_bytes` characters.
    """
    source = _with_environments(source, name, max_bytes=max_bytes)
    place = 0
    while (found := _DEFINED.search(source, place)) is not None:
        place = found.end()
        command, count = found[1] or found[4], int(found[2] or 0)
        meaning = " ".join((found[3] if found[1] else found[5]).split())
        use = re.compile(rf"(?<!\\)\\{command}(?![a-zA-Z])" + rf"\s*{_INNER}" * count)
        head, body = source[:place], source[place:]
        uses = sum(1 for _ in use.finditer(body))
        check_text_length(name, len(source) + uses * len(meaning), max_bytes=max_bytes)
        source = head + use.sub(partial(_filled, meaning), body)
    return source


def without_remarks(source: str, left_out: list[LeftOut]) -> str:
    """The source without what it says for its authors alone, `comment` and `iffalse`; lines keep their numbers."""

    def taken(found: re.Match[str]) -> str:
        line = source.count("\n", 0, found.start()) + 1
        left_out.append(LeftOut("comment left out", found[1] or found[2] or "", f"line {line}"))
        return "\n" * found[0].count("\n")

    return _UNPRINTED.sub(taken, source)


def _with_environments(source: str, name: str, *, max_bytes: int) -> str:
    """The source with what the author's environments begin and end with in their places."""
    for found in list(_ENVIRONMENT.finditer(source)):
        environment, count = found[1], int(found[2] or 0)
        begin, end = (" ".join(found[place].split()) for place in (3, 4))
        opened = re.compile(rf"\\begin\{{{environment}\}}" + rf"\s*{_INNER}" * count)
        uses = sum(1 for _ in opened.finditer(source))
        check_text_length(name, len(source) + uses * (len(begin) + len(end)), max_bytes=max_bytes)
        source = opened.sub(partial(_filled, begin), source)
        source = source.replace(f"\\end{{{environment}}}", end)
    return source


def _filled(meaning: str, use: re.Match[str]) -> str:
    for number, argument in enumerate(use.groups(), start=1):
        meaning = meaning.replace(f"#{number}", argument)
    return f"{{{meaning}}}"


def stated(name: str, source: str) -> str:
    r"""What `\title`, `\author` or `\date` says; nothing where it is not there."""
    found = re.search(rf"\\{name}\s*(?:\[[^]]*\])?{_INNER}", source)
    return found[1] if found else ""


def included(source: str) -> Iterator[LeftOut]:
    """The files that would be printed in this one."""
    for found in _INCLUDED.finditer(source):
        line = source.count("\n", 0, found.start(1)) + 1
        yield LeftOut("file that is included not read", found[1], f"line {line}", "Ingest that file, too.")

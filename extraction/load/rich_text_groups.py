"""Groups of rich text, and the stretches in them that nobody sees."""

import re
from collections.abc import Iterator

_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_OBJECT, _RESULT = re.compile(r"\{\\object(?![a-z])"), re.compile(r"\{\\result(?![a-z]) ?")
_SWITCHED = re.compile(r"\\(v|deleted)(?![a-z0-9-]) ?")
_COLOURED = re.compile(r"\\(cf)(\d+)(?![0-9]) ?")
_GROUNDS = re.compile(r"\\(?:highlight|chcbpat|cbpat|clcbpat|cb)[1-9]")
_TABLE = re.compile(r"\{\\colortbl([^{}]*)\}")
_WHITE = re.compile(r"(?=.*\\red255(?!\d))(?=.*\\green255(?!\d))(?=.*\\blue255(?!\d))", re.DOTALL)


def group_end(markup: str, start: int) -> int:
    """The place behind the brace that closes the group."""
    depth = 0
    for found in _BRACES.finditer(markup, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.end()
    return len(markup)


def with_shown_objects(markup: str) -> str:
    """The markup with what embedded objects show in the place of the objects."""
    parts, place = [], 0
    for found in _OBJECT.finditer(markup):
        end = group_end(markup, found.start())
        result = _RESULT.search(markup, found.end(), end)
        if place > found.start() or result is None:
            continue
        inner = markup[result.end() : group_end(markup, result.start()) - 1]
        parts += [markup[place : found.start()], f"{{{inner}}}"]
        place = end
    return "".join((*parts, markup[place:]))


def unseen_stretches(markup: str) -> Iterator[tuple[int, int, str]]:
    """Where text begins and ends that is switched to hidden, deleted, or white without another colour behind it, and which word switches it."""
    place = 0
    white = set() if _GROUNDS.search(markup) else _white_colours(markup)
    found = sorted(
        (*_SWITCHED.finditer(markup), *(one for one in _COLOURED.finditer(markup) if int(one[2]) in white)),
        key=lambda one: one.start(),
    )
    for one in found:
        if one.start() >= place:
            place = _switched_end(markup, one.end(), one[1])
            yield one.end(), place, one[1]


def _white_colours(markup: str) -> set[int]:
    """The numbers of the colours that are white."""
    table = _TABLE.search(markup)
    return {number for number, each in enumerate(table[1].split(";") if table else ()) if _WHITE.match(each)}


def _switched_end(markup: str, start: int, word: str) -> int:
    """Where a stretch ends: at the same word, at `plain`, or with its group."""
    ends = re.compile(rf"\\(?:{word}-?\d*|plain)(?![a-z])|\\.|[{{}}]", re.DOTALL)
    depth = 0
    for found in ends.finditer(markup, start):
        if found[0] in {"{", "}"}:
            depth += 1 if found[0] == "{" else -1
            if depth < 0:
                return found.start()
        elif depth == 0 and len(found[0]) > 2:
            return found.start()
    return len(markup)

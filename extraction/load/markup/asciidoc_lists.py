"""The lists that are open at a place of an AsciiDoc file, and the number of the next item of each."""

import re
from dataclasses import dataclass, field

from extraction.load.numbering import in_format

_START = re.compile(r"\bstart\s*=\s*\"?(\d+)")
_STYLES = {
    "arabic": "decimal", "decimal": "decimal", "loweralpha": "lowerLetter", "upperalpha": "upperLetter",
    "lowerroman": "lowerRoman", "upperroman": "upperRoman",
}  # fmt: skip
_BY_DEPTH = ("decimal", "lowerLetter", "lowerRoman", "upperLetter", "upperRoman")
_OWN = re.compile(r"(\d+)\.")


@dataclass
class _List:
    mark: str
    number: int
    style: str


@dataclass
class OpenLists:
    """Lists in lists, the outermost first, told by their marks."""

    _open: list[_List] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self._open)

    def label(self, mark: str, stated: str) -> tuple[str, int]:
        """What stands before an item with this mark, and how deep it is; `stated` are attributes before it."""
        own = _OWN.fullmatch(mark)
        kind = "1." if own else "<1>" if mark.startswith("<") else mark
        marks = [one.mark for one in self._open]
        if kind in marks:
            depth = marks.index(kind)
            del self._open[depth + 1 :]
            self._open[depth].number += 1
        else:
            if kind == "<1>":  # below the program, whatever list that stands in
                self._open.clear()
            depth = len(self._open)
            self._open.append(_begun(kind, stated, int(own[1]) if own else 1))
        if mark[0] in "*-•":
            return "-", depth
        one = self._open[depth]
        plain = mark[0] not in ".<" and not own
        return (mark if plain else f"{in_format(one.number, one.style)}."), depth


def _begun(kind: str, stated: str, number: int) -> _List:
    start = _START.search(stated)
    named = next((_STYLES[word] for word in re.split(r"[,%.]", stated) if word.strip() in _STYLES), None)
    by_depth = _BY_DEPTH[min(len(kind), len(_BY_DEPTH)) - 1] if kind[0] == "." else "decimal"
    return _List(kind, int(start[1]) if start else number, named or by_depth)

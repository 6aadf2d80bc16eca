"""The fields of a Word file: its table of contents, and what is chosen in its old form fields."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.load.docx.names import RUN, VALUE, W, is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK, _CODE = f"{W}fldChar", f"{W}instrText"
_CONTENTS = "TOC"


def contents_runs(body: "_Element") -> "Iterator[_Element]":
    """The runs that a field for a table of contents shows, whatever paragraphs they stand in."""
    codes: list[str] = []
    shown: list[bool] = []
    for run in body.iter(RUN):
        for part in run:
            if part.tag == _CODE and codes and not shown[-1]:
                codes[-1] += part.text or ""
            if part.tag != _MARK:
                continue
            kind = part.get(f"{W}fldCharType")
            if kind == "begin":
                codes.append("")
                shown.append(False)
            elif kind == "separate" and shown:
                shown[-1] = True
            elif kind == "end" and codes:
                codes.pop()
                shown.pop()
        if any(
            is_shown and code.split()[:1] == [_CONTENTS] for code, is_shown in zip(codes, shown, strict=True)
        ):
            yield run


def form_field(mark: "_Element") -> str:
    """What a box of an old form shows: a cross, or the entry that is chosen; nothing where the part is no such field."""
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        stated = next(
            (found for name in ("checked", "default") if (found := box.find(f"{W}{name}")) is not None), None
        )
        return "[x]" if stated is not None and is_on(stated.get(VALUE)) else "[ ]"
    entries = mark.findall(f"{W}ffData/{W}ddList/{W}listEntry")
    if not entries:
        return ""
    chosen = next(
        (
            found
            for name in ("result", "default")
            if (found := mark.find(f"{W}ffData/{W}ddList/{W}{name}")) is not None
        ),
        None,
    )
    number = (chosen.get(VALUE) or "0") if chosen is not None else "0"
    place = int(number) if number.isdecimal() else 0
    return entries[place].get(VALUE) or "" if place < len(entries) else ""


def join_deleted_marks(body: "_Element") -> None:
    """Put what stands before the deleted end of a paragraph before what stands in the next one."""
    for paragraph in list(body.iter(f"{W}p")):
        following = paragraph.getnext()
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is None or following is None or following.tag != f"{W}p":
            continue
        first = 1 if following.find(f"{W}pPr") is not None else 0
        words = [child for child in paragraph if child.tag != f"{W}pPr"]
        following[first:first] = words
        paragraph.getparent().remove(paragraph)

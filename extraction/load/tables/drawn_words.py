"""What stands on the sheets of a workbook beside its cells: text boxes, and the titles of charts, whose data is in the cells."""

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.loaded_text import TextBlock
from extraction.load.office_graphics import chart_blocks
from extraction.load.xml_text import local_name, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK = "xl/workbook.xml"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def drawn_words(content: bytes) -> dict[str, list[TextBlock]]:
    """The text boxes and titles of charts of each sheet, by its name; only of Office Open XML."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            root = _part(archive, _WORKBOOK)
            sheets = [] if root is None else [each for each in root.iter() if local_name(each) == "sheet"]
            parts = _related(archive, _WORKBOOK)
            return {
                sheet.get("name", ""): list(
                    _of_sheet(archive, parts.get(sheet.get(_LINK) or "", ("", ""))[1])
                )
                for sheet in sheets
            }
    except BAD_ARCHIVE:
        return {}


def _of_sheet(archive: zipfile.ZipFile, sheet: str) -> Iterator[TextBlock]:
    for kind, drawing in _related(archive, sheet).values():
        root = _part(archive, drawing) if kind == "drawing" else None
        if root is None:
            continue
        charts = _related(archive, drawing)
        for element in root.iter():
            if local_name(element) == "txBody":
                yield from map(_paragraph, element.iter(f"{_DRAWN}p"))
            elif local_name(element) == "chart" and element.get(_LINK):
                chart = _part(archive, charts.get(element.get(_LINK) or "", ("", ""))[1])
                yield from (
                    (block for block in chart_blocks(chart) if block.kind == "caption")
                    if chart is not None
                    else ()
                )


def _paragraph(paragraph: "_Element") -> TextBlock:
    return TextBlock("".join(node.text or "" for node in paragraph.iter(f"{_DRAWN}t")))


def _related(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """The kinds and paths of the parts that a part refers to, by their ids."""
    folder, name = posixpath.split(part)
    root = _part(archive, f"{folder}/_rels/{name}.rels")
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in (root if root is not None else ())
    }


def _part(archive: zipfile.ZipFile, name: str) -> "_Element | None":
    return parse_xml(archive.read(name)) if name in archive.namelist() else None

"""The charts and diagrams of a Word file, each where the text has it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extraction.load.docx.names import FALLBACK
from extraction.load.loaded_text import TextBlock
from extraction.load.office_graphics import chart_blocks, diagram_blocks

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PATH = "{urn:schemas-microsoft-com:vml}textpath"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"


def graphic_ids(drawing: "_Element") -> Iterator[str]:
    """The ids of the charts and diagrams in a drawing."""
    for element in drawing.iter(_CHART, _DIAGRAM):
        identifier = element.get(f"{_RELATED}id") or element.get(f"{_RELATED}dm")
        if identifier and not any(above.tag == FALLBACK for above in element.iterancestors()):
            yield identifier


def words_as_drawing(drawing: "_Element") -> str:
    """The words of a drawing whose letters are its shape (WordArt), in the old form."""
    paths = (
        path
        for path in drawing.iter(_PATH)
        if not any(above.tag == FALLBACK for above in path.iterancestors())
    )
    return " ".join(path.get("string") or "" for path in paths)


def graphic_blocks(kind: str, root: "_Element") -> Iterator[TextBlock]:
    """What a chart shows as a table, a diagram as a list; `kind` is that of the relation to it."""
    yield from chart_blocks(root) if kind == "chart" else diagram_blocks(root)

"""All words in the cells of a spreadsheet of OpenDocument: the second route by which its text is counted."""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.tables.workbook_parts import OPEN_DOCUMENT, elements
from extraction.load.xml_text import local_name

_TEXT = {"string", None}
_KIND = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"


def text_cells(content: bytes) -> list[str]:
    """The texts of all cells that hold no number, of hidden sheets too; nothing of other files."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return list(_texts(archive))
    except BAD_ARCHIVE:
        return []


def _texts(archive: zipfile.ZipFile) -> Iterator[str]:
    for cell in elements(archive, OPEN_DOCUMENT, "table-cell"):
        if cell.get(_KIND) in _TEXT:
            yield " ".join("".join(each.itertext()) for each in cell if local_name(each) == "p")

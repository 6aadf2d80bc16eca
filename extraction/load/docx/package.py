"""The parts of a Word file, and whether it is safe to open."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from extraction.load.archives import check_expansion
from extraction.load.docx.losses import SeenParts
from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.part import Part
    from lxml.etree import _Element

_OLE_MARK = b"\xd0\xcf\x11\xe0"
SAVE_AGAIN = "Open it in a word processor, save it as .docx again and try again."
_UNREAD = {
    "header": "running head left out",
    "footer": "running foot left out",
    "comments": "comment left out",
    "chart": "text of a chart left out",
    "diagramData": "text of a diagram left out",
}


def check_archive(content: bytes, name: str, *, max_bytes: int) -> None:
    """Refuse what would be dangerous or hopeless to open, going by the archive's own list of contents.

    Raises:
        DocumentRejectedError: it is not a Word file, is encrypted, or unpacks to too much.
    """
    if content.startswith(_OLE_MARK):
        raise DocumentRejectedError(
            f"{name} is protected by a password, or is an old Word file (.doc)",
            remedy="Remove the password or save it as .docx, and try again.",
        )
    names = check_expansion(content, name, "a Word file: .docx files are", SAVE_AGAIN, max_bytes=max_bytes)
    if "[Content_Types].xml" not in names:
        raise DocumentRejectedError(f"{name} is a ZIP archive but not a Word file", remedy=SAVE_AGAIN)


def related(document: "Document", kind: str) -> "Iterator[tuple[str, _Element]]":
    """The parts of this kind that the document refers to, each with its name; damaged ones are passed over."""
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
            part: Part = relation.target_part
            with suppress(XMLSyntaxError):  # what refers to it is counted as not read
                yield str(part.partname).rpartition("/")[2], parse_xml(part.blob)


def seen_parts(document: "Document") -> SeenParts:
    """All parts with text for people."""
    notes = [root for kind in ("footnotes", "endnotes") for _, root in related(document, kind)]
    others = [
        (reason, name, root) for kind, reason in _UNREAD.items() for name, root in related(document, kind)
    ]
    return SeenParts(document.element.body, notes, others)

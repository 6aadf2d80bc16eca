"""The parts of a Word file, and whether it is safe to open."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from extraction.load import xml_text
from extraction.load.archives import check_expansion
from extraction.load.docx.losses import SeenParts
from extraction.load.docx.notes import NotePart
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
}
_GRAPHICS = ("chart", "diagramData")
_EMBEDDED = "aFChunk"


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
    for part, root in _parts(document, kind):
        yield str(part.partname).rpartition("/")[2], root


def note_parts(document: "Document") -> list[NotePart]:
    """The parts with footnotes and endnotes."""
    kinds = ("footnotes", "endnotes")
    return [NotePart(root, targets(part)) for kind in kinds for part, root in _parts(document, kind)]


def graphics(document: "Document") -> "dict[str, tuple[str, _Element]]":
    """The kinds and roots of the charts and diagrams, by the ids that the text calls them by."""
    found = {}
    for identifier, relation in document.part.rels.items():
        kind = relation.reltype.rpartition("/")[2]
        if kind in _GRAPHICS and not relation.is_external:
            root = xml_text.parse_xml(relation.target_part.blob)
            if root is not None:
                found[identifier] = (kind, root)
    return found


def embedded(document: "Document") -> list[str]:
    """The names of files that Word would show in the place of an element that is not read."""
    rels = document.part.rels.values()
    return [
        str(each.target_part.partname).rpartition("/")[2]
        for each in rels
        if each.reltype.rpartition("/")[2] == _EMBEDDED and not each.is_external
    ]


def targets(part: "Part") -> dict[str, str]:
    """The addresses to which the links of a part lead, by their ids."""
    return {name: relation.target_ref for name, relation in part.rels.items() if relation.is_external}


def seen_parts(document: "Document", notes: "Sequence[NotePart]") -> SeenParts:
    """All parts with text for people."""
    others = [
        (reason, name, root) for kind, reason in _UNREAD.items() for name, root in related(document, kind)
    ]
    drawn = [root for _, root in graphics(document).values()]
    return SeenParts(document.element.body, [part.root for part in notes], others, drawn)


def _parts(document: "Document", kind: str) -> "Iterator[tuple[Part, _Element]]":
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    for relation in document.part.rels.values():
        if relation.reltype.rpartition("/")[2] == kind and not relation.is_external:
            with suppress(XMLSyntaxError):  # what refers to it is counted as not read
                yield relation.target_part, parse_xml(relation.target_part.blob)

"""Word files (.docx): headings, paragraphs, lists and tables in their order."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.docx.words import PARAGRAPH, TABLE, Notes, left_out, paragraph_text, table_rows, unwrap
from extraction.load.loaded_text import LoadedText, TextBlock, check_text_length, join_blocks, stated_title
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.table import CT_Tbl
    from docx.oxml.text.paragraph import CT_P
    from docx.oxml.xmlchemy import BaseOxmlElement

_OLE_MARK = b"\xd0\xcf\x11\xe0"
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_MAX_EXPANSION = 10
_SAMPLE_BYTES = 100
# White space and byte order marks, in UTF-16 and UTF-32 too.
_BEFORE_MARKUP = b"\t\n\r \x00\xef\xbb\xbf\xff\xfe"
# python-docx takes much of a file on trust, and stumbles over what is not there.
_STUMBLES = (KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError, zlib.error)
_SAVE_AGAIN = "Open it in a word processor, save it as .docx again and try again."


class Docx:
    """Word files since 2007."""

    name = "docx"
    media_types = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
    suffixes = (".docx",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """Text of the body, each note and comment after what refers to it. Word files have no fixed pages.

        Headers, footers and text boxes are left out.

        Raises:
            DocumentRejectedError: it is not a Word file, is encrypted, damaged, or unpacks to more than `max_bytes`.
        """
        return [_read(content, name, max_bytes=max_bytes)]


def _read(content: bytes, name: str, *, max_bytes: int) -> LoadedText:
    _check_archive(content, name, max_bytes=max_bytes)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = Document(BytesIO(content))
        notes = Notes(_note_parts(document))
        loaded = join_blocks(_limited(_blocks(document, notes), name, max_bytes=max_bytes))
        stated = stated_title(document.core_properties.title)
        lost = left_out(document.element.body, notes)
    except (OpcError, LxmlError, zipfile.BadZipFile, *_STUMBLES) as error:
        raise DocumentRejectedError(f"{name} is a damaged Word file ({error})", remedy=_SAVE_AGAIN) from error
    warnings = tuple(
        IngestWarning(kind=kind, count=count, remedy="Copy what matters into the body of the document.")
        for kind, count in lost.items()
    )
    return replace(loaded, title=stated or loaded.first_heading, warnings=warnings)


def _check_archive(content: bytes, name: str, *, max_bytes: int) -> None:
    """Refuse what would be dangerous or hopeless to open, going by the archive's own list of contents."""
    if content.startswith(_OLE_MARK):
        raise DocumentRejectedError(
            f"{name} is protected by a password, or is an old Word file (.doc)",
            remedy="Remove the password or save it as .docx, and try again.",
        )
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            markup = sum(entry.file_size for entry in entries if _is_markup(archive, entry))
            names = set(archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise DocumentRejectedError(
            f"{name} is not a Word file: .docx files are ZIP archives and this is none, or a damaged one",
            remedy=_SAVE_AGAIN,
        ) from error
    if markup > max_bytes:
        raise DocumentRejectedError(
            f"{name} unpacks to {markup:,} bytes of text and formatting, more than the size limit for a document",
            remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
        )
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MAX_EXPANSION * max_bytes:
        raise DocumentRejectedError(
            f"{name} unpacks to {unpacked:,} bytes, more than {_MAX_EXPANSION} times the size limit for a document",
            remedy="Split the document, or take large pictures out of it.",
        )
    if "[Content_Types].xml" not in names:
        raise DocumentRejectedError(f"{name} is a ZIP archive but not a Word file", remedy=_SAVE_AGAIN)


def _is_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether the entry begins as XML; its name tells nothing, for any name may be given to any part."""
    with archive.open(entry) as content:
        return content.read(_SAMPLE_BYTES).lstrip(_BEFORE_MARKUP)[:1] in {b"", b"<"}


def _limited(blocks: Iterator[TextBlock], name: str, *, max_bytes: int) -> Iterator[TextBlock]:
    """The blocks, until their text grows too long: a merged cell's comes again in each row."""
    chars = 0
    for block in blocks:
        chars += len(block.text)
        check_text_length(name, chars, max_bytes=max_bytes)
        yield block


def _note_parts(document: "Document") -> "Iterator[BaseOxmlElement]":
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    kinds = {RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES, RELATIONSHIP_TYPE.COMMENTS}
    for relation in document.part.rels.values():
        if relation.reltype in kinds and not relation.is_external:
            with suppress(XMLSyntaxError):  # what refers to them is counted as not read
                yield parse_xml(relation.target_part.blob)


def _blocks(document: "Document", notes: Notes) -> Iterator[TextBlock]:
    in_list = False
    style_names: dict[str | None, str] = {None: ""}
    for element in unwrap(document.element.body, PARAGRAPH, TABLE):
        if element.tag == TABLE:
            yield from _rows(element)
            in_list = False
        else:
            block = _paragraph(element, _style_name(element, document, style_names), in_list=in_list)
            in_list = block.kind == "item"
            yield block
        for note in notes.of(element):
            yield TextBlock(note, "note")
            in_list = False


def _style_name(paragraph: "CT_P", document: "Document", known: dict[str | None, str]) -> str:
    """Name of the paragraph's style, nothing for the default one; python-docx takes milliseconds to look one up."""
    from docx.enum.style import WD_STYLE_TYPE

    identifier = paragraph.style
    if identifier not in known:
        known[identifier] = document.part.get_style(identifier, WD_STYLE_TYPE.PARAGRAPH).name or ""
    return known[identifier]


def _paragraph(paragraph: "CT_P", style: str, *, in_list: bool) -> TextBlock:
    text = paragraph_text(paragraph)
    heading = _HEADING.fullmatch(style)
    if heading or style == "Title":
        return TextBlock(text, "heading", int(heading[1]) if heading else 1)
    if style.startswith("List") and text.strip():
        return TextBlock(f"- {text.strip()}", "item", joined=in_list)
    return TextBlock(text, "caption" if style.lower() == "caption" else "paragraph")


def _rows(table: "CT_Tbl") -> Iterator[TextBlock]:
    for index, texts in enumerate(table_rows(table)):
        if any(texts):
            yield TextBlock(" | ".join(texts), "row", joined=index > 0)

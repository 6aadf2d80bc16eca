"""ZIP archives, in which most formats of office programs come: what they hold, told before anything is unpacked."""

import zipfile
import zlib
from io import BytesIO

from schemas.errors import DocumentRejectedError

_MAX_EXPANSION = 10
_SAMPLE_BYTES = 100
# White space and byte order marks, in UTF-16 and UTF-32 too.
_BEFORE_MARKUP = b"\t\n\r \x00\xef\xbb\xbf\xff\xfe"
BAD_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OSError,
)
"""What reading a damaged or encrypted archive may raise."""
BAD_OFFICE_FILE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    RecursionError,
)
"""What python-docx and python-pptx may raise beside errors of their own: they take much of a file on trust."""


def check_expansion(content: bytes, name: str, what: str, remedy: str, *, max_bytes: int) -> frozenset[str]:
    """The names of the archive's entries; `what` it should be is for messages: "a Word file: .docx files are".

    Raises:
        DocumentRejectedError: it is no archive, or unpacks to more text than `max_bytes`, or to ten times that in all.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            markup = sum(entry.file_size for entry in entries if _is_markup(archive, entry))
            names = frozenset(archive.namelist())
    except BAD_ARCHIVE as error:
        raise DocumentRejectedError(
            f"{name} is not {what} ZIP archives and this is none, or a damaged one", remedy=remedy
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
    return names


def _is_markup(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether the entry begins as XML; its name tells nothing, for any name may be given to any part."""
    with archive.open(entry) as content:
        return content.read(_SAMPLE_BYTES).lstrip(_BEFORE_MARKUP)[:1] in {b"", b"<"}

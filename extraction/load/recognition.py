"""What format a file has that has no ending to its name, told by how it begins."""

import re
import zipfile
from io import BytesIO

from extraction.load.archives import BAD_ARCHIVE

_SAMPLE_BYTES = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BEGINNINGS = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".hwp"),
    (b"WEBVTT", ".vtt"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"GIF8", ".gif"),
)
_ZIP = b"PK\x03\x04"
_PARTS = (
    ("word/document.xml", ".docx"),
    ("xl/workbook.xml", ".xlsx"),
    ("ppt/presentation.xml", ".pptx"),
    ("Contents/content.hpf", ".hwpx"),
)
_MEDIA_TYPES = {
    b"application/epub+zip": ".epub",
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def recognised_ending(content: bytes) -> str | None:
    """The ending that a file with this content would have; ".txt" for all that may be text, None for what is not."""
    found = next((ending for mark, ending in _BEGINNINGS if content.startswith(mark)), None)
    if found:
        return found
    if content.startswith(_ZIP):
        return _kind_of_archive(content)
    sample = content[:_SAMPLE_BYTES]
    if _PAGE.match(sample):
        return ".html"
    return ".txt" if sample.startswith(_MARKS) or b"\x00" not in sample else None


def _kind_of_archive(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _SAMPLE_BYTES:
                stated = archive.read("mimetype").strip()
                if stated in _MEDIA_TYPES:
                    return _MEDIA_TYPES[stated]
    except BAD_ARCHIVE:
        return None
    return next((ending for part, ending in _PARTS if part in names), ".zip")

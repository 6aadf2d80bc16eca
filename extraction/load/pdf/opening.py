"""Opening PDF files."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schemas.errors import DocumentRejectedError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_WRONG_PASSWORD = 4
# PDFium is not safe to call from two threads at once, not even on two documents.
_PDFIUM = threading.Lock()


@contextmanager
def opened(content: bytes, name: str) -> Iterator["PdfDocument"]:
    """The file, open while the block runs; no other thread uses PDFium meanwhile.

    Raises:
        DocumentRejectedError: it is damaged, which may show in the middle of the block, or encrypted.
    """
    from pypdfium2 import PdfiumError

    with _PDFIUM:
        try:
            document = _open(content, name)
            try:
                yield document
            finally:
                document.close()
        except PdfiumError as error:
            raise DocumentRejectedError(
                f"{name} is a damaged PDF ({error})",
                remedy="Open it in a PDF viewer, save or print it to a new PDF and try again.",
            ) from error


def _open(content: bytes, name: str) -> "PdfDocument":
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        if error.err_code != _WRONG_PASSWORD:
            raise
        raise DocumentRejectedError(
            f"{name} is encrypted: it opens with a password only",
            remedy="Save it without a password and try again.",
        ) from error
    document.init_forms()
    return document

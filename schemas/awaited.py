"""What of a document is read later, because it takes long."""

from typing import Literal

from schemas.value import Value

OcrMode = Literal["auto", "always", "never"]
"""Of which pages text is recognised: of those that have none of their own or a broken one, of every page, or of none."""


class Awaited(Value):
    """Of a document of `pages` pages, `scans` are still to be recognised, and at most `pictures` pictures described.

    `ocr` is how the pages are to be recognised; None: as the settings say.
    """

    pages: int
    scans: int = 0
    pictures: int = 0
    ocr: OcrMode | None = None

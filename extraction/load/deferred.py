"""Files whose scans and pictures are left for later: what of them takes long is counted, and not done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol, runtime_checkable

from extraction.load.formats import Format
from extraction.load.loaded_text import LoadedText
from extraction.load.members import Container
from extraction.load.ocr.scans import ScannableFormat
from extraction.load.pictures import PicturedFormat
from schemas.awaited import Awaited, OcrMode


@dataclass(frozen=True)
class Deferral:
    """What is left for later: which pages are recognised, `max_scans` of a file with all in it; and `max_pictures` of a document to be described.

    `asked` is the mode that the user asked for, if any.
    """

    ocr: OcrMode
    max_scans: int
    max_pictures: int = 0
    asked: OcrMode | None = None


@runtime_checkable
class FormatWithScans(Format, ScannableFormat, Protocol):
    """A format some of whose pages may be pictures of text."""


@dataclass(frozen=True)
class DeferredFormat:
    """A format that does not read a file which awaits something; it tells what, so that the file is known to be sound."""

    kind: FormatWithScans
    deferral: Deferral

    @property
    def name(self) -> str:
        """That of the format."""
        return self.kind.name

    @property
    def media_types(self) -> tuple[str, ...]:
        """Those of the format."""
        return self.kind.media_types

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Those of the format."""
        return self.kind.suffixes

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The texts in the file, or what of it is awaited.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """
        awaited = self._awaited(content, name)
        if awaited is None:
            return self.kind.read(content, name, max_bytes=max_bytes)
        return [LoadedText("", awaited=awaited)]

    def _awaited(self, content: bytes, name: str) -> Awaited | None:
        kind, deferral = self.kind, self.deferral
        pages = kind.pages_to_recognise(content, name)
        wanted = [page for page, is_needed in pages.items() if is_needed or deferral.ocr == "always"]
        scans = [] if deferral.ocr == "never" else wanted[: deferral.max_scans]
        pictures = 0
        if deferral.max_pictures and isinstance(kind, PicturedFormat):
            found = [picture.page for picture in kind.pictures(content, name)]
            # A scan that turns out to be no page of text is a picture.
            pictures = min(len(found) + len(set(scans) - set(found)), deferral.max_pictures)
        if not scans and not pictures:
            return None
        return Awaited(pages=len(pages), scans=len(scans), pictures=pictures, ocr=deferral.asked)


def deferred(kind: Format, deferral: Deferral) -> Format:
    """The format, which leaves scans and pictures for later, also those of files in its files."""
    if isinstance(kind, FormatWithScans):
        return DeferredFormat(kind, deferral)
    if isinstance(kind, Container):
        return kind.with_members(partial(deferred, deferral=deferral))
    return kind


def within_limit(texts: Sequence[LoadedText], max_scans: int) -> Iterator[LoadedText]:
    """The texts of one file, of which together `max_scans` pages are to be recognised, the first ones."""
    left = max_scans
    for loaded in texts:
        if loaded.awaited is None:
            yield loaded
            continue
        scans = min(loaded.awaited.scans, left)
        left -= scans
        yield replace(loaded, awaited=loaded.awaited.model_copy(update={"scans": scans}))

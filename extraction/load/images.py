"""Pictures of text: photos and scans, one page for each frame of the file."""

import struct
import warnings as python_warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING

from extraction.load.drawing import Drawing, DrawingLimits
from extraction.load.loaded_text import LoadedText, check_text_length
from extraction.load.ocr.page import RecognisedPage
from extraction.load.ocr.scans import NO_ENGINE
from extraction.load.pdf.assembly import assemble
from extraction.load.pdf.page import Page
from extraction.load.pdf.word import Box
from extraction.load.pictures import DescribedPicture, FoundPicture
from schemas.errors import DocumentRejectedError, NotFoundError
from schemas.warning import IngestWarning

if TYPE_CHECKING:
    from PIL.Image import Image

_KINDS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
_DAMAGED = (OSError, SyntaxError, ValueError, LookupError, TypeError, EOFError, struct.error)
_MOST_PIXELS = 150_000_000
_POINTS_PER_INCH = 72
_PAGE_INCHES, _LARGEST_PAGE_INCHES = 11.7, 20.0
_COARSEST_DPI = 72.0


@dataclass(frozen=True)
class Images:
    """Files of pictures; `recognised` are the words on their frames, by number from 1."""

    recognised: Mapping[int, RecognisedPage] = field(default_factory=dict)
    warnings: tuple[IngestWarning, ...] = ()
    described: tuple[DescribedPicture, ...] = ()
    name = "image"
    media_types = ("image/png", "image/jpeg", "image/tiff", "image/webp", "image/bmp", "image/gif")
    suffixes = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp", ".bmp", ".gif")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The text that was recognised on the pictures.

        Raises:
            DocumentRejectedError: it is damaged, too large, or no text was recognised.
        """
        with _opened(content, name) as image:
            frames = _frames(image)
        pages = [
            Page.of_scan(number, self.recognised.get(number) or RecognisedPage("", (0.0, 0.0), ()))
            for number in range(1, frames + 1)
        ]
        if all(page.is_blank for page in pages) and not self.described:
            raise DocumentRejectedError(
                f"{name} is a picture on which no text was recognised, and no model describes it",
                remedy=self.warnings[0].remedy if self.warnings else NO_ENGINE,
            )
        check_text_length(name, sum(len(page.seen) for page in pages), max_bytes=max_bytes)
        loaded = assemble(pages, described=self.described)
        return [replace(loaded, warnings=(*self.warnings, *loaded.warnings))]

    def draw_page(self, content: bytes, name: str, page: int, *, limits: DrawingLimits) -> Drawing:
        """The frame (from 1), upright as its camera says.

        Raises:
            DocumentRejectedError: the file is damaged or too large.
            NotFoundError: it has no such frame.
        """
        from PIL.Image import Resampling

        with _opened(content, name) as image:
            if not 1 <= page <= _frames(image):
                raise NotFoundError(f"{name} has no page {page}", remedy=f"It has {_frames(image)}.")
            image.seek(page - 1)
            dpi = _dpi(image)
            shown = _on_white(image)
            width, height = (edge * _POINTS_PER_INCH / dpi for edge in shown.size)
            scale = limits.scale(width, height)
            size = max(1, round(width * scale)), max(1, round(height * scale))
            return Drawing(shown if size == shown.size else shown.resize(size, Resampling.BICUBIC), scale)

    def pages_to_recognise(self, content: bytes, name: str) -> Mapping[int, bool]:
        """All frames: whatever text there is has to be recognised.

        Raises:
            DocumentRejectedError: the file is damaged or too large.
        """
        with _opened(content, name) as image:
            return dict.fromkeys(range(1, _frames(image) + 1), True)

    def with_recognised(
        self, pages: Mapping[int, RecognisedPage], warnings: tuple[IngestWarning, ...]
    ) -> "Images":
        """The format, which takes the text from what was recognised."""
        return replace(self, recognised=pages, warnings=(*self.warnings, *warnings))

    def pictures(self, content: bytes, name: str) -> Sequence[FoundPicture]:
        """The frames that are no page of text.

        Raises:
            DocumentRejectedError: the file is damaged or too large.
        """
        found: list[FoundPicture] = []
        for number in self.pages_to_recognise(content, name):
            scan = self.recognised.get(number)
            if scan is None or not scan.is_text:
                drawing = self.draw_page(content, name, number, limits=DrawingLimits(max_pixels=100_000))
                width, height = (edge / drawing.scale for edge in drawing.image.size)
                found.append(FoundPicture(number, Box(0, 0, width, height)))
        return found

    def with_descriptions(
        self, described: Sequence[DescribedPicture], warnings: Sequence[IngestWarning]
    ) -> "Images":
        """The format, which puts these texts behind those that were recognised."""
        return replace(self, described=tuple(described), warnings=(*self.warnings, *warnings))


@contextmanager
def _opened(content: bytes, name: str) -> Iterator["Image"]:
    from PIL import Image, UnidentifiedImageError

    try:
        with python_warnings.catch_warnings():
            python_warnings.simplefilter("ignore")  # of large pictures: we have a limit of our own
            with Image.open(BytesIO(content), formats=_KINDS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    raise DocumentRejectedError(
                        f"{name} has more than {_MOST_PIXELS:,} pixels",
                        remedy="Save it smaller and try again.",
                    )
                yield image
    except (UnidentifiedImageError, Image.DecompressionBombError, *_DAMAGED) as error:
        raise DocumentRejectedError(
            f"{name} is a damaged picture ({error})",
            remedy="Open it in a viewer, save it again and try again.",
        ) from error


def _frames(image: "Image") -> int:
    """How many pages it has: those of a TIFF file; of what moves only the first is one."""
    return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _dpi(image: "Image") -> float:
    """Its dots per inch; where it says none, or makes the page larger than paper, those of a sheet of its length."""
    longest = max(image.size)
    stated = image.info.get("dpi", (0.0, 0.0))
    dpi = float(min(stated))
    if dpi < _COARSEST_DPI or longest / dpi > _LARGEST_PAGE_INCHES:
        dpi = longest / _PAGE_INCHES
    return max(dpi, _COARSEST_DPI)


def _on_white(image: "Image") -> "Image":
    """The frame as its camera held it, in colour, on white where it can be seen through."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if "transparency" in upright.info or upright.mode in {"RGBA", "LA", "PA"}:
        upright = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright)
    return upright.convert("RGB")

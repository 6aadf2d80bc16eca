"""Figures and photos of a file, described in words by a model that sees them."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, runtime_checkable

from extraction.load.drawing import DrawableFormat, DrawingLimits
from extraction.load.formats import Format
from extraction.load.pdf.word import Box
from extraction.load.run_task import RunTask, run_here
from schemas.errors import BackendError, ModelReplyError
from schemas.extraction import Usage
from schemas.ports import Progress, no_progress
from schemas.warning import IngestWarning

_FINENESS = DrawingLimits(dpi=150, max_pixels=4_000_000)
_LONGEST_SIDE = 1024

DESCRIBING = "describing pictures"
"""The stage of a job in which pictures are described."""


class DescribePicture(Protocol):
    """A model that sees; `identity` is another one where it may say something else."""

    @property
    def identity(self) -> str:
        """The model, its endpoint and what it is asked."""

    def __call__(self, picture: bytes, count: Callable[[Usage], None]) -> str:
        """What is seen on a picture (PNG), in a few sentences; `count` is told what the question cost, answered or not.

        Raises:
            ModelError: the model cannot be asked.
            ModelReplyError: it gave no usable reply.
        """


def not_counted(_usage: Usage) -> None:
    """Costs that nobody counts."""


class FoundPicture(NamedTuple):
    """A picture on `page` (from 1) in a box in points of the page as it is shown."""

    page: int
    box: Box


class DescribedPicture(NamedTuple):
    """A picture and what is seen on it."""

    page: int
    box: Box
    text: str


@runtime_checkable
class PicturedFormat(DrawableFormat, Protocol):
    """A format whose pages may have figures and photos."""

    def pictures(self, content: bytes, name: str) -> Sequence[FoundPicture]:
        """Those that are large enough to show something, and no scans of text.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """

    def with_descriptions(
        self, described: Sequence[DescribedPicture], warnings: Sequence[IngestWarning]
    ) -> Format:
        """The format, which puts these texts where the pictures stand, and gives these warnings too."""


@dataclass(frozen=True)
class PictureDescriber:
    """Has the pictures of a file described, `max_pictures` at the most; what `on_progress` raises ends that."""

    describe: DescribePicture
    max_pictures: int = 50
    run: RunTask = run_here
    on_progress: Progress = no_progress

    def applied(self, kind: PicturedFormat, content: bytes, name: str) -> Format:
        """The format with the descriptions; pictures that could not be described are warnings.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """
        found = self.run(f"looking for pictures in {name}", kind.pictures, content, name)
        described: list[DescribedPicture] = []
        failures: dict[str, list[int]] = {}
        wanted = found[: self.max_pictures]
        for done, picture in enumerate(wanted):
            self.on_progress(DESCRIBING, done, len(wanted))
            shown = self.run(f"drawing a picture of {name}", cut_out, kind, content, name, picture)
            try:
                text = " ".join(self.describe(shown, not_counted).split())
            except (BackendError, ModelReplyError) as error:
                failures.setdefault(f"{error}. {error.remedy}", []).append(picture.page)
            else:
                if text:
                    described.append(DescribedPicture(*picture, text))
        if beyond := found[self.max_pictures :]:
            failures["Raise CITEGRAPH_VISION__MAX_PICTURES."] = [picture.page for picture in beyond]
        warnings = [
            IngestWarning(
                kind="picture not described",
                place=f"page {', '.join(map(str, dict.fromkeys(pages[:10])))}",
                count=len(pages),
                remedy=why,
            )
            for why, pages in failures.items()
        ]
        return kind.with_descriptions(described, warnings)


def cut_out(kind: PicturedFormat, content: bytes, name: str, picture: FoundPicture) -> bytes:
    """The picture as a PNG file, no larger than a model needs.

    Raises:
        DocumentRejectedError: the file is damaged or encrypted.
    """
    drawing = kind.draw_page(content, name, picture.page, limits=_FINENESS)
    edges = (round(edge * drawing.scale) for edge in picture.box)
    x0, y0, x1, y1 = edges
    width, height = drawing.image.size
    cut = drawing.image.crop((max(0, x0), max(0, y0), min(width, x1), min(height, y1)))
    cut.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    file = io.BytesIO()
    cut.save(file, "PNG")
    return file.getvalue()

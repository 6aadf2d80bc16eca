"""What recognises text in pictures, behind one interface."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from PIL.Image import Image


class RecognisedWord(NamedTuple):
    """A word in a picture: its box in pixels from the upper left corner, and how sure it is (0..1, higher is better).

    `line_height` is the height in pixels of the line that it stands on.
    """

    text: str
    confidence: float
    box: Box
    line_height: float


@dataclass(frozen=True)
class Lack:
    """Why an engine cannot be used on this machine, and what to do about it."""

    reason: str
    remedy: str


class OcrEngine(Protocol):
    """A program, library or service that recognises text.

    It can be pickled: a picture is read in another process. What it loads it loads there, once.
    """

    @property
    def name(self) -> str:
        """What it is called, such as "tesseract"."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it looks for, in three letters (ISO 639-3), the likeliest first; empty: it tells them itself."""

    @property
    def finds_orientation(self) -> bool:
        """Whether it reads pages that are turned or aslant as they are."""

    @property
    def has_places(self) -> bool:
        """Whether the boxes of its words are where they stand; else they only keep their order."""

    def lack(self) -> Lack | None:
        """What is missing for it to be used; None where nothing is."""

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words in the picture, in any order.

        Raises:
            BackendError: the engine failed.
        """

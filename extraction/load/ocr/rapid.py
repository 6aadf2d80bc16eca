"""RapidOCR: the networks of PaddleOCR on onnxruntime, which come with the package (Chinese and English, no Korean)."""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.ocr.lines import words_of_line
from extraction.load.pdf.word import Box
from schemas.errors import BackendError

if TYPE_CHECKING:
    from PIL.Image import Image

_PACKAGES = ("rapidocr", "onnxruntime")


@dataclass(frozen=True)
class RapidOcr:
    """Recognises text with RapidOCR; the languages are those of its networks."""

    name = "rapidocr"
    languages: tuple[str, ...] = ("eng", "chi_sim")
    finds_orientation = False
    has_places = True

    def lack(self) -> Lack | None:
        """One of its packages."""
        missing = [package for package in _PACKAGES if find_spec(package) is None]
        if not missing:
            return None
        remedy = "Install it: pip install 'citegraph[rapidocr]'. It reads English and Chinese, no Korean."
        return Lack(f"{' and '.join(missing)} is not installed", remedy)

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words of an upright picture.

        Raises:
            BackendError: it failed.
        """
        import numpy as np

        try:
            found = _loaded()(np.asarray(image.convert("RGB"))[:, :, ::-1])
        except Exception as error:  # its own, onnxruntime's and OpenCV's
            raise BackendError(f"RapidOCR failed: {error}", remedy="Try another engine.") from error
        if found.boxes is None:
            return []
        words: list[RecognisedWord] = []
        for corners, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
            (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
            words += words_of_line(text, float(score), Box(float(x0), float(y0), float(x1), float(y1)))
        return words


@cache
def _loaded() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR()

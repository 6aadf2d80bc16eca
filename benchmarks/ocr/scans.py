"""Twelve scans whose text is known: what was set, and what a scanner made of it."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image

from benchmarks.documents.prose import Prose
from benchmarks.ocr.sheet import Sheet

CLEAN, NOISY = 0.02, 0.08
"""The character error rates that Tesseract is to keep within."""
_DPI = 300


@dataclass(frozen=True)
class Scan:
    """A file with a scan, its text in reading order, and the error rate to keep within, if there is one."""

    name: str
    suffix: str
    content: bytes
    truth: str
    aim: float | None = None


def all_scans() -> Iterator[Scan]:
    """The twelve, the same each time."""
    for language, sentence in (("english", Prose.sentence), ("korean", Prose.korean)):
        yield _clean(f"clean_{language}", _page(f"clean {language}", sentence), CLEAN)
        yield _noisy(f"noisy_{language}", _page(f"noisy {language}", sentence))
        turned = _page(f"turned {language}", sentence)
        quarters = Image.Transpose.ROTATE_90 if language == "english" else Image.Transpose.ROTATE_180
        yield _clean(f"rotated_{language}", turned, None, turned.image.transpose(quarters))
        slanted = _page(f"slanted {language}", sentence)
        degrees = -4.0 if language == "english" else 3.0
        yield _clean(f"skewed_{language}", slanted, None, _skewed(slanted.image, degrees))
        yield _clean(f"two_columns_{language}", _two_columns(f"columns {language}", sentence))
    yield _clean("mixed", _mixed())
    yield _clean("table", _table())


def _page(seed: str, sentence: Callable[[Prose], str], face: str = "serif") -> Sheet:
    prose, sheet = Prose(seed), Sheet(face)
    sheet.heading(prose.town() if sentence is Prose.sentence else "마을의 기록")
    for _ in range(5):
        sheet.paragraph(" ".join(sentence(prose) for _ in range(4)))
    return sheet


def _two_columns(seed: str, sentence: Callable[[Prose], str]) -> Sheet:
    prose, sheet = Prose(seed), Sheet(size=38)
    sheet.heading(prose.town() if sentence is Prose.sentence else "두 단으로 된 글")
    left, right = ([" ".join(sentence(prose) for _ in range(4)) for _ in range(4)] for _ in range(2))
    sheet.columns(left, right)
    return sheet


def _mixed() -> Sheet:
    prose, sheet = Prose("mixed"), Sheet("sans")
    for number in range(6):
        sentence = prose.korean if number % 2 else prose.sentence
        sheet.paragraph(" ".join(sentence() for _ in range(3)))
    return sheet


def _table() -> Sheet:
    prose, sheet = Prose("table"), Sheet("sans")
    sheet.heading("Towns and their founders")
    sheet.paragraph(prose.sentence())
    rows = [["Town", "Founder", "Year", "도시"]]
    rows += [[prose.town(), prose.person().split()[1], str(prose.year()), prose.korean().split()[0]] for _ in range(14)]  # fmt: skip
    sheet.table(rows)
    return sheet


def _clean(name: str, sheet: Sheet, aim: float | None = None, image: Image.Image | None = None) -> Scan:
    file = io.BytesIO()
    (image or sheet.image).save(file, "PNG", dpi=(_DPI, _DPI))
    return Scan(name, ".png", file.getvalue(), sheet.truth, aim)


def _noisy(name: str, sheet: Sheet) -> Scan:
    """150 dpi, a slant of two degrees, grain, and JPEG of quality 40."""
    small = _skewed(sheet.image, 2.0).resize(
        (sheet.image.width // 2, sheet.image.height // 2), Image.Resampling.LANCZOS
    )
    grain = np.random.default_rng(7).normal(0, 16, (small.height, small.width))
    grainy = Image.fromarray(np.clip(np.asarray(small) + grain, 0, 255).astype(np.uint8))
    file = io.BytesIO()
    grainy.save(file, "JPEG", quality=40, dpi=(_DPI // 2, _DPI // 2))
    return Scan(name, ".jpg", file.getvalue(), sheet.truth, NOISY)


def _skewed(image: Image.Image, degrees: float) -> Image.Image:
    return image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)

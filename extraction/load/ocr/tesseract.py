"""Tesseract: the library as the package tesserocr brings it, or the program of the system."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.ocr.tesseract_data import find_data
from extraction.load.pdf.word import Box, around
from schemas.errors import BackendError

if TYPE_CHECKING:
    from PIL.Image import Image
    from tesserocr import PyTessBaseAPI

    from extraction.load.ocr.columns import Region

PROGRAM = "tesseract"
_DPI = 300
_SINGLE_COLUMN = 4
_ORIENTATION_ONLY = 0
_KEEP_SPACES = "preserve_interword_spaces"
"""Without it Tesseract puts a blank between any two syllables of Korean."""
_LINE, _WORD = "4", "5"
_LEAST_ORIENTATION = 2.0
_TIMEOUT_S = 300
_ORIENTATION = "osd"
LANGUAGES_REMEDY = (
    "Run `make setup`, or install Tesseract with its languages: apt install tesseract-ocr tesseract-ocr-kor."
)


@dataclass(frozen=True)
class Tesseract:
    """Recognises text with Tesseract, in those of the languages whose data is there.

    The package is faster than the program, for it stays loaded; it is not taken where `may_use_package` is false.
    """

    languages: tuple[str, ...] = ("kor", "eng")
    may_use_package: bool = True
    name = "tesseract"
    finds_orientation = False
    has_places = True

    def lack(self) -> Lack | None:
        """Neither package nor program, or none of the languages."""
        if not self._uses_package and shutil.which(PROGRAM) is None:
            return Lack(
                "neither the package tesserocr nor the program tesseract is installed", LANGUAGES_REMEDY
            )
        if not self.usable.languages:
            return Lack(f"the data of {' and '.join(self.languages)} is not there", LANGUAGES_REMEDY)
        return None

    @property
    def usable(self) -> "Tesseract":
        """The same, with only the languages whose data is there."""
        return replace(self, languages=tuple(code for code in self.languages if find_data(code) is not None))

    @property
    def route(self) -> str:
        """How Tesseract is reached, for messages."""
        return "the package tesserocr" if self._uses_package else f"the program {shutil.which(PROGRAM)}"

    @property
    def _uses_package(self) -> bool:
        return self.may_use_package and _has_package()

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words of an upright picture, column by column.

        Raises:
            BackendError: Tesseract failed.
        """
        from extraction.load.ocr.columns import regions_of

        grey = image.convert("L")
        read = _by_package if self._uses_package else _by_program
        words: list[RecognisedWord] = []
        for region in regions_of(grey):
            text, table = read(grey.crop(region), self.usable.languages)
            words += (_moved(word, region) for word in _words(text, table))
        return words


def orientation(image: "Image") -> int:
    """By how many quarters the picture has to be turned counter-clockwise to be upright; 0 where that cannot be told."""
    if find_data(_ORIENTATION) is None:
        return 0
    if not _has_package():
        return _orientation_by_program(image)
    with _library(_languages_folder((_ORIENTATION,)), _ORIENTATION, _ORIENTATION_ONLY) as library:
        library.SetImage(image.convert("L"))
        found = library.DetectOrientationScript()
    if not found or found["orient_conf"] < _LEAST_ORIENTATION:
        return 0
    # It tells how far the page is turned clockwise.
    return int(found["orient_deg"]) // 90 % 4


class _Row(NamedTuple):
    level: str
    box: Box
    confidence: float
    text: str


def _words(text: str, table: str) -> Iterator[RecognisedWord]:
    """The words of Tesseract's table, put together where its text has no blank between them, as in Korean."""
    line = Box(0, 0, 0, 0)
    parts: list[_Row] = []
    place = 0
    for row in _rows(table):
        if row.level == _LINE:
            if parts:
                yield _joined(parts, line)
                parts = []
            line = row.box
        elif row.level == _WORD and row.text.strip():
            found = text.find(row.text, place)
            if parts and (found != place or found < 0 or _are_two(parts[-1].text, row.text)):
                yield _joined(parts, line)
                parts = []
            parts.append(row)
            place = found + len(row.text) if found >= 0 else place
    if parts:
        yield _joined(parts, line)


def _are_two(before: str, after: str) -> bool:
    """Whether they are words though Tesseract leaves out the blank: only in Korean does it take a word apart."""
    return before[-1:].isascii() and after[:1].isascii()


def _rows(table: str) -> Iterator[_Row]:
    for row in table.splitlines():
        cells = row.split("\t")
        if cells[0] in {_LINE, _WORD}:
            x, y, width, height = map(float, cells[6:10])
            yield _Row(cells[0], Box(x, y, x + width, y + height), float(cells[10]), cells[11] if len(cells) > 11 else "")  # fmt: skip


def _joined(parts: list[_Row], line: Box) -> RecognisedWord:
    """One word; it is as high as its line, for the boxes of single syllables and small letters are not steady."""
    box = around([part.box for part in parts])
    letters = sum(len(part.text) for part in parts)
    sure = sum(part.confidence * len(part.text) for part in parts) / letters / 100
    return RecognisedWord(
        text="".join(part.text for part in parts),
        confidence=min(max(sure, 0.0), 1.0),
        box=Box(box.x0, line.y0, box.x1, line.y1),
        line_height=line.height,
    )


def _moved(word: RecognisedWord, region: "Region") -> RecognisedWord:
    x, y = region.x0, region.y0
    box = word.box
    return word._replace(box=Box(box.x0 + x, box.y0 + y, box.x1 + x, box.y1 + y))


@cache
def _has_package() -> bool:
    return find_spec("tesserocr") is not None


def _by_package(image: "Image", languages: tuple[str, ...]) -> tuple[str, str]:
    with _library(_languages_folder(languages), "+".join(languages), _SINGLE_COLUMN) as library:
        library.SetImage(image)
        library.SetSourceResolution(_DPI)
        return library.GetUTF8Text(), library.GetTSVText(0)


@contextmanager
def _library(folder: Path, languages: str, mode: int) -> Iterator["PyTessBaseAPI"]:
    """Tesseract ready for a picture; it stays loaded, for loading takes longer than a small picture."""
    library = _loaded(folder, languages)
    library.SetPageSegMode(mode)
    try:
        yield library
    except RuntimeError as error:
        raise BackendError(f"Tesseract failed: {error}", remedy="Try another engine.") from error
    finally:
        library.Clear()


@cache
def _loaded(folder: Path, languages: str) -> "PyTessBaseAPI":
    from tesserocr import PyTessBaseAPI

    return PyTessBaseAPI(path=f"{folder}{os.sep}", lang=languages, variables={_KEEP_SPACES: "1"})


@cache
def _languages_folder(languages: tuple[str, ...]) -> Path:
    """One folder with the data of all these languages, which may be in several."""
    folders = {language: find_data(language) for language in languages}
    found = next((folder for folder in folders.values() if folder), Path())
    if all(folder == found for folder in folders.values()):
        return found
    together = Path(tempfile.mkdtemp(prefix="tessdata-"))
    for language, folder in folders.items():
        if folder is not None:
            (together / f"{language}.traineddata").symlink_to(folder / f"{language}.traineddata")
    return together


def _by_program(image: "Image", languages: tuple[str, ...]) -> tuple[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        image.save(Path(folder, "page.png"))
        options = ["--psm", str(_SINGLE_COLUMN), "--dpi", str(_DPI), "-l", "+".join(languages)]
        _run(folder, ["page", *options, "-c", f"{_KEEP_SPACES}=1", "txt", "tsv"], languages)
        read = [Path(folder, f"page.{ending}").read_text(encoding="utf-8") for ending in ("txt", "tsv")]
    return read[0], read[1]


def _orientation_by_program(image: "Image") -> int:
    with tempfile.TemporaryDirectory() as folder:
        image.save(Path(folder, "page.png"))
        try:
            said = _run(folder, ["-", "--psm", str(_ORIENTATION_ONLY), "-l", _ORIENTATION], (_ORIENTATION,))
        except BackendError:  # "Too few characters"
            return 0
    values = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    if float(values.get("Orientation confidence", 0)) < _LEAST_ORIENTATION:
        return 0
    return int(values["Orientation in degrees"]) // 90 % 4


def _run(folder: str, options: list[str], languages: tuple[str, ...]) -> str:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "TESSDATA_PREFIX": str(_languages_folder(languages))}  # fmt: skip
    try:
        done = subprocess.run(
            [PROGRAM, "page.png", *options],
            cwd=folder, env=environment, capture_output=True, timeout=_TIMEOUT_S, check=True, text=True,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError) as error:
        said = getattr(error, "stderr", "") or ""
        raise BackendError(
            f"Tesseract failed: {error} {said[-300:]}", remedy="Try another engine."
        ) from error
    return done.stdout

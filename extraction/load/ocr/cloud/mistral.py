"""Mistral OCR: `/v1/ocr`, which answers in Markdown and tells the places of no words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from extraction.load.ocr.cloud.service import Service, png_of
from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.ocr.lines import words_of_line
from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from PIL.Image import Image

DEFAULT_MODEL = "mistral-ocr-latest"
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_HEADING = re.compile(r"#{1,6}\s+")
_RULE = re.compile(r"\|?(\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*\|?")
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_UNKNOWN = 0.9
"""It says nothing of how sure it is: as sure as an engine that is not doubted."""
_LETTERS_TO_A_LINE = 90


class _Page(BaseModel):
    index: int = 0
    markdown: str = ""


class _Read(BaseModel):
    pages: list[_Page] = []


@dataclass(frozen=True)
class MistralOcr:
    """Sends pages to Mistral's OCR; `service.url` is the whole address, `https://…/v1/ocr`."""

    service: Service
    model: str = DEFAULT_MODEL
    languages: tuple[str, ...] = ()
    name = "mistral"
    finds_orientation = True
    has_places = False

    def lack(self) -> Lack | None:
        """Address or key."""
        return self.service.lack()

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words in the order of the service; their places are those of lines set evenly down the page.

        Raises:
            BackendError: it does not answer, or otherwise than it should.
        """
        body = {
            "model": self.model,
            "document": {"type": "image_url", "image_url": f"data:image/png;base64,{png_of(image)}"},
            "include_image_base64": False,
        }
        headers = {"Authorization": f"Bearer {self.service.key}"}
        answer = self.service.send("POST", self.service.url, headers=headers, body=body)
        read = self.service.understood(_Read, answer)
        text = "\n".join(page.markdown for page in sorted(read.pages, key=lambda page: page.index))
        return list(_words(text, image.size))


def _words(markdown: str, size: tuple[int, int]) -> Iterator[RecognisedWord]:
    lines = [row for line in markdown.splitlines() for row in _rows(line)]
    pitch = size[1] / (len(lines) + 1)
    for number, line in enumerate(lines):
        box = Box(0.05 * size[0], number * pitch, 0.95 * size[0], (number + 0.7) * pitch)
        if "|" not in line:
            width = box.width * min(1.0, len(line) / _LETTERS_TO_A_LINE)
            yield from words_of_line(line, _UNKNOWN, box._replace(x1=box.x0 + width))
            continue
        cells = line.strip().strip("|").split("|")
        for place, cell in enumerate(cells):
            left = box.x0 + place * box.width / len(cells)
            yield from words_of_line(cell.strip(), _UNKNOWN, box._replace(x0=left, x1=left + 0.6 * box.width / len(cells)))  # fmt: skip


def _rows(line: str) -> Iterator[str]:
    """The line without its marks, in pieces that would fit on a page; an empty one stays, for it parts paragraphs."""
    plain = _HEADING.sub("", _EMPHASIS.sub(r"\2", _PICTURE.sub("", line)), count=1).strip()
    if _RULE.fullmatch(plain):
        return
    if "|" in plain or len(plain) <= _LETTERS_TO_A_LINE:
        yield plain
        return
    piece = ""
    for word in plain.split():
        if piece and len(piece) + 1 + len(word) > _LETTERS_TO_A_LINE:
            yield piece
            piece = ""
        piece = f"{piece} {word}".strip()
    yield piece

"""Google Document AI: `projects/*/locations/*/processors/*:process` (v1)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field

from extraction.load.ocr.cloud.service import Service, png_of
from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.pdf.word import Box

if TYPE_CHECKING:
    from PIL.Image import Image


class _Segment(BaseModel):
    start: int = Field(default=0, alias="startIndex")
    end: int = Field(default=0, alias="endIndex")


class _Anchor(BaseModel):
    segments: list[_Segment] = Field(default=[], alias="textSegments")


class _Vertex(BaseModel):
    x: float = 0.0
    y: float = 0.0


class _Polygon(BaseModel):
    vertices: list[_Vertex] = Field(default=[], alias="normalizedVertices")


class _Layout(BaseModel):
    anchor: _Anchor = Field(default=_Anchor(), alias="textAnchor")
    confidence: float = 1.0
    polygon: _Polygon = Field(default=_Polygon(), alias="boundingPoly")


class _Token(BaseModel):
    layout: _Layout
    detected_break: dict[str, object] | None = Field(default=None, alias="detectedBreak")


class _Page(BaseModel):
    tokens: list[_Token] = []


class _Document(BaseModel):
    text: str = ""
    pages: list[_Page] = []


class _Processed(BaseModel):
    document: _Document


@dataclass(frozen=True)
class GoogleDocumentAi:
    """Sends pages to a processor of Document AI; `service.url` ends in `:process`, the key is an access token."""

    service: Service
    languages: tuple[str, ...] = ()
    name = "google"
    finds_orientation = True
    has_places = True

    def lack(self) -> Lack | None:
        """Address or key."""
        return self.service.lack()

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words that the service finds.

        Raises:
            BackendError: it does not answer, or otherwise than it should.
        """
        body = {"skipHumanReview": True, "rawDocument": {"content": png_of(image), "mimeType": "image/png"}}
        headers = {"Authorization": f"Bearer {self.service.key}"}
        answer = self.service.send("POST", self.service.url, headers=headers, body=body)
        document = self.service.understood(_Processed, answer).document
        words: list[RecognisedWord] = []
        for page in document.pages:
            words += _words(page, document.text, image.size)
        return words


def _words(page: _Page, text: str, size: tuple[int, int]) -> list[RecognisedWord]:
    """The tokens, those joined that no blank or line end parts: a full stop, say, is a token of its own."""
    words: list[RecognisedWord] = []
    goes_on = False
    for token in page.tokens:
        said = "".join(text[segment.start : segment.end] for segment in token.layout.anchor.segments)
        corners = token.layout.polygon.vertices
        if not said.strip() or not corners:
            continue
        xs, ys = [corner.x * size[0] for corner in corners], [corner.y * size[1] for corner in corners]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        word = RecognisedWord(said.strip(), token.layout.confidence, box, box.height)
        words[-1:] = [_joined(words[-1], word)] if goes_on and words else [*words[-1:], word]
        goes_on = token.detected_break is None and said == said.rstrip()
    return words


def _joined(one: RecognisedWord, other: RecognisedWord) -> RecognisedWord:
    a, b = one.box, other.box
    box = Box(min(a.x0, b.x0), min(a.y0, b.y0), max(a.x1, b.x1), max(a.y1, b.y1))
    sure = min(one.confidence, other.confidence)
    return RecognisedWord(one.text + other.text, sure, box, max(one.line_height, other.line_height))

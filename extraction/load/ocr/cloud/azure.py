"""Azure Document Intelligence: `documentModels/prebuilt-read:analyze` (2024-11-30), which is asked until it is done."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, Field

from extraction.load.ocr.cloud.service import Service, png_of, retry_after
from extraction.load.ocr.engine import Lack, RecognisedWord
from extraction.load.pdf.word import Box
from schemas.errors import BackendError

if TYPE_CHECKING:
    from PIL.Image import Image

_PATH = "documentintelligence/documentModels/prebuilt-read:analyze?api-version=2024-11-30"
_ASK_AGAIN_S = 0.5
_LONGEST_S = 5.0


class _Word(BaseModel):
    content: str
    polygon: list[float] = Field(min_length=8)
    confidence: float = 1.0


class _Page(BaseModel):
    width: float = Field(gt=0)
    height: float = Field(gt=0)
    words: list[_Word] = []


class _Result(BaseModel):
    pages: list[_Page] = []


class _Failure(BaseModel):
    message: str = ""


class _Operation(BaseModel):
    status: Literal["notStarted", "running", "succeeded", "failed", "canceled", "skipped"]
    result: _Result = Field(default=_Result(), alias="analyzeResult")
    error: _Failure = _Failure()


@dataclass(frozen=True)
class AzureDocumentIntelligence:
    """Sends pages to the read model of Document Intelligence; `service.url` is the endpoint of the resource."""

    service: Service
    languages: tuple[str, ...] = ()
    name = "azure"
    finds_orientation = True
    has_places = True

    def lack(self) -> Lack | None:
        """Address or key."""
        return self.service.lack()

    def recognise(self, image: "Image") -> list[RecognisedWord]:
        """The words that the service finds.

        Raises:
            BackendError: it does not answer, takes too long, or answers otherwise than it should.
        """
        headers = {"Ocp-Apim-Subscription-Key": self.service.key}
        url = f"{self.service.url.rstrip('/')}/{_PATH}"
        started = self.service.send("POST", url, headers=headers, body={"base64Source": png_of(image)})
        place = started.headers.get("Operation-Location", "")
        if not place.startswith(self.service.url.rstrip("/")):
            # The key goes to the configured service alone.
            raise BackendError(
                "the OCR service azure names another address for its result",
                remedy="Check CITEGRAPH_OCR__CLOUD__URL: it is the endpoint of the resource.",
            )
        pages = self._result(place, headers).pages
        return [_word(word, page, image.size) for page in pages for word in page.words]

    def _result(self, place: str, headers: dict[str, str]) -> _Result:
        ends, wait_s = time.monotonic() + self.service.timeout_s, _ASK_AGAIN_S
        while time.monotonic() < ends:
            answer = self.service.send("GET", place, headers=headers)
            operation = self.service.understood(_Operation, answer)
            if operation.status == "succeeded":
                return operation.result
            if operation.status not in {"notStarted", "running"}:
                raise BackendError(
                    f"the OCR service azure failed: {operation.error.message or operation.status}",
                    remedy="Try again, or set another CITEGRAPH_OCR__ENGINE.",
                )
            time.sleep(min(retry_after(answer, wait_s), _LONGEST_S))
            wait_s = min(2 * wait_s, _LONGEST_S)
        raise BackendError(
            f"the OCR service azure was not done after {self.service.timeout_s:g} seconds",
            remedy="Raise CITEGRAPH_OCR__CLOUD__TIMEOUT_S.",
        )


def _word(word: _Word, page: _Page, size: tuple[int, int]) -> RecognisedWord:
    """In pixels: the service measures pictures in pixels and may make them smaller."""
    xs = [x * size[0] / page.width for x in word.polygon[::2]]
    ys = [y * size[1] / page.height for y in word.polygon[1::2]]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    return RecognisedWord(word.content, word.confidence, box, box.height)

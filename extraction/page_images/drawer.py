"""Pages of the documents as pictures, drawn once and kept."""

import asyncio
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from extraction.load.drawing import DrawableFormat, DrawingLimits
from extraction.load.formats import Formats
from extraction.load.members import Container
from extraction.load.run_task import RunTask, run_here
from extraction.page_images.drawing import FilePage, TextPage, png_of_file, png_of_text
from extraction.page_images.settings import PageImageSettings
from extraction.page_images.text_page import Span, excerpt
from extraction.state.library import DocumentLibrary
from schemas.document import Document
from schemas.errors import BusyError, DocumentRejectedError, InputError, NotFoundError
from schemas.page_image import WHOLE_TEXT
from schemas.word_box import WordBox

_DRAWN_AS = 1
"""Counts the ways in which pages were drawn: a picture of an older one is not taken for one of today's."""
_WAIT_S = 5.0


@dataclass(frozen=True)
class PagePlan:
    """What is to be on the picture of a page."""

    document: Document
    page: int
    content: FilePage | TextPage

    @property
    def key(self) -> str:
        """Another one whenever the picture is another."""
        said = f"{_DRAWN_AS} {self.document.id} {self.page} {self.content}"
        return sha256(said.encode(errors="surrogatepass")).hexdigest()[:32]

    @property
    def marks(self) -> int:
        """How many words of the page, or stretches of a text, are marked."""
        return len(self.content.boxes if isinstance(self.content, FilePage) else self.content.spans)


class PageDrawer:
    """Draws pages of documents whose texts and files the library keeps."""

    def __init__(
        self,
        library: DocumentLibrary,
        formats: Formats,
        settings: PageImageSettings,
        *,
        max_bytes: int,
        run: RunTask = run_here,
    ) -> None:
        """Draw by `run`; a file in an archive may have `max_bytes`."""
        self._library = library
        self._formats = formats
        self._settings = settings
        self._max_bytes = max_bytes
        self._run = run
        self._slots = asyncio.Semaphore(settings.at_once)
        self.waiting = 0

    async def plan(
        self, document: Document, page: int, spans: Sequence[Span] = (), *, dpi: int | None = None
    ) -> PagePlan:
        """What will be on the picture of the page (from 1); of the spans counts what is on it.

        A document without pages has its text as page 1.

        Raises:
            NotFoundError: the document has no such page, or its text is not kept here.
            InputError: a span lies beyond the end of the text.
        """
        check_page(document, page)
        limits = DrawingLimits(dpi or self._settings.dpi, self._settings.max_pixels)
        plan = await asyncio.to_thread(self._plan, document, page, _merged(spans), limits)
        if spans and not plan.marks:
            await asyncio.to_thread(self._check_spans, document, spans)
        return plan

    async def png(self, plan: PagePlan) -> bytes:
        """The picture.

        Raises:
            NotFoundError: the file that the document was read from is not kept here.
            DocumentRejectedError: it cannot be drawn, or not within the limits.
            BusyError: too many wait for theirs.
            BackendError: no installed font has the letters of the text.
        """
        kept = await asyncio.to_thread(self._library.page_images.find, plan.document.id, plan.key)
        if kept is not None:
            return kept
        if self.waiting >= self._settings.at_once + self._settings.max_waiting:
            raise BusyError(
                f"{self.waiting} pages are being drawn or wait for it, which is the limit",
                remedy="Try again a little later, or raise CITEGRAPH_PAGES__MAX_WAITING.",
                retryable=True,
                retry_after_s=_WAIT_S,
            )
        self.waiting += 1
        try:
            async with self._slots:
                return await asyncio.to_thread(self._draw, plan)
        finally:
            self.waiting -= 1

    def _plan(self, document: Document, page: int, spans: Sequence[Span], limits: DrawingLimits) -> PagePlan:
        kind = self._drawable(document)
        if kind is None:
            return PagePlan(document, page, self._text_page(document, page, spans, limits))
        words = self._library.word_boxes(document.id).on_page(page) if spans else ()
        boxes = tuple(box for box in words if _is_in(box, spans))
        return PagePlan(document, page, FilePage(kind, document.source, document.sha256, page, boxes, limits))

    def _check_spans(self, document: Document, spans: Sequence[Span]) -> None:
        length = len(self._library.text(document.id))
        if any(start >= length for start, _ in spans):
            raise InputError(
                f"what is to be marked lies beyond the {length:,} characters of {document.title}",
                remedy="Give `start` and `end` of a citation of this document.",
            )

    def _draw(self, plan: PagePlan) -> bytes:
        document, content, cache = plan.document, plan.content, self._library.page_images
        task = f"drawing page {plan.page} of {document.title}"
        if isinstance(content, TextPage):
            png = self._run(task, png_of_text, content)
        else:
            original = self._library.original(document.id, document.sha256)
            containers = tuple(kind for kind in self._formats if isinstance(kind, Container))
            png = self._run(task, png_of_file, content, original, containers, self._max_bytes)
        cache.keep(document.id, plan.key, png, max_bytes=self._settings.cache_bytes)
        if not self._library.holds(document.id):  # deleted meanwhile
            cache.drop(document.id)
        return png

    def _drawable(self, document: Document) -> DrawableFormat | None:
        try:
            kind = self._formats.find("", document.media_type)
        except DocumentRejectedError:  # of a package that is gone
            return None
        return kind if isinstance(kind, DrawableFormat) else None

    def _text_page(
        self, document: Document, page: int, spans: Sequence[Span], limits: DrawingLimits
    ) -> TextPage:
        text = self._library.text(document.id)
        starts = (*document.page_starts, len(text))
        whole = (starts[page - 1], starts[page]) if document.page_starts else (0, len(text))
        start, end = excerpt(*whole, spans)
        within = tuple(
            (max(first, start) - start, min(last, end) - start)
            for first, last in spans
            if first < end and start < last
        )
        return TextPage(text[start:end], within, (whole[0] < start, end < whole[1]), limits)


def check_page(document: Document, page: int) -> None:
    """Return if the document has the page.

    Raises:
        NotFoundError: it has not.
    """
    pages = len(document.page_starts)
    if 1 <= page <= max(pages, WHOLE_TEXT):
        return
    has = (
        f"It has the pages 1 to {pages}, whatever is printed on them."
        if pages > 1
        else "It has page 1 alone."
    )
    raise NotFoundError(
        f"{document.title} has no such page",
        remedy=has if pages else f"It has no pages: page {WHOLE_TEXT} shows its text.",
    )


def _is_in(box: WordBox, spans: Sequence[Span]) -> bool:
    """Whether a character of the word is in one of these spans, which are in order and do not touch."""
    place = bisect_right(spans, box.start, key=lambda span: span[1])
    return place < len(spans) and spans[place][0] < box.end


def _merged(spans: Sequence[Span]) -> list[Span]:
    """The spans in order, those that touch as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged

"""Recognising the pages of a file that need it, each for itself."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from extraction.load.formats import Format
from extraction.load.ocr.engine import OcrEngine
from extraction.load.ocr.page import RecognisedPage
from extraction.load.ocr.scans import ScannableFormat, recognise
from extraction.load.ocr.settings import OcrSettings
from extraction.load.run_task import RunTask, run_here
from schemas.awaited import OcrMode
from schemas.errors import BackendError, DocumentRejectedError
from schemas.ports import Progress, no_progress
from schemas.warning import IngestWarning

_NAMED = 10
_USUAL = OcrSettings()
RECOGNISING = "recognising pages"
"""The stage of a job in which pages are recognised."""
_RECOGNISED_AS = "1"
"""Counts the ways in which pages were recognised: what an older program kept is not taken for what this one finds."""


class KeptPages(Protocol):
    """Where the pages of a document that were recognised are kept until all of it is read."""

    def find(self, page: int, key: str) -> RecognisedPage | None:
        """What was recognised on the page in the way that the key stands for; None where that is not kept."""

    def keep(self, page: int, key: str, found: RecognisedPage) -> None:
        """Keep what was recognised on the page."""


@dataclass(frozen=True)
class Recogniser:
    """Recognises pages with an engine, `at_once` of them at the same time; each has the limits of a file of its own.

    So a page that takes too long is lost alone, and how long a scan may be is bounded by `most_pages`, by `settings.max_pages` where that is None. What
    `on_progress` raises ends the work with the pages that are being recognised. Pages that are `kept` are not recognised again.
    """

    engine: OcrEngine
    settings: OcrSettings = _USUAL
    run: RunTask = run_here
    at_once: int = 1
    on_progress: Progress = no_progress
    kept: KeptPages | None = None
    most_pages: int | None = None

    def applied(
        self, kind: ScannableFormat, content: bytes, name: str, mode: OcrMode | None = None
    ) -> Format:
        """The format with what was recognised on the pages that need it; `mode` is that of the settings where None.

        Raises:
            DocumentRejectedError: the file is damaged or encrypted.
        """
        mode = mode or self.settings.mode
        if mode == "never":
            return kind.with_recognised({}, ())
        found = self.run(f"reading {name}", kind.pages_to_recognise, content, name)
        wanted = [page for page, is_needed in found.items() if is_needed or mode == "always"]
        if not wanted:
            return kind.with_recognised({}, ())
        lack = self.engine.lack()
        if lack is not None:
            warning = _warning("page not recognised", wanted, f"{lack.reason[:1].upper()}{lack.reason[1:]}. {lack.remedy}")  # fmt: skip
            return kind.with_recognised({}, (warning,))
        most = self.settings.max_pages if self.most_pages is None else self.most_pages
        beyond = wanted[most:]
        pages, warnings = self._recognised(kind, content, name, wanted[:most])
        if beyond:
            remedy = "Raise CITEGRAPH_OCR__MAX_PAGES, or split the file."
            warnings.append(_warning("page not recognised", beyond, remedy))
        return kind.with_recognised(pages, (*warnings, *self._doubts(pages)))

    def _recognised(
        self, kind: ScannableFormat, content: bytes, name: str, wanted: Sequence[int]
    ) -> tuple[dict[int, RecognisedPage], list[IngestWarning]]:
        pages: dict[int, RecognisedPage] = {}
        failures: dict[str, list[int]] = {}
        self.on_progress(RECOGNISING, 0, len(wanted))
        threads = ThreadPoolExecutor(self.at_once)
        try:
            begun = {threads.submit(self._page, kind, content, name, page): page for page in wanted}
            for done, future in enumerate(as_completed(begun), start=1):
                page = begun[future]
                try:
                    pages[page] = future.result()
                except (BackendError, DocumentRejectedError) as error:
                    failures.setdefault(f"{error}. {error.remedy}", []).append(page)
                self.on_progress(RECOGNISING, done, len(wanted))
        finally:
            threads.shutdown(cancel_futures=True)
        warnings = [_warning("page not recognised", sorted(missed), why) for why, missed in failures.items()]
        return dict(sorted(pages.items())), warnings

    def _page(self, kind: ScannableFormat, content: bytes, name: str, page: int) -> RecognisedPage:
        found = self.kept.find(page, self._key) if self.kept else None
        if found is None:
            task = f"recognising page {page} of {name}"
            found = self.run(task, recognise, kind, content, name, page, self.engine)
            if self.kept:
                self.kept.keep(page, self._key, found)
        return found

    @property
    def _key(self) -> str:
        """Another one where something else may be recognised on the same page."""
        said = (_RECOGNISED_AS, self.engine.name, *self.engine.languages, self.settings.model)
        return sha256("\x1f".join(said).encode()).hexdigest()[:16]

    def _doubts(self, pages: Mapping[int, RecognisedPage]) -> list[IngestWarning]:
        """Warnings about pages that the engine is not sure of, that have no words, and marks that it could not read."""
        unsure = [number for number, page in pages.items() if page.words and page.confidence < self.settings.warn_below]  # fmt: skip
        empty = [number for number, page in pages.items() if not page.words]
        spots = {number: page.unread for number, page in pages.items() if page.unread}
        found = []
        if unsure:
            worst = min(pages[number].confidence for number in unsure)
            remedy = f"Compare it with the page (confidence {worst:.0%} at the lowest); scan it again at 300 dpi, or try another engine."
            found.append(_warning("text recognised with low confidence", unsure, remedy))
        if empty:
            remedy = "No words were recognised on it: it may be blank or a picture."
            found.append(_warning("page without text", empty, remedy))
        if spots:
            remedy = "They look like text but could not be read: compare with the page if it matters."
            warning = _warning("marks that were not recognised", list(spots), remedy)
            found.append(warning.model_copy(update={"count": sum(spots.values())}))
        return found


def _warning(kind: str, pages: Sequence[int], remedy: str) -> IngestWarning:
    named = ", ".join(map(str, pages[:_NAMED]))
    more = f" and {len(pages) - _NAMED} more" if len(pages) > _NAMED else ""
    return IngestWarning(kind=kind, place=f"page {named}{more}", count=len(pages), remedy=remedy)

"""Documents whose scans are to be recognised and whose pictures to be described get their text."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from extraction.intake import DocumentSize
from extraction.load.loader import Loader
from extraction.load.ocr.recogniser import RECOGNISING
from extraction.load.pictures import DESCRIBING
from extraction.picture_answers import RememberedPictures
from extraction.state.library import DocumentLibrary
from extraction.state.model_answers import ModelAnswers
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError
from schemas.ports import Progress
from schemas.warning import IngestWarning

# While the last pages of one are recognised, the next is begun.
_DOCUMENTS_AT_ONCE = 2
_MOST_THREADS = 64


@dataclass(frozen=True)
class Completed:
    """The warnings of documents that have their text now, and why others turned out to be none, by id and in order."""

    warnings: Mapping[str, tuple[IngestWarning, ...]]
    refused: Mapping[str, DocumentRejectedError]


class Completion:
    """Reads what documents of the library await; `measure` refuses what turns out to be too large.

    What is done may be repeated: a page that was recognised is kept until `end`, and so is what a model said for good.
    """

    def __init__(
        self,
        library: DocumentLibrary,
        loader: Loader,
        measure: Callable[[LoadedDocument], DocumentSize],
        answers: ModelAnswers,
    ) -> None:
        self._library = library
        self._loader = loader
        self._measure = measure
        self._answers = answers
        # Not the threads of the event loop, of which there are few: a scan takes minutes.
        self._threads = ThreadPoolExecutor(_MOST_THREADS, "completion")

    async def run(self, document_ids: Sequence[str], on_progress: Progress) -> Completed:
        """Give the documents that await something their texts.

        `on_progress` is called from threads, with the pages and pictures of all of them; what it raises ends the work.
        """
        awaiting = await asyncio.to_thread(self._awaiting, document_ids)
        progress = _Progress(awaiting, on_progress)
        slots = asyncio.Semaphore(_DOCUMENTS_AT_ONCE)
        outcomes = await asyncio.gather(
            *(self._outcome(identifier, one, progress, slots) for identifier, one in awaiting.items())
        )
        found = dict(zip(awaiting, outcomes, strict=True))
        return Completed(
            {identifier: one for identifier, one in found.items() if isinstance(one, tuple)},
            {identifier: one for identifier, one in found.items() if not isinstance(one, tuple)},
        )

    def close(self) -> None:
        """Begin with nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def end(self, document_ids: Sequence[str]) -> None:
        """Forget what these documents awaited."""
        for identifier in document_ids:
            await asyncio.to_thread(self._library.end_waiting, identifier)

    def _awaiting(self, document_ids: Sequence[str]) -> dict[str, LoadedDocument]:
        found = ((identifier, self._library.find_awaited(identifier)) for identifier in document_ids)
        return {identifier: document for identifier, document in found if document is not None}

    async def _outcome(
        self, identifier: str, awaiting: LoadedDocument, progress: "_Progress", slots: asyncio.Semaphore
    ) -> tuple[IngestWarning, ...] | DocumentRejectedError:
        loop = asyncio.get_running_loop()
        async with slots:
            loader = self._loader_of(identifier, progress, loop)
            try:
                document = await loop.run_in_executor(
                    self._threads, self._complete, identifier, awaiting, loader
                )
            except DocumentRejectedError as error:
                return error
            # Only here: the program may be ending, and then nothing more is recognised.
            await asyncio.to_thread(self._library.keep, document)
            return tuple(warning.within(document.source) for warning in document.warnings)

    def _complete(self, identifier: str, awaiting: LoadedDocument, loader: Loader) -> LoadedDocument:
        document = loader.completed(awaiting, self._library.original(identifier, awaiting.sha256))
        self._measure(document)
        return document

    def _loader_of(self, identifier: str, progress: "_Progress", loop: asyncio.AbstractEventLoop) -> Loader:
        """A loader that tells how far this document is, and remembers what of it is done."""

        def report(stage: str, done: int, total: int) -> None:
            progress.report(identifier, stage, done, total)

        recogniser, describer = self._loader.recogniser, self._loader.describer
        if recogniser is not None:
            kept = self._library.recognised_pages(identifier)
            recogniser = replace(recogniser, on_progress=report, kept=kept)
        if describer is not None:
            remembered = RememberedPictures(describer.describe, self._answers, identifier, loop)
            describer = replace(describer, describe=remembered, on_progress=report)
        return replace(self._loader, recogniser=recogniser, describer=describer)


class _Progress:
    """How many pages of all documents together are recognised, and how many pictures described."""

    def __init__(self, awaiting: Mapping[str, LoadedDocument], on_progress: Progress) -> None:
        awaited = {identifier: one.awaited for identifier, one in awaiting.items() if one.awaited}
        self._totals = {
            RECOGNISING: {identifier: one.scans for identifier, one in awaited.items()},
            DESCRIBING: {identifier: one.pictures for identifier, one in awaited.items()},
        }
        # All are there from the beginning: threads add to them while others sum them up.
        self._done = {stage: dict.fromkeys(totals, 0) for stage, totals in self._totals.items()}
        self._on_progress = on_progress

    def report(self, identifier: str, stage: str, done: int, total: int) -> None:
        self._done[stage][identifier] = done
        self._totals[stage][identifier] = total
        self._on_progress(stage, sum(self._done[stage].values()), sum(self._totals[stage].values()))

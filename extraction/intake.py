"""What comes in before it is ingested: files as documents, refused where they cannot be, kept by the library."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extraction.load.loader import Loader
from extraction.load.options import USUAL, ReadingOptions
from extraction.state.library import DocumentLibrary
from schemas.document import LoadedDocument
from schemas.errors import CiteGraphError, DocumentRejectedError
from schemas.ids import document_id
from schemas.value import Value
from schemas.warning import REFUSED, IngestWarning

# While one file is read in a process of its own, the next is sent to another.
_FILES_AT_ONCE = 2


class Upload(Value):
    """A file as it came: its name (which becomes the document's source) and bytes, and how it is to be read."""

    name: str
    content: bytes
    media_type: str | None = None
    options: ReadingOptions = USUAL


@dataclass(frozen=True)
class DocumentSize:
    """How many chunks a document will have, how many tokens a chat model would read, and how many pictures be asked about."""

    chunks: int
    tokens: int
    pictures: int = 0


@dataclass(frozen=True)
class LoadedFile:
    """The documents in one file with their sizes, and the bytes that they were read from."""

    documents: tuple[LoadedDocument, ...]
    sizes: tuple[DocumentSize, ...]
    original: bytes


class Intake:
    """Turns files into documents, as far as that is quick, and hands them to the library; `measure` refuses documents that are too large."""

    def __init__(
        self, library: DocumentLibrary, loader: Loader, measure: Callable[[LoadedDocument], DocumentSize]
    ) -> None:
        self._library = library
        self._loader = loader
        self._measure = measure

    async def load(self, uploads: Sequence[Upload]) -> tuple[list[LoadedFile], tuple[IngestWarning, ...]]:
        """The files that can be read, each once, and a warning for each that cannot go in; nothing is stored.

        Of two files that have one name and differ, the first goes in. Scans and pictures are left for `Completion`.

        Raises:
            DocumentRejectedError: none can be read and is small enough.
        """
        files: list[LoadedFile] = []
        known: dict[str, str] = {}
        refused: list[tuple[str, CiteGraphError]] = []
        slots = asyncio.Semaphore(_FILES_AT_ONCE)
        outcomes = await asyncio.gather(*(self._outcome(upload, slots) for upload in uploads))
        for upload, outcome in zip(uploads, outcomes, strict=True):
            if isinstance(outcome, DocumentRejectedError):
                refused.append((upload.name, outcome))
                continue
            versions = versions_in([outcome])
            if any(known.get(source, identifier) != identifier for source, identifier in versions.items()):
                refused.append((upload.name, _second(upload.name)))
            elif not versions.keys() <= known.keys():
                files.append(outcome)
                known |= versions
        if not files:
            first = refused[0][1]
            raise DocumentRejectedError(str(first), remedy=first.remedy, refused=refused)
        return files, tuple(refusal(name, error) for name, error in refused)

    async def keep(self, files: Sequence[LoadedFile]) -> None:
        """Store the documents, and once the bytes that they were read from."""
        await asyncio.to_thread(self._keep, files)

    async def _outcome(self, upload: Upload, slots: asyncio.Semaphore) -> LoadedFile | DocumentRejectedError:
        async with slots:
            try:
                return await asyncio.to_thread(self._load, upload)
            except DocumentRejectedError as error:
                return error

    def _load(self, upload: Upload) -> LoadedFile:
        documents = self._loader.load_bytes(
            upload.name, upload.content, upload.media_type, upload.options, defer=True
        )
        return LoadedFile(tuple(documents), tuple(map(self._measure, documents)), upload.content)

    def _keep(self, files: Sequence[LoadedFile]) -> None:
        for file in files:
            self._library.keep_all(file.documents, file.original)


def refusal(name: str, error: CiteGraphError) -> IngestWarning:
    """The warning about a file of this name that did not go in."""
    said = str(error)
    if said.startswith(f"{name} "):
        said = f"It{said.removeprefix(name)}"
    return IngestWarning(kind=REFUSED, place=name, remedy=f"{said}. {error.remedy}".strip())


def versions_in(files: Iterable[LoadedFile]) -> dict[str, str]:
    """The id of the document of each source, in order."""
    return {
        document.source: document_id(document.source, document.sha256)
        for file in files
        for document in file.documents
    }


def _second(name: str) -> DocumentRejectedError:
    return DocumentRejectedError(
        f"{name} has the name of another file, which went in",
        remedy="Give each file a name of its own, such as its path, or send the two one after the other.",
    )

"""The originals and texts of the documents, kept beside the graph."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from extraction.state.file_store import FileStore, FolderFiles
from extraction.state.page_image_cache import PageImageCache
from extraction.state.recognised_pages import RecognisedPages
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.errors import ConfigError, NotFoundError
from schemas.ids import document_id
from schemas.word_box import WordBoxes

ORIGINALS = "originals"
CONTENT = "content"
_READ_FROM, _AWAITED = "read-from", "awaited"
_AT_ONCE = 16
"""A file may hold ten thousand documents, and a store far away answers each of its requests late."""
_CHUNKS = TypeAdapter(tuple[Chunk, ...])
_CHUNK_BEGINS = b'{"id":'
"""Stands at the beginning of each stored chunk and nowhere else: within a text, JSON has a backslash before a quotation mark."""


class DocumentLibrary:
    """Keeps original bytes by their sha256, and each document's text and chunks by document id.

    What a document awaits is kept apart, so that an older text of it can be read until it has its new one.
    Pictures of pages can be drawn again, so each machine keeps its own.
    """

    def __init__(self, folder: Path, files: FileStore | None = None) -> None:
        """All of it is in the folder, but for what is in `files`.

        Raises:
            ConfigError: the folder cannot be written.
        """
        self.files = files or FolderFiles(folder)
        self.page_images = PageImageCache(folder / "page-images")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.page_images.folder.mkdir(exist_ok=True, mode=0o700)
        except OSError as error:
            raise ConfigError(
                f"the data folder {folder} cannot be written: {error.strerror}",
                remedy="set CITEGRAPH_HOME to a folder you may write",
            ) from error

    def keep(self, document: LoadedDocument) -> str:
        """Store the loaded text and the boxes of its words, or what it awaits, and return the document's id.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        identifier = document_id(document.source, document.sha256)
        content = document.model_dump_json().encode()
        if document.awaited:
            self.files.write(_awaited(identifier), content)
            return identifier
        if document.words.packed:
            self.files.write(_words(identifier), document.words.packed)
        else:
            self.files.delete([_words(identifier)])
        self.files.write(_text(identifier), content)
        return identifier

    def keep_all(self, documents: Sequence[LoadedDocument], original: bytes) -> list[str]:
        """Store the loaded texts and, once, the bytes that they were all read from; returns the documents' ids.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        read_from = sha256(original).hexdigest()
        self.files.write(_content(read_from), original)

        def keep_one(document: LoadedDocument) -> str:
            identifier = document_id(document.source, document.sha256)
            self.mark_original(read_from, identifier)
            if not document.awaited:
                self.end_waiting(identifier)
            return self.keep(document)

        with ThreadPoolExecutor(_AT_ONCE) as threads:
            return list(threads.map(keep_one, documents))

    def mark_original(self, read_from: str, identifier: str) -> None:
        """Note that the document was read from the original of this sum; from the other side, too, where only a folder can be searched.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        self.files.write(f"{ORIGINALS}/{read_from}/{identifier}", b"")
        if not isinstance(self.files, FolderFiles):
            self.files.write(f"{_READ_FROM}/{identifier}/{read_from}", b"")

    def get(self, identifier: str) -> LoadedDocument:
        """The text as it was loaded.

        Raises:
            NotFoundError: the library has no such document.
        """
        return LoadedDocument.model_validate_json(self._read(_text(identifier), identifier))

    def find_awaited(self, identifier: str) -> LoadedDocument | None:
        """The document that awaits something; None where it awaits nothing."""
        try:
            stored = self.files.read(_awaited(identifier))
        except FileNotFoundError:
            return None
        return LoadedDocument.model_validate_json(stored)

    def recognised_pages(self, identifier: str) -> RecognisedPages:
        """Where the recognised pages of the document are kept while it awaits others."""
        return RecognisedPages(self.files, f"{_AWAITED}/{identifier}")

    def end_waiting(self, identifier: str) -> None:
        """Forget what the document awaited, and its recognised pages."""
        self.files.delete([_awaited(identifier)])
        self.recognised_pages(identifier).drop()

    def text(self, identifier: str) -> str:
        """The text alone, much faster than with its blocks.

        Raises:
            NotFoundError: the library has no such document.
        """
        text: str = orjson.loads(self._read(_text(identifier), identifier))["text"]
        return text

    def word_boxes(self, identifier: str) -> WordBoxes:
        """Where the words of the document's text stand on its pages; none where its format does not tell."""
        try:
            return WordBoxes(packed=self.files.read(_words(identifier)))
        except FileNotFoundError:
            return WordBoxes()

    def original(self, identifier: str, sha256: str) -> bytes:
        """The bytes that came, in which the document of this id and sum was; an archive, where it was read from one.

        Raises:
            NotFoundError: they are not kept.
        """
        try:
            return self.files.read(self._original(identifier, sha256))
        except FileNotFoundError as error:
            raise _not_kept(identifier) from error

    def original_file(self, identifier: str, sha256: str) -> Path | None:
        """The file that has them; None where they are not on this machine.

        Raises:
            NotFoundError: they are not kept.
        """
        if not isinstance(self.files, FolderFiles):
            return None
        file = self.files.root / self._original(identifier, sha256)
        if not file.is_file():
            raise _not_kept(identifier)
        return file

    def holds(self, identifier: str) -> bool:
        """Whether the text of this document is kept, or what it awaits."""
        return self.files.has(_text(identifier)) or self.files.has(_awaited(identifier))

    def keep_chunks(self, identifier: str, chunks: tuple[Chunk, ...]) -> None:
        """Store how the document was split, so that every later step sees the same chunks.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        self.files.write(_split(identifier), _CHUNKS.dump_json(chunks))

    def chunks(self, identifier: str) -> tuple[Chunk, ...]:
        """The document's chunks in order, without vectors.

        Raises:
            NotFoundError: the document was not split yet.
        """
        return _CHUNKS.validate_json(self._read(_split(identifier), identifier))

    def count_chunks(self, identifier: str) -> int:
        """Number of chunks, 0 while the document is not split."""
        try:
            return self.files.read(_split(identifier)).count(_CHUNK_BEGINS)
        except FileNotFoundError:
            return 0

    def delete(self, identifier: str) -> None:
        """Delete a document; its original goes when no other document was read from it.

        Raises:
            BackendError: the disk may not be written.
        """
        for marker in self._markers(identifier):
            folder, read_from, _ = marker.split("/")
            self.files.delete([marker, f"{_READ_FROM}/{identifier}/{read_from}"])
            content = _content(read_from)
            if self.files.names(f"{folder}/{read_from}") == [content]:
                self.files.delete([content])
        self.page_images.drop(identifier)
        self.end_waiting(identifier)
        # The text last: while it is there, the document is held.
        self.files.delete([_words(identifier), _split(identifier), _text(identifier)])

    def _original(self, identifier: str, sha256: str) -> str:
        """The name of the original that the document was read from: of its own sum, unless it was in an archive."""
        if self.files.has(f"{ORIGINALS}/{sha256}/{identifier}"):
            return _content(sha256)
        marker = next(iter(self._markers(identifier)), f"{ORIGINALS}/{sha256}/")
        return _content(marker.split("/")[1])

    def _markers(self, identifier: str) -> list[str]:
        """The names of the files beside originals that say that the document was read from them."""
        if isinstance(self.files, FolderFiles):
            found = (self.files.root / ORIGINALS).glob(f"*/{identifier}")
            return [path.relative_to(self.files.root).as_posix() for path in found]
        known = self.files.names(f"{_READ_FROM}/{identifier}")
        return [f"{ORIGINALS}/{name.rpartition('/')[2]}/{identifier}" for name in known]

    def _read(self, name: str, identifier: str) -> bytes:
        try:
            return self.files.read(name)
        except FileNotFoundError as error:
            raise NotFoundError(
                f"no text is kept for document {identifier}", remedy="ingest the document again"
            ) from error


def _text(identifier: str) -> str:
    return f"texts/{identifier}.json"


def _words(identifier: str) -> str:
    return f"texts/{identifier}.words"


def _split(identifier: str) -> str:
    return f"chunks/{identifier}.json"


def _awaited(identifier: str) -> str:
    return f"{_AWAITED}/{identifier}.json"


def _content(read_from: str) -> str:
    return f"{ORIGINALS}/{read_from}/{CONTENT}"


def _not_kept(identifier: str) -> NotFoundError:
    return NotFoundError(
        f"the file that document {identifier} was read from is not kept here",
        remedy="Ingest it again, or ask the server whose data folder has it.",
    )

"""The originals and texts of the documents, kept beside the graph."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import orjson
from pydantic import TypeAdapter

from extraction.state.page_image_cache import PageImageCache
from extraction.state.recognised_pages import RecognisedPages
from kg.atomic_file import atomic_file
from kg.disk_errors import disk_errors
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.errors import ConfigError, NotFoundError
from schemas.ids import document_id
from schemas.word_box import WordBoxes

_CONTENT = "content"
_CHUNKS = TypeAdapter(tuple[Chunk, ...])
_CHUNK_BEGINS = b'{"id":'
"""Stands at the beginning of each stored chunk and nowhere else: within a text, JSON has a backslash before a quotation mark."""


class DocumentLibrary:
    """Keeps original bytes by their sha256, and each document's text and chunks by document id.

    What a document awaits is kept apart, so that an older text of it can be read until it has its new one.

    Every file appears whole or not at all, so a crash leaves no half-written one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._originals = folder / "originals"
        self._texts = folder / "texts"
        self._chunks = folder / "chunks"
        self._awaited = folder / "awaited"
        self.page_images = PageImageCache(folder / "page-images")
        try:
            for part in (self._originals, self._texts, self._chunks, self._awaited, self.page_images.folder):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
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
        with disk_errors(self._folder):
            return self._keep(document)

    def _keep(self, document: LoadedDocument) -> str:
        identifier = document_id(document.source, document.sha256)
        if document.awaited:
            _write_whole(self._awaited / f"{identifier}.json", document.model_dump_json().encode())
            return identifier
        words = self._texts / f"{identifier}.words"
        if document.words.packed:
            _write_whole(words, document.words.packed)
        else:
            words.unlink(missing_ok=True)
        _write_whole(self._texts / f"{identifier}.json", document.model_dump_json().encode())
        return identifier

    def keep_all(self, documents: Sequence[LoadedDocument], original: bytes) -> list[str]:
        """Store the loaded texts and, once, the bytes that they were all read from; returns the documents' ids.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        folder = self._originals / sha256(original).hexdigest()
        with disk_errors(self._folder):
            folder.mkdir(exist_ok=True, mode=0o700)
            _write_whole(folder / _CONTENT, original)
            for document in documents:
                identifier = document_id(document.source, document.sha256)
                (folder / identifier).touch()
                if not document.awaited:
                    self.end_waiting(identifier)
        return [self.keep(document) for document in documents]

    def get(self, identifier: str) -> LoadedDocument:
        """The text as it was loaded.

        Raises:
            NotFoundError: the library has no such document.
        """
        return LoadedDocument.model_validate_json(_read(self._texts / f"{identifier}.json", identifier))

    def find_awaited(self, identifier: str) -> LoadedDocument | None:
        """The document that awaits something; None where it awaits nothing."""
        try:
            stored = (self._awaited / f"{identifier}.json").read_bytes()
        except FileNotFoundError:
            return None
        return LoadedDocument.model_validate_json(stored)

    def recognised_pages(self, identifier: str) -> RecognisedPages:
        """Where the recognised pages of the document are kept while it awaits others."""
        return RecognisedPages(self._awaited / identifier)

    def end_waiting(self, identifier: str) -> None:
        """Forget what the document awaited, and its recognised pages."""
        (self._awaited / f"{identifier}.json").unlink(missing_ok=True)
        self.recognised_pages(identifier).drop()

    def text(self, identifier: str) -> str:
        """The text alone, much faster than with its blocks.

        Raises:
            NotFoundError: the library has no such document.
        """
        text: str = orjson.loads(_read(self._texts / f"{identifier}.json", identifier))["text"]
        return text

    def word_boxes(self, identifier: str) -> WordBoxes:
        """Where the words of the document's text stand on its pages; none where its format does not tell."""
        try:
            return WordBoxes(packed=(self._texts / f"{identifier}.words").read_bytes())
        except FileNotFoundError:
            return WordBoxes()

    def original(self, identifier: str, sha256: str) -> bytes:
        """The bytes that came, in which the document of this id and sum was; an archive, where it was read from one.

        Raises:
            NotFoundError: they are not kept.
        """
        try:
            return self.original_file(identifier, sha256).read_bytes()
        except FileNotFoundError as error:
            raise _not_kept(identifier) from error

    def original_file(self, identifier: str, sha256: str) -> Path:
        """The file in which the library keeps them.

        Raises:
            NotFoundError: they are not kept.
        """
        usual = self._originals / sha256 / identifier
        marker = usual if usual.exists() else next(self._originals.glob(f"*/{identifier}"), usual)
        file = marker.parent / _CONTENT
        if not file.is_file():
            raise _not_kept(identifier)
        return file

    def holds(self, identifier: str) -> bool:
        """Whether the text of this document is kept, or what it awaits."""
        return any((folder / f"{identifier}.json").exists() for folder in (self._texts, self._awaited))

    def keep_chunks(self, identifier: str, chunks: tuple[Chunk, ...]) -> None:
        """Store how the document was split, so that every later step sees the same chunks.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        with disk_errors(self._folder):
            _write_whole(self._chunks / f"{identifier}.json", _CHUNKS.dump_json(chunks))

    def chunks(self, identifier: str) -> tuple[Chunk, ...]:
        """The document's chunks in order, without vectors.

        Raises:
            NotFoundError: the document was not split yet.
        """
        return _CHUNKS.validate_json(_read(self._chunks / f"{identifier}.json", identifier))

    def count_chunks(self, identifier: str) -> int:
        """Number of chunks, 0 while the document is not split."""
        try:
            return _read(self._chunks / f"{identifier}.json", identifier).count(_CHUNK_BEGINS)
        except NotFoundError:
            return 0

    def delete(self, identifier: str) -> None:
        """Delete a document; its original goes when no other document was read from it.

        Raises:
            BackendError: the disk may not be written.
        """
        with disk_errors(self._folder):
            self._delete(identifier)

    def _delete(self, identifier: str) -> None:
        for marker in self._originals.glob(f"*/{identifier}"):
            marker.unlink()
            if {path.name for path in marker.parent.iterdir()} == {_CONTENT}:
                shutil.rmtree(marker.parent)
        self.page_images.drop(identifier)
        self.end_waiting(identifier)
        (self._texts / f"{identifier}.words").unlink(missing_ok=True)
        for folder in (self._chunks, self._texts):  # the text last: while it is there, the document is held
            (folder / f"{identifier}.json").unlink(missing_ok=True)


def _not_kept(identifier: str) -> NotFoundError:
    return NotFoundError(
        f"the file that document {identifier} was read from is not kept here",
        remedy="Ingest it again, or ask the server whose data folder has it.",
    )


def _write_whole(path: Path, content: bytes) -> None:
    with atomic_file(path, durable=False) as file:  # one upload may hold ten thousand documents
        file.write(content)


def _read(path: Path, identifier: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFoundError(
            f"no text is kept for document {identifier}", remedy="ingest the document again"
        ) from error

"""The originals and texts of the documents, kept beside the graph."""

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from kg.atomic_file import atomic_file
from schemas.chunk import Chunk
from schemas.document import LoadedDocument
from schemas.errors import ConfigError, NotFoundError
from schemas.ids import document_id

_CONTENT = "content"
_CHUNKS = TypeAdapter(tuple[Chunk, ...])
_CHUNK_BEGINS = b'{"id":'
"""Stands at the beginning of each stored chunk and nowhere else: within a text, JSON has a backslash before a quotation mark."""


class DocumentLibrary:
    """Keeps original bytes by their sha256, and each document's text and chunks by document id.

    Every file appears whole or not at all, so a crash leaves no half-written one.
    """

    def __init__(self, folder: Path) -> None:
        self._originals = folder / "originals"
        self._texts = folder / "texts"
        self._chunks = folder / "chunks"
        try:
            for part in (self._originals, self._texts, self._chunks):
                part.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise ConfigError(
                f"the data folder {folder} cannot be written: {error.strerror}",
                remedy="set CITEGRAPH_HOME to a folder you may write",
            ) from error

    def keep(self, document: LoadedDocument) -> str:
        """Store the loaded text and return the document's id."""
        identifier = document_id(document.source, document.sha256)
        _write_whole(self._texts / f"{identifier}.json", document.model_dump_json().encode())
        return identifier

    def keep_all(self, documents: Sequence[LoadedDocument], original: bytes) -> list[str]:
        """Store the loaded texts and, once, the bytes that they were all read from; returns the documents' ids."""
        folder = self._originals / sha256(original).hexdigest()
        folder.mkdir(exist_ok=True, mode=0o700)
        _write_whole(folder / _CONTENT, original)
        for document in documents:
            (folder / document_id(document.source, document.sha256)).touch()
        return [self.keep(document) for document in documents]

    def get(self, identifier: str) -> LoadedDocument:
        """The text as it was loaded.

        Raises:
            NotFoundError: the library has no such document.
        """
        return LoadedDocument.model_validate_json(_read(self._texts / f"{identifier}.json", identifier))

    def holds(self, identifier: str) -> bool:
        """Whether the text of this document is kept."""
        return (self._texts / f"{identifier}.json").exists()

    def keep_chunks(self, identifier: str, chunks: tuple[Chunk, ...]) -> None:
        """Store how the document was split, so that every later step sees the same chunks."""
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
        """Delete a document; its original goes when no other document was read from it."""
        for marker in self._originals.glob(f"*/{identifier}"):
            marker.unlink()
            if {path.name for path in marker.parent.iterdir()} == {_CONTENT}:
                shutil.rmtree(marker.parent)
        for folder in (self._chunks, self._texts):  # the text last: while it is there, the document is held
            (folder / f"{identifier}.json").unlink(missing_ok=True)


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

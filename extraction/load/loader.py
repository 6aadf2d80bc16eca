"""The way from a file to plain text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from email.message import Message
from functools import partial
from hashlib import sha256
from pathlib import Path

from extraction.load.deferred import Deferral, deferred, within_limit
from extraction.load.formats import ConfigurableFormat, Format, Formats, is_address
from extraction.load.line_ends import with_whole_words
from extraction.load.loaded_text import LoadedText, check_text_length
from extraction.load.members import Container, file_within
from extraction.load.ocr.recogniser import Recogniser
from extraction.load.ocr.scans import ScannableFormat
from extraction.load.options import USUAL, ReadingOptions
from extraction.load.origin import Origin, origin_of, stem_of
from extraction.load.pictures import PictureDescriber, PicturedFormat
from extraction.load.run_task import run_here
from kg.text.language import detect_language
from schemas.awaited import OcrMode
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError, NotFoundError
from schemas.warning import IngestWarning

ReadFile = Callable[[Format, bytes, str, int], Sequence[LoadedText]]
"""Reads bytes with a format; called with (format, content, name, max_bytes)."""


def read_directly(kind: Format, content: bytes, name: str, max_bytes: int) -> Sequence[LoadedText]:
    """The texts in the file, read in this process.

    Raises:
        DocumentRejectedError: the file cannot be read.
    """
    return kind.read(content, name, max_bytes=max_bytes)


@dataclass(frozen=True)
class Loader:
    """Turns files into documents: of these formats, up to this size, read in the way of `read_file`.

    `recogniser` reads what is text in pictures, `describer` says what is seen on others; without one that is not read.
    """

    formats: Formats
    max_bytes: int
    read_file: ReadFile = read_directly
    recogniser: Recogniser | None = None
    describer: PictureDescriber | None = None

    def load_file(self, path: Path | str, options: ReadingOptions | None = None) -> list[LoadedDocument]:
        """The documents in one file: one, or as many as it holds (each line of JSON Lines is one).

        `source` is the absolute path, so that a changed file replaces its older version.

        Raises:
            NotFoundError: there is no such file.
            DocumentRejectedError: it is empty, damaged, encrypted, too large, of an unknown format, or has a name
                that is not one line of visible text.
        """
        file = Path(path).expanduser()
        content = self.read_bytes(file)
        place = file.resolve()
        origin = origin_of(str(place), file.name, place.as_uri())
        kind = self._kind(file.name, None, content, options)
        # Scans in an archive are known once it is unpacked.
        documents = self._load(content, origin, kind, options or USUAL, defer=isinstance(kind, Container))
        return self._all_completed(documents, content)

    def load_bytes(
        self,
        name: str,
        content: bytes,
        media_type: str | None = None,
        options: ReadingOptions | None = None,
        *,
        defer: bool = False,
    ) -> list[LoadedDocument]:
        """The documents in an uploaded file, known as `name` from now on.

        The ending of the name gives the format; the media type does where there is no known ending, and says in which
        `charset` a text is that is not in UTF-8. With `defer` scans are
        not recognised and pictures not described: a document that awaits it says so and has no text until it is `completed`.

        Raises:
            DocumentRejectedError: it is empty, damaged, encrypted, too large, of an unknown format, or has a name
                that is not one line of visible text.
        """
        origin = origin_of(name, name, name if is_address(name) else None)
        self._check_size(name, len(content))
        kind = self._kind(name, media_type, content, options)
        return self._load(content, origin, kind, options or USUAL, defer=defer)

    def completed(self, document: LoadedDocument, original: bytes) -> LoadedDocument:
        """The document with what it awaited, read from the file that it came in.

        Raises:
            DocumentRejectedError: it has no text even so, or is too large.
            NotFoundError: the original is an archive and does not hold it.
        """
        name = document.source
        content = self._within(original, document)
        kind = self.formats.find("", document.media_type)
        asked = document.awaited.ocr if document.awaited else None
        most = document.awaited.scans if document.awaited else None
        kind = self._with_pictures(kind, content, name, asked, most_scans=most)
        (loaded,) = self._read(kind, content, name)
        return document.model_copy(
            update={
                "title": loaded.title or document.title,
                "language": detect_language(loaded.text),
                "text": loaded.text,
                "page_starts": loaded.page_starts,
                "page_labels": loaded.page_labels,
                "blocks": loaded.blocks,
                "warnings": (*document.warnings, *loaded.warnings),
                "words": loaded.words,
                "awaited": None,
            }
        )

    def _kind(
        self, name: str, media_type: str | None, content: bytes, options: ReadingOptions | None
    ) -> Format:
        """The format of the file, which reads as the options say."""
        kind = self.formats.find(name, media_type, content)
        if not isinstance(kind, ConfigurableFormat):
            return kind
        stated = Message()
        stated["content-type"] = media_type or ""
        return kind.configured(options or USUAL, stated.get_content_charset())

    def _all_completed(self, documents: Sequence[LoadedDocument], original: bytes) -> list[LoadedDocument]:
        """The documents of one file with what they await; those that have no text even so are warnings of the first."""
        found: list[LoadedDocument] = []
        refused: list[tuple[str, DocumentRejectedError]] = []
        for document in documents:
            try:
                found.append(self.completed(document, original) if document.awaited else document)
            except DocumentRejectedError as error:
                refused.append((document.source, error))
        if not found:
            raise refused[0][1]
        warnings = (
            IngestWarning(kind="file refused", place=source, remedy=f"{error}. {error.remedy}")
            for source, error in refused
        )
        found[0] = found[0].model_copy(update={"warnings": (*found[0].warnings, *warnings)})
        return found

    def read_bytes(self, file: Path) -> bytes:
        """The content of a file, which may be a link to one; nothing that could wait for ever is opened.

        Raises:
            NotFoundError: there is no such file.
            DocumentRejectedError: it is empty, too large, cannot be read, or is not a file.
        """
        try:
            if not file.exists():
                if file.is_symlink():
                    raise DocumentRejectedError(
                        f"{file} is a link that leads nowhere", remedy="Repair the link or delete it."
                    )
                raise NotFoundError(f"no file {file}", remedy="Check the path.")
            if not file.is_file():
                raise DocumentRejectedError(f"{file} is not a file", remedy="Give the path of a file.")
            self._check_size(str(file), file.stat().st_size)
            with file.open("rb") as stream:
                content = stream.read(self.max_bytes + 1)
        except OSError as error:
            raise DocumentRejectedError(
                f"{file} cannot be read ({error.strerror})", remedy="Check who may read the file."
            ) from error
        # The file may have grown since its size was asked for.
        self._check_size(str(file), len(content))
        return content

    def _check_size(self, name: str, size: int) -> None:
        if not size:
            raise DocumentRejectedError(f"{name} is empty", remedy="Give a file with text in it.")
        if size > self.max_bytes:
            raise DocumentRejectedError(
                f"{name} is larger than the {self.max_bytes:,} bytes a document may have",
                remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
            )

    def _load(
        self,
        content: bytes,
        origin: Origin,
        kind: Format,
        options: ReadingOptions,
        *,
        defer: bool = False,
    ) -> list[LoadedDocument]:
        deferral = self._deferral(options.ocr) if defer else None
        if deferral is not None:
            kind = deferred(kind, deferral)
        else:
            kind = self._with_pictures(kind, content, origin.name, options.ocr)
        texts = self._read(kind, content, origin.name)
        if deferral is not None:
            texts = list(within_limit(texts, deferral.max_scans))
        if options.mark:
            # Read otherwise, the same file is another version of the document.
            texts = [_marked(loaded, content, options.mark) for loaded in texts]
        return [_document(loaded, origin, content, kind.media_types[0]) for loaded in texts]

    def _with_pictures(
        self,
        kind: Format,
        content: bytes,
        name: str,
        asked: OcrMode | None,
        *,
        most_scans: int | None = None,
    ) -> Format:
        """The format with what is recognised, on so many pages, and seen on the pictures of this file."""
        if isinstance(kind, ScannableFormat) and self.recogniser is not None:
            recogniser = replace(self.recogniser, most_pages=most_scans)
            kind = recogniser.applied(kind, content, name, asked)
        if isinstance(kind, PicturedFormat) and self.describer is not None:
            kind = self.describer.applied(kind, content, name)
        return kind

    def _within(self, original: bytes, document: LoadedDocument) -> bytes:
        """The bytes of the document, which may have come in an archive; that is unpacked as carefully as it was read."""
        if sha256(original).hexdigest() == document.sha256:
            return original
        containers = tuple(kind for kind in self.formats if isinstance(kind, Container))
        unpack = partial(file_within, max_bytes=self.max_bytes)
        run = self.recogniser.run if self.recogniser else run_here
        task = f"reading {document.source}"
        return run(task, unpack, original, document.source, document.sha256, containers)

    def _deferral(self, asked: OcrMode | None) -> Deferral | None:
        """What is left for later; None where nothing takes long."""
        recogniser, describer = self.recogniser, self.describer
        can_recognise = recogniser is not None and recogniser.engine.lack() is None
        mode = (asked or recogniser.settings.mode) if recogniser and can_recognise else "never"
        if mode == "never" and describer is None:
            return None
        max_scans = recogniser.settings.max_pages if recogniser else 0
        return Deferral(mode, max_scans, describer.max_pictures if describer else 0, asked)

    def _read(self, kind: Format, content: bytes, name: str) -> Sequence[LoadedText]:
        texts = self.read_file(kind, content, name, self.max_bytes)
        if not texts or not all(loaded.text.strip() or loaded.awaited for loaded in texts):
            raise DocumentRejectedError(f"{name} holds no text", remedy="Give a file with text in it.")
        for loaded in texts:
            check_text_length(name, len(loaded.text), max_bytes=self.max_bytes)
        # Here, for the analyser of Korean is large, and not in each of the processes that read.
        return list(map(with_whole_words, texts))


def _marked(loaded: LoadedText, content: bytes, mark: bytes) -> LoadedText:
    """The text, to be known by its bytes and by how they were read."""
    return replace(loaded, content=(content if loaded.content is None else loaded.content) + b"\n" + mark)


def _document(loaded: LoadedText, origin: Origin, content: bytes, media_type: str) -> LoadedDocument:
    if loaded.part:
        origin = origin.part(loaded.part)
    return LoadedDocument(
        source=origin.source,
        sha256=sha256(content if loaded.content is None else loaded.content).hexdigest(),
        title=loaded.title or stem_of(origin.name),
        uri=origin.uri,
        media_type=loaded.media_type or media_type,
        language=detect_language(loaded.text),
        text=loaded.text,
        page_starts=loaded.page_starts,
        page_labels=loaded.page_labels,
        blocks=loaded.blocks,
        facets=loaded.facets,
        warnings=loaded.warnings,
        words=loaded.words,
        awaited=loaded.awaited,
    )

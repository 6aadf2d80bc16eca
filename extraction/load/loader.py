"""The way from a file to plain text."""

from hashlib import sha256
from pathlib import Path, PurePath
from unicodedata import category, normalize

from extraction.load.decoding import decode_text
from extraction.load.docx.reader import read_docx
from extraction.load.formats import MEDIA_TYPES, FileFormat, find_format
from extraction.load.html.reader import read_html
from extraction.load.jsonl import read_jsonl
from extraction.load.loaded_text import LoadedText
from extraction.load.markdown import read_markdown
from extraction.load.pdf.reader import read_pdf
from extraction.load.plain_text import read_text
from extraction.load.text_limit import check_text_length
from kg.text.language import detect_language
from schemas.document import LoadedDocument
from schemas.errors import DocumentRejectedError, NotFoundError
from schemas.value import Value

_NOT_IN_A_NAME = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode's control characters, halves of surrogate pairs, and ends of lines."""


class _Origin(Value):
    """Where a document comes from."""

    source: str
    name: str
    uri: str | None = None


def load_documents(path: Path | str, *, max_bytes: int) -> list[LoadedDocument]:
    """The documents in one file: one, but for JSON Lines, where each line is one.

    `source` is the absolute path, so that a changed file replaces its older version.

    Raises:
        NotFoundError: there is no such file.
        DocumentRejectedError: it is empty, damaged, encrypted, larger than `max_bytes`, of an unknown format, or has a
            name that is no text.
    """
    file = Path(path).expanduser()
    content = _read_bytes(file, max_bytes=max_bytes)
    place = file.resolve()
    origin = _origin(str(place), file.name, place.as_uri())
    return _load(content, origin, find_format(file.name), max_bytes=max_bytes)


def load_bytes(
    name: str, content: bytes, *, media_type: str | None = None, max_bytes: int
) -> list[LoadedDocument]:
    """The documents in an uploaded file, known as `name` from now on.

    The ending of the name tells the format; the media type does where there is no known ending.

    Raises:
        DocumentRejectedError: it is empty, damaged, encrypted, larger than `max_bytes`, of an unknown format, or has a
            name that is no text.
    """
    origin = _origin(name, name)
    _check_size(name, len(content), max_bytes=max_bytes)
    return _load(content, origin, find_format(name, media_type), max_bytes=max_bytes)


def load_text(name: str, text: str, *, max_bytes: int) -> list[LoadedDocument]:
    """The document in a text that was typed or sent as such; read as Markdown when the name ends so.

    Raises:
        DocumentRejectedError: it is empty, larger than `max_bytes`, or holds half a character, or its name is no text.
    """
    origin = _origin(name, name)
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise DocumentRejectedError(
            f"{name}: character {error.start} is half of a surrogate pair",
            remedy="Send the text as valid UTF-8.",
        ) from error
    _check_size(name, len(content), max_bytes=max_bytes)
    is_markdown = PurePath(name).suffix.lower() in {".md", ".markdown"}
    return _load(content, origin, "markdown" if is_markdown else "text", max_bytes=max_bytes)


def _origin(source: str, name: str, uri: str | None = None) -> _Origin:
    if any(category(character) in _NOT_IN_A_NAME for character in source):
        raise DocumentRejectedError(
            f"the name {source!a} is not one line of text", remedy="Give it a name in UTF-8 on one line."
        )
    return _Origin(source=source, name=name, uri=uri)


def _read_bytes(file: Path, *, max_bytes: int) -> bytes:
    try:
        if not file.exists():
            raise NotFoundError(f"no file {file}", remedy="Check the path.")
        if not file.is_file():
            raise DocumentRejectedError(f"{file} is not a file", remedy="Give the path of a file.")
        _check_size(str(file), file.stat().st_size, max_bytes=max_bytes)
        with file.open("rb") as stream:
            content = stream.read(max_bytes + 1)
    except OSError as error:
        raise DocumentRejectedError(
            f"{file} cannot be read ({error.strerror})", remedy="Check who may read the file."
        ) from error
    # The file may have grown since its size was asked for.
    _check_size(str(file), len(content), max_bytes=max_bytes)
    return content


def _check_size(name: str, size: int, *, max_bytes: int) -> None:
    if not size:
        raise DocumentRejectedError(f"{name} is empty", remedy="Give a file with text in it.")
    if size > max_bytes:
        raise DocumentRejectedError(
            f"{name} is larger than the {max_bytes:,} bytes a document may have",
            remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
        )


def _load(content: bytes, origin: _Origin, kind: FileFormat, *, max_bytes: int) -> list[LoadedDocument]:
    if kind == "jsonl":
        documents = [
            _document(
                line.loaded,
                _origin(f"{origin.source}#{line.id}", f"{_stem(origin.name)} {line.id}", origin.uri),
                content=line.content,
                kind=kind,
                max_bytes=max_bytes,
            )
            for line in read_jsonl(content, origin.name)
        ]
        if not documents:
            raise _no_text(origin.name)
        return documents
    loaded = _read(content, origin.name, kind, max_bytes=max_bytes)
    return [_document(loaded, origin, content=content, kind=kind, max_bytes=max_bytes)]


def _read(content: bytes, name: str, kind: FileFormat, *, max_bytes: int) -> LoadedText:
    match kind:
        case "pdf":
            return read_pdf(content, name, max_bytes=max_bytes)
        case "docx":
            return read_docx(content, name, max_bytes=max_bytes)
        case "html":
            return read_html(content, name)
        case "markdown":
            return read_markdown(decode_text(content, name))
        case _:
            return read_text(decode_text(content, name))


def _document(
    loaded: LoadedText, origin: _Origin, *, content: bytes, kind: FileFormat, max_bytes: int
) -> LoadedDocument:
    if not loaded.text.strip():
        raise _no_text(origin.name)
    check_text_length(origin.name, len(loaded.text), max_bytes=max_bytes)
    return LoadedDocument(
        source=origin.source,
        sha256=sha256(content).hexdigest(),
        title=loaded.title or _stem(origin.name),
        uri=origin.uri,
        media_type=MEDIA_TYPES[kind],
        language=detect_language(loaded.text),
        text=loaded.text,
        page_starts=loaded.page_starts,
        headings=loaded.headings,
    )


def _stem(name: str) -> str:
    """The file's name without its ending, composed: macOS hands out Korean names as loose jamo."""
    return normalize("NFC", PurePath(name).stem) or name


def _no_text(name: str) -> DocumentRejectedError:
    return DocumentRejectedError(f"{name} holds no text", remedy="Give a file with text in it.")

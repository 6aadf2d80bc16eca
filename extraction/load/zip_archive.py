"""ZIP archives of files, each of which is read."""

import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from unicodedata import category

from extraction.load.archives import BAD_ARCHIVE
from extraction.load.formats import Format, Formats
from extraction.load.loaded_text import LoadedText
from extraction.load.members import Member, named_first
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_MOST_FILES = 1_000
_MOST_EXPANSION = 10
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_NAME_ENCODINGS = ("utf-8", "cp949")
_REMEDY = "Unpack it and give the files or their folder."


@dataclass(frozen=True)
class ZipArchive:
    """ZIP archives; what is in them is read by these formats, archives in archives not."""

    members: tuple[Format, ...] = ()
    name = "zip"
    media_types = ("application/zip", "application/x-zip-compressed")
    suffixes = (".zip",)

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:
        """The documents in the files of the archive; what cannot be read is a warning of the first.

        No file may unpack to more than `max_bytes`, all together to ten times that, whatever the archive says of itself.

        Raises:
            DocumentRejectedError: it is no archive, unpacks to too much, or no file in it can be read.
        """
        reading = _Reading(Formats(self.members), name, max_bytes)
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                texts = list(reading.texts(archive))
        except BAD_ARCHIVE as error:
            raise DocumentRejectedError(
                f"{name} is a damaged ZIP archive ({error})", remedy=_REMEDY
            ) from error
        if not texts:
            said = f", such as {reading.warnings[0].place}" if reading.warnings else ""
            raise DocumentRejectedError(f"{name} holds no file that can be read{said}", remedy=_REMEDY)
        texts[0] = replace(texts[0], warnings=(*texts[0].warnings, *reading.warnings))
        return texts

    def find_member(self, content: bytes, path: str, *, max_bytes: int) -> Member | None:
        """The file in the archive whose name is the path, or with the separator its beginning; None where there is none.

        Raises:
            DocumentRejectedError: the archive is damaged, or the file is larger than `max_bytes`.
        """
        reading = _Reading(Formats(), path, max_bytes)
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                entries = {_path(entry): entry for entry in reversed(archive.infolist())}
                name = named_first(path, list(entries))
                return None if name is None else Member(name, reading.unpack(archive, entries[name]))
        except BAD_ARCHIVE as error:
            raise DocumentRejectedError(
                f"the archive with {path} is damaged ({error})", remedy=_REMEDY
            ) from error

    def with_members(self, change: Callable[[Format], Format]) -> "ZipArchive":
        """The format, which reads what is in an archive with formats that were changed so."""
        return replace(self, members=tuple(map(change, self.members)))


@dataclass
class _Reading:
    """The reading of one archive."""

    formats: Formats
    name: str
    max_bytes: int
    warnings: list[IngestWarning] = field(default_factory=list)
    _unpacked: int = 0

    def texts(self, archive: zipfile.ZipFile) -> Iterator[LoadedText]:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > _MOST_FILES:
            raise DocumentRejectedError(f"{self.name} holds more than {_MOST_FILES:,} files", remedy=_REMEDY)
        seen: set[str] = set()
        for entry in entries:
            path = _path(entry)
            if path in seen or any(
                part.startswith((".", "__MACOSX", "~$")) for part in PurePosixPath(path).parts
            ):
                self._warn("hidden file", path, _REMEDY)
                continue
            seen.add(path)
            try:
                yield from self._file(archive, entry, path)
            except DocumentRejectedError as error:
                self._warn("file refused", path, f"{error}. {error.remedy}")
            except BAD_ARCHIVE as error:
                self._warn("file refused", path, f"It is damaged ({error}).")

    def _file(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: str) -> Iterator[LoadedText]:
        if entry.flag_bits & _ENCRYPTED_FLAG:
            raise DocumentRejectedError("It is encrypted", remedy="Unpack it with its password.")
        content = self.unpack(archive, entry)
        if not content:
            return
        kind = self.formats.find(path, content=content)
        for loaded in kind.read(content, path, max_bytes=self.max_bytes):
            if loaded.text.strip() or loaded.awaited:
                yield replace(
                    loaded,
                    part=f"{path}#{loaded.part}" if loaded.part else path,
                    content=loaded.content or content,
                    media_type=loaded.media_type or kind.media_types[0],
                    title=loaded.title or PurePosixPath(path).stem,
                )

    def unpack(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
        """The content, read no further than is allowed: an archive may lie about its sizes."""
        with archive.open(entry) as file:
            content = file.read(self.max_bytes + 1)
        self._unpacked += len(content)
        if self._unpacked > _MOST_EXPANSION * self.max_bytes:
            raise DocumentRejectedError(
                f"{self.name} unpacks to more than {_MOST_EXPANSION} times the size limit for a document",
                remedy=_REMEDY,
            )
        if len(content) > self.max_bytes:
            raise DocumentRejectedError(
                f"It is larger than the {self.max_bytes:,} bytes a document may have",
                remedy="Split it into smaller files, or raise CITEGRAPH_MAX_UPLOAD_BYTES.",
            )
        return content

    def _warn(self, kind: str, place: str, remedy: str) -> None:
        self.warnings.append(IngestWarning(kind=kind, place=place, remedy=remedy))


def _path(entry: zipfile.ZipInfo) -> str:
    """The name of the file in one line; where the archive does not say how it is written, in the first encoding that it can be in.

    Unix programs write UTF-8 without saying so, Korean Windows CP949.
    """
    name = entry.filename
    if not entry.flag_bits & _UTF8_FLAG and not name.isascii():
        stored = name.encode("cp437", errors="replace")
        name = next((said for said in map(partial(_decoded, stored), _NAME_ENCODINGS) if said), name)
    return "".join(
        " " if category(character)[0] in "CZ" and character != " " else character for character in name
    )


def _decoded(stored: bytes, encoding: str) -> str | None:
    try:
        return stored.decode(encoding)
    except UnicodeDecodeError:
        return None

"""The file of a graph: lines of JSON with a head, and a last line that proves that all of it is there."""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO, cast

import orjson

from api.version import program_version
from kg.atomic_file import atomic_file
from kg.transfer.values import Json
from schemas.errors import InputError
from schemas.value import Value

FORMAT = 2
"""1 had no evaluations; an import reads all forms up to this one."""
_ENDING = "gz"
_LEVEL = 5
Line = Mapping[str, Json]


class ArchiveHead(Value):
    """The first line: in which form the rest is, which program wrote it, and the model of its vectors."""

    citegraph_export: int = FORMAT
    program: str
    made_at: str
    embedding_model: str


class _End(Value):
    lines: int
    sha256: str


class ArchiveWriter:
    """Writes one value a line."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = sha256()
        self.lines = 0

    def write(self, value: Mapping[str, object]) -> None:
        """Append a line."""
        line = orjson.dumps(value) + b"\n"
        self._digest.update(line)
        self._file.write(line)
        self.lines += 1

    def end(self) -> None:
        """Append the last line."""
        end = _End(lines=self.lines, sha256=self._digest.hexdigest())
        self._file.write(end.model_dump_json().encode() + b"\n")


@contextmanager
def archive_writer(path: Path, head: ArchiveHead) -> Iterator[ArchiveWriter]:
    """A file that appears whole at the end of the block; compressed, where its name ends in .gz."""
    with atomic_file(path) as file:
        packed = (
            gzip.GzipFile(fileobj=file, mode="wb", compresslevel=_LEVEL, mtime=0)
            if _is_packed(path)
            else file
        )
        writer = ArchiveWriter(cast("IO[bytes]", packed))
        writer.write(head.model_dump())
        yield writer
        writer.end()
        if packed is not file:
            packed.close()


def check_archive(path: Path) -> tuple[ArchiveHead, _End]:
    """The head and the end of a file all of whose lines are there as they were written.

    Raises:
        InputError: it is no such file, of a newer form, cut off, or damaged.
    """
    head = _head(path)
    digest, count, last = sha256(), 0, b""
    for line in _raw_lines(path):
        if last:
            digest.update(last)
            count += 1
        last = line
    try:
        end = _End.model_validate_json(last)
    except ValueError as error:
        raise InputError(
            f"{path} has no end", remedy="It was cut off: copy it again, or export again."
        ) from error
    if (end.lines, end.sha256) != (count, digest.hexdigest()):
        raise InputError(f"{path} is damaged", remedy="Copy it again, or export again.")
    return head, end


def archive_lines(path: Path) -> Iterator[Line]:
    """The lines between the head and the end."""
    waiting: bytes | None = None
    for number, line in enumerate(_raw_lines(path)):
        if waiting is not None:
            yield orjson.loads(waiting)
        waiting = line if number else None


def _head(path: Path) -> ArchiveHead:
    try:
        first = orjson.loads(next(iter(_raw_lines(path)), b""))
    except orjson.JSONDecodeError:
        first = None
    form = first.get("citegraph_export") if isinstance(first, dict) else None
    if not isinstance(form, int):
        raise InputError(
            f"{path} is no export of CiteGraph", remedy="Give a file that citegraph export wrote."
        )
    if form > FORMAT:
        raise InputError(
            f"{path} has form {form} and was written by CiteGraph {first.get('program')}; this is {program_version()}, which reads "
            f"forms up to {FORMAT}",
            remedy="Import it with the version of CiteGraph that wrote it, or a newer one.",
        )
    return ArchiveHead.model_validate(first)


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path) if _is_packed(path) else path.open("rb") as file:
            yield from file
    except (OSError, EOFError) as error:
        raise InputError(
            f"{path} cannot be read: {error}", remedy="Copy it again, or export again."
        ) from error


def _is_packed(path: Path) -> bool:
    return path.name.endswith(f".{_ENDING}")

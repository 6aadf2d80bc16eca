"""Files within files: what an archive or a message holds, found again by the source of its document."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import PurePath
from typing import NamedTuple, Protocol, runtime_checkable

from extraction.load.formats import Format
from schemas.errors import NotFoundError

SEPARATOR = "#"
"""Stands in a source between the name of a file and that of a file in it."""


class Member(NamedTuple):
    """A file in another one: the name by which it is known there, and its bytes."""

    name: str
    content: bytes


@runtime_checkable
class Container(Protocol):
    """A format whose files hold files, each of which is a document of its own."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of its files."""

    def find_member(self, content: bytes, path: str, *, max_bytes: int) -> Member | None:
        """The file whose name is the path, or with the separator its beginning; None where it holds none.

        Raises:
            DocumentRejectedError: `content` is damaged, or the file is larger than `max_bytes`.
        """

    def with_members(self, change: Callable[[Format], Format]) -> Format:
        """The format, which reads the files in its files with formats that were changed so."""


def file_within(
    original: bytes, source: str, content_sha256: str, containers: Sequence[Container], *, max_bytes: int
) -> bytes:
    """The bytes of the document known by this source and sum: the original ones, or those of a file within.

    Raises:
        NotFoundError: the source names a file in it, and it holds none of that name.
        DocumentRejectedError: it is damaged, or the file is larger than `max_bytes`.
    """
    outer, path = _outermost(source, containers)
    if not path or sha256(original).hexdigest() == content_sha256:
        return original
    content = original
    while path:
        kind = _container(outer, containers)
        member = kind.find_member(content, path, max_bytes=max_bytes) if kind else None
        if member is None:
            raise NotFoundError(
                f"{outer} does not hold the file {path}", remedy="Ingest the file again, by itself."
            )
        outer, content = member
        path = path[len(outer) + len(SEPARATOR) :]
    return content


def named_first(path: str, names: Sequence[str]) -> str | None:
    """The longest of these names that is the path or, with the separator, its beginning; None where none is."""
    fitting = [name for name in names if path == name or path.startswith(f"{name}{SEPARATOR}")]
    return max(fitting, key=len, default=None)


def _outermost(source: str, containers: Sequence[Container]) -> tuple[str, str]:
    """The source parted after the file that came; all of it where that is no container."""
    for place, sign in enumerate(source):
        if sign == SEPARATOR and _container(source[:place], containers):
            return source[:place], source[place + 1 :]
    return source, ""


def _container(name: str, containers: Sequence[Container]) -> Container | None:
    suffix = PurePath(name).suffix.lower()
    return next((kind for kind in containers if suffix in kind.suffixes), None)

"""Pictures of pages that were drawn before."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from kg.atomic_file import atomic_file

_LEFT = 0.9
"""Down to this part of its limit the cache is emptied, so that this is not done for every picture."""


@dataclass(frozen=True)
class PageImageCache:
    """Keeps pictures by document and key; those that were not asked for the longest go first."""

    folder: Path

    def find(self, document_id: str, key: str) -> bytes | None:
        """The picture; None where it is not kept."""
        path = self._path(document_id, key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):  # another process may delete it
            path.touch()
        return content

    def keep(self, document_id: str, key: str, content: bytes, *, max_bytes: int) -> None:
        """Keep the picture, and of all together no more than `max_bytes`; one that cannot be kept is drawn again."""
        if len(content) > max_bytes:
            return
        path = self._path(document_id, key)
        with suppress(OSError):  # the disk may be full
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_file(path, durable=False) as file:
                file.write(content)
            self._trim(max_bytes)

    def drop(self, document_id: str) -> None:
        """Delete the pictures of a document."""
        shutil.rmtree(self.folder / document_id, ignore_errors=True)

    def _path(self, document_id: str, key: str) -> Path:
        return self.folder / document_id / f"{key}.png"

    def _trim(self, max_bytes: int) -> None:
        found = sorted(_Kept.all(self.folder))
        total = sum(kept.size for kept in found)
        if total <= max_bytes:
            return
        for kept in found:
            if total <= _LEFT * max_bytes:
                return
            kept.path.unlink(missing_ok=True)
            total -= kept.size


class _Kept(NamedTuple):
    """A picture, by when it was last asked for."""

    asked: int
    size: int
    path: Path

    @classmethod
    def all(cls, folder: Path) -> "Iterator[_Kept]":
        for path in folder.glob("*/*"):
            with suppress(FileNotFoundError):  # another process may delete it
                stat = path.stat()
                yield cls(stat.st_mtime_ns, stat.st_size, path)

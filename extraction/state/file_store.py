"""Where the files of the documents are kept: a folder, or an object store that several machines reach."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from obstore import delete, get, head, put
from obstore import list as list_objects
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from kg.atomic_file import atomic_file
from kg.disk_errors import disk_errors
from schemas.errors import BackendError, ConfigError

_UNFINISHED = ".part"
_SHOWN_CHARS = 200


class FileStore(Protocol):
    """Files by names such as "texts/1f.json"; each appears whole or not at all, and who writes last wins.

    What cannot be reached is a `BackendError`.
    """

    def read(self, name: str) -> bytes:
        """The content.

        Raises:
            FileNotFoundError: there is no such file.
        """

    def write(self, name: str, content: bytes) -> None:
        """Put a file in the place of the one of this name."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""

    def names(self, folder: str) -> list[str]:
        """The names of all files in a folder and the folders in it, sorted."""

    def delete(self, names: Sequence[str]) -> None:
        """Delete the files that are there."""


class FolderFiles:
    """Files in a folder of this machine, or one that is mounted; implements `FileStore`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, name: str) -> bytes:
        """The content.

        Raises:
            FileNotFoundError: there is no such file.
        """
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        """Put a file in the place of the one of this name; a power cut may take it.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        path = self.root / name
        with disk_errors(self.root):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_file(path, durable=False) as file:  # one upload may hold ten thousand documents
                file.write(content)

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return (self.root / name).is_file()

    def names(self, folder: str) -> list[str]:
        """The names of all files in a folder and the folders in it, sorted."""
        found = (path for path in (self.root / folder).rglob("*") if path.suffix != _UNFINISHED)
        return sorted(path.relative_to(self.root).as_posix() for path in found if path.is_file())

    def delete(self, names: Sequence[str]) -> None:
        """Delete the files that are there, and the folders that are empty by that.

        Raises:
            BackendError: the disk may not be written.
        """
        with disk_errors(self.root):
            for name in names:
                (self.root / name).unlink(missing_ok=True)
        for folder in {(self.root / name).parent for name in names}:
            if folder.parent != self.root:
                with suppress(OSError):  # others are in it
                    folder.rmdir()


class ObjectFiles:
    """Files in a bucket of S3, or of a store that speaks its protocol; implements `FileStore`.

    Keys, region and endpoint are those of the environment: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_REGION`,
    `AWS_ENDPOINT_URL`.
    """

    def __init__(self, url: str) -> None:
        """Of files whose names begin with this URL, such as "s3://bucket/folder"; nothing is asked yet.

        Raises:
            ConfigError: the URL or the environment is wrong.
        """
        self._url = url
        try:
            self._store = S3Store.from_url(
                url,
                client_options={"allow_http": True, "timeout": "60s"},
                retry_config={"max_retries": 3},
            )
        except (BaseError, ValueError) as error:
            raise ConfigError(
                f"the documents cannot be kept at {url}: {_first_line(error)}",
                remedy="Check CITEGRAPH_FILES_URL and the variables AWS_….",
            ) from error

    def read(self, name: str) -> bytes:
        """The content.

        Raises:
            FileNotFoundError: there is no such file.
            BackendError: the store cannot be reached.
        """
        with self._errors():
            return bytes(get(self._store, name).bytes())

    def write(self, name: str, content: bytes) -> None:
        """Put a file in the place of the one of this name.

        Raises:
            BackendError: the store cannot be reached, or has no such bucket.
        """
        with self._errors(must_exist=True):
            put(self._store, name, content)

    def has(self, name: str) -> bool:
        """Whether there is such a file.

        Raises:
            BackendError: the store cannot be reached.
        """
        with self._errors(), suppress(FileNotFoundError):
            head(self._store, name)
            return True
        return False

    def names(self, folder: str) -> list[str]:
        """The names of all files in a folder and the folders in it, sorted.

        Raises:
            BackendError: the store cannot be reached.
        """
        with self._errors(must_exist=True):
            return sorted(one["path"] for part in list_objects(self._store, folder) for one in part)

    def check(self) -> None:
        """Return if the bucket can be read; nothing is written.

        Raises:
            BackendError: it cannot.
        """
        with self._errors(must_exist=True):
            next(iter(list_objects(self._store, chunk_size=1)), None)

    def delete(self, names: Sequence[str]) -> None:
        """Delete the files that are there.

        Raises:
            BackendError: the store cannot be reached.
        """
        with self._errors():
            for name in names:
                with suppress(FileNotFoundError):
                    delete(self._store, name)

    @contextmanager
    def _errors(self, *, must_exist: bool = False) -> Iterator[None]:
        try:
            yield
        except (BaseError, FileNotFoundError) as error:
            missing = isinstance(error, FileNotFoundError)
            if missing and not must_exist:
                raise
            denied = isinstance(error, PermissionDeniedError | UnauthenticatedError)
            raise BackendError(
                f"the files of the documents at {self._url} cannot be used: {_first_line(error)}",
                remedy="Check CITEGRAPH_FILES_URL, the variables AWS_…, and that the store runs and has the bucket.",
                retryable=not (missing or denied),
            ) from error


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0][:_SHOWN_CHARS]

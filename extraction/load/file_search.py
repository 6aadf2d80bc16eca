"""Which files a path, a folder or a pattern means."""

import glob
import os
from collections.abc import Iterator
from pathlib import Path

from extraction.load.formats import Formats
from schemas.errors import DocumentRejectedError, NotFoundError
from schemas.value import Value

_LOCK_FILE = "~$"


class FoundFiles(Value):
    """Files to load, sorted by path, and those that were left out because of their format."""

    files: tuple[Path, ...]
    skipped: tuple[Path, ...] = ()


def find_files(pattern: str, formats: Formats) -> list[Path]:
    """The files that `find_files_and_skipped` would load.

    Raises:
        NotFoundError: there is no such file or folder, or nothing matches.
        DocumentRejectedError: what was found holds no file of a format that can be loaded.
    """
    return list(find_files_and_skipped(pattern, formats).files)


def find_files_and_skipped(pattern: str, formats: Formats) -> FoundFiles:
    """A file, all files in a folder and the folders below it, or all that match a glob pattern (`**` too).

    Hidden files and folders and the lock files of word processors are passed over in folders and patterns. A file
    that is named itself is always among `files`, so that loading it can say what is wrong with it.

    Raises:
        NotFoundError: there is no such file or folder, or nothing matches.
        DocumentRejectedError: what was found holds no file of a format that can be loaded.
    """
    path = Path(pattern).expanduser()
    if path.is_dir():
        found = sorted(_walk(path))
    elif path.exists():
        return FoundFiles(files=(path,))
    elif glob.has_magic(pattern):
        found = sorted(_match(str(path)))
    else:
        raise NotFoundError(f"no file or folder {pattern}", remedy="Check the path.")
    return _sort_out(found, pattern, formats)


def _sort_out(found: list[Path], pattern: str, formats: Formats) -> FoundFiles:
    files = tuple(path for path in found if formats.supports(path.name))
    if files:
        return FoundFiles(
            files=files, skipped=tuple(path for path in found if not formats.supports(path.name))
        )
    if not found:
        raise NotFoundError(f"no files in {pattern}", remedy="Check the path; hidden files are passed over.")
    raise DocumentRejectedError(
        f"none of the {len(found)} files in {pattern} has a format that can be loaded",
        remedy=f"Give files that end in {', '.join(formats.suffixes)}.",
    )


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", _LOCK_FILE)):
                yield Path(place, name)


def _match(pattern: str) -> Iterator[Path]:
    for name in glob.glob(pattern, recursive=True):  # noqa: PTH207  # Path.glob takes no absolute pattern
        path = Path(name)
        if path.is_file() and not path.name.startswith(_LOCK_FILE):
            yield path

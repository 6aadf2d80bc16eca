"""Which files a path, a folder or a pattern means."""

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from extraction.load.formats import Formats
from extraction.load.recognition import recognised_ending
from schemas.errors import DocumentRejectedError, NotFoundError
from schemas.warning import IngestWarning

_SAMPLE_BYTES = 4096
_LOCK_FILE = "~$"
_NAME_IT = "Name it to read it."
_Found = tuple[Path, str | None]
"""A path, and the reason to pass it over, if its name or place is one."""


@dataclass(frozen=True)
class FoundFiles:
    """Files to load, sorted by path, and warnings that name what was passed over and why."""

    files: tuple[Path, ...]
    skipped: tuple[IngestWarning, ...] = ()


def find_files(pattern: str, formats: Formats) -> FoundFiles:
    """A file, all files in a folder and the folders below it, or all that match a glob pattern (`**` too).

    Passed over in folders and patterns: hidden files and folders, linked folders, the lock files of word processors,
    what is not a file (pipes, sockets, links that lead nowhere) and files of other formats. A file that is named itself
    is always among `files`, so that loading it can say what is wrong with it.

    Raises:
        NotFoundError: there is no such file or folder, or nothing matches.
        DocumentRejectedError: what was found holds no file that can be loaded.
    """
    path = Path(pattern).expanduser()
    if path.is_dir():
        return _Search(formats).sort_out(_walk(path), pattern)
    if os.path.lexists(path):
        return FoundFiles(files=(path,))
    if glob.has_magic(pattern):
        return _Search(formats).sort_out(_match(str(path)), pattern)
    raise NotFoundError(f"no file or folder {pattern}", remedy="Check the path.")


@dataclass(frozen=True)
class _Search:
    formats: Formats
    files: list[Path] = field(default_factory=list)
    skipped: list[IngestWarning] = field(default_factory=list)

    def sort_out(self, found: Iterator[_Found], pattern: str) -> FoundFiles:
        """What of the paths found, each with the reason to pass it over or none, is to be loaded."""
        for path, reason in sorted(found, key=itemgetter(0)):
            fault = (reason, _NAME_IT) if reason else self._fault(path)
            if fault is None:
                self.files.append(path)
            else:
                kind, remedy = fault
                self.skipped.append(IngestWarning(kind=kind, place=str(path), remedy=remedy))
        if self.files:
            return FoundFiles(tuple(self.files), tuple(self.skipped))
        if not self.skipped:
            raise NotFoundError(f"no files in {pattern}", remedy="Check the path.")
        first = self.skipped[0]
        raise DocumentRejectedError(
            f"none of the {len(self.skipped)} files can be loaded, such as {first.place}: {first.kind}",
            remedy=first.remedy,
        )

    def _fault(self, path: Path) -> tuple[str, str] | None:
        """Why a path cannot be loaded, and what to do; None where it can."""
        if not path.is_file():
            return _not_a_file(path)
        if self.formats.supports(path.name):
            return None
        if not path.suffix and self._is_recognised(path):
            return None
        return "other format", self.formats.remedy(path.name)

    def _is_recognised(self, path: Path) -> bool:
        """Whether a file without an ending looks like one that can be loaded; loading it says what is wrong with others."""
        try:
            with path.open("rb") as file:
                beginning = file.read(_SAMPLE_BYTES)
        except OSError:
            return True
        ending = ".zip" if beginning.startswith(b"PK\x03\x04") else recognised_ending(beginning)
        return ending is not None and self.formats.supports(f"x{ending}")


def _not_a_file(path: Path) -> tuple[str, str]:
    if not path.is_symlink():
        return "not a file", "Give files: pipes, sockets and devices are not read."
    try:
        path.resolve(strict=True)
    except FileNotFoundError:
        return "link that leads nowhere", "Repair the link or delete it."
    except (OSError, RuntimeError):  # Python tells a loop by the one or by the other, by its version
        return "link in a loop", "Repair the link or delete it."
    return "linked folder", _NAME_IT


def _walk(folder: Path) -> Iterator[_Found]:
    """The paths below a folder, each with the reason to pass it over, if its name or place is one."""
    unreadable: list[_Found] = []

    def note(error: OSError) -> None:
        unreadable.append((Path(error.filename or folder), f"folder that cannot be read ({error.strerror})"))

    for place, folders, names in os.walk(folder, onerror=note):
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        hidden = [name for name in folders if name.startswith(".")]
        yield from ((Path(place, name), "hidden folder") for name in hidden)
        yield from ((Path(place, name), "linked folder") for name in linked if name not in hidden)
        folders[:] = [name for name in folders if name not in hidden]
        for name in names:
            yield Path(place, name), _reason_of_name(name)
    yield from unreadable


def _match(pattern: str) -> Iterator[_Found]:
    for name in glob.glob(pattern, recursive=True):  # noqa: PTH207  # Path.glob takes no absolute pattern
        path = Path(name)
        if not path.is_dir():
            yield path, _reason_of_name(path.name) if path.name.startswith(_LOCK_FILE) else None


def _reason_of_name(name: str) -> str | None:
    if name.startswith(_LOCK_FILE):
        return "lock file of a word processor"
    return "hidden file" if name.startswith(".") else None

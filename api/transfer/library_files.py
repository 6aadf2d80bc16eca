"""The files of the documents: originals, texts and chunks."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePosixPath

from kg.atomic_file import atomic_file
from kg.disk_errors import disk_errors
from schemas.errors import InputError

_FOLDERS = ("chunks", "originals", "texts")
_PART_BYTES = 3 * 2**18


def file_parts(folder: Path) -> Iterator[dict[str, object]]:
    """Each file of the library as `{"file", "content"}`, a long one in several parts one after the other."""
    for name in _FOLDERS:
        for path in sorted(
            one for one in (folder / name).rglob("*") if one.is_file() and one.suffix != ".part"
        ):
            with path.open("rb") as file:
                content = file.read(_PART_BYTES)
                while True:
                    packed = base64.b64encode(content).decode()
                    yield {"file": path.relative_to(folder).as_posix(), "content": packed}
                    if not (content := file.read(_PART_BYTES)):
                        break


def write_files(folder: Path, parts: Iterable[Mapping[str, object]]) -> None:
    """Write the files into the library.

    Raises:
        InputError: a file would lie outside it.
        BackendError: the disk is full, or may not be written.
    """
    for name, group in groupby(parts, key=lambda part: str(part["file"])):
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts or place.parts[0] not in _FOLDERS:
            raise InputError(
                f"the export has a file {name}",
                remedy="Do not trust this file: it was made by something else.",
            )
        path = folder / place
        with disk_errors(folder):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_file(path, durable=False) as file:
                for part in group:
                    file.write(base64.b64decode(str(part["content"])))

"""The files of the documents: originals, texts and chunks."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath

from extraction.state.library import CONTENT, ORIGINALS, DocumentLibrary
from schemas.errors import InputError

_FOLDERS = ("chunks", ORIGINALS, "texts")
_PART_BYTES = 3 * 2**18


def file_parts(library: DocumentLibrary) -> Iterator[dict[str, object]]:
    """Each file of the library as `{"file", "content"}`, a long one in several parts one after the other."""
    files = library.files
    for folder in _FOLDERS:
        for name in files.names(folder):
            content = files.read(name)
            for start in range(0, len(content) or 1, _PART_BYTES):
                packed = base64.b64encode(content[start : start + _PART_BYTES]).decode()
                yield {"file": name, "content": packed}


def write_files(library: DocumentLibrary, parts: Iterable[Mapping[str, object]]) -> None:
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
        folder, *inner = place.parts
        if folder == ORIGINALS and len(inner) == 2 and inner[1] != CONTENT:
            library.mark_original(*inner)
        else:
            library.files.write(name, b"".join(base64.b64decode(str(part["content"])) for part in group))

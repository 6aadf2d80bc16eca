"""Pages that were recognised, kept until all of their document is, so that after a crash none is recognised twice."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from extraction.load.ocr.page import RecognisedPage
from kg.atomic_file import atomic_file
from kg.disk_errors import disk_errors

_PAGE = TypeAdapter(RecognisedPage)


@dataclass(frozen=True)
class RecognisedPages:
    """Keeps the pages of one document, each in a file of its own; `key` stands for the way of recognising."""

    folder: Path

    def find(self, page: int, key: str) -> RecognisedPage | None:
        """What was recognised on the page; None where that is not kept."""
        try:
            return _PAGE.validate_json(self._path(page, key).read_bytes())
        except (FileNotFoundError, ValidationError):  # or kept by another version of the program
            return None

    def keep(self, page: int, key: str, found: RecognisedPage) -> None:
        """Keep what was recognised on the page.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        with disk_errors(self.folder):
            self.folder.mkdir(exist_ok=True, mode=0o700)
            with atomic_file(self._path(page, key), durable=False) as file:
                file.write(_PAGE.dump_json(found))

    def drop(self) -> None:
        """Delete all."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, page: int, key: str) -> Path:
        return self.folder / f"{page}-{key}.json"

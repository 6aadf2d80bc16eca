"""Pages that were recognised, kept until all of their document is, so that after a crash none is recognised twice."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from extraction.load.ocr.page import RecognisedPage
from extraction.state.file_store import FileStore

_PAGE = TypeAdapter(RecognisedPage)


@dataclass(frozen=True)
class RecognisedPages:
    """Keeps the pages of one document, each in a file of its own; `key` stands for the way of recognising."""

    files: FileStore
    folder: str

    def find(self, page: int, key: str) -> RecognisedPage | None:
        """What was recognised on the page; None where that is not kept."""
        try:
            return _PAGE.validate_json(self.files.read(self._name(page, key)))
        except (FileNotFoundError, ValidationError):  # or kept by another version of the program
            return None

    def keep(self, page: int, key: str, found: RecognisedPage) -> None:
        """Keep what was recognised on the page.

        Raises:
            BackendError: the disk is full, or may not be written.
        """
        self.files.write(self._name(page, key), _PAGE.dump_json(found))

    def drop(self) -> None:
        """Delete all.

        Raises:
            BackendError: the disk may not be written.
        """
        self.files.delete(self.files.names(self.folder))

    def _name(self, page: int, key: str) -> str:
        return f"{self.folder}/{page}-{key}.json"

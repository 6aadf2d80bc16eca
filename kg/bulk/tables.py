"""Files of rows as Neo4j's importer reads them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import orjson

from schemas.errors import InputError

SEPARATOR = "\x1f"
"""Stands between the items of a list: no name and no text that was read has it."""


class Table:
    """A file for the nodes of one kind, or the relationships of one kind; `longest` is the length of its longest row."""

    def __init__(self, path: Path, header: str) -> None:
        self.path = path
        self.rows = 0
        self.longest = 0
        self._file = path.open("w", encoding="utf-8", newline="")
        self._file.write(f"{header}\n")

    def write(self, *values: object) -> None:
        """Append a row; None is no value, and so is a list without items."""
        row = ",".join(map(_cell, values)) + "\n"
        self.longest = max(self.longest, 4 * len(row))
        self.rows += 1
        self._file.write(row)

    def close(self) -> None:
        """Have all rows in the file."""
        self._file.close()


def vector_text(vector: Sequence[float] | None) -> str | None:
    """The numbers in 32 bits, as a list that the importer reads; None for none."""
    if vector is None:
        return None
    packed = orjson.dumps(np.asarray(vector, dtype=np.float32), option=orjson.OPT_SERIALIZE_NUMPY)
    return packed[1:-1].decode().replace(",", SEPARATOR)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return _cell(_joined(value)) if value else ""
    return repr(value)


def _joined(items: Sequence[object]) -> str:
    texts = [str(item) for item in items]
    if any(SEPARATOR in text for text in texts):
        raise InputError(
            f"{texts[0][:80]!r} has a control character that no list in the import may have",
            remedy="Ingest the document in the usual way.",
        )
    return SEPARATOR.join(texts)

"""Benchmark files: passages, and questions whose passages are known."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from schemas.errors import InputError
from schemas.value import Value

Row = TypeVar("Row", "EvalQuestion", "EvalPassage")


class EvalQuestion(Value):
    """A question and the ids of the passages that together answer it."""

    id: str
    question: str
    supporting_ids: tuple[str, ...]


class EvalPassage(Value):
    """A passage; its whole text is title, line break, text (the text alone without a title)."""

    id: str
    title: str = ""
    text: str

    @property
    def whole(self) -> str:
        """What is searched."""
        return f"{self.title}\n{self.text}" if self.title else self.text


def read_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """The questions of a JSON Lines file, gzipped or not, with `id`, `question` and `supporting_ids`.

    Raises:
        InputError: the file is missing, empty or not of this form.
    """
    return _checked(path, tuple(_read(path, EvalQuestion)))


def read_passages(path: Path) -> tuple[EvalPassage, ...]:
    """The passages of a JSON Lines file, gzipped or not, with `id`, `text` and mostly `title`.

    Raises:
        InputError: the file is missing, empty or not of this form.
    """
    return _checked(path, tuple(_read(path, EvalPassage)))


def _read(path: Path, kind: type[Row]) -> Iterator[Row]:
    for number, line in enumerate(_lines(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            yield kind.model_validate({name: row[name] for name in kind.model_fields if name in row})
        except (ValidationError, ValueError, TypeError) as error:
            raise InputError(
                f"{path.name}, line {number}, is not of the form expected: {' '.join(str(error).split())[:200]}",
                remedy=f"Each line is a JSON object with {', '.join(kind.model_fields)}.",
            ) from error


def _lines(path: Path) -> list[str]:
    try:
        content = path.read_bytes()
        plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        return plain.decode("utf-8").split("\n")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}", remedy="Name a JSON Lines file, plain or gzipped."
        ) from error


def _checked(path: Path, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    ids = {row.id for row in rows}
    if not rows or len(ids) < len(rows):
        problem = "is empty" if not rows else "has the same id twice"
        raise InputError(f"{path} {problem}", remedy="Each line is a JSON object with an id of its own.")
    return rows

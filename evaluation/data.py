"""Files of questions whose answers are known, and of the passages they are asked of."""

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import Field, ValidationError, model_validator

from schemas.errors import InputError
from schemas.value import Value

Row = TypeVar("Row", "EvalQuestion", "EvalPassage")


class GoldSpan(Value):
    """A stretch of a document that proves an answer, or a step of it.

    `document` is the document's source, or the end of its path; `text` is as the document has it, white space apart. Each
    span is needed, but those of one `step` can stand for one another. `start` and `end` are its place in the document's text.
    """

    document: str
    text: str = Field(min_length=1)
    start: int | None = None
    end: int | None = None
    step: int | None = None


class EvalQuestion(Value):
    """A question, and what is known of its answer.

    `supporting_ids` are the passages that together answer it, `gold` the stretches of documents that do, `answers` what a
    right answer says, one of them; one that is not `answerable` is to be refused. `kind` and `language` group the figures.
    """

    id: str
    question: str
    supporting_ids: tuple[str, ...] = ()
    gold: tuple[GoldSpan, ...] = ()
    answers: tuple[str, ...] = ()
    answerable: bool = True
    kind: str = ""
    language: str = ""

    @property
    def has_gold(self) -> bool:
        """Whether it says where the answer is."""
        return bool(self.supporting_ids or self.gold)

    @property
    def has_answer(self) -> bool:
        """Whether it says what a right answer is."""
        return bool(self.answers) or not self.answerable

    @model_validator(mode="after")
    def _check(self) -> "EvalQuestion":
        if not (self.has_gold or self.has_answer):
            raise ValueError("it needs supporting_ids, gold, answers, or answerable: false")
        return self


class EvalPassage(Value):
    """A passage; its whole text is title, line break, text (the text alone without a title)."""

    id: str
    title: str = ""
    text: str

    @property
    def whole(self) -> str:
        """What is searched."""
        return f"{self.title}\n{self.text}" if self.title else self.text

    @property
    def place(self) -> tuple[str, int]:
        """The source of its document, and where in the document's text it begins."""
        return self.id, 0


class ChunkPassage(EvalPassage):
    """A chunk of a document as a passage."""

    document: str
    start: int

    @property
    def place(self) -> tuple[str, int]:
        """The source of its document, and where in the document's text it begins."""
        return self.document, self.start


def read_questions(path: Path) -> tuple[EvalQuestion, ...]:
    """The questions of a JSON Lines file, gzipped or not: `id`, `question`, and what is known of the answer.

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

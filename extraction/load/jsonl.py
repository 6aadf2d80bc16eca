"""JSON Lines: a document in each line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from extraction.load.clean_text import count_unreadable
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError


def _number_to_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class _Record(BaseModel):
    """What a line must hold; other fields are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(_number_to_text)] = None
    title: str | None = None
    text: str


class JsonLines:
    """JSON Lines files: `{"id", "title", "text"}` in each line."""

    name = "jsonl"
    media_types = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
    suffixes = (".jsonl", ".ndjson")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The documents of the file, in order; blank lines are passed over, a missing id is the line's number.

        Raises:
            DocumentRejectedError: a line is not `{"id", "title", "text"}`, has no text, or repeats an id.
        """
        return list(_read(content, name))


def _read(content: bytes, name: str) -> Iterator[LoadedText]:
    seen: dict[str, int] = {}
    for number, line in enumerate(decode_text(content, name).split("\n"), start=1):
        if not line.strip():
            continue
        record = _parse(line, f"{name}, line {number}")
        identifier = record.id if record.id is not None and record.id.strip() else str(number)
        if identifier in seen:
            raise DocumentRejectedError(
                f'{name}, line {number}: the id "{identifier}" is in line {seen[identifier]} already',
                remedy="Give each line an id of its own, or none.",
            )
        seen[identifier] = number
        loaded = read_text(record.text)
        title = " ".join((record.title or "").split())
        yield replace(loaded, title=title or loaded.title, part=identifier, content=line.strip().encode())


def _parse(line: str, place: str) -> _Record:
    remedy = 'Each line must be a JSON object like {"id": "1", "title": "A title", "text": "The text."}'
    try:
        record = _Record.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(part) for part in first["loc"]) or "the line"
        raise DocumentRejectedError(f"{place}: {field}: {first['msg']}", remedy=remedy) from error
    except (ValueError, RecursionError) as error:
        raise DocumentRejectedError(f"{place} is not valid JSON ({error})", remedy=remedy) from error
    if count_unreadable(record.text + (record.title or "") + (record.id or "")):
        raise DocumentRejectedError(
            f"{place}: the text holds characters that no text has (NUL, half a surrogate pair)",
            remedy="Take them out of the line and try again.",
        )
    if not record.text.strip():
        raise DocumentRejectedError(
            f"{place}: the text is empty", remedy="Give the line a text, or take it out."
        )
    return record

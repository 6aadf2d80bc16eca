"""JSON Lines: a document in each line."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from extraction.load.clean_text import clean_text, count_unreadable
from extraction.load.decoding import decode_text
from extraction.load.loaded_text import LoadedText
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_NAMED_FIELDS = 5
_FIELD_CHARS = 20


def _number_to_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class _Record(BaseModel):
    """What a line must hold; other fields are passed over, with a warning."""

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
        unread: list[Collection[str]] = []
        texts = list(_read(content, name, unread))
        first = next((number for number, fields in enumerate(unread) if fields), None)
        if first is not None:
            texts[first] = replace(texts[first], warnings=(*texts[first].warnings, _warning(unread)))
        return texts


def _read(content: bytes, name: str, unread: list[Collection[str]]) -> Iterator[LoadedText]:
    """The documents; `unread` gets the names of the fields of each that are passed over."""
    seen: dict[str, int] = {}
    for number, line in enumerate(decode_text(content, name).split("\n"), start=1):
        if not line.strip():
            continue
        record, others = _parse(line, f"{name}, line {number}")
        identifier = record.id if record.id is not None and record.id.strip() else str(number)
        if identifier in seen:
            raise DocumentRejectedError(
                f'{name}, line {number}: the id "{identifier}" is in line {seen[identifier]} already',
                remedy="Give each line an id of its own, or none.",
            )
        seen[identifier] = number
        loaded = read_text(record.text)
        title = " ".join((record.title or "").split())
        unread.append(others)
        yield replace(loaded, title=title or loaded.title, part=identifier, content=line.strip().encode())


def _warning(unread: Sequence[Collection[str]]) -> IngestWarning:
    """The warning, one for the file, that fields of its lines are not read."""
    names = list(dict.fromkeys(name for fields in unread for name in fields))
    more = f" and {len(names) - _NAMED_FIELDS} more" if len(names) > _NAMED_FIELDS else ""
    shown = ", ".join(f'"{clean_text(name)[:_FIELD_CHARS].strip()}"' for name in names[:_NAMED_FIELDS])
    return IngestWarning(
        kind="line with fields that are not read",
        count=sum(bool(fields) for fields in unread),
        remedy=f"Write what matters of {shown}{more} into the text.",
    )


def _parse(line: str, place: str) -> tuple[_Record, list[str]]:
    """What the line holds, and the names of its other fields."""
    remedy = 'Each line must be a JSON object like {"id": "1", "title": "A title", "text": "The text."}'
    try:
        parsed = json.loads(line)
        record = _Record.model_validate(parsed)
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
    return record, [name for name in parsed if name not in _Record.model_fields]

"""JSON Lines: a document in each line."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from extraction.load.clean_text import clean_text
from extraction.load.configured_format import ConfiguredFormat
from extraction.load.facets import MOST_CHARS, facets_of
from extraction.load.loaded_text import LoadedText
from extraction.load.options import ReadingOptions
from extraction.load.plain_text import read_text
from schemas.errors import DocumentRejectedError
from schemas.warning import IngestWarning

_NAMED_FIELDS = 5
_FIELD_CHARS = 20
_NAMED_LINES = 20


def _number_to_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class _Record(BaseModel):
    """What a line must hold; short ones beside it become facets, others are passed over, with a warning."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    id: Annotated[Annotated[str, Field(max_length=500)] | None, BeforeValidator(_number_to_text)] = None
    title: str | None = None
    text: str


class JsonLines(ConfiguredFormat):
    """JSON Lines files: `{"id", "title", "text"}` in each line, or under other names that the options give."""

    name = "jsonl"
    media_types = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
    suffixes = (".jsonl", ".ndjson")

    def read(self, content: bytes, name: str, *, max_bytes: int) -> Sequence[LoadedText]:  # noqa: ARG002  the port's
        """The documents of the file, in order; blank lines are passed over, a missing id is the line's number.

        Lines that are not `{"id", "title", "text"}`, have no text or repeat an id are warnings of the first document.

        Raises:
            DocumentRejectedError: no line is a document, or the file is no text.
        """
        decoded = self.decoded(content, name)
        found = _Lines(self.options, name)
        texts = list(found.read(decoded.text))
        if not texts and found.refused:
            raise found.refused[0][1]
        warnings = (*decoded.warnings, *found.warnings())
        if texts and warnings:
            texts[0] = replace(texts[0], warnings=(*texts[0].warnings, *warnings))
        return texts


@dataclass(frozen=True)
class _Lines:
    """What is found in the lines of one file."""

    options: ReadingOptions
    name: str
    refused: list[tuple[int, DocumentRejectedError]] = field(default_factory=list)
    unread: Counter[str] = field(default_factory=Counter)
    """The names of fields that are passed over; the empty name counts the lines that have any."""

    def read(self, text: str) -> Iterator[LoadedText]:
        seen: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                yield self._document(line.strip(), number, seen)
            except DocumentRejectedError as error:
                self.refused.append((number, error))

    def _document(self, line: str, number: int, seen: dict[str, int]) -> LoadedText:
        place = f"{self.name}, line {number}"
        record, fields, others = _parse(line, place, self.options)
        identifier = record.id if record.id is not None and record.id.strip() else str(number)
        if identifier in seen:
            raise DocumentRejectedError(
                f'{place}: the id "{identifier}" is in line {seen[identifier]} already',
                remedy="Give each line an id of its own, or none.",
            )
        seen[identifier] = number
        if others:
            self.unread.update(["", *others])
        loaded = read_text(record.text)
        title = " ".join((record.title or "").split())
        return replace(
            loaded,
            title=title or loaded.title,
            part=identifier,
            content=line.encode(),
            facets=facets_of(fields),
        )

    def warnings(self) -> Iterator[IngestWarning]:
        for number, error in self.refused[:_NAMED_LINES]:
            said = str(error).removeprefix(f"{self.name}, line {number}").lstrip(": ")
            yield IngestWarning(
                kind="line refused", place=f"line {number}", remedy=f"{said}. {error.remedy}".strip()
            )
        if more := len(self.refused[_NAMED_LINES:]):
            yield IngestWarning(
                kind="line refused", count=more, remedy="Mend the lines named before, and try again."
            )
        if lines := self.unread[""]:
            yield self._unread_fields(lines)

    def _unread_fields(self, lines: int) -> IngestWarning:
        names = [name for name in self.unread if name]
        more = f" and {len(names) - _NAMED_FIELDS} more" if len(names) > _NAMED_FIELDS else ""
        shown = ", ".join(f'"{clean_text(name)[:_FIELD_CHARS].strip()}"' for name in names[:_NAMED_FIELDS])
        return IngestWarning(
            kind="line with fields that are not read",
            count=lines,
            remedy=f"Write what matters of {shown}{more} into the text.",
        )


def _parse(
    line: str, place: str, options: ReadingOptions
) -> tuple[_Record, list[tuple[str, str]], list[str]]:
    """What the line holds, its other fields by which documents can be chosen, and the names of those that are passed over."""
    names = options.fields._asdict()
    example = {names["id"]: "1", names["title"]: "A title", names["text"]: "The text."}
    remedy = (
        f"Each line must be a JSON object like {json.dumps(example, ensure_ascii=False)}; "
        "other names of fields can be given (--text-field, text_field=)"
    )
    try:
        parsed = json.loads(line)
        if isinstance(parsed, dict):
            renamed = {ours: parsed[theirs] for ours, theirs in names.items() if theirs in parsed}
            record = _Record.model_validate(renamed)
        else:
            record = _Record.model_validate(parsed)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place_in_line = ".".join(names.get(str(part), str(part)) for part in first["loc"]) or "the line"
        raise DocumentRejectedError(f"{place}: {place_in_line}: {first['msg']}", remedy=remedy) from error
    except (ValueError, RecursionError) as error:
        raise DocumentRejectedError(f"{place} is not valid JSON ({error})", remedy=remedy) from error
    if record.id is not None and clean_text(record.id).replace("\n", " ") != record.id:
        raise DocumentRejectedError(
            f"{place}: the id is not one line of visible text", remedy="Take control characters out of it."
        )
    if not clean_text(record.text).strip():
        raise DocumentRejectedError(
            f"{place}: the text is empty", remedy="Give the line a text, or take it out."
        )
    others = {name: value for name, value in parsed.items() if name not in names.values()}
    stated = {name: [*_stated(value)] for name, value in others.items()}
    fields = [(name, value) for name, values in stated.items() for value in values]
    return record, fields, [name for name, value in others.items() if value is not None and not stated[name]]


def _stated(value: object) -> Iterator[str]:
    """A short value, or each of a list of such, as text; nothing of what is long or nested."""
    values = value if isinstance(value, list) else [value]
    plain = [
        one if isinstance(one, str) else json.dumps(one)
        for one in values
        if isinstance(one, str | int | float)
    ]
    if len(plain) == len(values) and all(len(one) <= MOST_CHARS for one in plain):
        yield from plain

"""A graph schema as YAML or JSON that a person can read and edit."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import yaml
from pydantic import BeforeValidator, FailFast, Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticSerializationError

from extraction.schema.soundness import check_schema, violation
from schemas.errors import SchemaViolationError
from schemas.graph_schema import (
    DroppedType,
    EntityType,
    GraphSchema,
    Pattern,
    RelationType,
    SchemaStatus,
)
from schemas.value import Value

_HEADER = """\
# The graph's vocabulary: which types of entities and relations it has, and which patterns they may form.
# Rename or merge (the old name goes to merged_from of the new one, or to inverted_from where head and tail change
# places, as with OWN for OWNED_BY), add or delete entries, then approve the file.
# Counts and examples are for reading; "dropped" says what the draft left out and why.
"""
_MAX_CHARS = 5_000_000
_PATTERN = re.compile(
    r"\s*\((?P<head>[^()]*)\)\s*-\s*\[(?P<relation>[^\[\]]*)\]\s*->\s*\((?P<tail>[^()]*)\)\s*"
)
_PATTERN_FORM = "(HeadType)-[RELATION]->(TailType)"
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")


def _listed(value: object) -> object:
    """Nothing counts as an empty list; whatever else is no list is refused, also what pydantic would take for one."""
    if value and not isinstance(value, list):
        raise ValueError("it must be a list")
    return value or []


def _named(item: object) -> object:
    return {"name": item} if isinstance(item, str) else item


def _pattern_fields(item: object) -> object:
    """The fields of a pattern that is written as "(A)-[R]->(B)", alone or beside its count and examples."""
    fields = {"pattern": item} if isinstance(item, str) else item
    if not isinstance(fields, dict) or "pattern" not in fields:
        return fields
    match = _PATTERN.fullmatch(str(fields["pattern"]))
    if match is None:
        problem = ValueError(f"{fields['pattern']!r} does not have the form {_PATTERN_FORM}")
        fault = InitErrorDetails(type="value_error", loc=("pattern",), input=item, ctx={"error": problem})
        raise ValidationError.from_exception_data("Pattern", [fault])
    parts = {name: part.strip() for name, part in match.groupdict().items()}
    return {**{key: value for key, value in fields.items() if key != "pattern"}, **parts}


def _moment(value: object) -> datetime:
    """In UTC: nothing is now, a date its midnight, a time without a zone UTC; numbers, seconds for pydantic, are refused."""
    if value is None:
        return datetime.now(UTC)
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        return moment.replace(tzinfo=UTC)
    try:
        return moment.astimezone(UTC)  # Neo4j knows no zone that is more than 18 hours from it
    except OverflowError as exc:
        raise ValueError("it is outside the years 1 to 9999") from exc


Entry = TypeVar("Entry")
_Entries = Annotated[tuple[Entry, ...], FailFast(), BeforeValidator(_listed)]


class SchemaFile(Value):
    """A graph schema as a person writes it: bare names for types, and a pattern as it is shown."""

    version: int = Field(ge=1, strict=True)
    status: SchemaStatus = "draft"
    created_at: Annotated[datetime, BeforeValidator(_moment)] = Field(None, validate_default=True)
    entity_types: _Entries[Annotated[EntityType, BeforeValidator(_named)]] = ()
    relation_types: _Entries[Annotated[RelationType, BeforeValidator(_named)]] = ()
    patterns: _Entries[Annotated[Pattern, BeforeValidator(_pattern_fields)]] = ()
    dropped: _Entries[DroppedType] = ()


_KEYS = ", ".join(SchemaFile.model_fields)


class _Dumper(yaml.SafeDumper):
    """Writes line ends that few know as escapes: YAML would fold them into spaces when it is read again."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _ODD_LINE_END.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def to_yaml(schema: GraphSchema) -> str:
    """The schema as YAML with a comment that explains it; `from_yaml` gives the same schema back."""
    content: dict[str, object] = {
        "version": schema.version,
        "status": schema.status,
        "created_at": schema.created_at.isoformat(),
        "entity_types": [_without_defaults(kind) for kind in schema.entity_types],
        "relation_types": [_without_defaults(kind) for kind in schema.relation_types],
        "patterns": [_pattern_entry(pattern) for pattern in schema.patterns],
        "dropped": [_without_defaults(dropped) for dropped in schema.dropped],
    }
    return _HEADER + yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110)


def from_yaml(text: str) -> GraphSchema:
    """The schema that the YAML describes; a type may be given by its bare name, a pattern as "(A)-[R]->(B)".

    Raises:
        SchemaViolationError: it is not YAML, has an unknown or missing entry, a name that the graph cannot hold,
            a name twice, or a pattern with a type that is not listed; the message names the place.
    """
    return _schema(text, yaml.safe_load)


def from_json(text: str) -> GraphSchema:
    """As `from_yaml`, for JSON.

    Raises:
        SchemaViolationError: it is not JSON, or has one of the faults that `from_yaml` names.
    """
    return _schema(text, json.loads)


def _schema(text: str, parse: Callable[[str], object]) -> GraphSchema:
    content = _parsed(text, parse)
    if not isinstance(content, dict):
        raise violation("the text", f"it must have the entries {_KEYS}")
    try:
        file = SchemaFile.model_validate(content)
    except ValidationError as exc:
        raise _first_fault(exc) from exc
    schema = GraphSchema.model_validate(dict(file))
    check_schema(schema)
    try:
        schema.model_dump_json()
    except PydanticSerializationError as exc:
        raise violation("the text", "one of its values has half a character, an unpaired surrogate") from exc
    return schema


def _parsed(text: str, parse: Callable[[str], object]) -> object:
    if len(text) > _MAX_CHARS:
        raise violation("the text", f"it has more than {_MAX_CHARS:,} characters")
    try:
        return parse(text)
    except json.JSONDecodeError as exc:
        raise violation(f"line {exc.lineno}, column {exc.colno}", exc.msg) from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark is not None else "the text"
        raise violation(place, str(getattr(exc, "problem", None) or "it is not valid YAML")) from exc
    except RecursionError as exc:
        raise violation("the text", "it is nested too deeply") from exc
    except (ValueError, LookupError, AttributeError) as exc:  # of a value: what PyYAML and json let through
        raise violation("the text", f"one of its values cannot be read ({exc})") from exc


def _without_defaults(entry: Value) -> dict[str, object]:
    return entry.model_dump(mode="json", exclude_defaults=True)


def _pattern_entry(pattern: Pattern) -> dict[str, object]:
    rest = pattern.model_dump(mode="json", exclude_defaults=True, exclude={"head", "relation", "tail"})
    return {"pattern": pattern.shown(), **rest}


def _first_fault(invalid: ValidationError) -> SchemaViolationError:
    first = invalid.errors(include_url=False)[0]
    entry, *inside = first["loc"]
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in inside)
    plain = {
        "missing": "it is missing",
        "int_type": "it must be a whole number",
        "extra_forbidden": "there is no such entry" + ("" if inside else f"; known are {_KEYS}"),
    }
    message = first["msg"].removeprefix("Value error, ")
    return violation(f"{entry}{place}", plain.get(first["type"], message[:1].lower() + message[1:]))

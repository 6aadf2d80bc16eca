"""A graph schema as YAML or JSON that a person can read and edit."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, TypeVar, get_args

import yaml
from pydantic import TypeAdapter, ValidationError

from schemas.errors import SchemaViolationError
from schemas.graph_schema import (
    RESERVED_LABELS,
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
# Rename or merge (the old name goes to merged_from of the new one), add or delete entries, then approve the file.
# Counts and examples are for reading; "dropped" says what the draft left out and why.
"""
_MAX_CHARS = 5_000_000
_TOO_DEEP = "it is nested too deeply"
_KEYS = ("version", "status", "created_at", "entity_types", "relation_types", "patterns", "dropped")
_TYPE_NAME = re.compile(r"[^\W\d_]\w{0,63}")
_RELATION_NAME = re.compile(r"[^\W\d]\w{0,63}")
_PATTERN = re.compile(
    r"\s*\((?P<head>[^()]*)\)\s*-\s*\[(?P<relation>[^\[\]]*)\]\s*->\s*\((?P<tail>[^()]*)\)\s*"
)
_PATTERN_FORM = "(HeadType)-[RELATION]->(TailType)"
_ODD_LINE_END = re.compile("[\x85\u2028\u2029]")
_RESERVED = frozenset(label.casefold() for label in RESERVED_LABELS)

Entry = TypeVar("Entry", bound=Value)
Kind = Literal["entity_types", "relation_types", "patterns", "dropped"]


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
    return _schema(_load(text))


def from_json(text: str) -> GraphSchema:
    """As `from_yaml`, for JSON.

    Raises:
        SchemaViolationError: it is not JSON, or has one of the faults that `from_yaml` names.
    """
    _check_length(text)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as exc:
        raise _violation(f"line {exc.lineno}, column {exc.colno}", exc.msg) from exc
    except RecursionError as exc:
        raise _violation("the text", _TOO_DEEP) from exc
    return _schema(_checked_keys(content))


def _schema(content: Mapping[str, object]) -> GraphSchema:
    types = _entries(content, "entity_types", EntityType)
    relations = _entries(content, "relation_types", RelationType)
    schema = GraphSchema(
        version=_version(content),
        status=_status(content),
        entity_types=types,
        relation_types=relations,
        patterns=_entries(content, "patterns", Pattern),
        dropped=_entries(content, "dropped", DroppedType),
        created_at=_created_at(content),
    )
    check_schema(schema)
    return schema


def check_schema(schema: GraphSchema) -> None:
    """Return when the graph can hold every name, none comes twice, and patterns use listed types only.

    Raises:
        SchemaViolationError: naming the place.
    """
    _check_names("entity_types", [kind.name for kind in schema.entity_types], _TYPE_NAME)
    _check_names("relation_types", [kind.name for kind in schema.relation_types], _RELATION_NAME)
    for index, kind in enumerate(schema.entity_types):
        if kind.name.casefold() in _RESERVED:
            raise _violation(f"entity_types[{index}].name", f"{kind.name!r} is a label of CiteGraph's own")
    types = {kind.name for kind in schema.entity_types}
    relations = {kind.name for kind in schema.relation_types}
    seen: set[tuple[str, str, str]] = set()
    for index, pattern in enumerate(schema.patterns):
        place = f"patterns[{index}]"
        _require_listed(f"{place}.head", pattern.head, types, "entity_types")
        _require_listed(f"{place}.relation", pattern.relation, relations, "relation_types")
        _require_listed(f"{place}.tail", pattern.tail, types, "entity_types")
        key = (pattern.head, pattern.relation, pattern.tail)
        if key in seen:
            raise _violation(place, f"{pattern.shown()} is listed twice")
        seen.add(key)


def _load(text: str) -> Mapping[str, object]:
    _check_length(text)
    try:
        content = yaml.safe_load(text)
    except RecursionError as exc:
        raise _violation("the text", _TOO_DEEP) from exc
    except yaml.YAMLError as exc:
        mark = getattr(exc, "problem_mark", None)
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark is not None else "the text"
        problem = getattr(exc, "problem", None) or "it is not valid YAML"
        raise _violation(place, str(problem)) from exc
    return _checked_keys(content)


def _check_length(text: str) -> None:
    if len(text) > _MAX_CHARS:
        raise _violation("the text", f"it has more than {_MAX_CHARS:,} characters")


def _checked_keys(content: object) -> Mapping[str, object]:
    if not isinstance(content, dict):
        raise _violation("the text", f"it must have the entries {', '.join(_KEYS)}")
    for key in content:
        if key not in _KEYS:
            raise _violation(str(key), f"there is no such entry; known are {', '.join(_KEYS)}")
    return content


def _entries(content: Mapping[str, object], kind: Kind, model: type[Entry]) -> tuple[Entry, ...]:
    raw = content.get(kind) or ()
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise _violation(kind, "it must be a list")
    return tuple(_entry(f"{kind}[{index}]", item, model) for index, item in enumerate(raw))


def _entry(place: str, item: object, model: type[Entry]) -> Entry:
    fields = _pattern_fields(place, item) if model is Pattern else item
    if isinstance(fields, str):
        fields = {"name": fields}
    try:
        return model.model_validate(fields)
    except ValidationError as exc:
        first = exc.errors()[0]
        inside = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in first["loc"])
        raise _violation(f"{place}{inside}", _plainly(first["type"], first["msg"])) from exc


def _pattern_fields(place: str, item: object) -> object:
    """The fields of a pattern that is written as "(A)-[R]->(B)", alone or beside its count and examples."""
    fields = {"pattern": item} if isinstance(item, str) else item
    if not isinstance(fields, dict) or "pattern" not in fields:
        return fields
    match = _PATTERN.fullmatch(str(fields["pattern"]))
    if match is None:
        raise _violation(f"{place}.pattern", f"{fields['pattern']!r} does not have the form {_PATTERN_FORM}")
    parts = {name: part.strip() for name, part in match.groupdict().items()}
    return {**{key: value for key, value in fields.items() if key != "pattern"}, **parts}


def _version(content: Mapping[str, object]) -> int:
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise _violation("version", "it must be a whole number from 1 on")
    return version


def _status(content: Mapping[str, object]) -> SchemaStatus:
    status = content.get("status", "draft")
    for known in get_args(SchemaStatus):
        if status == known:
            return TypeAdapter[SchemaStatus](SchemaStatus).validate_python(known)
    raise _violation("status", f"it must be one of {', '.join(get_args(SchemaStatus))}")


def _created_at(content: Mapping[str, object]) -> datetime:
    value = content.get("created_at")
    if value is None:
        return datetime.now(UTC)
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as exc:
        raise _violation(
            "created_at", f"{value!r} is not a date and time (2026-11-21T08:00:00+00:00)"
        ) from exc
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _check_names(place: str, names: Sequence[str], form: re.Pattern[str]) -> None:
    seen: set[str] = set()
    for index, name in enumerate(names):
        if not form.fullmatch(name):
            raise _violation(
                f"{place}[{index}].name",
                f"{name!r} may hold letters, digits and underscores only, must begin with a letter and have at most 64",
            )
        if name in seen:
            raise _violation(f"{place}[{index}].name", f"{name!r} is listed twice")
        seen.add(name)


def _require_listed(place: str, name: str, known: set[str], where: str) -> None:
    if name not in known:
        raise _violation(place, f"{name!r} is not listed under {where}")


def _without_defaults(entry: Value) -> dict[str, object]:
    return entry.model_dump(mode="json", exclude_defaults=True)


def _pattern_entry(pattern: Pattern) -> dict[str, object]:
    rest = pattern.model_dump(mode="json", exclude_defaults=True, exclude={"head", "relation", "tail"})
    return {"pattern": pattern.shown(), **rest}


def _plainly(kind: str, message: str) -> str:
    return {
        "missing": "it is missing",
        "extra_forbidden": "there is no such entry",
    }.get(kind, message[:1].lower() + message[1:])


def _violation(place: str, problem: str) -> SchemaViolationError:
    return SchemaViolationError(
        f"The graph schema has a fault at {place}: {problem}.",
        remedy="Correct that place and try again; `citegraph schema show` prints a valid schema.",
    )

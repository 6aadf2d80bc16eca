"""docs/http.md, made from the OpenAPI document of the API."""

import json
from collections.abc import Iterator

from fastapi.openapi.models import (
    MediaType,
    OpenAPI,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Response,
    Schema,
)

from api.http.app import create_app
from api.settings import load_settings

_AnySchema = Schema | Reference | bool | None
_METHODS = ("get", "post", "put", "patch", "delete")
_KEY = "the-key-of-this-page"
_HEAD = """# HTTP API

`citegraph serve` serves it; the server's own pages are `/docs`, where each call can be tried, and `/openapi.json`, for
programs. Where `CITEGRAPH_API_KEY` is set, every call but the health checks carries the key as `X-API-Key: …` or
`Authorization: Bearer …`. This page is made from the code: `make docs` writes it.

Every error is a [Problem](#problem) (RFC 9457, `application/problem+json`) that says what happened and what to do about it;
each call lists the statuses of the problems it may answer with.
"""


def http_page() -> str:
    """The page: the calls by subject, then the values they take and give."""
    document = OpenAPI.model_validate(create_app(load_settings(api_key=_KEY)).openapi())
    calls: dict[str, str] = {}
    examples: dict[str, list[object]] = {}
    for method, path, operation in _operations(document):
        subject = (operation.tags or ["other"])[0].capitalize()
        call = f"\n### `{method.upper()} {path}`\n" + "".join(_call(operation))
        calls[subject] = calls.get(subject, f"\n## {subject}\n") + call
        examples |= _examples(operation)
    schemas = (document.components.schemas if document.components else None) or {}
    values = [
        _value(name, found, examples.get(name, []))
        for name, found in sorted(schemas.items())
        if isinstance(found, Schema)
    ]
    return "".join([_HEAD, *calls.values(), "\n## Values\n", *values])


def _operations(document: OpenAPI) -> Iterator[tuple[str, str, Operation]]:
    for path, item in (document.paths or {}).items():
        for method in _METHODS:
            operation: Operation | None = getattr(PathItem.model_validate(item), method)
            if operation:
                yield method, path, operation


def _call(operation: Operation) -> Iterator[str]:
    yield f"\n{operation.description}\n"
    parameters = [found for found in operation.parameters or [] if isinstance(found, Parameter)]
    if parameters:
        yield "\n| parameter | in | type | default | meaning |\n|---|---|---|---|---|\n"
        yield from map(_parameter, parameters)
    for verb, media_type, body in _bodies(operation):
        yield f"\n{verb}: `{media_type}`, {_type(body.schema_)}\n"
    problems = ", ".join(sorted(code for code in operation.responses or {} if code[0] in "45"))
    yield f"\nProblems: {problems}.\n" if problems else ""


def _bodies(operation: Operation) -> Iterator[tuple[str, str, MediaType]]:
    """What the call takes and gives when all is well."""
    if isinstance(operation.requestBody, RequestBody):
        for media_type, body in operation.requestBody.content.items():
            yield "Takes", media_type, body
    for code, response in (operation.responses or {}).items():
        if code.startswith("2"):
            for media_type, body in (Response.model_validate(response).content or {}).items():
                yield f"Answers {code}", media_type, body


def _examples(operation: Operation) -> dict[str, list[object]]:
    """The examples of the call's bodies, by the name of their value."""
    found: dict[str, list[object]] = {}
    for _, _, body in _bodies(operation):
        name = _name(body.schema_)
        named = [one["value"] for one in (body.examples or {}).values() if isinstance(one, dict)]
        if name:
            found[name] = named if body.example is None else [body.example]
    return found


def _parameter(parameter: Parameter) -> str:
    default = "required" if parameter.required else _default(parameter.schema_)
    kind = _type(parameter.schema_)
    return f"| `{parameter.name}` | {parameter.in_.value} | {kind} | {default} | {_line(parameter.description)} |\n"


def _value(name: str, schema: Schema, examples: list[object]) -> str:
    needed = schema.required or []
    rows = [
        f"| `{field}` | {_type(found)} | {'required' if field in needed else _default(found)} | {_meaning(found)} |\n"
        for field, found in (schema.properties or {}).items()
    ]
    head = "\n| field | type | default | meaning |\n|---|---|---|---|\n"
    shown = "".join(f"\n```json\n{json.dumps(one, ensure_ascii=False, indent=2)}\n```\n" for one in examples)
    return f"\n### {name}\n\n{schema.description or ''}\n{head}{''.join(rows)}{shown}"


def _name(schema: _AnySchema) -> str | None:
    """The name of a value that is described by itself; None for a type that is written where it is used."""
    ref = None if isinstance(schema, bool) or schema is None else schema.ref
    return ref and ref.rpartition("/")[2]


def _type(schema: _AnySchema) -> str:
    """The type as a reader says it: `list of [Chunk](#chunk)`, `integer, 1 to 50`."""
    name = _name(schema)
    if name:
        return f"[{name}](#{name.lower()})"
    return _written_out(schema) if isinstance(schema, Schema) else "anything"


def _written_out(schema: Schema) -> str:
    choices = schema.anyOf or schema.oneOf
    if choices:
        return " or ".join(map(_type, choices))
    if schema.enum or schema.const is not None:
        return ", ".join(f"`{value}`" for value in schema.enum or [schema.const])
    if schema.items:
        return f"list of {_type(schema.items)}"
    if isinstance(schema.additionalProperties, Schema):
        return f"object of {_type(schema.additionalProperties)}"
    return f"{schema.format or schema.type or 'anything'}{_limits(schema)}"


def _limits(schema: Schema) -> str:
    low, high = schema.minimum, schema.maximum
    if low is not None:
        return f", at least {low:g}" if high is None else f", {low:g} to {high:g}"
    if schema.maxLength is not None:
        return f", at most {schema.maxLength} characters"
    return ""


def _default(schema: _AnySchema) -> str:
    if not isinstance(schema, Schema) or "default" not in schema.model_fields_set:
        return ""
    return f"`{json.dumps(schema.default, ensure_ascii=False)}`"


def _meaning(schema: _AnySchema) -> str:
    return _line(schema.description) if isinstance(schema, Schema) else ""


def _line(text: str | None) -> str:
    return " ".join((text or "").split()).replace("|", "\\|")

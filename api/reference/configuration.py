"""docs/configuration.md, made from the settings."""

import inspect
import json
from collections.abc import Iterator

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from api.bootstrap import CHANNELS
from api.settings import Settings, variable_of

_HEAD = """# Configuration

Settings are environment variables, or lines of a file `.env` in the folder where a command starts (a variable wins over
the file). A wrong value is refused at the start, with the variable's name. `citegraph doctor` says what is configured,
what can be reached, and what text leaves the machine. LangChain has a switch of its own, `LANGSMITH_TRACING`, which sends
prompts and texts to LangSmith; CiteGraph never turns it on, and the doctor says when it is. This page is made from the code: `make docs` writes it.

| variable | default | meaning |
|---|---|---|
"""
_CHANNELS = """
## Channels

Their fusion weights, where a name of the question is linked to an entity and where none is. The two `WEIGHTS` above
replace those of the channels they name, such as `{"dense": 0.2}`.

| channel | weight | weight without entities |
|---|---|---|
"""
_GROUP = """
## {title}

{about}

{variable}: {description}

| variable | default |
|---|---|
"""


def configuration_page() -> str:
    """The page: one table of the plain settings, one for each group, and one of the channels' weights."""
    plain, groups = [], []
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, BaseModel):
            groups.append(_group(name, field, field.default))
        else:
            plain.append(f"| `{variable_of(name)}` | {_default(field)} | {field.description} |\n")
    channels = [f"| `{kind.name}` | {kind.weight} | {kind.weight_without_entities} |\n" for kind in CHANNELS]
    return "".join([_HEAD, *plain, *groups, _CHANNELS, *channels])


def _default(field: FieldInfo) -> str:
    if field.default is PydanticUndefined:
        return "see there"
    return "none" if field.default is None else _shown(field.default)


def _group(name: str, field: FieldInfo, default: BaseModel) -> str:
    variable = variable_of(name)
    head = _GROUP.format(
        title=name.replace("_", " ").capitalize(),
        about=inspect.getdoc(type(default)) or "",
        variable=f"`{variable}__…`",
        description=field.description,
    )
    return head + "".join(f"| `{path}` | {value} |\n" for path, value in _leaves(variable, default))


def _leaves(prefix: str, value: BaseModel) -> Iterator[tuple[str, str]]:
    for name in type(value).model_fields:
        inner = getattr(value, name)
        path = f"{prefix}__{name.upper()}"
        if isinstance(inner, BaseModel):
            yield from _leaves(path, inner)
        else:
            yield path, _shown(inner)


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        raise TypeError("a secret has no default")
    if isinstance(value, bool | dict):
        return f"`{json.dumps(value)}`"
    return f"`{value}`" if value not in ("", None) else "empty"

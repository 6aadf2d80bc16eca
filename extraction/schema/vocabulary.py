"""A vocabulary of general entity and relation types, to which the open wordings of a text are brought."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, ValidationError, model_validator

import schemas
from schemas.errors import ConfigError
from schemas.graph_schema import RelationTrait
from schemas.value import Value

_BASE = Path(schemas.__path__[0]) / "vocabulary" / "base.yaml"
_ANYTHING = "Thing"


class KnownEntityType(Value):
    """An entity type: what it means, the type it is a kind of, and what else it is called."""

    definition: str
    parent: str | None = None
    names: tuple[str, ...] = ()


class KnownRelationType(Value):
    """A relation type that reads from head to tail.

    `head` and `tail` are the entity types its ends may have. `triggers` are wordings that read from head to tail,
    `inverse_triggers` those that read from tail to head. `alike`: both ends are of one family of types, such as two works.
    `alias`: it says that both ends are one thing, `kind`: that the tail is the kind of thing that the head is. Of two that
    are `inverse_of` each other the first listed is used, and the other turned.
    """

    definition: str
    head: tuple[str, ...] = Field(min_length=1)
    tail: tuple[str, ...] = Field(min_length=1)
    inverse_of: str | None = None
    symmetric: bool = False
    transitive: bool = False
    alike: bool = False
    alias: bool = False
    kind: bool = False
    qualifiers: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    inverse_triggers: tuple[str, ...] = ()

    @property
    def traits(self) -> tuple[RelationTrait, ...]:
        """Those that the schema keeps."""
        marked: dict[RelationTrait, bool] = {
            "alias": self.alias,
            "kind": self.kind,
            "symmetric": self.symmetric,
            "transitive": self.transitive,
        }
        return tuple(trait for trait, holds in marked.items() if holds)


class Vocabulary(Value):
    """Entity types and relation types by their names, in order of preference."""

    entity_types: dict[str, KnownEntityType]
    relation_types: dict[str, KnownRelationType]

    @model_validator(mode="after")
    def _check_types(self) -> Self:
        for name, kind in self.entity_types.items():
            if kind.parent is not None and kind.parent not in self.entity_types:
                raise ValueError(f"the parent {kind.parent!r} of {name} is no entity type")
            if name in self.lineage(name)[1:]:
                raise ValueError(f"{name} is its own ancestor")
        for name, relation in self.relation_types.items():
            for end in (*relation.head, *relation.tail):
                if end not in self.entity_types:
                    raise ValueError(f"{end!r}, an end of {name}, is no entity type")
        return self

    def lineage(self, name: str) -> tuple[str, ...]:
        """The type and its ancestors, the nearest first; a type that is not known has none."""
        line: list[str] = [name]
        kind = self.entity_types.get(name)
        while kind is not None and kind.parent is not None:
            line.append(kind.parent)
            if kind.parent == name:
                break
            kind = self.entity_types.get(kind.parent)
        return tuple(line)

    def distance(self, name: str, accepted: tuple[str, ...]) -> int | None:
        """How far a type is from what an end accepts: 0 for the type or its kind, 1 for a wider one, 2 for one not known.

        None where the types exclude each other.
        """
        if any(end in self.lineage(name) for end in accepted):
            return 0
        if any(name in self.lineage(end) for end in accepted):
            return 1
        return 2 if name == _ANYTHING and not _MEASURES.issuperset(accepted) else None

    def may_be_alike(self, one: str, other: str) -> bool:
        """Whether the two types are of one family: they have the same widest type, or one is not known."""
        return _ANYTHING in (one, other) or self.lineage(one)[-1] == self.lineage(other)[-1]


# Extractors tell dates and numbers apart from all else, so what is not known is neither.
_MEASURES = frozenset({"Date", "Quantity"})


def find_vocabulary(name: str) -> Vocabulary | None:
    """The vocabulary of this name or path: "base" comes with CiteGraph, "none" is no vocabulary.

    Raises:
        ConfigError: it is a file that cannot be read, or that is no vocabulary.
    """
    if name == "none":
        return None
    return base_vocabulary() if name == "base" else read_vocabulary(Path(name).expanduser())


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of a YAML file, with the triggers of the files NAME.LANGUAGE.yaml that lie beside it.

    Raises:
        ConfigError: the file cannot be read, or is no vocabulary; the message names the place.
    """
    content = _yaml(path)
    for more in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")):
        _add_triggers(content, _yaml(more), more)
    try:
        return Vocabulary.model_validate(content)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise _fault(path, f"at {place}: {first['msg'].removeprefix('Value error, ')}") from exc


@cache
def base_vocabulary() -> Vocabulary:
    """The vocabulary that comes with CiteGraph."""
    return read_vocabulary(_BASE)


def _yaml(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as exc:
        raise _fault(path, str(exc)) from exc
    if not isinstance(content, dict):
        raise _fault(path, "it must have the entries entity_types and relation_types")
    return content


def _add_triggers(
    content: Mapping[str, dict[str, dict[str, object]]],
    more: Mapping[str, Mapping[str, Mapping[str, object]]],
    path: Path,
) -> None:
    known = content.get("relation_types", {})
    for name, triggers in more.get("relation_types", {}).items():
        if name not in known:
            raise _fault(path, f"{name!r} is no relation type of the file it belongs to")
        for key in ("triggers", "inverse_triggers"):
            known[name][key] = [*_listed(known[name].get(key)), *_listed(triggers.get(key))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _fault(path: Path, problem: str) -> ConfigError:
    return ConfigError(
        f"The vocabulary {path} cannot be used: {problem}.",
        remedy="Correct the file, or leave CITEGRAPH_VOCABULARY out to use the vocabulary that comes with CiteGraph.",
    )

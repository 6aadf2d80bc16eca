"""A vocabulary of general entity and relation types, to which the open wordings of a text are brought."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

import yaml
from pydantic import Field, ValidationError, model_validator

import schemas
from kg.text.yaml_files import load_yaml
from schemas.errors import ConfigError
from schemas.graph_schema import RelationTrait
from schemas.value import Value

_FOLDER = Path(schemas.__path__[0]) / "vocabulary"
_BASE = _FOLDER / "base.yaml"
_EXTENDS = "extends"
_WORDINGS = ("triggers", "inverse_triggers")
MEASURES = frozenset({"Date", "Quantity"})
"""Types that extractors tell apart from all else, so that what is not known has neither."""
OPEN = "Thing"
"""The entity type of what is not known."""


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

    What is no trigger of any relation falls to a relation whose `verbs` mean the same or something wider (by WordNet), and
    then to one whose `prepositions` come last in it, then to one of `any_wording` or, if it is no verb, of `nouns`.
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
    verbs: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    any_wording: bool = False
    nouns: bool = False

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

    @property
    def generalises(self) -> bool:
        """Whether it has relations for what is no trigger of any."""
        return any(kind.verbs or kind.prepositions for kind in self.relation_types.values())

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
        return 2 if name == OPEN and not MEASURES.issuperset(accepted) else None

    def may_be_alike(self, one: str, other: str) -> bool:
        """Whether the two types are of one family: they have the same widest type, or one is not known."""
        return OPEN in (one, other) or self.lineage(one)[-1] == self.lineage(other)[-1]


def find_vocabulary(name: str) -> Vocabulary | None:
    """The vocabulary of this name or path; "base" and some others come with CiteGraph, "none" is no vocabulary.

    Raises:
        ConfigError: it is a file that cannot be read, or that is no vocabulary.
    """
    if name == "none":
        return None
    if name == "base":
        return base_vocabulary()
    packaged = _packaged(name)
    return read_vocabulary(packaged if packaged.is_file() else Path(name).expanduser())


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of a YAML file, with the triggers of the files NAME.LANGUAGE.yaml that lie beside it.

    A file that `extends` another, by a name as `find_vocabulary` has it or a path beside it, has all that the other has,
    after its own; of an entry in both it changes only what it says, and adds its wordings.

    Raises:
        ConfigError: the file cannot be read, or is no vocabulary; the message names the place.
    """
    content = _whole(path, ())
    try:
        return Vocabulary.model_validate(content)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        raise _fault(path, f"at {place}: {first['msg'].removeprefix('Value error, ')}") from exc


def _whole(path: Path, extending: tuple[Path, ...]) -> dict[str, dict[str, dict[str, object]]]:
    if path in extending:
        raise _fault(path, "it extends itself")
    content = _yaml(path)
    for more in sorted(path.parent.glob(f"{path.stem}.*{path.suffix}")):
        _add_triggers(content, _yaml(more), more)
    wider: object = content.pop(_EXTENDS, None)
    if not isinstance(wider, str):
        return content
    packaged = _packaged(wider)
    other = packaged if packaged.is_file() else path.parent / wider
    return _extended(content, _whole(other, (*extending, path)))


def _packaged(name: str) -> Path:
    return _FOLDER / f"{name}.yaml"


def _extended(
    content: Mapping[str, dict[str, dict[str, object]]], wider: Mapping[str, dict[str, dict[str, object]]]
) -> dict[str, dict[str, dict[str, object]]]:
    whole: dict[str, dict[str, dict[str, object]]] = {}
    for part in ("entity_types", "relation_types"):
        own, others = content.get(part) or {}, wider.get(part) or {}
        both = {name: _changed(others[name], entry) for name, entry in own.items() if name in others}
        whole[part] = own | both | {name: entry for name, entry in others.items() if name not in own}
    return whole


def _changed(entry: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    wordings = {key: [*_listed(entry.get(key)), *_listed(change.get(key))] for key in _WORDINGS}
    return {**entry, **change, **{key: listed for key, listed in wordings.items() if listed}}


@cache
def base_vocabulary() -> Vocabulary:
    """The vocabulary that comes with CiteGraph."""
    return read_vocabulary(_BASE)


def _yaml(path: Path) -> dict[str, dict[str, dict[str, object]]]:
    try:
        content = load_yaml(path.read_text(encoding="utf-8"))
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
        for key in _WORDINGS:
            known[name][key] = [*_listed(known[name].get(key)), *_listed(triggers.get(key))]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _fault(path: Path, problem: str) -> ConfigError:
    return ConfigError(
        f"The vocabulary {path} cannot be used: {problem}.",
        remedy="Correct the file, or leave CITEGRAPH_VOCABULARY out to use the vocabulary that comes with CiteGraph.",
    )

"""What kinds of things the entity types of a graph are, by the vocabularies that come with CiteGraph and by WordNet."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import schemas
from kg.lexicon.wordnet import wordnet
from kg.text.yaml_files import load_yaml

_FOLDER = Path(schemas.__path__[0]) / "vocabulary"
_PERSON = "person"
_KOREAN_TYPES = Path(__file__).with_name("korean_type_nouns.yaml")


class _Types(NamedTuple):
    """Of each word in lower case the type that it names, and of each type the wider one."""

    named: Mapping[str, str]
    parents: Mapping[str, str]


def type_named(noun: str) -> str | None:
    """The type that the noun is another word for, in lower case ("town": "city"); None for a noun that is none."""
    return _types().named.get(noun.casefold())


@lru_cache(maxsize=2_000)
def kinds_of(type_name: str) -> frozenset[str]:
    """The type, in lower case, and all wider ones ("Town": city, place); a type of no vocabulary by what WordNet says of it."""
    known = _types()
    name = type_name.casefold()
    kind = known.named.get(name, name)
    kinds = {name, kind}
    while kind in known.parents:
        kind = known.parents[kind]
        kinds.add(kind)
    if name not in known.named and names_person(name, meanings=1):
        kinds.add(_PERSON)
    return frozenset(kinds)


def is_person(type_name: str) -> bool:
    """Whether entities of this type are persons."""
    return _PERSON in kinds_of(type_name)


def names_person(noun: str, *, meanings: int = 2) -> bool:
    """Whether one of the commonest meanings of the English noun, in dictionary form, is a kind of person."""
    net = wordnet()
    person = net.senses(_PERSON)[0]
    return any(person in (sense, *net.upwards(sense)) for sense in net.senses(noun)[:meanings])


def types_related_by(relation: str) -> frozenset[str]:
    """The types, in lower case, at the ends of a relation of the vocabularies."""
    return _relation_ends().get(relation, frozenset())


@cache
def _types() -> _Types:
    named: dict[str, str] = {}
    parents: dict[str, str] = {}
    for kinds in (_part(file, "entity_types") for file in sorted(_FOLDER.glob("*.yaml"))):
        for name, kind in kinds.items():
            named[name.casefold()] = name.casefold()
            if parent := kind.get("parent"):
                parents[name.casefold()] = str(parent).casefold()
            for other in _words(kind, "names"):
                named.setdefault(other.casefold(), name.casefold())
    for name, words in load_yaml(_KOREAN_TYPES.read_text(encoding="utf-8")).items():
        named.update(dict.fromkeys(map(str, words), name.casefold()))
    return _Types(named, parents)


@cache
def _relation_ends() -> dict[str, frozenset[str]]:
    ends: dict[str, frozenset[str]] = {}
    for kinds in (_part(file, "relation_types") for file in sorted(_FOLDER.glob("*.yaml"))):
        for name, kind in kinds.items():
            types = {one.casefold() for end in ("head", "tail") for one in _words(kind, end)}
            ends[name] = ends.get(name, frozenset()) | types
    return ends


def _words(kind: Mapping[str, object], key: str) -> list[str]:
    found = kind.get(key)
    return list(map(str, found)) if isinstance(found, list) else []


def _part(file: Path, part: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = load_yaml(file.read_text(encoding="utf-8")).get(part) or {}
    return found

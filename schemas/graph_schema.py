"""The vocabulary of a graph: entity types, relation types and the patterns they may form."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from schemas.value import Value

SchemaStatus = Literal["draft", "approved", "superseded"]
SchemaMode = Literal["auto", "review", "open"]

RESERVED_LABELS = frozenset(
    {"Document", "Chunk", "Fact", "Alias", "Decision", "GraphSchema", "KgeModel", "__Entity__", "CiteGraph"}
)
"""Labels of our own: an extracted type of such a name gets the suffix "Entity"."""


class EntityType(Value):
    """A kind of entity, PascalCase. `merged_from` are the names it took over from the loose pass."""

    name: str
    count: int = 0
    examples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()


class RelationType(Value):
    """A kind of relation: the lemma in UPPER_SNAKE."""

    name: str
    count: int = 0
    examples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()


class Pattern(Value):
    """An allowed statement form: (head type, relation type, tail type), with example sentences."""

    head: str
    relation: str
    tail: str
    count: int = 0
    examples: tuple[str, ...] = ()

    def shown(self) -> str:
        """Such as "(Person)-[WRITE]->(Book)"."""
        return f"({self.head})-[{self.relation}]->({self.tail})"


class DroppedType(Value):
    """A type or pattern that the draft left out, and why."""

    kind: Literal["entity type", "relation type", "pattern"]
    name: str
    count: int
    reason: str


class GraphSchema(Value):
    """One version of the vocabulary. Versions count from 1; at most one is approved at a time."""

    version: int
    status: SchemaStatus
    entity_types: tuple[EntityType, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    dropped: tuple[DroppedType, ...] = ()
    created_at: datetime


def names_in_force(kinds: Iterable[EntityType | RelationType]) -> dict[str, str]:
    """What a name is called now, by every name that was taken over and by the name itself, which goes first."""
    listed = tuple(kinds)
    return {old: kind.name for kind in listed for old in kind.merged_from} | {
        kind.name: kind.name for kind in listed
    }

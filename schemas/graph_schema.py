"""The vocabulary of a graph: entity types, relation types and the patterns they may form."""

from datetime import datetime
from typing import Literal

from schemas.value import Value

SchemaStatus = Literal["draft", "approved", "superseded"]
RelationTrait = Literal["alias", "kind", "symmetric", "transitive"]
"""What a relation says that lets the graph show it more simply: both ends are one thing; the tail is the kind of thing
that the head is; head and tail may change places; of A to B and B to C it follows of A to C."""
SchemaMode = Literal["auto", "review", "open"]

BY_RULE = "rule"
"""Who made or approved a version that no person made or approved."""

RESERVED_LABELS = frozenset(
    {"Document", "Chunk", "Fact", "Alias", "Decision", "GraphSchema", "KgeModel", "__Entity__", "CiteGraph"}
)
"""Labels of our own: an extracted type of such a name gets the suffix "Entity"."""


class EntityType(Value):
    """A kind of entity, PascalCase. `merged_from` are the names it took over from the loose pass."""

    name: str
    definition: str = ""
    parent: str | None = None
    count: int = 0
    examples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()


class RelationType(Value):
    """A kind of relation: the lemma in UPPER_SNAKE, or the name that a person gave it.

    `merged_from` are the names it took over, `inverted_from` those it took over with head and tail exchanged, as
    OWNED_BY does with OWN. `head` and `tail` are the types that its ends may have, where a vocabulary says so: an end
    whose type is not known then has the only one that is possible. `traits` say how the graph shows it more simply.
    """

    name: str
    definition: str = ""
    head: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    traits: tuple[RelationTrait, ...] = ()
    count: int = 0
    examples: tuple[str, ...] = ()
    merged_from: tuple[str, ...] = ()
    inverted_from: tuple[str, ...] = ()

    @property
    def taken_over(self) -> tuple[str, ...]:
        """All names that it took over, the inverted ones marked as such."""
        return (*self.merged_from, *(f"<{name}" for name in self.inverted_from))


class Pattern(Value):
    """An allowed statement form: (head type, relation type, tail type), with example sentences."""

    head: str
    relation: str
    tail: str
    count: int = 0
    examples: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str, str]:
        """Head type, relation type, tail type."""
        return self.head, self.relation, self.tail

    def shown(self) -> str:
        """Such as "(Person)-[WRITE]->(Book)"."""
        return f"({self.head})-[{self.relation}]->({self.tail})"


class DroppedType(Value):
    """A type or pattern that the draft left out, and why; `examples` are sentences that state a pattern."""

    kind: Literal["entity type", "relation type", "pattern"]
    name: str
    count: int
    reason: str
    examples: tuple[str, ...] = ()


class GraphSchema(Value):
    """One version of the vocabulary. Versions count from 1; at most one is approved at a time."""

    version: int
    status: SchemaStatus
    entity_types: tuple[EntityType, ...] = ()
    relation_types: tuple[RelationType, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    dropped: tuple[DroppedType, ...] = ()
    created_at: datetime


class SchemaVersion(Value):
    """A version of the vocabulary in numbers: who made it, who approved it last, when and why, and what is under it."""

    version: int
    status: SchemaStatus
    entity_types: int
    relation_types: int
    patterns: int
    documents: int
    """Visible documents that were read under it."""
    made_by: str
    created_at: datetime
    approved_by: str | None = None
    approved_at: datetime | None = None
    reason: str = ""

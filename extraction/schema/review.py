"""A draft in the light of what was decided before."""

from collections.abc import Sequence

from extraction.mentions.schema_names import SchemaNames
from schemas.graph_schema import DroppedType, GraphSchema, Pattern

_REASON = "left out when the schema was approved"
Vocabulary = set[tuple[str, ...]]


def without_rejected(draft: GraphSchema, approved: GraphSchema, judged: Sequence[GraphSchema]) -> GraphSchema:
    """The draft without the types and patterns that a reviewer took out; they move to `dropped`.

    That is what one of the `judged` versions had and `approved`, which came of them, lacks. What was renamed is
    compared by its new name.
    """
    rejected = {item for schema in judged for item in _vocabulary(schema, approved)}
    rejected -= _vocabulary(approved, approved)
    types = tuple(kind for kind in draft.entity_types if (kind.name,) not in rejected)
    names = {kind.name for kind in types}
    patterns = tuple(
        pattern
        for pattern in draft.patterns
        if (pattern.head, pattern.relation, pattern.tail) not in rejected
        and {pattern.head, pattern.tail} <= names
    )
    stated = {pattern.relation for pattern in patterns} | {kind.name for kind in approved.relation_types}
    dropped = [
        DroppedType(kind="entity type", name=kind.name, count=kind.count, reason=_REASON)
        for kind in draft.entity_types
        if kind not in types
    ] + [
        DroppedType(kind="pattern", name=pattern.shown(), count=pattern.count, reason=_REASON)
        for pattern in draft.patterns
        if pattern not in patterns
    ]
    return draft.model_copy(
        update={
            "entity_types": types,
            "relation_types": tuple(kind for kind in draft.relation_types if kind.name in stated),
            "patterns": patterns,
            "dropped": (*draft.dropped, *dropped),
        }
    )


def adds_anything(draft: GraphSchema, schema: GraphSchema) -> bool:
    """Whether the draft has a type or pattern that the schema lacks."""
    return not _vocabulary(draft, schema) <= _vocabulary(schema, schema)


def _vocabulary(schema: GraphSchema, spelled_as: GraphSchema) -> Vocabulary:
    names = SchemaNames(spelled_as)
    types = {(names.find_type(kind.name) or kind.name,) for kind in schema.entity_types}
    return types | {_respelled(pattern, names) for pattern in schema.patterns}


def _respelled(pattern: Pattern, names: SchemaNames) -> tuple[str, str, str]:
    head, tail = (names.find_type(name) or name for name in (pattern.head, pattern.tail))
    relation = names.relation_of(pattern.relation, "en")
    return (tail, relation.name, head) if relation.inverted else (head, relation.name, tail)

"""A draft in the light of what was decided before."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.mentions.schema_names import SchemaNames
from extraction.schema.type_groups import group_types
from schemas.graph_schema import DroppedType, GraphSchema, Pattern

_REASON = "left out when the schema was approved"
PatternKey = tuple[str, str, str]


@dataclass(frozen=True)
class _Vocabulary:
    """What schemas have, in the names of the one in force."""

    types: frozenset[str]
    relations: frozenset[str]
    patterns: frozenset[PatternKey]

    def __sub__(self, other: "_Vocabulary") -> "_Vocabulary":
        return _Vocabulary(
            self.types - other.types, self.relations - other.relations, self.patterns - other.patterns
        )

    def has(self, pattern: PatternKey) -> bool:
        """Whether the pattern, its relation or one of its types is among them."""
        head, relation, tail = pattern
        return pattern in self.patterns or relation in self.relations or bool({head, tail} & self.types)


def without_rejected(
    draft: GraphSchema, approved: GraphSchema, judged: Sequence[GraphSchema], *, similarity: float
) -> GraphSchema:
    """The draft without the types, relations and patterns that a reviewer took out; they move to `dropped`.

    That is what one of the `judged` versions had and `approved`, which came of them, lacks. All are compared by the
    names that a draft under `approved` would give them, near-duplicates by `similarity` as there.
    """
    names = _Names(approved, [draft, *judged], similarity)
    rejected = names.vocabulary(judged, also_merged=True) - names.vocabulary([approved])
    types = tuple(kind for kind in draft.entity_types if names.type_of(kind.name) not in rejected.types)
    patterns = tuple(pattern for pattern in draft.patterns if not rejected.has(names.pattern(pattern)))
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
    names = _Names(schema)
    added = names.vocabulary([draft]) - names.vocabulary([schema])
    return bool(added.types or added.patterns)


class _Names:
    """What names of several schemas are under the one in force; types that it lacks are grouped with their like."""

    def __init__(
        self, in_force: GraphSchema, others: Iterable[GraphSchema] = (), similarity: float = 1.0
    ) -> None:
        self._in_force = SchemaNames(in_force)
        counts = Counter(
            name
            for schema in others
            for kind in schema.entity_types
            for name in (kind.name, *kind.merged_from)
        )
        self._groups = group_types(
            counts, [kind.name for kind in in_force.entity_types], similarity=similarity
        )

    def type_of(self, name: str) -> str:
        return self._in_force.find_type(name) or self._groups.get(name, name)

    def pattern(self, pattern: Pattern) -> PatternKey:
        relation = self._in_force.relation_of(pattern.relation, "en")
        head, tail = relation.ends(self.type_of(pattern.head), self.type_of(pattern.tail))
        return head, relation.name, tail

    def vocabulary(self, schemas: Sequence[GraphSchema], *, also_merged: bool = False) -> _Vocabulary:
        """What the schemas have; `also_merged`: also the types that theirs took over."""
        kinds = [kind for schema in schemas for kind in schema.entity_types]
        types = [name for kind in kinds for name in (kind.name, *(kind.merged_from if also_merged else ()))]
        relations = (kind.name for schema in schemas for kind in schema.relation_types)
        return _Vocabulary(
            types=frozenset(map(self.type_of, types)),
            relations=frozenset(self._in_force.relation_of(name, "en").name for name in relations),
            patterns=frozenset(self.pattern(each) for schema in schemas for each in schema.patterns),
        )

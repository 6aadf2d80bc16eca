"""What one version of the graph schema has that another lacks."""

from collections.abc import Sequence

from extraction.mentions.schema_names import SchemaNames
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.value import Value


class Renaming(Value):
    """A type or relation type that another took over; `inverted`: with head and tail exchanged."""

    before: str
    after: str
    inverted: bool = False


class KindsDiff(Value):
    """Types of entities, or of relations: new ones, those that others took over, those that went, those defined otherwise.

    `changed` are those of both versions whose definition, parent, ends or traits are others.
    """

    added: tuple[str, ...] = ()
    taken_over: tuple[Renaming, ...] = ()
    dropped: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


class SchemaDiff(Value):
    """What the version `after` has otherwise than the version `before`.

    A pattern counts as the same when it is so in the names of `after`: what a renaming alone changes is not listed.
    """

    before: int
    after: int
    entity_types: KindsDiff
    relation_types: KindsDiff
    added_patterns: tuple[str, ...]
    dropped_patterns: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether both versions say the same."""
        return not (
            any(self.entity_types.model_dump().values())
            or any(self.relation_types.model_dump().values())
            or self.added_patterns
            or self.dropped_patterns
        )


def diff_schemas(before: GraphSchema, after: GraphSchema) -> SchemaDiff:
    """The differences, each list in the order of its schema."""
    names = SchemaNames(after)
    was = [_renamed(pattern, names) for pattern in before.patterns]
    now = [pattern.shown() for pattern in after.patterns]
    return SchemaDiff(
        before=before.version,
        after=after.version,
        entity_types=_entity_types(before.entity_types, after.entity_types, names),
        relation_types=_relation_types(before.relation_types, after.relation_types, names),
        added_patterns=tuple(shown for shown in now if shown not in set(was)),
        dropped_patterns=tuple(
            pattern.shown()
            for pattern, shown in zip(before.patterns, was, strict=True)
            if shown not in set(now)
        ),
    )


def _entity_types(before: Sequence[EntityType], after: Sequence[EntityType], names: SchemaNames) -> KindsDiff:
    old, new = {kind.name: kind for kind in before}, {kind.name: kind for kind in after}
    gone = [name for name in old if name not in new]
    taken_over = [
        Renaming(before=name, after=found) for name in gone if (found := names.find_type(name)) is not None
    ]
    changed = [
        name
        for name in old.keys() & new.keys()
        if (old[name].definition, old[name].parent) != (new[name].definition, new[name].parent)
    ]
    return _kinds(old, new, taken_over, changed)


def _relation_types(
    before: Sequence[RelationType], after: Sequence[RelationType], names: SchemaNames
) -> KindsDiff:
    old, new = {kind.name: kind for kind in before}, {kind.name: kind for kind in after}
    taken_over = [
        Renaming(before=name, after=found.name, inverted=found.inverted)
        for name in old
        if name not in new
        for found in names.find_relations(name, "en")
    ]
    changed = [name for name in old.keys() & new.keys() if _meaning(old[name]) != _meaning(new[name])]
    return _kinds(old, new, list(dict.fromkeys(taken_over)), changed)


def _kinds(
    old: dict[str, EntityType] | dict[str, RelationType],
    new: dict[str, EntityType] | dict[str, RelationType],
    taken_over: Sequence[Renaming],
    changed: Sequence[str],
) -> KindsDiff:
    return KindsDiff(
        added=tuple(name for name in new if name not in old),
        taken_over=tuple(taken_over),
        dropped=tuple(
            name for name in old if name not in new and name not in {one.before for one in taken_over}
        ),
        changed=tuple(sorted(changed)),
    )


def _meaning(kind: RelationType) -> tuple[object, ...]:
    return kind.definition, kind.head, kind.tail, kind.traits


def _renamed(pattern: Pattern, names: SchemaNames) -> str:
    """The pattern in the names of the later version."""
    relation = names.relation_of(pattern.relation, "en")
    head, tail = relation.ends(*(names.find_type(end) or end for end in (pattern.head, pattern.tail)))
    return Pattern(head=head, relation=relation.name, tail=tail).shown()

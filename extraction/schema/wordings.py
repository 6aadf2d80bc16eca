"""Further wordings of what a schema in force has: they need no person, since what they mean was approved."""

from collections.abc import Sequence

from extraction.mentions.names import spelling_key
from extraction.mentions.schema_names import SchemaNames
from schemas.graph_schema import EntityType, GraphSchema, RelationType


def with_new_wordings(
    draft: GraphSchema, approved: GraphSchema, judged: Sequence[GraphSchema]
) -> GraphSchema | None:
    """The approved schema with wordings that the draft has for its relations and types; None where there are none.

    A wording that one of the `judged` versions took over, and `approved` no longer does, was taken out and stays out.
    """
    wordings = _Wordings(judged, SchemaNames(approved))
    types = {kind.name: kind for kind in draft.entity_types}
    relations = {kind.name: kind for kind in draft.relation_types}
    widened = approved.model_copy(
        update={
            "version": draft.version,
            "status": "draft",
            "created_at": draft.created_at,
            "entity_types": tuple(
                _widened_type(kind, types.get(kind.name, kind), wordings) for kind in approved.entity_types
            ),
            "relation_types": tuple(
                _widened_relation(kind, relations.get(kind.name, kind), wordings)
                for kind in approved.relation_types
            ),
        }
    )
    same = (widened.entity_types, widened.relation_types) == (approved.entity_types, approved.relation_types)
    return None if same else widened


class _Wordings:
    """Which wordings are new: unknown to the schema in force, and taken out of none before."""

    def __init__(self, judged: Sequence[GraphSchema], in_force: SchemaNames) -> None:
        before = {old for schema in judged for kind in schema.entity_types for old in kind.merged_from}
        for kind in (kind for schema in judged for kind in schema.relation_types):
            before |= {*kind.merged_from, *kind.inverted_from}
        self._before = {spelling_key(old) for old in before}
        self._in_force = in_force

    def of_type(self, wordings: Sequence[str]) -> list[str]:
        return [
            old
            for old in wordings
            if self._in_force.find_type(old) is None and spelling_key(old) not in self._before
        ]

    def of_relation(self, name: str, wordings: Sequence[str]) -> list[str]:
        return [
            old
            for old in wordings
            if all(known.name != name for known in self._in_force.find_relations(old, "en"))
            and (self._is_known(old) or spelling_key(old) not in self._before)
        ]

    def _is_known(self, old: str) -> bool:
        return next(self._in_force.find_relations(old, "en"), None) is not None


def _widened_type(kind: EntityType, found: EntityType, wordings: _Wordings) -> EntityType:
    new = wordings.of_type(found.merged_from)
    return kind.model_copy(update={"merged_from": tuple(sorted({*kind.merged_from, *new}))}) if new else kind


def _widened_relation(kind: RelationType, found: RelationType, wordings: _Wordings) -> RelationType:
    new = wordings.of_relation(kind.name, found.merged_from)
    turned = wordings.of_relation(kind.name, found.inverted_from)
    if not new and not turned:
        return kind
    return kind.model_copy(
        update={
            "merged_from": tuple(sorted({*kind.merged_from, *new})),
            "inverted_from": tuple(sorted({*kind.inverted_from, *turned})),
        }
    )

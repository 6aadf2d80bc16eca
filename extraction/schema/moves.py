"""What approving a schema changes in the names of the graph, whatever is read in the documents again."""

from extraction.mentions.schema_names import SchemaNames
from extraction.mentions.type_votes import family_of
from kg.record.moves import RecordMoves, RelationMove, TypeMove
from schemas.graph_schema import GraphSchema, RelationType


def record_moves(before: GraphSchema, after: GraphSchema) -> RecordMoves:
    """The relations and types of `before` that `after` renames, merges, inverts or drops, or whose traits are others there.

    A relation that several take over is left out, since its statements have to be read again to tell whose they are, and
    so is one whose ends could change places and cannot any more. A dropped type has no other name and is left out, too.
    """
    names = SchemaNames(after)
    relations = {kind.name for kind in after.relation_types}
    kept = {kind.name for kind in after.entity_types}
    moves = [
        move
        for kind in before.relation_types
        for move in (_same(kind, names) if kind.name in relations else _relation_moves(kind, names))
        if "symmetric" not in kind.traits or "symmetric" in move.traits or move.after is None
    ]
    types = [
        TypeMove(before=kind.name, after=found, family=family_of(found))
        for kind in before.entity_types
        if kind.name not in kept and (found := names.find_type(kind.name)) is not None
    ]
    return RecordMoves(relations=tuple(moves), types=tuple(types))


def _same(kind: RelationType, names: SchemaNames) -> list[RelationMove]:
    traits = names.traits(kind.name)
    return [] if traits == kind.traits else [RelationMove(before=kind.name, after=kind.name, traits=traits)]


def _relation_moves(kind: RelationType, names: SchemaNames) -> list[RelationMove]:
    found = list(dict.fromkeys(names.find_relations(kind.name, "en")))
    if not found:
        return [RelationMove(before=kind.name, after=None)]
    if len(found) > 1:
        return []
    (taker,) = found
    return [
        RelationMove(
            before=kind.name, after=taker.name, inverted=taker.inverted, traits=names.traits(taker.name)
        )
    ]

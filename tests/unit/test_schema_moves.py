"""What approving a schema renames in the record at once, and what has to be read again."""

from extraction.schema.moves import record_moves
from extraction.schema.yaml_file import from_yaml
from kg.record.moves import RecordMoves, RelationMove, TypeMove

BEFORE = from_yaml(
    """
version: 1
entity_types: [Person, Firm, Ship]
relation_types: [OWN, SEEM, FOUND_IN, LEAD, LIE_IN, {name: MARRY, traits: [symmetric]}, {name: MEET, traits: [symmetric]}]
"""
)
AFTER = from_yaml(
    """
version: 2
entity_types: [{name: human, merged_from: [Person]}, {name: Company, merged_from: [Firm]}]
relation_types:
- {name: OWNED_BY, inverted_from: [OWN]}
- {name: FOUNDED_ON, merged_from: [FOUND_IN]}
- {name: FOUNDED_AT, merged_from: [FOUND_IN]}
- LEAD
- {name: LIE_IN, traits: [transitive]}
- {name: SPOUSE_OF, merged_from: [MARRY], traits: [symmetric]}
- {name: KNOWS, merged_from: [MEET]}
"""
)


def test_only_what_has_one_new_name_is_moved_and_only_what_has_none_is_dropped() -> None:
    assert record_moves(BEFORE, AFTER) == RecordMoves(
        relations=(
            RelationMove(before="OWN", after="OWNED_BY", inverted=True),
            RelationMove(before="SEEM", after=None),
            RelationMove(before="LIE_IN", after="LIE_IN", traits=("transitive",)),
            RelationMove(before="MARRY", after="SPOUSE_OF", traits=("symmetric",)),
        ),
        types=(
            TypeMove(before="Person", after="human", family="human"),
            TypeMove(before="Firm", after="Company", family="Organization"),
        ),
    )


def test_the_same_schema_moves_nothing() -> None:
    assert record_moves(AFTER, AFTER) == RecordMoves()

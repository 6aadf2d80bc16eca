"""What two versions of a schema have otherwise."""

from extraction.schema.diff import KindsDiff, Renaming, diff_schemas
from extraction.schema.yaml_file import from_yaml

BEFORE = from_yaml(
    """
version: 1
entity_types: [Person, Company, Ship]
relation_types: [OWN, SEEM, WORK_FOR, {name: LEAD, definition: To head.}]
patterns: ["(Person)-[OWN]->(Company)", "(Person)-[SEEM]->(Ship)", "(Person)-[WORK_FOR]->(Company)"]
"""
)
AFTER = from_yaml(
    """
version: 2
entity_types: [{name: human, merged_from: [Person]}, Company, Place]
relation_types: [{name: OWNED_BY, inverted_from: [OWN]}, WORK_FOR, {name: LEAD, definition: To be the first.}]
patterns: ["(Company)-[OWNED_BY]->(human)", "(human)-[WORK_FOR]->(Company)", "(human)-[LEAD]->(Place)"]
"""
)


def test_what_came_went_and_was_taken_over() -> None:
    diff = diff_schemas(BEFORE, AFTER)
    assert diff.entity_types == KindsDiff(
        added=("human", "Place"), taken_over=(Renaming(before="Person", after="human"),), dropped=("Ship",)
    )
    assert diff.relation_types == KindsDiff(
        added=("OWNED_BY",),
        taken_over=(Renaming(before="OWN", after="OWNED_BY", inverted=True),),
        dropped=("SEEM",),
        changed=("LEAD",),
    )
    assert diff.added_patterns == ("(human)-[LEAD]->(Place)",)
    assert diff.dropped_patterns == ("(Person)-[SEEM]->(Ship)",)
    assert not diff.is_empty


def test_a_version_differs_in_nothing_from_itself() -> None:
    assert diff_schemas(AFTER, AFTER).is_empty

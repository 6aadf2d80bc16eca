import pytest

from extraction.schema.effect import PatternEffect, effect_of, inverse_merges
from extraction.schema.yaml_file import from_yaml
from kg.read.facts import FactPattern
from schemas.graph_schema import EntityType
from tests.unit.test_reviewed_draft import schema

EDITED = """
version: 2
entity_types: [{name: human, merged_from: [Person]}, Company]
relation_types: [{name: OWNED_BY, inverted_from: [OWN]}, WORK_FOR]
patterns: ["(Company)-[OWNED_BY]->(human)", "(human)-[WORK_FOR]->(Company)"]
"""

IN_FORCE = """
version: 1
entity_types: [Person, Company, Group]
relation_types: [OWN, MEET]
patterns: ["(Person)-[OWN]->(Company)", "(Person)-[MEET]->(Person)"]
"""


def stated(text: str, facts: int) -> FactPattern:
    head, relation, tail = text.split()
    return FactPattern(head=head, relation=relation, tail=tail, facts=facts)


def test_the_effect_says_what_stays_turns_and_goes() -> None:
    patterns = [
        stated("Person OWN Company", 7),
        stated("human WORK_FOR Company", 4),
        stated("Person WORK_FOR Company", 3),
        stated("Person WORK_FOR Person", 2),
        stated("Person MEET Person", 1),
    ]
    effect = effect_of(from_yaml(EDITED), patterns)
    assert (effect.version, effect.kept) == (2, 4)
    assert effect.changed == (
        PatternEffect(pattern="(Person)-[OWN]->(Company)", facts=7, becomes="(Company)-[OWNED_BY]->(human)"),
        PatternEffect(
            pattern="(Person)-[WORK_FOR]->(Company)", facts=3, becomes="(human)-[WORK_FOR]->(Company)"
        ),
    )
    assert [(each.pattern, each.facts) for each in effect.lost] == [
        ("(Person)-[WORK_FOR]->(Person)", 2),
        ("(Person)-[MEET]->(Person)", 1),
    ]


def test_a_fact_whose_ends_are_mostly_called_otherwise_fares_as_its_relation_does() -> None:
    in_force = from_yaml(IN_FORCE)
    patterns = [
        stated("Person OWN Company", 7),
        stated("Group OWN Company", 2),
        stated("Group MEET Person", 1),
    ]
    with_type = in_force.model_copy(
        update={"entity_types": (*in_force.entity_types, EntityType(name="Ship"))}
    )
    assert effect_of(with_type, patterns, in_force).kept == 10
    assert effect_of(with_type, patterns).kept == 7, "where no schema is in force, only the patterns tell"

    renamed = effect_of(from_yaml(EDITED), patterns, in_force)
    assert [(each.pattern, each.becomes) for each in renamed.changed] == [
        ("(Person)-[OWN]->(Company)", "(Company)-[OWNED_BY]->(human)"),
        ("(Group)-[OWN]->(Company)", "(Company)-[OWNED_BY]->(Group)"),
    ]
    assert [each.pattern for each in renamed.lost] == ["(Group)-[MEET]->(Person)"]


@pytest.mark.parametrize(
    ("patterns", "found"),
    [
        ('["(Company)-[EMPLOYER_OF]->(Person)"]', [("WORK_FOR", "EMPLOYER_OF")]),
        ('["(Company)-[EMPLOYER_OF]->(Person)", "(Person)-[EMPLOYER_OF]->(Company)"]', []),
        ('["(Person)-[EMPLOYER_OF]->(Person)"]', []),
    ],
)
def test_a_merge_that_its_patterns_show_to_be_inverse_is_found(
    patterns: str, found: list[tuple[str, str]]
) -> None:
    edited = from_yaml(
        "version: 2\nentity_types: [Person, Company]\n"
        f"relation_types: [{{name: EMPLOYER_OF, merged_from: [WORK_FOR]}}]\npatterns: {patterns}"
    )
    assert inverse_merges(edited, [schema("Person WORK_FOR Company")]) == found

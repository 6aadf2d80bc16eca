import pytest

from extraction.schema.effect import PatternEffect, effect_of, inverse_merges
from extraction.schema.yaml_file import from_yaml
from kg.read.facts import FactPattern
from tests.unit.test_reviewed_draft import schema

EDITED = """
version: 2
entity_types: [{name: human, merged_from: [Person]}, Company]
relation_types: [{name: OWNED_BY, inverted_from: [OWN]}, WORK_FOR]
patterns: ["(Company)-[OWNED_BY]->(human)", "(human)-[WORK_FOR]->(Company)"]
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

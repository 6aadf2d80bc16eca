from datetime import UTC, datetime

from extraction.schema.review import adds_anything, without_rejected
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType


def schema(*patterns: str, merged: dict[str, str] | None = None) -> GraphSchema:
    """A schema of patterns such as "Person WRITE Book"; `merged` names what a name took over."""
    took_over = merged or {}
    parts = [pattern.split() for pattern in patterns]
    types = sorted({name for head, _, tail in parts for name in (head, tail)})
    relations = sorted({relation for _, relation, _ in parts})

    def old(name: str) -> tuple[str, ...]:
        return (took_over[name],) if name in took_over else ()

    return GraphSchema(
        version=1,
        status="draft",
        entity_types=tuple(EntityType(name=name, merged_from=old(name)) for name in types),
        relation_types=tuple(RelationType(name=name, merged_from=old(name)) for name in relations),
        patterns=tuple(Pattern(head=head, relation=relation, tail=tail) for head, relation, tail in parts),
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )


def shown(one: GraphSchema) -> set[str]:
    return {f"{pattern.head} {pattern.relation} {pattern.tail}" for pattern in one.patterns}


def test_what_was_taken_out_stays_out_and_is_said() -> None:
    first = schema("Person WRITE Book", "Person BORN_IN Place")
    approved = schema("Person WRITE Book")
    draft = schema("Person WRITE Book", "Person BORN_IN Place", "Person MEET Person")
    settled = without_rejected(draft, approved, [first, approved])
    assert shown(settled) == {"Person WRITE Book", "Person MEET Person"}
    assert [kind.name for kind in settled.entity_types] == ["Book", "Person"]
    assert [kind.name for kind in settled.relation_types] == ["MEET", "WRITE"]
    assert {one.name for one in settled.dropped} == {"Place", "(Person)-[BORN_IN]->(Place)"}
    assert adds_anything(settled, approved)


def test_what_was_renamed_is_the_same_thing() -> None:
    first = schema("Person WRITE Book", "Person BORN_IN Book")
    approved = schema("Human AUTHOR Book", merged={"Human": "Person", "AUTHOR": "WRITE"})
    draft = schema("Human AUTHOR Book", "Human BORN_IN Book")
    settled = without_rejected(draft, approved, [first, approved])
    assert shown(settled) == {"Human AUTHOR Book"}
    assert not adds_anything(settled, approved)

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extraction.schema.yaml_file import from_json, from_yaml, to_yaml
from schemas.errors import SchemaViolationError
from schemas.graph_schema import DroppedType, EntityType, GraphSchema, Pattern, RelationType

SCHEMA = GraphSchema(
    version=2,
    status="draft",
    entity_types=(
        EntityType(name="Person", count=12, examples=("Ada Lovelace", "세종대왕"), merged_from=("People",)),
        EntityType(name="Place"),
    ),
    relation_types=(
        RelationType(name="BORN_IN", count=3, merged_from=("was born in",), inverted_from=("BIRTHPLACE_OF",)),
        RelationType(name="태어나다"),
    ),
    patterns=(
        Pattern(
            head="Person", relation="BORN_IN", tail="Place", count=3, examples=("She was: born # in Kent.",)
        ),
        Pattern(head="Person", relation="태어나다", tail="Place"),
    ),
    dropped=(DroppedType(kind="entity type", name="Mood", count=1, reason="found 1 times, fewer than 2"),),
    created_at=datetime(2026, 11, 21, 8, 0, tzinfo=UTC),
)

VALID = """
version: 1
entity_types: [Person, Place]
relation_types: [BORN_IN]
patterns: ["(Person)-[BORN_IN]->(Place)"]
"""


def test_a_schema_survives_the_round_trip_and_reads_like_cypher() -> None:
    text = to_yaml(SCHEMA)
    assert from_yaml(text) == SCHEMA
    assert "pattern: (Person)-[BORN_IN]->(Place)" in text
    assert "세종대왕" in text


@settings(deadline=None)
@given(
    st.lists(st.text(max_size=60), max_size=3),
    st.integers(min_value=0),
)
@example(["a\x85b", "\u2028"], 1)
def test_any_example_survives_the_round_trip(examples: list[str], count: int) -> None:
    schema = SCHEMA.model_copy(
        update={
            "entity_types": (
                *SCHEMA.entity_types,
                EntityType(name="Odd", count=count, examples=tuple(examples)),
            )
        }
    )
    assert from_yaml(to_yaml(schema)) == schema


def test_bare_names_and_patterns_are_enough() -> None:
    schema = from_yaml(VALID)
    assert [kind.name for kind in schema.entity_types] == ["Person", "Place"]
    assert schema.patterns == (Pattern(head="Person", relation="BORN_IN", tail="Place"),)
    assert schema.status == "draft"


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("version: 1", "version: one", "version"),
        ("version: 1", "version: 0", "version"),
        ("version: 1", "version: 1\nstatus: perhaps", "status"),
        ("version: 1", "version: 1\ncolour: red", "colour"),
        ("version: 1", "version: 1\ncreated_at: yesterday", "created_at"),
        ("[Person, Place]", "[Person, 'my Place']", "entity_types[1].name"),
        ("[Person, Place]", "[Person, Place, Person]", "entity_types[2].name"),
        ("[Person, Place]", "[Person, Place, Chunk]", "entity_types[2].name"),
        ("[Person, Place]", "[Person, {name: Place, count: many}]", "entity_types[1].count"),
        ("[Person, Place]", "[Person, {count: 3}]", "entity_types[1].name"),
        ("[Person, Place]", "[Person, {name: Place, colour: red}]", "entity_types[1].colour"),
        ("[Person, Place]", "Person", "entity_types"),
        ("[Person, Place]", "[Person]", "patterns[0].tail"),
        ("[BORN_IN]", "[]", "patterns[0].relation"),
        ("(Person)-[BORN_IN]->(Place)", "Person BORN_IN Place", "patterns[0].pattern"),
        ("[BORN_IN]", "[BORN_IN", "line"),
        (
            "types: [BORN_IN]",
            "types: [BORN_IN, {name: OWNED_BY, merged_from: [owns]}]",
            "relation_types[1].merged_from",
        ),
        (
            "types: [BORN_IN]",
            "types: [BORN_IN, {name: OWN, merged_from: [was owned by]}]",
            "relation_types[1].merged_from",
        ),
        (
            "types: [BORN_IN]",
            "types: [BORN_IN, {name: OWN, inverted_from: [owned]}]",
            "relation_types[1].inverted_from",
        ),
        (
            "types: [BORN_IN]",
            "types: [BORN_IN, {name: OWN, merged_from: [HELD_BY], inverted_from: [HELD_BY]}]",
            "relation_types[1].inverted_from",
        ),
        ("version: 1", "version: 1\ncreated_at: 2026-13-45", "the text"),
        ("version: 1", "version: !!bool perhaps", "the text"),
        ("version: 1", "version: !!timestamp yesterday", "the text"),
        ("version: 1", f"version: {'9' * 5000}", "the text"),
    ],
)
def test_a_fault_is_named_with_its_place(old: str, new: str, place: str) -> None:
    with pytest.raises(SchemaViolationError) as caught:
        from_yaml(VALID.replace(old, new))
    assert f"at {place}" in str(caught.value)
    assert caught.value.remedy


@pytest.mark.parametrize("text", ["", "- a\n- b", "just words"])
def test_what_is_no_schema_at_all_is_refused(text: str) -> None:
    with pytest.raises(SchemaViolationError):
        from_yaml(text)


def test_a_number_in_json_that_is_too_long_is_refused() -> None:
    with pytest.raises(SchemaViolationError, match="at the text"):
        from_json(f'{{"version": {"9" * 5000}}}')


@pytest.mark.parametrize("read", [from_json, from_yaml])
def test_half_a_character_is_refused(read: Callable[[str], GraphSchema]) -> None:
    text = r'{"version": 1, "relation_types": [], "patterns": [], "entity_types": [{"name": "A", "examples": ["\ud800"]}]}'
    with pytest.raises(SchemaViolationError, match="half a character"):
        read(text)


def test_a_time_is_kept_in_utc() -> None:
    read = from_yaml(f'{VALID}created_at: "2026-11-21T08:00:00-20:09"')
    assert read.created_at.isoformat() == "2026-11-22T04:09:00+00:00"
    with pytest.raises(SchemaViolationError, match="years 1 to 9999"):
        from_yaml(f'{VALID}created_at: "0001-01-01T00:00:00+01:00"')

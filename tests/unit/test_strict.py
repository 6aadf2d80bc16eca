from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from extraction.schema.application import apply_schema
from schemas.extraction import ChunkExtraction, Dropped, ExtractedEntity, Triple
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType

SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=(
        EntityType(name="Person", merged_from=("Scientist",)),
        EntityType(name="Company"),
        EntityType(name="ResearchPaper"),
    ),
    relation_types=(RelationType(name="WORK_FOR"), RelationType(name="WRITE"), RelationType(name="ACQUIRE")),
    patterns=(
        Pattern(head="Person", relation="WORK_FOR", tail="Company"),
        Pattern(head="Person", relation="WRITE", tail="ResearchPaper"),
        Pattern(head="Company", relation="ACQUIRE", tail="Company"),
    ),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def triple(head_type: str, relation: str, tail_type: str) -> Triple:
    return Triple(head="a", head_type=head_type, relation=relation, tail="b", tail_type=tail_type)


def strict(*triples: Triple) -> ChunkExtraction:
    return apply_schema(ChunkExtraction(chunk_id="c", triples=triples), SCHEMA)


def test_an_allowed_pattern_stays() -> None:
    allowed = triple("Person", "WORK_FOR", "Company")
    assert strict(allowed).triples == (allowed,)
    assert strict(allowed).dropped == ()


def test_names_are_spelled_as_in_the_schema() -> None:
    kept = strict(triple("PERSON", "wrote", "research paper"), triple("Scientist", "works for", "company"))
    assert kept.triples == (
        triple("Person", "WRITE", "ResearchPaper"),
        triple("Person", "WORK_FOR", "Company"),
    )


def test_a_type_counts_as_the_nearest_wider_one_that_has_a_place() -> None:
    schema = SCHEMA.model_copy(
        update={
            "entity_types": (EntityType(name="Place"), EntityType(name="City"), EntityType(name="Person")),
            "relation_types": (RelationType(name="LIVE_IN"), RelationType(name="MAYOR_OF")),
            "patterns": (
                Pattern(head="Person", relation="LIVE_IN", tail="Place"),
                Pattern(head="Person", relation="MAYOR_OF", tail="City"),
            ),
        }
    )
    found = ChunkExtraction(
        chunk_id="c",
        entities=(ExtractedEntity(name="Elbe", type="Water"), ExtractedEntity(name="Bonn", type="City")),
        triples=(triple("Person", "LIVE_IN", "City"), triple("Person", "MAYOR_OF", "City")),
    )
    kept = apply_schema(found, schema)
    assert [entity.type for entity in kept.entities] == ["Place", "City"]
    assert [each.tail_type for each in kept.triples] == ["Place", "City"]
    wider = ChunkExtraction(chunk_id="c", triples=(triple("Person", "MAYOR_OF", "Place"),))
    assert apply_schema(wider, schema).triples == ()


def test_a_passive_is_turned_round() -> None:
    passive = Triple(head="B", head_type="Company", relation="was acquired by", tail="A", tail_type="Company")
    (kept,) = strict(passive).triples
    assert (kept.head, kept.relation, kept.tail) == ("A", "ACQUIRE", "B")


def test_a_relation_taken_over_inverted_is_turned_and_kept() -> None:
    schema = SCHEMA.model_copy(
        update={
            "relation_types": (RelationType(name="OWNED_BY", inverted_from=("OWN", "HOLD")),),
            "patterns": (Pattern(head="Company", relation="OWNED_BY", tail="Person"),),
        }
    )
    words = ("OWN", "owns", "HOLD", "held")
    straight = [
        Triple(head="Ada", head_type="Person", relation=each, tail="Zu", tail_type="Company")
        for each in words
    ]
    passive = Triple(head="Zu", head_type="Company", relation="is owned by", tail="Ada", tail_type="Person")
    kept = apply_schema(ChunkExtraction(chunk_id="c", triples=(*straight, passive)), schema)
    assert kept.dropped == ()
    assert [(one.head, one.relation, one.tail) for one in kept.triples] == [("Zu", "OWNED_BY", "Ada")]


def test_what_is_not_allowed_is_counted_with_its_words() -> None:
    wrong_way = triple("Company", "WORK_FOR", "Person")
    before = Dropped(reason="self loop", example="x")
    extraction = ChunkExtraction(
        chunk_id="c",
        entities=(ExtractedEntity(name="Rex", type="Dog"), ExtractedEntity(name="Ada", type="scientist")),
        triples=(wrong_way, triple("Person", "MARRY", "Person")),
        dropped=(before,),
    )
    kept = apply_schema(extraction, SCHEMA)
    assert kept.triples == ()
    assert kept.entities == (ExtractedEntity(name="Ada", type="Person"),)
    assert kept.dropped[0] == before
    assert [dropped.example for dropped in kept.dropped[1:]] == [
        "Rex (Dog)",
        "a (Company) | WORK_FOR | b (Person)",
        "a (Person) | MARRY | b (Person)",
    ]
    assert {dropped.reason for dropped in kept.dropped[1:]} == {"not in schema"}


def test_a_schema_without_patterns_keeps_no_triple() -> None:
    bare = SCHEMA.model_copy(update={"patterns": ()})
    assert apply_schema(strict(triple("Person", "WORK_FOR", "Company")), bare).triples == ()


names = st.sampled_from(["Person", "person", "Company", "Scientist", "Dog", "", "Research paper"])
relations = st.sampled_from(["WORK_FOR", "works for", "was acquired by", "acquired", "MARRY", "wrote", ""])
triples = st.lists(st.builds(triple, names, relations, names), max_size=8)


@given(triples)
def test_every_triple_is_kept_or_counted_and_twice_is_once(some: list[Triple]) -> None:
    once = strict(*dict.fromkeys(some))
    assert len(once.triples) + len(once.dropped) <= len(some)
    assert len(once.dropped) + len(once.triples) >= 1 or not some
    again = apply_schema(once, SCHEMA)
    assert again == once
    patterns = {(pattern.head, pattern.relation, pattern.tail) for pattern in SCHEMA.patterns}
    assert {(kept.head_type, kept.relation, kept.tail_type) for kept in once.triples} <= patterns

import random
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.schema.application import apply_schema
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.type_groups import group_types
from extraction.schema.yaml_file import check_schema, from_yaml, to_yaml
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, ExtractedEntity, Triple
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from tests.fakes.values import chunk

AT = datetime(2026, 11, 21, tzinfo=UTC)
KEEP_ALL = DraftSettings(rare_below=((0, 1),))
Row = tuple[str, str, str, str, str]


def outcome(number: int, *rows: Row) -> tuple[Chunk, ChunkExtraction]:
    text = " ".join(f"{head} {relation} {tail}." for head, _, relation, tail, _ in rows) or "Nothing."
    triples = tuple(
        Triple(head=head, head_type=head_type, relation=relation, tail=tail, tail_type=tail_type)
        for head, head_type, relation, tail, tail_type in rows
    )
    ends = [(t.head, t.head_type) for t in triples] + [(t.tail, t.tail_type) for t in triples]
    entities = tuple(ExtractedEntity(name=name, type=kind) for name, kind in dict.fromkeys(ends))
    of = chunk(text, number)
    return of, ChunkExtraction(chunk_id=of.id, entities=entities, triples=triples)


def draft(
    *outcomes: tuple[Chunk, ChunkExtraction],
    limits: DraftSettings = KEEP_ALL,
    base: GraphSchema | None = None,
) -> GraphSchema:
    return draft_schema(outcomes, version=1, base=base, settings=limits, created_at=AT)


def test_wordings_and_spellings_become_one_pattern_with_counts_and_examples() -> None:
    schema = draft(
        outcome(0, ("Ada", "PERSON", "was born in", "London", "Location")),
        outcome(1, ("Alan", "Person", "BORN_IN", "Paddington", "Place")),
        outcome(2, ("Kurt", "People", "born in", "Brno", "Place")),
    )
    assert [(kind.name, kind.count) for kind in schema.entity_types] == [("Person", 3), ("Place", 3)]
    assert schema.entity_types[0].merged_from == ("People",)
    assert schema.entity_types[1].merged_from == ("Location",)
    (pattern,) = schema.patterns
    assert (pattern.head, pattern.relation, pattern.tail, pattern.count) == ("Person", "BORN_IN", "Place", 3)
    assert pattern.examples[0] == "Kurt born in Brno."
    assert not schema.dropped


def test_a_passive_is_counted_in_its_active_direction() -> None:
    schema = draft(
        outcome(0, ("DeepMind", "Organization", "was acquired by", "Google", "Organization")),
        outcome(1, ("Turing", "Person", "acquired", "Enigma", "Product")),
    )
    patterns = {(pattern.head, pattern.relation, pattern.tail) for pattern in schema.patterns}
    assert patterns == {("Organization", "ACQUIRE", "Organization"), ("Person", "ACQUIRE", "Product")}
    relation = schema.relation_types[0]
    assert "was acquired by" not in relation.merged_from


def test_what_is_rare_in_a_large_corpus_is_dropped_with_the_reason() -> None:
    common = [outcome(i, ("Ada", "Person", "wrote", "Notes", "Work")) for i in range(250)]
    rare = outcome(999, ("Ada", "Person", "juggled", "Balls", "Toy"))
    schema = draft(*common, rare, limits=DraftSettings())
    assert [kind.name for kind in schema.relation_types] == ["WRITE"]
    assert {(one.kind, one.name) for one in schema.dropped} == {
        ("entity type", "Toy"),
        ("relation type", "JUGGLE"),
        ("pattern", "(Person)-[JUGGLE]->(Toy)"),
    }
    assert all(one.reason for one in schema.dropped)


def test_a_small_document_keeps_everything_it_says() -> None:
    schema = draft(outcome(0, ("Ada", "Person", "juggled", "Balls", "Toy")), limits=DraftSettings())
    assert len(schema.patterns) == 1
    assert not schema.dropped


def test_a_relation_that_says_nothing_is_dropped() -> None:
    schema = draft(outcome(0, ("Ada", "Person", "RELATED_TO", "Byron", "Person")))
    assert not schema.patterns
    assert ("relation type", "RELATE_TO", "says nothing") in {
        (one.kind, one.name, one.reason) for one in schema.dropped
    }


def test_limits_keep_the_commonest() -> None:
    rows: list[Row] = [("Ada", "Person", "wrote", "Notes", "Work")] * 3 + [
        ("Ada", "Person", "met", "Tea", "Drink")
    ]
    schema = draft(outcome(0, *rows), limits=DraftSettings(rare_below=((0, 1),), max_relation_types=1))
    assert [kind.name for kind in schema.relation_types] == ["WRITE"]
    assert "beyond the 1 commonest" in {one.reason for one in schema.dropped}


def test_an_approved_schema_only_grows() -> None:
    base = GraphSchema(
        version=1,
        status="approved",
        entity_types=(EntityType(name="Scientist", merged_from=("Person",)), EntityType(name="Book")),
        relation_types=(RelationType(name="AUTHOR", merged_from=("WRITE", "wrote")),),
        patterns=(Pattern(head="Scientist", relation="AUTHOR", tail="Book"),),
        created_at=AT,
    )
    rows: list[Row] = [
        ("Ada", "Person", "visited", "Turin", "Place"),
        ("Ada", "Person", "wrote", "Notes", "Book"),
    ]
    schema = draft(outcome(0, *rows), base=base)
    patterns = {(pattern.head, pattern.relation, pattern.tail) for pattern in schema.patterns}
    assert patterns == {("Scientist", "AUTHOR", "Book"), ("Scientist", "VISIT", "Place")}
    assert {kind.name for kind in schema.entity_types} == {"Scientist", "Book", "Place"}


def test_near_duplicates_are_merged_and_names_that_look_alike_are_not() -> None:
    counts = {
        "University": 5,
        "Universities": 2,
        "ORGANIZATION": 4,
        "Organisation": 1,
        "County": 3,
        "Country": 3,
    }
    counts |= {
        "researchPaper": 2,
        "Research Papers": 1,
        "Proteinn": 1,
        "Protein": 4,
        "Document": 1,
        "Node": 1,
    }
    merged = group_types(counts, [], similarity=0.92)
    assert merged == {
        "University": "University",
        "Universities": "University",
        "ORGANIZATION": "Organization",
        "Organisation": "Organization",
        "County": "County",
        "Country": "Country",
        "researchPaper": "ResearchPaper",
        "Research Papers": "ResearchPaper",
        "Proteinn": "Protein",
        "Protein": "Protein",
        "Document": "DocumentEntity",
        "Node": "Node",
    }


NAMES = st.sampled_from(["Ada", "Alan", "London", "Notes", "IBM", "세종"])
TYPES = st.sampled_from(
    ["Person", "PEOPLE", "Place", "Location", "Work", "Works", "Chunk", "Persn", "", "!", "역사"]
)
RELATIONS = st.sampled_from(
    ["wrote", "was written by", "BORN_IN", "is the capital of", "RELATED_TO", "태어났다", "", "12"]
)
ROWS = st.lists(st.tuples(NAMES, TYPES, RELATIONS, NAMES, TYPES), max_size=5)


# No deadline: the first Korean relation loads the analyser.
@settings(deadline=None)
@given(st.lists(ROWS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_chunks_does_not_matter_and_the_draft_is_always_valid(
    rows: list[list[Row]], rng: random.Random
) -> None:
    outcomes = [outcome(number, *some) for number, some in enumerate(rows)]
    schema = draft(*outcomes)
    shuffled = list(outcomes)
    rng.shuffle(shuffled)
    assert draft(*shuffled) == schema
    check_schema(schema)
    assert from_yaml(to_yaml(schema)) == schema


@settings(deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_the_strict_pass_keeps_every_statement_that_the_draft_did_not_drop(rows: list[list[Row]]) -> None:
    outcomes = [outcome(number, *some) for number, some in enumerate(rows)]
    schema = draft(*outcomes)
    kept = rejected = 0
    for _, extraction in outcomes:
        statements = {"entities": (), "dropped": (), "triples": tuple(dict.fromkeys(extraction.triples))}
        strict = apply_schema(extraction.model_copy(update=statements), schema)
        kept += len(strict.triples)
        rejected += len(strict.dropped)
    assert kept <= sum(pattern.count for pattern in schema.patterns)
    assert rejected <= sum(one.count for one in schema.dropped if one.kind == "pattern")

import random
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from extraction.schema.application import apply_schema
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.soundness import check_schema
from extraction.schema.type_groups import group_types
from extraction.schema.vocabulary import Vocabulary, base_vocabulary
from extraction.schema.yaml_file import from_yaml, to_yaml
from schemas.chunk import Chunk
from schemas.extraction import ChunkExtraction, ExtractedEntity, Triple
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from tests.fakes.values import chunk

AT = datetime(2026, 11, 21, tzinfo=UTC)
LIMITS = DraftSettings()
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
    limits: DraftSettings = LIMITS,
    base: GraphSchema | None = None,
    vocabulary: Vocabulary | None = None,
) -> GraphSchema:
    return draft_schema(outcomes, version=1, base=base, settings=limits, vocabulary=vocabulary, created_at=AT)


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


def test_nothing_is_left_out_for_being_rare() -> None:
    common = [outcome(i, ("Ada", "Person", "wrote", "Notes", "Work")) for i in range(250)]
    rare = outcome(
        999, ("Ada", "Person", "composed", "Waltz", "Work"), ("Ada", "Person", "juggled", "Balls", "Toy")
    )
    assert not draft(*common, rare).dropped
    schema = draft(*common, rare, vocabulary=base_vocabulary())
    assert [kind.name for kind in schema.relation_types] == ["WRITTEN_BY", "COMPOSED_BY"]


def test_wordings_become_a_relation_of_the_vocabulary_with_their_direction() -> None:
    schema = draft(
        outcome(0, ("Quill Press", "Company", "was founded by", "Ada", "Person")),
        outcome(1, ("Ada", "Human", "is the founder of", "Ink Ltd", "Organization")),
        outcome(2, ("Quill Press", "Company", "was founded in", "1980", "Date")),
        outcome(3, ("Quill Press", "Company", "was founded in", "Turin", "City")),
        vocabulary=base_vocabulary(),
    )
    relations = {kind.name: kind for kind in schema.relation_types}
    assert set(relations) == {"FOUNDED_BY", "FOUNDED_IN", "ESTABLISHED_ON"}
    assert relations["FOUNDED_BY"].inverted_from == ("FOUND", "FOUNDER_OF")
    assert relations["ESTABLISHED_ON"].merged_from == ("FOUND_IN",)
    assert {pattern.shown() for pattern in schema.patterns} == {
        "(Company)-[FOUNDED_BY]->(Person)",
        "(Organization)-[FOUNDED_BY]->(Person)",
        "(Company)-[ESTABLISHED_ON]->(Date)",
        "(Company)-[FOUNDED_IN]->(City)",
    }
    parents = {kind.name: kind.parent for kind in schema.entity_types}
    assert parents["Company"] == "Organization"
    assert parents["Person"] is None


def test_the_strict_pass_turns_and_types_what_the_vocabulary_knows() -> None:
    chunk, found = outcome(
        0,
        ("Ada", "Thing", "founded", "Quill Press", "Company"),
        ("Ada", "Thing", "was born in", "Turin", "City"),
        ("Quill Press", "Company", "was founded in", "1980", "Date"),
    )
    schema = draft((chunk, found), vocabulary=base_vocabulary())
    strict = apply_schema(found, schema)
    assert [(t.head, t.head_type, t.relation, t.tail, t.tail_type) for t in strict.triples] == [
        ("Quill Press", "Company", "FOUNDED_BY", "Ada", "Thing"),
        ("Ada", "Person", "BORN_IN", "Turin", "City"),
        ("Quill Press", "Company", "ESTABLISHED_ON", "1980", "Date"),
    ]
    assert apply_schema(strict, schema) == strict


def test_a_relation_that_the_vocabulary_lacks_needs_enough_chunks() -> None:
    rows = [outcome(i, ("Ada", "Person", "juggled", "Balls", "Toy")) for i in range(3)]
    few = draft(*rows, limits=DraftSettings(open_from=4), vocabulary=base_vocabulary())
    assert not few.relation_types
    assert any(one.name == "JUGGLE" and "only 3 of the 4 chunks" in one.reason for one in few.dropped)
    many = draft(*rows, limits=DraftSettings(open_from=3), vocabulary=base_vocabulary())
    assert [kind.name for kind in many.relation_types] == ["JUGGLE"]


def test_a_name_of_the_vocabulary_with_other_ends_is_dropped() -> None:
    schema = draft(
        outcome(0, ("Ada", "Person", "BORN_IN", "Byron", "Person")),
        outcome(1, ("Ada", "Person", "BORN_IN", "London", "City")),
        vocabulary=base_vocabulary(),
    )
    assert [pattern.shown() for pattern in schema.patterns] == ["(Person)-[BORN_IN]->(City)"]
    assert ("(Person)-[BORN_IN]->(Person)", "the ends of BORN_IN are others") in {
        (one.name, one.reason) for one in schema.dropped
    }


def test_an_approved_relation_goes_before_the_vocabulary() -> None:
    base = GraphSchema(
        version=1,
        status="approved",
        entity_types=(EntityType(name="Person"), EntityType(name="Company")),
        relation_types=(RelationType(name="STARTED", merged_from=("FOUND",)),),
        patterns=(Pattern(head="Person", relation="STARTED", tail="Company"),),
        created_at=AT,
    )
    schema = draft(
        outcome(0, ("Ada", "Person", "founded", "Quill Press", "Company")),
        base=base,
        vocabulary=base_vocabulary(),
    )
    assert [kind.name for kind in schema.relation_types] == ["STARTED"]


def test_a_relation_that_says_nothing_is_dropped() -> None:
    schema = draft(outcome(0, ("Ada", "Person", "RELATED_TO", "Byron", "Person")))
    assert not schema.patterns
    assert ("relation type", "RELATE_TO", "says nothing") in {
        (one.kind, one.name, one.reason) for one in schema.dropped
    }


def test_a_relation_has_the_traits_of_the_vocabulary_and_one_that_was_approved_keeps_its_own() -> None:
    found = outcome(
        0,
        ("Leuven", "City", "lies in", "Belgium", "Country"),
        ("Ada", "Person", "married", "William", "Person"),
        ("Ada", "Person", "is", "writer", "Occupation"),
        ("Ada", "Person", "born in", "London", "City"),
    )
    first = draft(found, vocabulary=base_vocabulary())
    assert {kind.name: kind.traits for kind in first.relation_types} == {
        "LOCATED_IN": ("transitive",),
        "SPOUSE_OF": ("symmetric",),
        "IS_A": ("kind", "transitive"),
        "BORN_IN": (),
    }
    assert from_yaml(to_yaml(first)) == first
    bare = tuple(kind.model_copy(update={"traits": ()}) for kind in first.relation_types)
    again = draft(found, vocabulary=base_vocabulary(), base=first.model_copy(update={"relation_types": bare}))
    assert not any(kind.traits for kind in again.relation_types)


def test_limits_keep_the_commonest() -> None:
    rows: list[Row] = [("Ada", "Person", "wrote", "Notes", "Work")] * 3 + [
        ("Ada", "Person", "met", "Tea", "Drink")
    ]
    schema = draft(outcome(0, *rows), limits=DraftSettings(max_relation_types=1))
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
@settings(deadline=None, max_examples=40)
@given(st.lists(ROWS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_chunks_does_not_matter_and_the_draft_is_always_valid(
    rows: list[list[Row]], rng: random.Random
) -> None:
    outcomes = [outcome(number, *some) for number, some in enumerate(rows)]
    for vocabulary in (None, base_vocabulary()):
        schema = draft(*outcomes, vocabulary=vocabulary)
        shuffled = list(outcomes)
        rng.shuffle(shuffled)
        assert draft(*shuffled, vocabulary=vocabulary) == schema
        check_schema(schema)
        assert from_yaml(to_yaml(schema)) == schema


@settings(deadline=None, max_examples=40)
@example([[("Ada", "Person", "태어났다", "London", "Place")], [("Alan", "", "태어났다", "London", "Place")]])
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_the_strict_pass_keeps_every_statement_that_the_draft_did_not_drop(rows: list[list[Row]]) -> None:
    outcomes = [outcome(number, *some) for number, some in enumerate(rows)]
    for vocabulary in (None, base_vocabulary()):
        schema = draft(*outcomes, vocabulary=vocabulary)
        kept = rejected = 0
        for _, extraction in outcomes:
            statements = {"entities": (), "dropped": (), "triples": tuple(dict.fromkeys(extraction.triples))}
            strict = apply_schema(extraction.model_copy(update=statements), schema)
            assert apply_schema(strict, schema) == strict
            kept += len(strict.triples)
            rejected += len(strict.dropped)
        assert kept <= sum(pattern.count for pattern in schema.patterns)
        assert rejected <= sum(one.count for one in schema.dropped if one.kind == "pattern")

from datetime import UTC, datetime

import pytest

from extraction.rules.extractor import DependencyExtractor
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionFailure
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.ports import Extractor
from tests.fakes.values import task

pytestmark = pytest.mark.slow

SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=(EntityType(name="Person"), EntityType(name="Place")),
    relation_types=(RelationType(name="BORN_IN"),),
    patterns=(Pattern(head="Person", relation="BORN_IN", tail="Place"),),
    created_at=datetime(2026, 11, 21, tzinfo=UTC),
)
TEXT = "Alan Turing was born in London. Alan Turing worked at Princeton University."


async def run(*tasks: ChunkToExtract, schema: GraphSchema | None = None) -> dict[str, ChunkExtraction]:
    extractor: Extractor = DependencyExtractor()
    outcomes = [outcome async for outcome in extractor.extract(tasks, schema)]
    extractions = [outcome for outcome in outcomes if isinstance(outcome, ChunkExtraction)]
    assert len(extractions) == len(outcomes) == len(tasks)
    return {extraction.chunk_id: extraction for extraction in extractions}


async def test_every_task_has_one_outcome_whatever_its_language() -> None:
    many = [task(TEXT, number) for number in range(40)]
    other = task("Der Mann wohnt in Berlin.", 40, language="other")
    korean = task("이재용은 삼성전자의 회장이다.", 41, language="ko")
    found = await run(*many, other, korean)
    assert len(found) == 42
    assert found["c40"] == ChunkExtraction(chunk_id="c40")
    assert found["c41"].triples
    assert len({found[f"c{number}"].triples for number in range(40)}) == 1


async def test_the_strict_pass_keeps_what_the_schema_allows_and_says_what_it_dropped() -> None:
    extraction = (await run(task(TEXT), schema=SCHEMA))["c0"]
    assert [(triple.head, triple.relation, triple.tail) for triple in extraction.triples] == [
        ("Alan Turing", "BORN_IN", "London")
    ]
    assert "not in schema" in {dropped.reason for dropped in extraction.dropped}


async def test_no_tasks_have_no_outcomes() -> None:
    assert await run() == {}


def test_the_cache_key_moves_with_what_the_result_depends_on_and_with_nothing_else() -> None:
    extractor = DependencyExtractor()
    key = extractor.cache_key(task(TEXT), None)
    assert key == DependencyExtractor().cache_key(task(TEXT), None)
    later = SCHEMA.model_copy(update={"version": 2, "created_at": datetime(2027, 1, 1, tzinfo=UTC)})
    assert extractor.cache_key(task(TEXT), SCHEMA) == extractor.cache_key(task(TEXT), later)
    fewer = SCHEMA.model_copy(update={"patterns": ()})
    (relation,) = SCHEMA.relation_types
    typed = SCHEMA.model_copy(update={"relation_types": (relation.model_copy(update={"tail": ("City",)}),)})
    others = {
        extractor.cache_key(task(TEXT), SCHEMA),
        extractor.cache_key(task(TEXT), fewer),
        extractor.cache_key(task(TEXT), typed),
        extractor.cache_key(task(TEXT + " "), None),
        extractor.cache_key(task(TEXT, 1), None),
        extractor.cache_key(task(TEXT, language="other"), None),
        key,
    }
    assert len(others) == 7


async def test_a_chunk_that_the_rules_cannot_read_is_a_failure_of_its_own() -> None:
    """The text of one chunk is none at all, which stands for any odd text that the rules trip over."""
    broken = task(TEXT, 1)
    broken = broken.model_copy(update={"chunk": broken.chunk.model_copy(update={"text": None})})
    outcomes = [
        outcome async for outcome in DependencyExtractor().extract([task(TEXT), broken, task(TEXT, 2)], None)
    ]
    assert [type(outcome) for outcome in outcomes] == [ChunkExtraction, ExtractionFailure, ChunkExtraction]
    failure = outcomes[1]
    assert isinstance(failure, ExtractionFailure)
    assert (failure.chunk_id, failure.kind) == ("c1", "internal error")


@pytest.mark.parametrize(
    "read",
    [
        task(TEXT),
        task("이재용은 삼성전자의 회장이다.", language="ko"),
        task("Er wohnt hier.", language="other"),
    ],
)
async def test_the_strict_pass_is_the_same_with_what_the_loose_pass_found(read: ChunkToExtract) -> None:
    loose = (await run(read))["c0"]
    known = read.model_copy(update={"loose": loose})
    assert await run(known, schema=SCHEMA) == await run(read, schema=SCHEMA)

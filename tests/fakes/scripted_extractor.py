"""The extractor with a scripted endpoint, and what tests of it ask and expect."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from extraction.llm.extractor import LlmExtractor
from extraction.llm.settings import LlmExtractionSettings, LlmMode
from schemas.chunk import Chunk
from schemas.errors import ModelError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionFailure, ExtractionOutcome
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.ports import Extractor
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import scripted_model
from tests.fakes.openai_server import ChatRequest, Handler, Reply, ScriptedOpenAI

TEXT = "Ada Lovelace wrote the first program for IBM's rival. She was born in London."
GRAPH = {
    "nodes": [{"id": "Ada Lovelace", "type": "Person"}, {"id": "London", "type": "City"}],
    "relationships": [
        {
            "source_node_id": "Ada Lovelace",
            "source_node_type": "Person",
            "type": "BORN_IN",
            "target_node_id": "London",
            "target_node_type": "City",
        }
    ],
}
TRIPLES = [
    {
        "head": "Ada Lovelace",
        "head_type": "Person",
        "relation": "BORN_IN",
        "tail": "London",
        "tail_type": "City",
    }
]
SCHEMA = GraphSchema(
    version=1,
    status="approved",
    entity_types=(EntityType(name="Person"), EntityType(name="City")),
    relation_types=(RelationType(name="BORN_IN"),),
    patterns=(Pattern(head="Person", relation="BORN_IN", tail="City"),),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def task(number: int = 0, text: str = TEXT) -> ChunkToExtract:
    chunk = Chunk(
        id=f"chunk-{number}",
        document_id="document",
        index=number,
        text=text,
        start=0,
        end=len(text),
        language="en",
    )
    return ChunkToExtract(chunk=chunk, document_title="Ada {of} London")


def quick(mode: LlmMode = "tool", **changes: object) -> LlmExtractionSettings:
    settings = {"mode": mode, "first_wait_s": 0.01, "longest_wait_s": 5.0, **changes}
    return LlmExtractionSettings.model_validate(settings)


@asynccontextmanager
async def scripted_extractor(
    script: Handler | Reply | Sequence[Reply], settings: LlmExtractionSettings
) -> AsyncIterator[tuple[Extractor, ScriptedOpenAI]]:
    async with scripted_model(script) as (model, server):
        yield LlmExtractor(model, settings), server


async def run(
    script: Handler | Reply | Sequence[Reply],
    settings: LlmExtractionSettings | None = None,
    *,
    tasks: Sequence[ChunkToExtract] = (),
    schema: GraphSchema | None = None,
) -> tuple[list[ExtractionOutcome], ScriptedOpenAI]:
    async with scripted_extractor(script, settings or quick()) as (extractor, server):
        return [outcome async for outcome in extractor.extract(tasks or [task()], schema)], server


async def run_until_error(
    script: Handler, settings: LlmExtractionSettings, tasks: Sequence[ChunkToExtract]
) -> tuple[list[ExtractionOutcome], ScriptedOpenAI]:
    """What came before the ModelError that must end the pass."""
    outcomes: list[ExtractionOutcome] = []
    async with scripted_extractor(script, settings) as (extractor, server):
        try:
            async for outcome in extractor.extract(tasks, None):
                outcomes.append(outcome)  # noqa: PERF401 (a comprehension would lose them to the error)
        except ModelError:
            return outcomes, server
    raise AssertionError("the pass came to its end")


def done(outcomes: Sequence[ExtractionOutcome]) -> ChunkExtraction:
    (outcome,) = outcomes
    assert isinstance(outcome, ChunkExtraction), outcome
    return outcome


def failed(outcomes: Sequence[ExtractionOutcome]) -> ExtractionFailure:
    (outcome,) = outcomes
    assert isinstance(outcome, ExtractionFailure), outcome
    return outcome


def as_triples(extraction: ChunkExtraction) -> list[tuple[str, str, str, str, str]]:
    return [(t.head, t.head_type, t.relation, t.tail, t.tail_type) for t in extraction.triples]


def good(request: ChatRequest) -> Reply:
    return fake.structured(request, GRAPH if request.json_schema else TRIPLES)

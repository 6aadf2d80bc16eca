"""Recorded extractions through the real LLMGraphTransformer, in its own two formats."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_neo4j import LLMGraphTransformer

from evaluation.recorded import RecordedExtraction, Recording, load_hand_made, load_recorded
from evaluation.replay_model import NOT_RECORDED, ReplayChatModel, as_prompt_rows, as_tool_arguments
from extraction.llm.extractor import LlmExtractor
from extraction.llm.settings import LlmExtractionSettings, LlmMode
from schemas.chunk import Chunk
from schemas.extraction import (
    ChunkExtraction,
    ChunkToExtract,
    ExtractedEntity,
    ExtractionFailure,
    ExtractionOutcome,
    Triple,
)
from tests.bench_data import read_passages, require_bench_data
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import scripted_model
from tests.fakes.openai_server import ChatRequest, Reply

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
MARKERS = ("\nText: ", "following input: ")
SEJONG = RecordedExtraction(
    text="세종대왕은 1443년에 훈민정음을 만들었다.",
    entities=(ExtractedEntity(name="세종대왕", type="Person"), ExtractedEntity(name="1443년", type="Date")),
    triples=(
        Triple(
            head="세종대왕",
            head_type="Person",
            relation="CREATED",
            tail="훈민정음",
            tail_type="WritingSystem",
        ),
    ),
)


def tasks_for(recorded: Sequence[RecordedExtraction]) -> list[ChunkToExtract]:
    return [
        ChunkToExtract(
            chunk=Chunk(
                id=f"chunk-{index}",
                document_id="document",
                index=index,
                text=extraction.text,
                start=0,
                end=len(extraction.text),
                language="other",
            ),
            document_title="Recorded",
        )
        for index, extraction in enumerate(recorded)
    ]


async def replay(
    recorded: Sequence[RecordedExtraction], mode: LlmMode, asked: Sequence[RecordedExtraction] = ()
) -> list[ExtractionOutcome]:
    model = ReplayChatModel(recording=Recording(recorded))
    extractor = LlmExtractor(model, LlmExtractionSettings(mode=mode))
    return [outcome async for outcome in extractor.extract(tasks_for(asked or recorded), None)]


def triples_of(outcomes: Sequence[ExtractionOutcome]) -> Counter[tuple[str, ...]]:
    found = [outcome for outcome in outcomes if isinstance(outcome, ChunkExtraction)]
    assert len(found) == len(outcomes)
    return Counter(
        (triple.head, triple.head_type, triple.relation, triple.tail, triple.tail_type)
        for extraction in found
        for triple in extraction.triples
    )


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_what_is_recorded_comes_back(mode: LlmMode) -> None:
    outcomes = await replay([SEJONG], mode)
    assert triples_of(outcomes) == {("세종대왕", "Person", "CREATED", "훈민정음", "WritingSystem"): 1}


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_what_is_not_recorded_is_a_failure(mode: LlmMode) -> None:
    (outcome,) = await replay([SEJONG], mode, asked=[RecordedExtraction(text="Nobody wrote this down.")])
    assert isinstance(outcome, ExtractionFailure)
    assert outcome.raw_head == NOT_RECORDED


async def test_what_is_not_recorded_can_count_as_empty() -> None:
    model = ReplayChatModel(recording=Recording([]), unrecorded="empty")
    extractor = LlmExtractor(model, LlmExtractionSettings())
    (outcome,) = [outcome async for outcome in extractor.extract(tasks_for([SEJONG]), None)]
    assert isinstance(outcome, ChunkExtraction)


@pytest.mark.parametrize("ignore_tool_usage", [False, True], ids=["tool", "prompt"])
def test_the_transformer_alone_reads_the_replay(ignore_tool_usage: bool) -> None:
    model = ReplayChatModel(recording=Recording([SEJONG]))
    transformer = LLMGraphTransformer(llm=model, ignore_tool_usage=ignore_tool_usage)
    graph = transformer.process_response(Document(page_content=SEJONG.text))
    edges = [(edge.source.id, edge.type, edge.target.id) for edge in graph.relationships]
    assert edges == [("세종대왕", "CREATED", "훈민정음")]


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_recording_served_over_http_comes_back(mode: LlmMode) -> None:
    recording = Recording([SEJONG])

    def script(request: ChatRequest) -> Reply:
        found = recording.find_in_prompt(request.prompt, MARKERS)
        assert found is not None
        return fake.structured(
            request, as_tool_arguments(found) if request.json_schema else as_prompt_rows(found)
        )

    async with scripted_model(script) as (model, _):
        extractor = LlmExtractor(model, LlmExtractionSettings(mode=mode))
        outcomes = [outcome async for outcome in extractor.extract(tasks_for([SEJONG]), None)]
    assert triples_of(outcomes).total() == 1


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_the_hand_made_triples_of_the_examples_come_back(mode: LlmMode) -> None:
    recorded = load_hand_made(EXAMPLES / "triples.jsonl")
    assert len(recorded) >= 12
    expected = Counter(
        (triple.head, triple.head_type, triple.relation, triple.tail, triple.tail_type)
        for extraction in recorded
        for triple in extraction.triples
    )
    assert triples_of(await replay(recorded, mode)) == expected


@pytest.mark.slow
@pytest.mark.bench_data
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_the_recorded_passages_give_their_triples(mode: LlmMode) -> None:
    """All but repeated triples, self loops and two ends that are no names (a 350-letter sentence, a lone "$")."""
    folder = require_bench_data("musique")
    recorded = load_recorded(folder / "openie.jsonl.gz", read_passages(folder))
    outcomes = await replay(recorded, mode)
    lost = Counter(
        dropped.reason
        for outcome in outcomes
        if isinstance(outcome, ChunkExtraction)
        for dropped in outcome.dropped
        if dropped.example.count(" | ") == 2
    )
    wanted = sum(len(extraction.triples) for extraction in recorded)
    assert len(outcomes) == len(recorded) == 1890
    assert triples_of(outcomes).total() + lost.total() == wanted
    assert lost.keys() <= {"duplicate", "self loop", "bad name", "unresolved pronoun"}
    assert lost.total() < 0.005 * wanted

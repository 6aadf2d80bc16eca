"""The extractor through the real client, over HTTP, against a scripted endpoint on loopback."""

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from langchain_core.documents import Document
from langchain_neo4j import LLMGraphTransformer

from extraction.llm_extractor import LlmExtractor
from extraction.llm_settings import LlmExtractionSettings, LlmMode
from schemas.chunk import Chunk
from schemas.errors import ModelError
from schemas.extraction import ChunkExtraction, ChunkToExtract, ExtractionFailure, ExtractionOutcome
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.ports import Extractor
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import SurprisingModel, chat_model, scripted_model
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


@pytest.mark.parametrize("mode", ["tool", "prompt"])
@pytest.mark.parametrize("schema", [None, SCHEMA], ids=["loose", "strict"])
async def test_a_good_answer_in_every_mode_and_pass(mode: LlmMode, schema: GraphSchema | None) -> None:
    outcomes, server = await run(good, quick(mode), schema=schema)
    extraction = done(outcomes)
    assert as_triples(extraction) == [("Ada Lovelace", "Person", "BORN_IN", "London", "City")]
    assert {(entity.name, entity.type) for entity in extraction.entities} == {
        ("Ada Lovelace", "Person"),
        ("London", "City"),
    }
    assert extraction.dropped == ()
    assert (extraction.usage.model_calls, extraction.usage.input_tokens, extraction.usage.output_tokens) == (
        1,
        11,
        7,
    )
    assert extraction.usage.latency_ms > 0
    assert extraction.usage.model == "scripted"
    assert len(server.requests) == 1
    assert TEXT in server.requests[0].prompt
    assert (server.requests[0].json_schema is not None) == (mode == "tool")


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_the_strict_pass_names_the_schema_and_the_loose_pass_none(mode: LlmMode) -> None:
    _, strict = await run(good, quick(mode), schema=SCHEMA)
    _, loose = await run(good, quick(mode))
    assert "(Person, BORN_IN, City)" in strict.requests[0].prompt
    assert "BORN_IN" not in loose.requests[0].prompt
    if mode == "tool":
        choices = json.dumps(strict.requests[0].json_schema)
        assert '"enum": ["City", "Person"]' in choices
        assert '"enum": ["BORN_IN"]' in choices
        assert "enum" not in json.dumps(loose.requests[0].json_schema)


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_braces_in_text_title_and_instructions_are_only_braces(mode: LlmMode) -> None:
    text = "The set {a, {b}} and {input} met London. " + TEXT
    outcomes, server = await run(
        good, quick(mode, instructions="Use {curly} braces."), tasks=[task(text=text)]
    )
    assert done(outcomes).triples
    prompt = server.requests[0].prompt
    assert text in prompt
    assert "Use {curly} braces." in prompt
    assert "Ada {of} London" in prompt


async def test_names_keep_the_letters_of_the_text() -> None:
    shouting = json.loads(
        json.dumps(GRAPH).replace("Ada Lovelace", "ADA LOVELACE").replace("London", "london")
    )
    extraction = done((await run(lambda request: fake.structured(request, shouting)))[0])
    assert as_triples(extraction)[0][0::3] == ("Ada Lovelace", "London")


async def test_what_strictness_drops_is_counted_with_its_words() -> None:
    answer = [*TRIPLES, {**TRIPLES[0], "relation": "WROTE_FOR", "tail": "IBM", "tail_type": "Company"}]
    extraction = done((await run(fake.say_json(answer), quick("prompt"), schema=SCHEMA))[0])
    assert as_triples(extraction) == [("Ada Lovelace", "Person", "BORN_IN", "London", "City")]
    assert [(lost.reason, lost.example) for lost in extraction.dropped] == [
        ("not in schema", "IBM (Company)"),
        ("not in schema", "Ada Lovelace (Person) | WROTE_FOR | IBM (Company)"),
    ]


async def test_a_tool_call_is_read_like_structured_output() -> None:
    extraction = done((await run(fake.call_tool("DynamicGraph", GRAPH)))[0])
    assert as_triples(extraction) == [("Ada Lovelace", "Person", "BORN_IN", "London", "City")]


async def test_all_of_several_tool_calls_are_read() -> None:
    second = json.loads(json.dumps(GRAPH).replace("London", "IBM"))
    extraction = done((await run(fake.call_tool("DynamicGraph", GRAPH, second)))[0])
    assert [triple.tail for triple in extraction.triples] == ["London", "IBM"]


@pytest.mark.filterwarnings("ignore:Using extra keyword arguments on `Field`")
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_all_that_the_transformers_own_strict_mode_keeps_is_kept(mode: LlmMode) -> None:
    rows = [
        {**TRIPLES[0], "head_type": head_type, "relation": relation, "tail_type": tail_type}
        for head_type in ("Person", "PERSON", "Dog")
        for relation in ("BORN_IN", "born_in", "MARRIED")
        for tail_type in ("City", "city", "Person")
    ]
    edges = [
        {
            "source_node_id": row["head"],
            "source_node_type": row["head_type"],
            "type": row["relation"],
            "target_node_id": row["tail"],
            "target_node_type": row["tail_type"],
        }
        for row in rows
    ]

    def script(request: ChatRequest) -> Reply:
        return fake.structured(request, {**GRAPH, "relationships": edges} if request.json_schema else rows)

    async with scripted_model(script) as (model, _):
        transformer = LLMGraphTransformer(
            llm=model,
            allowed_nodes=["City", "Person"],
            allowed_relationships=[("Person", "BORN_IN", "City")],
            strict_mode=True,
            ignore_tool_usage=mode == "prompt",
        )
        theirs = await transformer.aprocess_response(Document(page_content=TEXT))
        extraction = done([o async for o in LlmExtractor(model, quick(mode)).extract([task()], SCHEMA)])
    kept = {
        (edge.source.type.lower(), edge.type.lower(), edge.target.type.lower())
        for edge in theirs.relationships
    }
    assert kept == {("person", "born_in", "city")}
    assert {tuple(name.lower() for name in row[1:3] + row[4:]) for row in as_triples(extraction)} == kept


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_an_empty_graph_is_a_result_not_a_failure(mode: LlmMode) -> None:
    empty: object = {"nodes": [], "relationships": []} if mode == "tool" else []
    outcomes, server = await run(lambda request: fake.structured(request, empty), quick(mode))
    assert done(outcomes) == ChunkExtraction(chunk_id="chunk-0", usage=done(outcomes).usage)
    assert len(server.requests) == 1


MALFORMED = [
    fake.say("I am sorry, I could not find anything [1]."),
    fake.say('{"nodes": [{"id": "Ada", "ty'),
    fake.say(""),
    fake.say("null"),
    fake.say("{}"),
    fake.say('["Ada", "London"]'),
    fake.say('[{"head": "Ada"}]'),
    fake.call_tool("DynamicGraph", '{"nodes": [{"id"'),
    fake.garble("<html>it works!</html>"),
    fake.garble(b'{"choices": null}'),
    fake.garble(b'{"id":'),
]


@pytest.mark.parametrize("mode", ["tool", "prompt"])
@pytest.mark.parametrize("reply", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_answer_is_asked_again_once_then_a_failure(mode: LlmMode, reply: Reply) -> None:
    outcomes, server = await run(reply, quick(mode))
    failure = failed(outcomes)
    assert failure.kind == "malformed output"
    assert failure.attempts == failure.usage.model_calls == len(server.requests) == 2
    assert server.requests[1].json_schema is None
    if reply.body is None:  # of what is no chat completion the client does not always keep a copy
        assert failure.raw_head == (reply.content or reply.tool_arguments)
    assert failure.message.endswith(".")


@pytest.mark.parametrize("mode", ["tool", "prompt"])
@pytest.mark.parametrize("reply", MALFORMED, ids=range(len(MALFORMED)))
async def test_a_malformed_answer_is_mended_by_the_second_question(mode: LlmMode, reply: Reply) -> None:
    outcomes, _ = await run(lambda request: good(request) if request.number else reply, quick(mode))
    extraction = done(outcomes)
    assert len(extraction.triples) == 1
    assert extraction.usage.model_calls == 2


async def test_one_bad_row_costs_only_itself() -> None:
    rows = [
        *TRIPLES,
        {"head": ["a"], "relation": "R", "tail": "London"},
        "junk",
        {**TRIPLES[0], "head_type": None},
    ]
    extraction = done((await run(fake.say_json(rows), quick("prompt")))[0])
    assert [row[0:2] for row in as_triples(extraction)] == [
        ("Ada Lovelace", "Person"),
        ("Ada Lovelace", "Entity"),
    ]
    assert sorted(lost.reason for lost in extraction.dropped) == ["bad name", "malformed"]


@pytest.mark.parametrize(
    "rows",
    [
        [{**TRIPLES[0], "tail": "Ada \ud83d"}],
        [*TRIPLES, {"head": "half a smile \ud83d"}],
        [*TRIPLES, {**TRIPLES[0], "head": "he \ud83d", "tail": "he"}],
    ],
    ids=["name", "unreadable row", "self loop"],
)
async def test_half_a_letter_in_an_answer_can_be_written_down(rows: list[dict[str, str]]) -> None:
    extraction = done((await run(fake.say_json(rows), quick("prompt")))[0])
    assert ChunkExtraction.model_validate_json(extraction.model_dump_json()) == extraction


async def test_half_a_letter_in_a_failure_can_be_written_down() -> None:
    failure = failed((await run(fake.say("Sorry \ud83d"), quick("prompt")))[0])
    assert failure.raw_head == "Sorry \ufffd"
    assert ExtractionFailure.model_validate_json(failure.model_dump_json()) == failure


@pytest.mark.parametrize("odd", ["[" * 3000, f'[{{"head": {"9" * 5000}}}]'], ids=["deep", "long number"])
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_an_odd_answer_fails_its_own_chunk_only(mode: LlmMode, odd: str) -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.say(odd) if "number 1 " in request.prompt else good(request)

    tasks = [task(number, f"Text number {number} . {TEXT}") for number in range(3)]
    outcomes, _ = await run(script, quick(mode), tasks=tasks)
    assert {o.chunk_id for o in outcomes if isinstance(o, ExtractionFailure)} == {"chunk-1"}
    assert len(outcomes) == 3


async def test_a_surprise_fails_its_own_chunk_only() -> None:
    model = SurprisingModel(surprising="number 1 ", answer=json.dumps(TRIPLES))
    tasks = [task(number, f"Text number {number} . {TEXT}") for number in range(3)]
    outcomes = [o async for o in LlmExtractor(model, quick("prompt")).extract(tasks, None)]
    (failure,) = [o for o in outcomes if isinstance(o, ExtractionFailure)]
    assert (failure.chunk_id, failure.kind, len(outcomes)) == ("chunk-1", "model error", 3)
    assert "KeyError" in failure.message


async def test_nothing_but_surprises_ends_the_pass() -> None:
    model = SurprisingModel(surprising="", answer="")
    with pytest.raises(KeyError):
        [o async for o in LlmExtractor(model, quick("prompt")).extract([task(n) for n in range(50)], None)]


async def test_a_fenced_answer_after_thoughts_is_read() -> None:
    answer = f"<think>[maybe]</think>Here it is:\n```json\n{json.dumps(TRIPLES)}\n```\nAnything else?"
    assert len(done((await run(fake.say(answer), quick("prompt")))[0]).triples) == 1


@pytest.mark.parametrize(
    "reply", [fake.refuse("No."), fake.filtered(), fake.fail(400, "no", code="content_filter")], ids=range(3)
)
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_refusal_is_told_apart(mode: LlmMode, reply: Reply) -> None:
    outcomes, server = await run(reply, quick(mode))
    assert failed(outcomes).kind == "model refused"
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "fault",
    [
        fake.fail(429),
        fake.fail(500),
        fake.fail(503),
        fake.fail(529),
        fake.drop_connection(),
        fake.late(30, fake.say("late")),
    ],
    ids=["429", "500", "503", "529", "dropped", "slow"],
)
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_passing_fault_is_tried_again(mode: LlmMode, fault: Reply) -> None:
    settings = quick(mode, timeout_s=1.0)
    outcomes, server = await run(lambda request: fault if request.number < 2 else good(request), settings)
    assert done(outcomes).usage.model_calls == len(server.requests) == 3


async def test_a_lasting_fault_is_that_chunks_failure_and_no_other_is_lost() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.fail(500, "overloaded") if "number 3 " in request.prompt else good(request)

    tasks = [task(number, f"Text number {number} . {TEXT}") for number in range(9)]
    outcomes, _ = await run(script, tasks=tasks)
    failures = [outcome for outcome in outcomes if isinstance(outcome, ExtractionFailure)]
    assert sorted(outcome.chunk_id for outcome in outcomes) == [f"chunk-{number}" for number in range(9)]
    assert [failure.chunk_id for failure in failures] == ["chunk-3"]
    assert failures[0].kind == "model error"
    assert failures[0].attempts == 4
    assert "500" in failures[0].message
    assert "overloaded" in failures[0].message


async def test_retry_after_is_obeyed_by_all_requests() -> None:
    arrivals: list[float] = []

    def script(request: ChatRequest) -> Reply:
        arrivals.append(time.monotonic())
        return fake.fail(429, retry_after="1") if request.number == 0 else fake.late(0.1, good(request))

    tasks = [task(number) for number in range(6)]
    outcomes, server = await run(script, quick(concurrency=2), tasks=tasks)
    assert len(outcomes) == 6
    assert len(server.requests) == 7
    gaps = [later - arrivals[0] for later in arrivals[1:]]
    assert sum(gap < 0.95 for gap in gaps) <= 1  # at most the one that was under way already


@pytest.mark.parametrize("as_date", [False, True], ids=["seconds", "date"])
async def test_a_wait_longer_than_our_patience_fails_the_chunk_at_once(as_date: bool) -> None:
    started = time.monotonic()
    in_an_hour = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    outcomes, server = await run(fake.fail(429, retry_after=in_an_hour if as_date else "3600"))
    assert failed(outcomes).kind == "model error"
    assert len(server.requests) == 1
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    ("reply", "remedy"),
    [
        (fake.fail(401), "OPENAI_API_KEY"),
        (fake.fail(403), "OPENAI_API_KEY"),
        (fake.fail(404), "CITEGRAPH_CHAT_MODEL"),
        (fake.fail(429, code="insufficient_quota"), "billing"),
    ],
    ids=["401", "403", "404", "quota"],
)
async def test_what_no_chunk_can_survive_ends_the_pass_at_once(reply: Reply, remedy: str) -> None:
    async with scripted_extractor(reply, quick(concurrency=3)) as (extractor, server):
        with pytest.raises(ModelError) as caught:
            [outcome async for outcome in extractor.extract([task(number) for number in range(50)], None)]
    assert remedy in caught.value.remedy
    assert not caught.value.retryable
    assert len(server.requests) <= 3


async def test_what_was_paid_for_is_handed_over_before_the_pass_ends() -> None:
    def script(request: ChatRequest) -> Reply:
        return good(request) if request.number < 5 else fake.fail(401)

    outcomes, _ = await run_until_error(script, quick(concurrency=1), [task(number) for number in range(50)])
    assert len(outcomes) == 5


async def test_an_endpoint_that_is_not_there_ends_the_pass() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with chat_model(f"http://127.0.0.1:{port}/v1") as model:
        extractor = LlmExtractor(model, quick(max_attempts=2))
        with pytest.raises(ModelError) as caught:
            [outcome async for outcome in extractor.extract([task(number) for number in range(9)], None)]
    assert "OPENAI_BASE_URL" in caught.value.remedy
    assert caught.value.retryable


async def test_many_failures_in_a_row_end_the_pass() -> None:
    settings = quick(max_attempts=1, concurrency=2)
    tasks = [task(number) for number in range(60)]
    outcomes, server = await run_until_error(lambda _: fake.fail(500), settings, tasks)
    assert 0 < len(outcomes) < 20
    assert len(server.requests) < 20


async def test_an_endpoint_without_structured_output_is_asked_in_prompt_mode() -> None:
    def script(request: ChatRequest) -> Reply:
        unsupported = fake.fail(400, "response_format is not supported by this model")
        return unsupported if request.json_schema else good(request)

    tasks = [task(number) for number in range(6)]
    outcomes, server = await run(script, quick(concurrency=1), tasks=tasks)
    assert [len(outcome.triples) for outcome in outcomes if isinstance(outcome, ChunkExtraction)] == [1] * 6
    assert len(server.requests) == 7  # the first chunk found out for all


@pytest.mark.parametrize("mode", ["tool", "prompt"])
@pytest.mark.parametrize(
    "too_much", [fake.cut_off('[{"head": "A'), fake.fail(400, "maximum context length is 10")], ids=range(2)
)
async def test_a_text_that_is_too_long_is_read_in_halves(mode: LlmMode, too_much: Reply) -> None:
    text = f"{TEXT} " * 10

    def script(request: ChatRequest) -> Reply:
        return too_much if text in request.prompt else good(request)

    outcomes, server = await run(script, quick(mode), tasks=[task(text=text)])
    extraction = done(outcomes)
    assert len(extraction.triples) == 1
    assert [lost.reason for lost in extraction.dropped] == ["duplicate"]
    assert len(server.requests) == extraction.usage.model_calls == 3


async def test_a_text_that_stays_too_long_is_a_failure() -> None:
    outcomes, _ = await run(fake.cut_off("[{"), quick("prompt"))
    failure = failed(outcomes)
    assert failure.kind == "too long"
    assert failure.raw_head == "[{"
    assert "CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS" in failure.message


async def test_no_more_requests_than_agreed_are_under_way() -> None:
    tasks = [task(number) for number in range(24)]
    outcomes, server = await run(
        lambda request: fake.late(0.05, good(request)), quick(concurrency=3), tasks=tasks
    )
    assert len(outcomes) == 24
    assert server.most_in_flight == 3


async def test_two_passes_share_the_bound() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0.05, good(request))

    async with scripted_extractor(script, quick(concurrency=2)) as (extractor, server):

        async def one_pass(first: int) -> int:
            tasks = [task(number) for number in range(first, first + 8)]
            return len([outcome async for outcome in extractor.extract(tasks, None)])

        assert list(await asyncio.gather(one_pass(0), one_pass(100))) == [8, 8]
    assert server.most_in_flight == 2


async def test_outcomes_come_as_they_are_ready() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0.5 if "slow" in request.prompt else 0.0, good(request))

    tasks = [task(0, f"slow {TEXT}"), task(1), task(2)]
    outcomes, _ = await run(script, quick(concurrency=2), tasks=tasks)
    assert outcomes[-1].chunk_id == "chunk-0"


async def test_closing_the_iterator_ends_the_requests_under_way() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(0 if request.number == 0 else 60, good(request))

    before = asyncio.all_tasks()
    async with scripted_extractor(script, quick(concurrency=4)) as (extractor, server):
        outcomes = extractor.extract([task(number) for number in range(20)], None)
        assert isinstance(await anext(outcomes), ChunkExtraction)
        await outcomes.aclose()  # type: ignore[attr-defined]
        assert asyncio.all_tasks() == before
        assert len(server.requests) <= 5


async def test_cancelling_the_reader_ends_the_requests_under_way() -> None:
    def script(request: ChatRequest) -> Reply:
        return fake.late(60, good(request))

    before = asyncio.all_tasks()
    async with scripted_extractor(script, quick(concurrency=4)) as (extractor, server):

        async def read() -> None:
            async for _ in extractor.extract([task(number) for number in range(20)], None):
                pass

        reading = asyncio.create_task(read())
        await asyncio.to_thread(server.wait_for_requests, 4)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert asyncio.all_tasks() == before


async def test_no_task_makes_no_request() -> None:
    async with scripted_extractor(good, quick()) as (extractor, server):
        assert [outcome async for outcome in extractor.extract([], None)] == []
    assert server.requests == []

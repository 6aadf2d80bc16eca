"""The extractor through the real client, over HTTP, against a scripted endpoint on loopback."""

import json
from datetime import UTC, datetime

import pytest
from langchain_core.documents import Document
from langchain_neo4j import LLMGraphTransformer

from extraction.llm.extractor import LlmExtractor
from extraction.llm.settings import LlmMode
from extraction.schema.vocabulary import base_vocabulary
from schemas.extraction import ChunkExtraction, ExtractionFailure
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from tests.fakes import openai_server as fake
from tests.fakes.chat_model import UnexpectedlyFailingModel, scripted_model
from tests.fakes.openai_server import ChatRequest, Reply
from tests.fakes.scripted_extractor import (
    GRAPH,
    SCHEMA,
    TEXT,
    TRIPLES,
    as_triples,
    done,
    failed,
    good,
    quick,
    run,
    task,
)


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
async def test_a_malformed_answer_is_repaired_by_the_second_question(mode: LlmMode, reply: Reply) -> None:
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
        ("Ada Lovelace", "Thing"),
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


async def test_an_unexpected_error_fails_its_own_chunk_only() -> None:
    model = UnexpectedlyFailingModel(failing="number 1 ", answer=json.dumps(TRIPLES))
    tasks = [task(number, f"Text number {number} . {TEXT}") for number in range(3)]
    outcomes = [o async for o in LlmExtractor(model, quick("prompt")).extract(tasks, None)]
    (failure,) = [o for o in outcomes if isinstance(o, ExtractionFailure)]
    assert (failure.chunk_id, failure.kind, len(outcomes)) == ("chunk-1", "model error", 3)
    assert "RuntimeError" in failure.message


async def test_nothing_but_unexpected_errors_ends_the_pass() -> None:
    model = UnexpectedlyFailingModel(failing="", answer="")
    with pytest.raises(RuntimeError):
        [o async for o in LlmExtractor(model, quick("prompt")).extract([task(n) for n in range(50)], None)]


async def test_a_fenced_answer_after_thoughts_is_read() -> None:
    answer = f"<think>[maybe]</think>Here it is:\n```json\n{json.dumps(TRIPLES)}\n```\nAnything else?"
    assert len(done((await run(fake.say(answer), quick("prompt")))[0]).triples) == 1


@pytest.mark.parametrize(
    "reply", [fake.refuse("No."), fake.filtered(), fake.fail(400, "no", code="content_filter")], ids=range(3)
)
@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_refusal_has_its_own_kind(mode: LlmMode, reply: Reply) -> None:
    outcomes, server = await run(reply, quick(mode))
    assert failed(outcomes).kind == "model refused"
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_a_large_schema_makes_the_strict_request_little_longer(mode: LlmMode) -> None:
    names = [f"RELATION_NUMBER_{number}" for number in range(400)]
    large = SCHEMA.model_copy(
        update={
            "relation_types": (*SCHEMA.relation_types, *(RelationType(name=name) for name in names)),
            "patterns": (
                *SCHEMA.patterns,
                *(Pattern(head="Person", relation=name, tail="City", count=5) for name in names),
            ),
        }
    )
    loose_outcomes, loose = await run(good, quick(mode))
    known = task().model_copy(update={"loose": done(loose_outcomes)})
    outcomes, strict = await run(good, quick(mode), tasks=[known], schema=large)
    assert len(done(outcomes).triples) == 1
    assert "(Person, BORN_IN, City)" in strict.requests[0].prompt
    assert "(Ada Lovelace, BORN_IN, London)" in strict.requests[0].prompt
    lengths = [len(json.dumps(server.requests[0].body)) for server in (strict, loose)]
    assert lengths[0] - lengths[1] <= 2_000


_LED = "Mira Olsen led Halden Bank from 1 March 1999 as director."
_LEADS = GraphSchema(
    version=1,
    status="approved",
    entity_types=(EntityType(name="Person"), EntityType(name="Company")),
    relation_types=(RelationType(name="LEADS"),),
    patterns=(Pattern(head="Person", relation="LEADS", tail="Company"),),
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def _led(request: ChatRequest) -> Reply:
    told = [{"key": "start", "value": "1999-03-01"}, {"key": "mood", "value": "sunny"}]
    if request.json_schema is None:
        row = {"head": "Mira Olsen", "head_type": "Person", "relation": "LEADS", "tail": "Halden Bank"}
        return fake.say_json([{**row, "tail_type": "Company", "properties": told}])
    edge = {"source_node_id": "Mira Olsen", "source_node_type": "Person", "type": "LEADS"}
    edge |= {"target_node_id": "Halden Bank", "target_node_type": "Company"}
    nodes = [{"id": "Mira Olsen", "type": "Person"}, {"id": "Halden Bank", "type": "Company"}]
    return fake.say_json({"nodes": nodes, "relationships": [edge, {**edge, "properties": told}]})


@pytest.mark.parametrize("mode", ["tool", "prompt"])
async def test_the_strict_pass_asks_for_the_properties_that_the_vocabulary_allows(mode: LlmMode) -> None:
    async with scripted_model(_led) as (model, server):
        extractor = LlmExtractor(model, quick(mode), base_vocabulary())
        extraction = done([one async for one in extractor.extract([task(text=_LED)], _LEADS)])
        assert extractor.cache_key(task(text=_LED), _LEADS) != LlmExtractor(model, quick(mode)).cache_key(
            task(text=_LED), _LEADS
        )
        [_ async for _ in extractor.extract([task(text=_LED)], None)]
    (triple,) = extraction.triples
    assert [one.wording for one in triple.qualifiers] == ["start: 1 March 1999"]
    assert ("not in the text", "Mira Olsen | LEADS | Halden Bank | mood: sunny") in [
        (lost.reason, lost.example) for lost in extraction.dropped
    ]
    strict, loose = server.requests
    allowed = ", ".join(sorted(base_vocabulary().relation_types["LEADS"].qualifiers))
    assert f"with the keys {allowed}." in strict.prompt
    assert "with the keys" not in loose.prompt
    assert len(json.dumps(strict.body)) - len(json.dumps(loose.body)) <= 2_000
    if mode == "tool":
        assert "RelationshipProperty" in json.dumps(strict.json_schema)

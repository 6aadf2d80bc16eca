"""What a chat model says of names that the vocabulary lacks, asked over HTTP, and what the draft makes of it."""

from collections.abc import AsyncIterator, Coroutine
from dataclasses import dataclass
from pathlib import Path

import pytest

from extraction.merging.merger import Merged, Merger
from extraction.merging.settings import MergingSettings
from extraction.schema.application import apply_schema
from extraction.schema.draft import DraftSettings, draft_schema
from extraction.schema.merges import Merges
from extraction.schema.refinement import refine_schema
from extraction.schema.vocabulary import base_vocabulary
from extraction.state.model_answers import ModelAnswers
from extraction.state.sql_database import SqlDatabase
from llm.settings import ModelCallSettings
from schemas.chunk import Chunk
from schemas.errors import ModelError
from schemas.extraction import ChunkExtraction
from schemas.graph_schema import GraphSchema
from schemas.job import JobEstimate
from tests.fakes.chat_model import scripted_model
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.merging_model import MergingModel
from tests.fakes.openai_server import ChatRequest, Handler, Reply, cut_off, fail
from tests.unit.test_draft_schema import Row, outcome

Outcomes = list[tuple[Chunk, ChunkExtraction]]
SCRAWLED: Row = ("Ada", "Writer", "scrawled", "Notes", "Book")
SCRIBED: Row = ("Tales", "Book", "was scribed by", "Bo", "Person")
JUGGLED: Row = ("Ada", "Person", "juggled", "Balls", "Product")
TOSSED: Row = ("Bo", "Person", "tossed", "Plates", "Product")
KOREAN: Row = ("세종", "사람", "낙서했다", "훈민정음", "Book")
MEANS = {"SCRAWL": "<WRITTEN_BY", "SCRIBE": "<WRITTEN_BY", "낙서하다": "<WRITTEN_BY", "TOSS": "JUGGLE"}
KINDS = {"Writer": "Person", "사람": "Person"}
CALLS = ModelCallSettings(first_wait_s=0.01, concurrency=2)


def outcomes(*rows: Row) -> Outcomes:
    return [outcome(number, row) for number, row in enumerate(rows)]


@pytest.fixture
async def answers(tmp_path: Path) -> AsyncIterator[ModelAnswers]:
    database = SqlDatabase(f"sqlite:///{tmp_path}/jobs.sqlite3")
    await database.migrate()
    yield ModelAnswers(database)
    database.close()


@dataclass
class Asking:
    """A merger, and the script by which its model answers."""

    merger: Merger
    script: list[Handler]

    def estimate(self, script: Handler, found: Outcomes) -> Coroutine[object, object, JobEstimate]:
        self.script[:] = [script]
        return self.merger.estimate(found, None, base_vocabulary())

    def merge(
        self, script: Handler, found: Outcomes, most_calls: int | None = None
    ) -> Coroutine[object, object, Merged]:
        self.script[:] = [script]
        return self.merger.merge(found, None, base_vocabulary(), document_id="d", most_calls=most_calls)


@pytest.fixture
async def asking(answers: ModelAnswers) -> AsyncIterator[Asking]:
    script: list[Handler] = []
    # All relations of the vocabulary are offered, since the embedder knows no meaning.
    settings = MergingSettings(candidates=100, batch=2)

    def reply(request: ChatRequest) -> Reply:
        return script[-1](request)

    async with scripted_model(reply) as (model, _):
        yield Asking(Merger(model, CALLS, settings, FakeEmbedder(64), answers), script)


def draft(found: Outcomes, merges: Merges, open_from: int = 1) -> GraphSchema:
    settings = DraftSettings(open_from=open_from)
    return draft_schema(
        found, version=1, base=None, settings=settings, vocabulary=base_vocabulary(), merges=merges
    )


async def test_synonyms_inverses_and_korean_words_become_the_vocabularys_relations_and_types(
    asking: Asking, answers: ModelAnswers
) -> None:
    found = outcomes(SCRAWLED, SCRAWLED, SCRIBED, KOREAN)
    model = MergingModel(MEANS, KINDS)
    merged = await asking.merge(model, found)
    schema = draft(found, merged.merges)
    assert [pattern.shown() for pattern in schema.patterns] == ["(Book)-[WRITTEN_BY]->(Person)"]
    (relation,) = schema.relation_types
    assert (relation.merged_from, relation.inverted_from) == ((), ("SCRAWL", "SCRIBE", "낙서하다"))
    assert merged.usage.model_calls == len(model.asked) == 7
    assert (await answers.usage(["d"])).model_calls == 7
    read = [apply_schema(each, schema, language="en").triples for _, each in found]
    assert {(triple.head, triple.relation, triple.tail) for row in read for triple in row} == {
        ("Notes", "WRITTEN_BY", "Ada"),
        ("Tales", "WRITTEN_BY", "Bo"),
        ("훈민정음", "WRITTEN_BY", "세종"),
    }, "the approved schema takes the wordings over"


async def test_nothing_is_asked_twice_and_the_estimate_knows_it(asking: Asking) -> None:
    found = outcomes(SCRAWLED, JUGGLED, KOREAN)
    model = MergingModel(MEANS, KINDS)
    estimate = await asking.estimate(model, found)
    assert estimate.model_calls == 7
    first = await asking.merge(model, found)
    assert first.usage.model_calls <= estimate.model_calls
    asked = len(model.asked)
    assert (await asking.estimate(model, found)).model_calls == 0
    again = await asking.merge(model, found)
    assert again.merges == first.merges
    assert (again.usage.model_calls, len(model.asked)) == (0, asked)
    await asking.merge(model, [*found, outcome(9, TOSSED)])
    assert {name for _, names in model.asked[asked:] for name in names} == {"TOSS"}


async def test_what_the_model_rejects_stays_open_and_is_proposed_with_its_definition_and_sentences(
    asking: Asking, answers: ModelAnswers
) -> None:
    found = outcomes(JUGGLED, JUGGLED, TOSSED)
    merged = await asking.merge(MergingModel(MEANS, KINDS), found)
    schema = draft(found, merged.merges, open_from=3)
    (relation,) = schema.relation_types
    assert (relation.name, relation.count, relation.merged_from) == ("JUGGLE", 3, ("TOSS",))
    assert relation.definition == "The head juggle the tail."
    assert set(relation.examples) == {"juggled", "tossed"}
    assert schema.patterns[0].examples == ("Bo tossed Plates.", "Ada juggled Balls.")
    alone = draft(found, Merges(), open_from=3)
    assert alone.relation_types == ()


async def test_where_the_types_leave_one_direction_the_model_cannot_turn_it(asking: Asking) -> None:
    found = outcomes(SCRAWLED)
    merged = await asking.merge(MergingModel({"SCRAWL": "WRITTEN_BY"}, KINDS), found)
    assert [(one.after, one.inverted) for one in merged.merges.relations] == [("WRITTEN_BY", True)]


async def test_a_merge_whose_ends_do_not_fit_leaves_the_statement_open(asking: Asking) -> None:
    odd: Row = ("Ada", "Person", "scrawled", "Turin", "City")
    found = outcomes(SCRAWLED, SCRAWLED, odd)
    schema = draft(found, (await asking.merge(MergingModel(MEANS, KINDS), found)).merges)
    assert {pattern.shown(): pattern.count for pattern in schema.patterns} == {
        "(Book)-[WRITTEN_BY]->(Person)": 2,
        "(Person)-[SCRAWL]->(City)": 1,
    }


@pytest.mark.parametrize(
    "odd",
    [
        "I would rather not.",
        '[{"number": 1, "candidate": 2',
        '[{"number": 77, "candidate": 1, "direction": "same", "type": "Person", "definition": "x"}]',
        '[{"number": 1, "candidate": 400, "type": "Wizard", "definition": 5}]',
        '[{"number": 1, "candidate": 1, "direction": "sideways", "type": 3, "definition": ""}]',
        "[]",
        '{"number": {"1": []}}',
        "[" * 3000,
    ],
)
async def test_an_answer_that_says_nothing_leaves_its_names_open_and_is_asked_for_again(
    asking: Asking, odd: str
) -> None:
    found = outcomes(SCRAWLED, JUGGLED)
    model = MergingModel(MEANS, KINDS, odd={"define": odd, "verify": odd, "types": odd})
    merged = await asking.merge(model, found)
    assert (merged.merges.relations, merged.merges.types) == ((), ())
    assert set(merged.merges.unanswered) == {"SCRAWL", "JUGGLE"}
    reasons = {one.name: one.reason for one in draft(found, merged.merges, open_from=5).dropped}
    assert "no usable answer" in reasons["JUGGLE"]
    model.odd.clear()
    again = await asking.merge(model, found)
    assert [(one.before, one.after) for one in again.merges.relations] == [("SCRAWL", "WRITTEN_BY")]
    assert again.merges.unanswered == ()


async def test_forms_that_models_use_are_read(asking: Asking) -> None:
    verify = (
        '```json\n{"answers": [{"number": "1", "candidate": "WRITTEN_BY", "direction": "Inverse",},]}\n```'
    )
    model = MergingModel({}, KINDS, odd={"verify": verify})
    merged = await asking.merge(model, outcomes(SCRAWLED))
    assert [(one.before, one.after) for one in merged.merges.relations] == [("SCRAWL", "WRITTEN_BY")]


async def test_what_was_answered_before_a_fault_is_kept(asking: Asking) -> None:
    found = outcomes(SCRAWLED, JUGGLED)
    model = MergingModel(MEANS, KINDS)

    def failing_later(request: ChatRequest) -> Reply:
        return fail(401, "no such key") if len(model.asked) > 1 else model(request)

    with pytest.raises(ModelError):
        await asking.merge(failing_later, found)
    asked = len(model.asked)
    await asking.merge(model, found)
    assert {kind for kind, _ in model.asked[asked:]} == {"verify"}


async def test_a_model_that_takes_whatever_stands_first_merges_nothing(asking: Asking) -> None:
    odd = {"verify": '[{"number": 1, "candidate": 1}, {"number": 2, "candidate": 1}]'}
    merged = await asking.merge(MergingModel({}, KINDS, odd=odd), outcomes(SCRAWLED, JUGGLED))
    assert (merged.merges.relations, merged.merges.unanswered) == ((), ())


async def test_a_fault_that_lasts_leaves_names_open(asking: Asking) -> None:
    found = outcomes(SCRAWLED, JUGGLED)
    model = MergingModel(MEANS, KINDS)

    def failing_later(request: ChatRequest) -> Reply:
        return fail(503) if len(model.asked) > 1 else model(request)

    merged = await asking.merge(failing_later, found)
    assert merged.merges.types
    assert set(merged.merges.unanswered) == {"SCRAWL", "JUGGLE"}
    assert [one.before for one in (await asking.merge(model, found)).merges.relations] == ["SCRAWL"]


async def test_names_are_asked_about_in_batches(asking: Asking) -> None:
    found = outcomes(
        *[("Ada", "Person", f"{verb}ed", "Balls", "Product") for verb in ("juggl", "twirl", "flick")]
    )
    model = MergingModel()
    await asking.merge(model, found)
    assert [len(names) for kind, names in model.asked if kind == "define"] in ([2, 1], [1, 2])


async def test_no_more_is_asked_than_was_agreed_to_though_replies_are_cut_off(asking: Asking) -> None:
    found = outcomes(
        *[("Ada", "Person", f"{verb}ed", "Balls", "Product") for verb in ("juggl", "twirl", "flick", "spinn")]
    )
    model = MergingModel()

    def cutting(request: ChatRequest) -> Reply:
        reply = model(request)
        return cut_off(reply.content or "") if len(model.asked[-1][1]) > 1 else reply

    agreed = (await asking.estimate(cutting, found)).model_calls
    merged = await asking.merge(cutting, found, most_calls=agreed)
    assert merged.usage.model_calls == len(model.asked) == agreed
    freely = await asking.merge(cutting, found)
    assert not freely.merges.unanswered
    assert len(model.asked) > agreed


async def test_the_rounds_show_what_the_model_brings(asking: Asking) -> None:
    found = outcomes(*[SCRAWLED] * 6, *[JUGGLED] * 3, TOSSED)
    merges = (await asking.merge(MergingModel(MEANS, KINDS), found)).merges
    refined = refine_schema(
        found, version=1, settings=DraftSettings(), vocabulary=base_vocabulary(), rounds=9, merges=merges
    )
    assert [(one.name, one.relation_types, round(one.kept, 2)) for one in refined.rounds] == [
        ("every wording", 3, 1.0),
        ("vocabulary", 0, 0.0),
        ("with the model's merges", 1, 0.6),
        ("and in 3 chunks", 2, 1.0),
    ]
    assert [pattern.shown() for pattern in refined.refined.patterns] == [
        "(Book)-[WRITTEN_BY]->(Person)",
        "(Person)-[JUGGLE]->(Product)",
    ]

"""The benchmark of generated Cypher, with a scripted model that writes the labelled queries, and with one that does not."""

import pytest

from benchmarks.cypher import ask_all, is_right, page_of, read_questions, some_of
from benchmarks.cypher_graph import fill
from kg.store import Neo4jGraphStore
from tests.fakes.chat_model import scripted_client
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.openai_server import ChatRequest, Reply, say
from tests.integration.conftest import Keep

QUESTIONS = read_questions()
GOLD = {one.question: one.cypher for one in QUESTIONS}
KINDS = {"relation", "two hops", "count", "year", "comparison", "unanswerable"}


@pytest.fixture
async def world(keep: Keep) -> Neo4jGraphStore:
    return await keep(fill)


def asked_in(request: ChatRequest) -> str:
    """The last question in the prompt: those before it are examples."""
    asked = [line.removeprefix("Question: ") for line in request.prompt.splitlines()]
    return next(line for line in reversed(asked) if line in GOLD)


async def test_the_labelled_queries_find_the_labelled_rows(
    world: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    async with scripted_client(lambda request: say(GOLD[asked_in(request)])) as (model, _):
        asked = await ask_all(world, embedder, model, QUESTIONS)
    assert [(one.question.id, one.refused, one.found) for one in asked if not one.right] == []
    assert [one.question.id for one in asked if not one.proven] == []
    assert "| all | 68 | 68 (100%) | 0 (0%) | 68 (100%) | 68 (100%) |" in page_of(asked, "scripted")


async def test_repairs_refusals_and_wrong_rows_are_counted(
    world: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    asked_first = QUESTIONS[0]
    replies = {
        asked_first.question: ["MATCH (n:Nothing) RETURN n.id LIMIT 1", asked_first.cypher],
        QUESTIONS[1].question: ["DROP INDEX x", "DROP INDEX x"],
        QUESTIONS[2].question: ["MATCH (p:Person) RETURN p.name AS name LIMIT 50"],
    }

    def script(request: ChatRequest) -> Reply:
        return say(replies[asked_in(request)].pop(0))

    async with scripted_client(script) as (model, _):
        repaired, refused, wrong = await ask_all(
            world, embedder, model, [asked_first, QUESTIONS[1], QUESTIONS[2]]
        )
    assert (repaired.ran, repaired.repaired, repaired.right, repaired.proven) == (True, True, True, True)
    assert (refused.ran, refused.right) == (False, False)
    assert (wrong.ran, wrong.right) == (True, False)


def test_there_are_enough_questions_of_every_kind() -> None:
    assert len(QUESTIONS) >= 60
    assert len(GOLD) == len(QUESTIONS)
    assert {one.kind for one in QUESTIONS} == KINDS
    assert sum(one.language == "ko" for one in QUESTIONS) >= 20
    assert sum(not one.rows for one in QUESTIONS) >= 10
    assert {one.kind for one in some_of(QUESTIONS, 12)} == KINDS


@pytest.mark.parametrize(
    ("values", "expected", "right"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a", "c"], ["a"], False),
        (["a"], ["a", "b"], False),
        ([], [], True),
        (["a"], [], False),
        ([], ["a"], False),
    ],
)
def test_every_row_and_every_value_counts(values: list[str], expected: list[str], right: bool) -> None:
    assert is_right([frozenset({value, "beside"}) for value in values], expected) is right

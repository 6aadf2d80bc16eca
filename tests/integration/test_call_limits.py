"""Calls counted by the minute in the job database, on SQLite and on a real Postgres, by tasks and processes at once."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from langchain_core.prompts import ChatPromptTemplate

from api.keys.limits import CallLimits
from api.keys.table import ApiKeyTable
from api.models import batch_client, open_chat_model
from api.rates.table import CallTable
from api.settings import Settings, load_settings
from extraction.state.sql_database import SqlDatabase
from llm.client import ModelClient
from llm.errors import Remedies
from llm.limited_model import LimitedChatOpenAI
from llm.settings import ModelCallSettings
from schemas.api_key import KeyRequest
from schemas.errors import BackendError, ModelError
from schemas.rates import MinuteLimits
from tests.fakes import openai_server as fake
from tests.fakes.openai_server import ScriptedOpenAI
from tests.integration.test_jobs import until

TAKE = """
import asyncio, sys
from api.rates.table import CallTable
from extraction.state.sql_database import SqlDatabase
from schemas.rates import MinuteLimits
async def take():
    table = CallTable(SqlDatabase(sys.argv[1]))
    turns = [await table.take("model", MinuteLimits(requests=15)) for _ in range(12)]
    print(sum(turn.call is not None for turn in turns))
asyncio.run(take())
"""
REMEDIES = Remedies(later="", text_too_long="", reply_cut_off="", refused="", malformed="")


@pytest.fixture
async def database(jobs_url: str) -> AsyncIterator[SqlDatabase]:
    with closing(SqlDatabase(jobs_url)) as opened:
        await opened.migrate()
        yield opened


async def age(database: SqlDatabase, seconds: float) -> None:
    """Let so many seconds pass since all calls that are counted."""
    query = sa.text("UPDATE counted_call SET at = at - :seconds").bindparams(seconds=seconds)
    await database.run(lambda connection: connection.execute(query))


async def counted(database: SqlDatabase) -> list[int]:
    query = sa.text("SELECT tokens FROM counted_call ORDER BY id")
    return await database.run(lambda connection: list(connection.scalars(query)))


async def test_processes_count_together(jobs_url: str, database: SqlDatabase) -> None:
    programs = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", TAKE, jobs_url, stdout=asyncio.subprocess.PIPE
        )
        for _ in range(2)
    ]
    outputs = [await program.communicate() for program in programs]
    assert sum(int(output) for output, _ in outputs) == len(await counted(database)) == 15


async def test_requests_and_tokens_of_any_minute_stay_within_the_limits(
    jobs_url: str, database: SqlDatabase
) -> None:
    limits = MinuteLimits(requests=4, tokens=100)
    with closing(SqlDatabase(jobs_url)) as second:
        tables = [CallTable(database), CallTable(second)]
        turns = await asyncio.gather(*(tables[number % 2].take("model", limits, 30) for number in range(6)))
    table = tables[0]
    calls = [turn.call for turn in turns if turn.call is not None]
    assert len(calls) == 3, "a fourth would have been 120 tokens"
    assert all(58 < turn.wait_s <= 60 for turn in turns if turn.call is None)
    assert (await table.take("another model", limits, 30)).call is not None
    for call in calls:
        await table.correct(call, 5)
    assert (await table.take("model", limits, 30)).call is not None
    await age(database, 20)
    assert 38 < (await table.take("model", limits, 1)).wait_s <= 40, "these are four requests"
    await age(database, 40)
    assert (await table.take("model", limits, 500)).call is not None, (
        "more than ever fits has a minute of its own"
    )
    assert (await table.take("model", limits, 1)).wait_s > 58
    assert len(await counted(database)) == 2, "what is over is forgotten"


async def test_a_clock_that_is_set_back_stops_nobody(database: SqlDatabase) -> None:
    table, limits = CallTable(database), MinuteLimits(requests=1)
    assert (await table.take("model", limits)).call is not None
    await age(database, -3600)
    assert (await table.take("model", limits)).call is not None
    assert (await table.take("model", limits)).call is None


async def test_the_calls_of_a_key_are_those_at_all_servers(jobs_url: str, database: SqlDatabase) -> None:
    key = await ApiKeyTable(database).make(KeyRequest(name="reader", scopes=("read",), per_minute=2))
    free = await ApiKeyTable(database).make(KeyRequest(name="free", scopes=("read",)))
    with closing(SqlDatabase(jobs_url)) as second:
        servers = [CallLimits(database), CallLimits(second)]
        waits = [await servers[number % 2].seconds_to_wait(key) for number in range(3)]
    assert waits[:2] == [0, 0]
    assert 58 < waits[2] <= 60
    assert await servers[0].seconds_to_wait(free) == 0


def settings_of(jobs_url: str, home: Path, model_url: str, **limits: int) -> Settings:
    return load_settings(
        home=home, jobs_url=jobs_url, openai_base_url=model_url, openai_api_key="key", chat_limits=limits
    )


async def ask(client: ModelClient, text: str = "Who?") -> int:
    reply = await client.ask(system="Be brief.", user=text, counter=client.counter())
    return reply.input_tokens + reply.output_tokens


async def test_the_model_is_asked_no_more_often_than_agreed_by_all_clients_together(
    jobs_url: str, tmp_path: Path
) -> None:
    with ScriptedOpenAI(fake.say("Ada.")) as server, closing(SqlDatabase(jobs_url)) as database:
        settings = settings_of(jobs_url, tmp_path, server.base_url, requests=3)
        async with open_chat_model(settings) as first, open_chat_model(settings) as second:
            assert isinstance(first, LimitedChatOpenAI)
            assert isinstance(second, LimitedChatOpenAI)
            clients = [batch_client(settings, model) for model in (first, second)]
            asking = [asyncio.create_task(ask(clients[number % 2])) for number in range(5)]

            async def some_are_answered() -> bool:
                return sum(task.done() for task in asking) == 3

            await until(some_are_answered)
            await asyncio.sleep(0.3)
            assert len(server.requests) == 3
            await age(database, 60)
            used = await asyncio.gather(*asking)
        assert len(server.requests) == 5
        assert await counted(database) == used[:2], "of which the replies said how many tokens they had"


async def test_who_has_no_turn_in_time_is_told_when_to_come_again(jobs_url: str, tmp_path: Path) -> None:
    with ScriptedOpenAI(fake.say("Ada.")) as server:
        settings = settings_of(jobs_url, tmp_path, server.base_url, tokens=5_000)
        async with open_chat_model(settings) as model:
            assert isinstance(model, LimitedChatOpenAI)
            patient = ModelClient(model, ModelCallSettings(), REMEDIES)
            assert await ask(patient, "word " * 100)
            assert await ask(patient), "the first had fewer tokens than it was counted with"
            assert model.call_window is not None
            assert (await model.call_window.take(4_900)).call is not None
            calls = ModelCallSettings(longest_turn_s=0.3, longest_wait_s=1.0)
            with pytest.raises(ModelError, match="no turn within") as caught:
                await ask(ModelClient(model, calls, REMEDIES))
    assert caught.value.retryable
    assert 55 < (caught.value.retry_after_s or 0) <= 60
    assert len(server.requests) == 2


async def test_what_is_sent_is_counted_before_there_is_a_reply(jobs_url: str, tmp_path: Path) -> None:
    with (
        ScriptedOpenAI(fake.fail(401)) as server,
        closing(SqlDatabase(jobs_url)) as database,
    ):
        settings = settings_of(jobs_url, tmp_path, server.base_url, tokens=100_000)
        async with open_chat_model(settings) as model:
            assert model is not None
            client = batch_client(settings, model)
            chain = ChatPromptTemplate.from_messages([("system", "Be brief."), ("user", "{text}")]) | model
            with pytest.raises(ModelError):
                await client.ask_chain(chain, {"text": "word " * 1_000}, client.counter())
            with pytest.raises(ModelError):
                await client.ask_about(system="", user="What?", picture=b"PNG", counter=client.counter())
        in_text, in_picture = await counted(database)
    assert in_text == settings.chat_max_output_tokens + 1_003
    assert in_picture > settings.chat_max_output_tokens + 1_000


async def test_a_database_that_is_away_is_said_and_costs_no_reply(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/jobs.sqlite3"

    def reply(_request: fake.ChatRequest) -> fake.Reply:
        with closing(SqlDatabase(url)) as database, database.engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE counted_call"))
        return fake.say("Ada.")

    with ScriptedOpenAI(reply) as server:
        settings = settings_of(url, tmp_path, server.base_url, requests=3)
        async with open_chat_model(settings) as model:
            assert model is not None
            client = batch_client(settings, model)
            assert await ask(client)
            with pytest.raises(BackendError, match="job database"):
                await ask(client)
    assert len(server.requests) == 1

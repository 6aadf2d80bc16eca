"""Conversations in the job database: kept in order, and never more than the settings say."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.conversations.settings import ConversationSettings
from api.conversations.table import ConversationTable
from extraction.state.sql_database import SqlDatabase
from schemas.conversation import Turn
from schemas.errors import NotFoundError


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[SqlDatabase]:
    one = SqlDatabase(f"sqlite:///{tmp_path / 'jobs.sqlite3'}")
    await one.migrate()
    yield one
    one.close()


def turn(question: str, *, days_ago: float = 0) -> Turn:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    return Turn(question=question, read_as=question, answer="…", found=True, at=at)


async def test_turns_come_in_their_order_and_the_last_ones_are_kept(database: SqlDatabase) -> None:
    table = ConversationTable(database, ConversationSettings(max_turns=3))
    for number in range(5):
        await table.add("a", turn(f"q{number}"))
        await table.add("b", turn(f"other{number}"))
    assert [one.question for one in (await table.get("a")).turns] == ["q2", "q3", "q4"]
    assert [one.question for one in await table.turns("a", 2)] == ["q3", "q4"]
    assert await table.turns("none") == ()


async def test_what_went_on_longest_ago_goes(database: SqlDatabase) -> None:
    table = ConversationTable(database, ConversationSettings(max_conversations=2))
    for name in ("a", "b", "a", "c"):
        await table.add(name, turn(f"of {name}"))
    assert [one.id for one in await table.newest(10)] == ["c", "a"]
    assert [one.id for one in await table.newest(1)] == ["c"]


async def test_what_is_too_old_is_not_shown_and_goes_with_the_next_turn(database: SqlDatabase) -> None:
    patient = ConversationTable(database, ConversationSettings(max_age_days=100))
    table = ConversationTable(database, ConversationSettings(max_age_days=7))
    await patient.add("old", turn("long ago", days_ago=8))
    await patient.add("a", turn("long ago", days_ago=8))
    await patient.add("a", turn("now"))
    assert [one.id for one in await table.newest(10)] == ["a"]
    assert [one.question for one in await table.turns("a")] == ["now"]
    with pytest.raises(NotFoundError):
        await table.get("old")
    await table.add("a", turn("again"))
    assert [one.id for one in await patient.newest(10)] == ["a"]


async def test_a_conversation_is_deleted_alone(database: SqlDatabase) -> None:
    table = ConversationTable(database, ConversationSettings())
    await table.add("a", turn("of a"))
    await table.add("b", turn("of b"))
    await table.delete("a")
    assert [one.id for one in await table.newest(10)] == ["b"]
    with pytest.raises(NotFoundError, match="no conversation a"):
        await table.delete("a")

"""The rows of the conversations: one for each turn."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from api.conversations.settings import ConversationSettings
from extraction.state.sql_database import SqlDatabase
from schemas.conversation import Conversation, ConversationSummary, Turn
from schemas.errors import NotFoundError

METADATA = sa.MetaData()
_TURN = sa.Table(
    "conversation_turn",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation_id", sa.String(64), nullable=False, index=True),
    sa.Column("at", sa.String(40), nullable=False, index=True),
    sa.Column("turn", sa.Text, nullable=False),
)


class ConversationTable:
    """Reads and writes the turns; what is too old or too many goes with each one that is added."""

    def __init__(self, database: SqlDatabase, settings: ConversationSettings) -> None:
        self._database = database
        self._settings = settings

    async def turns(self, conversation_id: str, limit: int | None = None) -> tuple[Turn, ...]:
        """The last turns of the conversation, the last one last; none where there is no such conversation."""
        rows = (
            sa.select(_TURN.c.turn)
            .where(_TURN.c.conversation_id == conversation_id, _TURN.c.at >= self._oldest())
            .order_by(_TURN.c.id.desc())
            .limit(limit)
        )
        found = await self._database.run(lambda connection: connection.scalars(rows).all())
        return tuple(Turn.model_validate_json(text) for text in reversed(found))

    async def add(self, conversation_id: str, turn: Turn) -> None:
        """Keep the turn as the conversation's last."""
        values = {
            "conversation_id": conversation_id,
            "at": turn.at.isoformat(),
            "turn": turn.model_dump_json(),
        }

        def work(connection: sa.Connection) -> None:
            connection.execute(sa.insert(_TURN).values(values))
            self._tidy(connection, conversation_id)

        await self._database.run(work)

    async def get(self, conversation_id: str) -> Conversation:
        """The conversation with all turns that are kept.

        Raises:
            NotFoundError: there is none.
        """
        turns = await self.turns(conversation_id)
        if not turns:
            raise _unknown(conversation_id)
        return Conversation(id=conversation_id, turns=turns)

    async def newest(self, limit: int) -> list[ConversationSummary]:
        """The conversations that went on last, the latest first."""
        of = sa.select(
            _TURN.c.conversation_id.label("id"),
            sa.func.count().label("turns"),
            sa.func.min(_TURN.c.id).label("first"),
            sa.func.min(_TURN.c.at).label("began_at"),
            sa.func.max(_TURN.c.at).label("last_at"),
        )
        of = of.where(_TURN.c.at >= self._oldest()).group_by(_TURN.c.conversation_id)
        each = of.order_by(sa.desc("last_at"), "id").limit(limit).subquery()
        query = sa.select(each, _TURN.c.turn).join(_TURN, _TURN.c.id == each.c.first)
        query = query.order_by(each.c.last_at.desc(), each.c.id)
        rows = await self._database.run(lambda connection: connection.execute(query).all())
        return [
            ConversationSummary(
                id=row.id,
                first_question=Turn.model_validate_json(row.turn).question,
                turns=row.turns,
                began_at=datetime.fromisoformat(row.began_at),
                last_at=datetime.fromisoformat(row.last_at),
            )
            for row in rows
        ]

    async def delete(self, conversation_id: str) -> None:
        """Forget the conversation.

        Raises:
            NotFoundError: there is none.
        """
        query = sa.delete(_TURN).where(_TURN.c.conversation_id == conversation_id)
        if not await self._database.run(lambda connection: connection.execute(query).rowcount):
            raise _unknown(conversation_id)

    def _oldest(self) -> str:
        return (datetime.now(UTC) - timedelta(days=self._settings.max_age_days)).isoformat()

    def _tidy(self, connection: sa.Connection, conversation_id: str) -> None:
        """Delete what is too old, the first turns of a long conversation, and the conversations that went on longest ago."""
        own = sa.select(_TURN.c.id).where(_TURN.c.conversation_id == conversation_id)
        kept = own.order_by(_TURN.c.id.desc()).limit(self._settings.max_turns)
        last = sa.select(_TURN.c.conversation_id).group_by(_TURN.c.conversation_id)
        kept_conversations = last.order_by(sa.func.max(_TURN.c.id).desc()).limit(
            self._settings.max_conversations
        )
        connection.execute(sa.delete(_TURN).where(_TURN.c.at < self._oldest()))
        connection.execute(
            sa.delete(_TURN).where(_TURN.c.conversation_id == conversation_id, _TURN.c.id.not_in(kept))
        )
        connection.execute(sa.delete(_TURN).where(_TURN.c.conversation_id.not_in(kept_conversations)))


def _unknown(conversation_id: str) -> NotFoundError:
    return NotFoundError(
        f"there is no conversation {conversation_id}",
        remedy="list the conversations: GET /v1/conversations, or citegraph conversations list",
    )

"""The ledger of decisions about entities and facts."""

from kg.db.database import ReadDatabase
from kg.db.queries import decisions as queries
from schemas.errors import NotFoundError
from schemas.graph import Decision


class DecisionReader:
    """Everything that persons and rules decided about entities and facts."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def page(self, limit: int = 50, after: str | None = None) -> list[Decision]:
        """At most `limit` of them, undone ones too, latest first; `after` is the id of the last one of the page before."""
        return await self._database.rows(Decision, queries.LIST_DECISIONS, limit=limit, after=after)

    async def get(self, decision_id: str) -> Decision:
        """The decision of this id.

        Raises:
            NotFoundError: there is none.
        """
        return only(decision_id, await self._database.rows(Decision, queries.GET_DECISION, id=decision_id))


def only(decision_id: str, found: list[Decision]) -> Decision:
    """The one decision found.

    Raises:
        NotFoundError: none was.
    """
    if not found:
        raise NotFoundError(
            f"There is no decision {decision_id!r}.", remedy="List the decisions to see their ids."
        )
    return found[0]

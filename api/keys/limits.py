"""How often the keys may call."""

import math

from api.rates.table import CallTable
from extraction.state.sql_database import SqlDatabase
from schemas.api_key import ApiKey
from schemas.rates import MinuteLimits


class CallLimits:
    """Counts the calls of each key within the last minute, those of all servers of the graph together."""

    def __init__(self, database: SqlDatabase) -> None:
        self._table = CallTable(database)

    async def seconds_to_wait(self, key: ApiKey) -> int:
        """0 where the key may call now, and the call counts; else whole seconds until it may.

        Raises:
            BackendError: the job database failed.
        """
        if key.per_minute is None:
            return 0
        turn = await self._table.take(f"key {key.id}", MinuteLimits(requests=key.per_minute))
        return math.ceil(turn.wait_s)

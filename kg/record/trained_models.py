"""Keeping the records of trained link predictors."""

import json

from kg.db.database import Database, Transaction, execute
from kg.db.queries import settings as queries
from schemas.graph import KgeModel


class TrainedModelWriter:
    """Writes the records of trained link predictors; the model itself is a file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def save(self, model: KgeModel) -> None:
        """Keep the model's record under its version."""

        async def work(tx: Transaction) -> None:
            # A node cannot hold a map, so the metrics are kept as JSON.
            row = {**model.model_dump(), "metrics": json.dumps(model.metrics, sort_keys=True)}
            await execute(tx, queries.SAVE_KGE_MODEL, **row)

        await self._database.write(work)

"""What is known about trained link predictors."""

import json

from pydantic import Json

from kg.db.database import Transaction, execute
from kg.db.queries import settings as queries
from kg.db.store_part import StorePart
from schemas.kge import KgeModel


class _StoredModel(KgeModel):
    metrics: Json[dict[str, float]]


class TrainedModels(StorePart):
    """Records of trained link predictors; the model itself is a file."""

    async def save_kge_model(self, model: KgeModel) -> None:
        """The model's record is kept under its version."""

        async def work(tx: Transaction) -> None:
            # A node cannot hold a map, so the metrics are kept as JSON.
            row = {**model.model_dump(), "metrics": json.dumps(model.metrics, sort_keys=True)}
            await execute(tx, queries.SAVE_KGE_MODEL, **row)

        await self._database.write(work)

    async def find_kge_model(self) -> KgeModel | None:
        """The record of the latest version."""
        found = await self._database.rows(_StoredModel, queries.READ_KGE_MODEL)
        return KgeModel(**found[0].model_dump()) if found else None

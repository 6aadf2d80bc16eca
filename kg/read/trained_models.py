"""Records of trained link predictors; the model itself is a file."""

from pydantic import Json

from kg.db.database import ReadDatabase
from kg.db.queries import settings as queries
from schemas.graph import KgeModel


class _StoredModel(KgeModel):
    metrics: Json[dict[str, float]]


class TrainedModelReader:
    """What is known about trained link predictors."""

    def __init__(self, database: ReadDatabase) -> None:
        self._database = database

    async def find_latest(self) -> KgeModel | None:
        """The record of the latest version."""
        found = await self._database.rows(_StoredModel, queries.READ_KGE_MODEL)
        return KgeModel(**found[0].model_dump()) if found else None

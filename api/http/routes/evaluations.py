"""How well questions were answered when it was last measured."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query

from api.http.deps import SettingsDep
from api.http.examples import EVALUATION
from api.http.openapi import example
from evaluation.kept_reports import EvaluationSummary, KeptReports
from schemas.value import Value

router = APIRouter(prefix="/v1/evaluations", tags=["evaluations"])


class EvaluationPage(Value):
    """Runs of `citegraph eval`, the newest first."""

    items: tuple[EvaluationSummary, ...]


@router.get("", responses=example(EvaluationPage(items=(EVALUATION,))))
async def list_evaluations(
    settings: SettingsDep, limit: Annotated[int, Query(ge=1, le=20)] = 5
) -> EvaluationPage:
    """The last runs of `citegraph eval` with this graph's settings on this machine: figures with 95 % intervals."""
    kept = KeptReports(settings.evaluations_dir)
    return EvaluationPage(items=tuple(await asyncio.to_thread(kept.newest, limit)))

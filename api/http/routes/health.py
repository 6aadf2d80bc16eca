"""Is it alive, and can it work?"""

import math
from http import HTTPStatus

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.http.deps import AnyGraphDep, AnyJobsDep, SettingsDep
from api.http.openapi import problems
from api.http.problems import FieldProblem, problem_response, status_problem
from api.http.readiness import FRESH_S, Readiness
from api.metrics import MEDIA_TYPE, metrics_page
from schemas.value import Value

router = APIRouter(tags=["health"])


class Health(Value):
    """The process answers."""

    status: str = "ok"


@router.get("/healthz")
async def healthz() -> Health:
    """Whether the process is alive; asks nothing of Neo4j."""
    return Health()


@router.get("/readyz", response_model=Readiness, responses=problems(HTTPStatus.SERVICE_UNAVAILABLE))
async def readyz(
    request: Request, graph: AnyGraphDep, jobs: AnyJobsDep, settings: SettingsDep
) -> Readiness | JSONResponse:
    """Whether Neo4j, its indexes, the job database and the models are there, and the data folder can be written; 503 with the remedy where not."""
    found = await request.app.state.readiness.check(
        graph, jobs, request.state.warm_up, settings.neo4j_timeout_s
    )
    if found.ready:
        return Readiness.model_validate(found)
    broken = [check for check in found.checks if not check.ok]
    problem = status_problem(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "; ".join(check.message for check in broken),
        request.url.path,
        remedy=next((check.remedy for check in broken if check.remedy), ""),
    )
    errors = tuple(FieldProblem(place=check.name, message=check.message) for check in broken)
    return problem_response(
        problem.model_copy(update={"errors": errors, "retry_after_s": math.ceil(FRESH_S)})
    )


@router.get("/metrics", include_in_schema=False)
async def metrics(jobs: AnyJobsDep, settings: SettingsDep) -> Response:
    """What is counted, for Prometheus; a key that opens `read` is needed where the server wants keys."""
    return Response(await metrics_page(jobs, settings.admission), media_type=MEDIA_TYPE)

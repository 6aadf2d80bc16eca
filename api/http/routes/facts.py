"""The facts of the graph."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.http.deps import DryRun, GraphDep
from api.http.examples import FACT, REJECTION
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from schemas.graph import DecisionOutcome, Fact
from schemas.value import Value

router = APIRouter(prefix="/v1/facts", tags=["facts"], route_class=JsonRoute)


class FactPage(Value):
    """Facts, those that most chunks state first; rejected ones, the latest first."""

    items: tuple[Fact, ...]


class Reject(Value):
    """Why a fact is not true, and who says so."""

    reason: str = Field(default="", max_length=1000, examples=["she only visited"])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])


@router.get(
    "",
    responses=example(FactPage(items=(FACT,))) | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
)
async def list_facts(
    graph: GraphDep,
    entity: Annotated[str, Query(max_length=1000, description="An entity's id or exact name.")] = "",
    relation: Annotated[str, Query(max_length=100, description="A relation type of the schema.")] = "",
    rejected: Annotated[bool, Query(description="Those that were rejected.")] = False,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> FactPage:
    """Facts by entity and relation type; of rejected ones `support` counts the chunks that state them all the same."""
    return FactPage(items=tuple(await graph.curator.facts(entity, relation, limit, rejected=rejected)))


@router.post(
    "/{fact_id}/reject", responses=example(REJECTION) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
)
async def reject_fact(
    fact_id: str, graph: GraphDep, reject: Reject | None = None, dry_run: DryRun = False
) -> DecisionOutcome:
    """Say that a fact is not true, whatever documents state it; `POST /v1/facts/{id}/restore` takes it back exactly."""
    why = reject or Reject()
    return await graph.curator.reject(fact_id, reason=why.reason, decided_by=why.decided_by, dry_run=dry_run)


@router.post("/{fact_id}/restore", responses=example(REJECTION) | problems(HTTPStatus.NOT_FOUND))
async def restore_fact(fact_id: str, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Bring a rejected fact back, with everything that states it now."""
    return await graph.curator.restore(fact_id, dry_run=dry_run)

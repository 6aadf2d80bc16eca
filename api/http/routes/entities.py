"""The entities of the graph."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.http.deps import DryRun, GraphDep
from api.http.examples import CANDIDATE, ENTITY, OUTCOME
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from schemas.graph import DecisionOutcome, Entity, MergeCandidate
from schemas.value import Value

router = APIRouter(prefix="/v1/entities", tags=["entities"], route_class=JsonRoute)


class EntityPage(Value):
    """Entities, the most mentioned first."""

    items: tuple[Entity, ...]


class CandidatePage(Value):
    """Pairs of entities that may be one thing, the likeliest first."""

    items: tuple[MergeCandidate, ...]


class Merge(Value):
    """Which entity is the same thing as which other, each by its id or exact name."""

    source: str = Field(
        min_length=1,
        max_length=1000,
        description="The entity that goes into the other.",
        examples=["Countess of Lovelace"],
    )
    target: str = Field(
        min_length=1,
        max_length=1000,
        description="The entity that stays, with its name.",
        examples=["Ada Lovelace"],
    )
    reason: str = Field(default="", max_length=1000, examples=["her title"])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])


@router.get("", responses=example(EntityPage(items=(ENTITY,))))
async def list_entities(
    graph: GraphDep,
    query: Annotated[str, Query(max_length=200, description="Words of a name or alias.")] = "",
    type: Annotated[str, Query(max_length=100, description="An entity type of the schema.")] = "",  # noqa: A002
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> EntityPage:
    """Entities by name and type."""
    return EntityPage(items=tuple(await graph.store.reader.entities.search(query, type, limit)))


@router.get("/candidates", responses=example(CandidatePage(items=(CANDIDATE,))))
async def list_candidates(graph: GraphDep, limit: Annotated[int, Query(ge=1, le=500)] = 50) -> CandidatePage:
    """Pairs that may be one thing; `POST /v1/entities/merge` says that they are, `POST /v1/entities/separate` that not."""
    return CandidatePage(items=tuple(await graph.store.names.candidates(limit)))


@router.post(
    "/merge",
    responses=example(OUTCOME) | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
)
async def merge_entities(merge: Merge, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Say that two entities are one thing; `POST /v1/decisions/{id}/undo` takes it back exactly."""
    return await graph.curator.merge(
        merge.source, merge.target, reason=merge.reason, decided_by=merge.decided_by, dry_run=dry_run
    )

"""What a person decides about entities beside merging: keeping apart, splitting, type and name."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.http.deps import DryRun, GraphDep
from api.http.examples import MENTION, OUTCOME
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from kg.view.decision_entry import Why
from schemas.graph import DecisionOutcome, EntityMention, MentionPlace
from schemas.value import Value

router = APIRouter(prefix="/v1/entities", tags=["entities"], route_class=JsonRoute)
_RESPONSES = example(OUTCOME) | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
_NAME = Field(
    min_length=1, max_length=1000, description="An entity by id or exact name.", examples=["Li Wei"]
)


class MentionPage(Value):
    """Places that name an entity, by document."""

    items: tuple[EntityMention, ...]


class EntityDecision(Value):
    """Which entity is meant, why something is decided about it, and by whom."""

    entity: str = _NAME
    reason: str = Field(default="", max_length=1000, examples=["a banker and a captain"])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])


class Separate(EntityDecision):
    """Which two are different things: entities, or two names that were put together as one."""

    other: str = _NAME


class Split(EntityDecision):
    """Where the name means another thing, and what that is called."""

    documents: tuple[str, ...] = Field(
        default=(), max_length=1000, description="Documents by id or source.", examples=[["weiB.txt"]]
    )
    mentions: tuple[MentionPlace, ...] = Field(
        default=(), max_length=1000, description="Single places, as `GET /v1/entities/mentions` shows them."
    )
    name: str = Field(default="", max_length=200, examples=["Li Wei (captain)"])


class Retype(EntityDecision):
    """The type that the entity has, whatever its mentions say."""

    type: str = Field(min_length=1, max_length=100, examples=["Person"])


class Rename(EntityDecision):
    """The name by which the entity is shown, and found."""

    name: str = Field(min_length=1, max_length=200, examples=["Li Wei (banker)"])


@router.get(
    "/mentions",
    responses=example(MentionPage(items=(MENTION,))) | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
)
async def list_mentions(
    graph: GraphDep,
    entity: Annotated[str, Query(min_length=1, max_length=1000, description="Id or exact name.")],
    document: Annotated[str, Query(max_length=1000, description="Only in this one: id or source.")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    skip: Annotated[int, Query(ge=0, description="Leave out so many from the start.")] = 0,
) -> MentionPage:
    """Where documents name an entity, with the words around: the places that a split takes."""
    return MentionPage(items=tuple(await graph.curator.mentions(entity, document, limit=limit, skip=skip)))


@router.post("/separate", responses=_RESPONSES)
async def separate_entities(separate: Separate, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Say that two are different things; what a rule joined comes apart, and no rule joins them, be it through a third."""
    return await graph.curator.separate(
        separate.entity,
        separate.other,
        reason=separate.reason,
        decided_by=separate.decided_by,
        dry_run=dry_run,
    )


@router.post("/split", responses=_RESPONSES)
async def split_entity(split: Split, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Say that one name means two things: what these documents and mentions name so becomes an entity of its own."""
    return await graph.curator.split(
        split.entity,
        documents=split.documents,
        mentions=split.mentions,
        name=split.name,
        why=Why(reason=split.reason, decided_by=split.decided_by),
        dry_run=dry_run,
    )


@router.post("/retype", responses=_RESPONSES)
async def retype_entity(retype: Retype, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Say of which type of the schema an entity is, whatever its mentions say."""
    return await graph.curator.retype(
        retype.entity, retype.type, reason=retype.reason, decided_by=retype.decided_by, dry_run=dry_run
    )


@router.post("/rename", responses=_RESPONSES)
async def rename_entity(rename: Rename, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Say how an entity is called; the names in the texts stay among its aliases."""
    return await graph.curator.rename(
        rename.entity, rename.name, reason=rename.reason, decided_by=rename.decided_by, dry_run=dry_run
    )

"""Facts that may be missing, and what persons hold of them."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from api.bootstrap import GraphServices
from api.http.deps import DryRun, GraphDep
from api.http.examples import JUDGED_SUGGESTION, SUGGESTION, SUGGESTION_ACCEPTED
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from kg.curation.suggestions import Suggestions
from kg.view.decision_entry import Why
from schemas.graph import DecisionOutcome
from schemas.suggestion import JudgedSuggestion
from schemas.value import Value

router = APIRouter(prefix="/v1/suggestions", tags=["facts"], route_class=JsonRoute)
_JUDGED = example(SUGGESTION_ACCEPTED) | problems(
    HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT
)


class JudgedPage(Value):
    """Suggestions that persons judged, the latest first."""

    items: tuple[JudgedSuggestion, ...]


class Judgement(Value):
    """A statement, what a person says of it, and why; head and tail by id or exact name."""

    head: str = Field(min_length=1, max_length=1000, examples=[SUGGESTION.head_name])
    relation: str = Field(min_length=1, max_length=100, examples=[SUGGESTION.relation])
    tail: str = Field(min_length=1, max_length=1000, examples=[SUGGESTION.tail_name])
    reason: str = Field(default="", max_length=1000, examples=["she told me"])
    decided_by: str = Field(default="API", min_length=1, max_length=100, examples=["mina"])


@router.get(
    "",
    responses=example(Suggestions(items=(SUGGESTION,)))
    | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
)
async def list_suggestions(
    graph: GraphDep,
    entity: Annotated[str, Query(max_length=1000, description="An entity's id or exact name.")] = "",
    relation: Annotated[str, Query(max_length=100, description="A relation type of the graph's facts.")] = "",
    limit: Annotated[int, Query(ge=1, le=200)] = 20,
) -> Suggestions:
    """Statements that no document makes and that the link predictor takes for facts, with where to look; no answer cites them.

    Those that a person accepted or rejected are not suggested again. Without a predictor that is surely better than
    counting there are none, and `note` says why.
    """
    return await graph.suggestions.suggest(entity, relation, limit)


@router.get(
    "/judged",
    responses=example(JudgedPage(items=(JUDGED_SUGGESTION,)))
    | problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
)
async def list_judged(
    graph: GraphDep,
    accepted: Annotated[
        bool, Query(description="Those that were accepted, or those that were rejected.")
    ] = True,
    entity: Annotated[str, Query(max_length=1000, description="An entity's id or exact name.")] = "",
) -> JudgedPage:
    """What persons hold of suggestions; `support` counts the chunks that state one by now, which makes it a fact."""
    return JudgedPage(items=tuple(await graph.suggestions.judged(entity, accepted=accepted)))


@router.post("/accept", responses=_JUDGED)
async def accept_suggestion(
    judgement: Judgement, graph: GraphDep, dry_run: DryRun = False
) -> DecisionOutcome:
    """Keep that a person holds a suggestion for true, as a decision that can be undone: no fact, and never cited."""
    return await _judge(graph, judgement, accepted=True, dry_run=dry_run)


@router.post("/reject", responses=_JUDGED)
async def reject_suggestion(
    judgement: Judgement, graph: GraphDep, dry_run: DryRun = False
) -> DecisionOutcome:
    """Keep that a person holds a suggestion for false, as a decision that can be undone.

    It is not made again; a fact that a document states later is seen all the same.
    """
    return await _judge(graph, judgement, accepted=False, dry_run=dry_run)


async def _judge(
    graph: GraphServices, judgement: Judgement, *, accepted: bool, dry_run: bool
) -> DecisionOutcome:
    statement = judgement.head, judgement.relation, judgement.tail
    why = Why(reason=judgement.reason, decided_by=judgement.decided_by)
    return await graph.suggestions.judge(statement, why, accepted=accepted, dry_run=dry_run)

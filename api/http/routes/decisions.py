"""What was decided about entities and facts, and taking it back."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from api.http.deps import DryRun, GraphDep
from api.http.examples import DECISION, OUTCOME
from api.http.openapi import example, problems
from schemas.graph import Decision, DecisionOutcome
from schemas.value import Value

router = APIRouter(prefix="/v1/decisions", tags=["entities"])


class DecisionPage(Value):
    """Some decisions, the latest first; `next` is the `after` of the next page, None on the last."""

    items: tuple[Decision, ...]
    next: str | None = None


@router.get("", responses=example(DecisionPage(items=(DECISION,))))
async def list_decisions(
    graph: GraphDep,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    after: Annotated[str | None, Query(max_length=200, description="The `next` of the page before.")] = None,
) -> DecisionPage:
    """Who decided what about which entities and facts, and why, undone decisions too, a page at a time."""
    found = await graph.store.reader.decisions.page(limit + 1, after)
    items = tuple(found[:limit])
    return DecisionPage(items=items, next=items[-1].id if len(found) > limit else None)


@router.post(
    "/{decision_id}/undo", responses=example(OUTCOME) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT)
)
async def undo_decision(decision_id: str, graph: GraphDep, dry_run: DryRun = False) -> DecisionOutcome:
    """Take a decision of any kind back: the graph is as if it had never been made."""
    return await graph.curator.undo(decision_id, dry_run=dry_run)

"""The entities of the graph."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.http.deps import GraphDep
from api.http.examples import ENTITY
from api.http.openapi import example
from schemas.entity import Entity
from schemas.value import Value

router = APIRouter(prefix="/v1/entities", tags=["entities"])


class EntityPage(Value):
    """Entities, the most mentioned first."""

    items: tuple[Entity, ...]


@router.get("", responses=example(EntityPage(items=(ENTITY,))))
async def list_entities(
    graph: GraphDep,
    query: Annotated[str, Query(max_length=200, description="Words of a name or alias.")] = "",
    type: Annotated[str, Query(max_length=100, description="An entity type of the schema.")] = "",  # noqa: A002
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
) -> EntityPage:
    """Entities by name and type."""
    return EntityPage(items=tuple(await graph.store.reader.entities.search(query, type, limit)))

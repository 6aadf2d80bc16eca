"""Graph schemas and trained models that are kept with the graph."""

from datetime import timedelta

import pytest

from kg.store import Neo4jGraphStore
from schemas.errors import ConflictError, NotFoundError
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
from schemas.kge import KgeModel
from tests.fakes.document_graphs import AT


def _schema(version: int, *, name: str = "Person") -> GraphSchema:
    return GraphSchema(
        version=version,
        status="draft",
        entity_types=(EntityType(name=name, count=3, examples=("Ann went.",), merged_from=("Human",)),),
        relation_types=(RelationType(name="KNOWS"),),
        patterns=(Pattern(head=name, relation="KNOWS", tail=name),),
        created_at=AT,
    )


async def test_a_schema_comes_back_as_it_was_saved(store: Neo4jGraphStore) -> None:
    assert await store.approved_schema() is None
    assert await store.draft_schema() is None
    await store.save_schema(_schema(1))
    await store.save_schema(_schema(2))
    assert await store.schemas() == [_schema(1), _schema(2)]
    assert await store.draft_schema() == _schema(2)
    await store.save_schema(_schema(2, name="Place"))
    assert await store.draft_schema() == _schema(2, name="Place")


async def test_at_most_one_schema_is_approved(store: Neo4jGraphStore) -> None:
    for version in (1, 2, 3):
        await store.save_schema(_schema(version))
    approved = await store.approve_schema(1, "ann")
    assert approved == _schema(1).model_copy(update={"status": "approved"})
    await store.approve_schema(2, "ann")
    assert await store.approve_schema(2, "bob") == await store.approved_schema()
    assert [one.status for one in await store.schemas()] == ["superseded", "approved", "draft"]
    await store.save_schema(_schema(4).model_copy(update={"status": "approved"}))
    assert [one.status for one in await store.schemas()] == [*["superseded"] * 3, "approved"]
    assert await store.draft_schema() is None
    with pytest.raises(NotFoundError):
        await store.approve_schema(9, "ann")


async def test_an_approved_schema_is_not_changed_under_its_number(store: Neo4jGraphStore) -> None:
    await store.save_schema(_schema(1))
    await store.approve_schema(1, "ann")
    with pytest.raises(ConflictError, match="approved"):
        await store.save_schema(_schema(1, name="Place"))
    approved = await store.approved_schema()
    assert approved is not None
    await store.save_schema(approved)
    assert await store.schemas() == [approved]


async def test_the_latest_trained_model_is_found(store: Neo4jGraphStore) -> None:
    assert await store.find_kge_model() is None
    first = KgeModel(
        version=1,
        model="RotatE",
        graph_version=5,
        metrics={"mrr": 0.25, "baseline_mrr": 0.5},
        path="kge/1",
        trained_at=AT,
    )
    second = first.model_copy(update={"version": 2, "trained_at": AT + timedelta(days=1)})
    await store.save_kge_model(second)
    await store.save_kge_model(first)
    assert await store.find_kge_model() == second

"""Graph schemas and trained models that are kept with the graph."""

from datetime import timedelta

import pytest

from kg.store import Neo4jGraphStore
from schemas.errors import ConflictError, NotFoundError
from schemas.graph import KgeModel
from schemas.graph_schema import EntityType, GraphSchema, Pattern, RelationType
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
    assert await store.reader.schemas.find_approved() is None
    assert await store.reader.schemas.find_draft() is None
    await store.schemas.save(_schema(1))
    await store.schemas.save(_schema(2))
    assert await store.reader.schemas.all() == [_schema(1), _schema(2)]
    assert await store.reader.schemas.find_draft() == _schema(2)
    await store.schemas.save(_schema(2, name="Place"))
    assert await store.reader.schemas.find_draft() == _schema(2, name="Place")


async def test_at_most_one_schema_is_approved(store: Neo4jGraphStore) -> None:
    for version in (1, 2, 3):
        await store.schemas.save(_schema(version))
    approved = await store.schemas.approve(1, "ann")
    assert approved == _schema(1).model_copy(update={"status": "approved"})
    await store.schemas.approve(2, "ann")
    assert await store.schemas.approve(2, "bob") == await store.reader.schemas.find_approved()
    assert [one.status for one in await store.reader.schemas.all()] == ["superseded", "approved", "draft"]
    await store.schemas.save(_schema(4).model_copy(update={"status": "approved"}))
    assert [one.status for one in await store.reader.schemas.all()] == [*["superseded"] * 3, "approved"]
    assert await store.reader.schemas.find_draft() is None
    with pytest.raises(NotFoundError):
        await store.schemas.approve(9, "ann")


async def test_an_approved_schema_is_not_changed_under_its_number(store: Neo4jGraphStore) -> None:
    await store.schemas.save(_schema(1))
    await store.schemas.approve(1, "ann")
    with pytest.raises(ConflictError, match="approved"):
        await store.schemas.save(_schema(1, name="Place"))
    approved = await store.reader.schemas.find_approved()
    assert approved is not None
    await store.schemas.save(approved)
    assert await store.reader.schemas.all() == [approved]


async def test_the_latest_trained_model_is_found(store: Neo4jGraphStore) -> None:
    assert await store.reader.trained_models.find_latest() is None
    first = KgeModel(
        version=1,
        model="RotatE",
        graph_version=5,
        metrics={"mrr": 0.25, "baseline_mrr": 0.5},
        path="kge/1",
        trained_at=AT,
    )
    second = first.model_copy(update={"version": 2, "trained_at": AT + timedelta(days=1)})
    await store.trained_models.save(second)
    await store.trained_models.save(first)
    assert await store.reader.trained_models.find_latest() == second

"""What a person changes leaves a graph in which everything can be found by meaning."""

import pytest
from neo4j import AsyncDriver

from kg.curation.curator import Curator
from kg.store import Neo4jGraphStore
from schemas.errors import ConflictError, InputError, NotFoundError
from schemas.ids import LEGAL_FORM, entity_id
from tests.fakes.document_graphs import document_graph, origin
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.graph_dump import graph_dump

_LONG = document_graph("long", [[("Ada Lovelace", "WROTE", "Notes"), ("Ada Lovelace", "KNOWS", "Babbage")]])
_TITLE = document_graph(
    "title",
    [[("Countess of Lovelace", "WROTE", "Notes")] * 3 + [("Countess of Lovelace", "LIVES_IN", "Ockham")]],
)


@pytest.fixture
async def curator(store: Neo4jGraphStore, embedder: FakeEmbedder) -> Curator:
    await add_documents(store, embedder, [_LONG, _TITLE])
    return Curator(store, embedder)


async def _assert_complete(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    assert await store.vectors.count_pending() == 0
    facts = await store.reader.facts.nearest(embedder.embed(["Ada Lovelace wrote Notes"])[0].tolist(), 50)
    assert len(facts) == (await store.reader.counts()).facts
    entities = await store.reader.entities.nearest(embedder.embed(["Ada Lovelace"])[0].tolist(), 50)
    assert len(entities) == (await store.reader.counts()).entities


async def test_everything_is_found_by_meaning_after_a_merge_its_undoing_and_a_deletion(
    curator: Curator, store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    outcome = await curator.merge("Countess of Lovelace", "Ada Lovelace", decided_by="ann")
    assert outcome.decision.reason == "Countess of Lovelace is Ada Lovelace"
    await _assert_complete(store, embedder)
    await curator.undo(outcome.decision.id)
    await _assert_complete(store, embedder)
    await curator.merge("Ada Lovelace", origin("Countess of Lovelace"), decided_by="ann")
    await curator.delete_document(_TITLE.document.id)
    await _assert_complete(store, embedder)
    assert (await store.reader.entities.get(origin("Countess of Lovelace"))).name == "Ada Lovelace"


async def test_the_merged_entity_has_the_name_of_the_one_that_was_kept(
    curator: Curator, store: Neo4jGraphStore
) -> None:
    outcome = await curator.merge("Countess of Lovelace", "Ada Lovelace", decided_by="ann")
    (merged,) = outcome.entities
    assert (merged.id, merged.name, merged.mentions) == (origin("Ada Lovelace"), "Ada Lovelace", 6)
    assert merged.aliases == ("Ada Lovelace", "Countess of Lovelace")
    assert {fact.text for fact in await store.reader.facts.of([merged.id])} == {
        "Ada Lovelace wrote Notes",
        "Ada Lovelace knows Babbage",
        "Ada Lovelace lives in Ockham",
    }
    again = document_graph("more", [[("Countess of Lovelace", "MET", "Somerville")] * 5])
    await store.documents.write([again], publish=True)
    assert (await store.reader.entities.get(merged.id)).name == "Ada Lovelace"
    apart = await curator.undo(outcome.decision.id)
    assert [entity.name for entity in apart.entities] == ["Ada Lovelace", "Countess of Lovelace"]


async def test_documents_that_come_after_a_merge_keep_the_name(
    curator: Curator, store: Neo4jGraphStore
) -> None:
    await curator.merge("Countess of Lovelace", "Ada Lovelace", decided_by="ann")
    for graph in (_LONG, _TITLE):
        await curator.delete_document(graph.document.id)
    both = document_graph(
        "both", [[("Countess of Lovelace", "WROTE", "Notes")] * 3 + [("Ada Lovelace", "KNOWS", "Babbage")]]
    )
    await store.documents.write([both], publish=True)
    assert (await store.reader.entities.get(origin("Ada Lovelace"))).name == "Ada Lovelace"


async def test_a_dry_run_says_what_would_be_and_changes_nothing(
    curator: Curator, store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    before = await graph_dump(driver)
    planned = await curator.merge("Countess of Lovelace", "Ada Lovelace", decided_by="ann", dry_run=True)
    assert planned.dry_run
    assert [entity.mentions for entity in planned.entities] == [6]
    removal = await curator.delete_document(_LONG.document.id, dry_run=True)
    assert removal.entities == ("Ada Lovelace", "Babbage")
    assert await graph_dump(driver) == before
    outcome = await curator.merge("Countess of Lovelace", "Ada Lovelace", decided_by="ann")
    merged = await graph_dump(driver)
    apart = await curator.undo(outcome.decision.id, dry_run=True)
    assert (len(apart.entities), apart.decision.undone_at is None) == (2, False)
    assert await graph_dump(driver) == merged
    assert await store.vectors.count_pending() == 0


async def test_what_is_meant_has_to_be_one_entity(
    curator: Curator, store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    company = entity_id("ada lovelace", LEGAL_FORM)
    other = document_graph("firm", [[("Ada Lovelace", "OWNS", "Ockham")]])
    mention = other.mentions[0].model_copy(update={"origin": company})
    evidence = other.evidence[0].model_copy(update={"head_origin": company})
    other = other.model_copy(update={"mentions": (mention, other.mentions[1]), "evidence": (evidence,)})
    await add_documents(store, embedder, [other])
    with pytest.raises(InputError, match="Several") as several:
        await curator.merge("Ada Lovelace", "Babbage", decided_by="ann")
    assert company in several.value.remedy
    with pytest.raises(NotFoundError, match="Nobody"):
        await curator.merge("Nobody", "Babbage", decided_by="ann")
    with pytest.raises(ConflictError, match="itself"):
        await curator.merge("Babbage", "Babbage", decided_by="ann")

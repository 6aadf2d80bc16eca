"""Documents on their way in and out of the graph."""

import asyncio
from datetime import UTC, datetime

import pytest
from neo4j import AsyncDriver

from kg.record.batches import slices_of
from kg.record.rows import write_slices
from kg.store import Neo4jGraphStore
from schemas.chunk import Chunk
from schemas.document import Block
from schemas.document_graph import DocumentGraph, Mention
from schemas.errors import ConflictError, NotFoundError, SchemaViolationError
from schemas.warning import IngestWarning
from tests.fakes.document_graphs import document_graph, origin
from tests.fakes.graph_dump import count, graph_dump

_ACME = document_graph("acme.txt", [[("Ann", "FOUNDED", "Acme")], [("Acme", "OWNS", "Bolt")]])


async def _add(store: Neo4jGraphStore, *graphs: DocumentGraph) -> None:
    await store.documents.write(graphs)
    await store.documents.publish([graph.document.id for graph in graphs])


async def _chunks(store: Neo4jGraphStore, graph: DocumentGraph) -> list[Chunk]:
    return await store.reader.chunks.by_id([chunk.id for chunk in graph.chunks])


async def test_a_written_document_is_seen_by_no_read_before_it_is_published(store: Neo4jGraphStore) -> None:
    await store.documents.write([_ACME])
    ids = [chunk.id for chunk in _ACME.chunks]
    assert await store.reader.documents.page() == []
    assert await store.reader.documents.find("acme.txt") is None
    assert await store.reader.chunks.by_id([chunk.id for chunk in _ACME.chunks]) == []
    assert await store.reader.chunks.by_id(ids) == []
    assert await store.reader.chunks.neighbourhoods(ids, 1) == {}
    assert await store.reader.chunks.by_words(["founded"], 5) == []
    assert await store.reader.entities.search() == []
    assert await store.reader.entities.search("acme") == []
    assert await store.reader.entities.by_key(["acme"]) == []
    assert await store.reader.facts.of([origin("Acme")]) == []
    assert await store.reader.facts.types() == []
    assert await store.reader.facts.for_training() == []
    assert [parts async for parts in store.reader.parts.everything()] == []
    assert await store.reader.version() == 0
    with pytest.raises(NotFoundError):
        await store.reader.documents.get(_ACME.document.id)
    with pytest.raises(NotFoundError):
        await store.reader.entities.get(origin("Acme"))


async def test_typed_relationships_and_type_labels_appear_with_publishing(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    founded = "MATCH (:Thing)-[r:FOUNDED]->(:Thing) RETURN count(r)"
    await store.documents.write([_ACME])
    assert await count(driver, founded) == 0
    await store.documents.publish([_ACME.document.id])
    assert await count(driver, founded) == 1


async def test_blocks_labels_and_warnings_are_kept_and_a_document_from_before_has_none(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    known = {
        "blocks": (Block("heading", 0, 4, 1, "Acme"), Block("paragraph", 6, 20)),
        "page_labels": ("i", "ii"),
        "warnings": (IngestWarning(kind="page without text", place="page 2", remedy="Run OCR."),),
    }
    document = _ACME.document.model_copy(update=known)
    await _add(store, _ACME.model_copy(update={"document": document}))
    found = await store.reader.documents.get(document.id)
    assert (found.blocks, found.page_labels, found.warnings) == tuple(known.values())
    (listed,) = await store.reader.documents.page()
    assert (listed.blocks, listed.warnings) == ((), known["warnings"])
    await driver.execute_query("MATCH (d:Document) REMOVE d.blocks, d.page_labels, d.warnings")
    old = await store.reader.documents.get(document.id)
    assert (old.blocks, old.page_labels, old.warnings) == ((), (), ())


async def test_a_published_document_comes_back_as_it_was_written(store: Neo4jGraphStore) -> None:
    before = datetime.now(UTC)
    await _add(store, _ACME)
    document = await store.reader.documents.get(_ACME.document.id)
    assert document.ready_at is not None
    assert document.ready_at >= before
    assert document.model_copy(update={"ready_at": None}) == _ACME.document
    assert await store.reader.documents.page() == [document]
    assert await store.reader.documents.find("acme.txt") == document
    assert await _chunks(store, _ACME) == list(_ACME.chunks)


async def test_what_is_known_of_an_entity_comes_from_visible_documents_only(store: Neo4jGraphStore) -> None:
    await _add(store, _ACME)
    await store.documents.write([document_graph("b", [[("ACME", "OWNS", "Cog"), ("ACME", "OWNS", "Bolt")]])])
    (acme,) = [entity for entity in await store.reader.entities.search() if entity.key == "acme"]
    assert (acme.name, acme.aliases, acme.mentions) == ("Acme", ("Acme",), 2)
    (owns,) = await store.reader.facts.of([acme.id], relation="OWNS")
    assert owns.support == 1


async def test_a_large_document_goes_in_several_transactions_and_is_the_same_in_the_end(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    large = document_graph("large", [[("Ann", "KNOWS", f"Person {n}")] for n in range(12)])
    await store.documents.write([large], max_rows_per_transaction=7)
    assert await store.reader.documents.page() == []
    await store.documents.publish([large.document.id])
    in_parts = await graph_dump(driver)
    assert len(await _chunks(store, large)) == 12
    await store.documents.delete(large.document.id)
    await _add(store, large)
    assert await graph_dump(driver) == in_parts


async def test_what_a_crash_left_half_written_is_removed_or_written_again(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _ACME)
    clean = await graph_dump(driver)
    half = document_graph("half", [[("ACME", "OWNS", "Cog")], [("Cog", "OWNS", "Acme")]])
    await store.database.write(lambda tx: write_slices(tx, slices_of(half, 3)[:1], shown=False))
    with pytest.raises(ConflictError, match="not written to its end"):
        await store.documents.publish([half.document.id])
    assert await store.documents.delete_unfinished(keep=[half.document.id]) == 0
    await store.documents.write([half])
    await store.documents.publish([half.document.id])
    assert len(await _chunks(store, half)) == 2
    await store.documents.delete(half.document.id)
    await store.database.write(lambda tx: write_slices(tx, slices_of(half, 3)[:1], shown=False))
    assert await store.documents.delete_unfinished() == 1
    assert await graph_dump(driver) == clean


async def test_publishing_what_was_removed_says_so(store: Neo4jGraphStore) -> None:
    await store.documents.write([_ACME])
    assert await store.documents.delete_unfinished() == 1
    with pytest.raises(NotFoundError, match="1 of 1"):
        await store.documents.publish([_ACME.document.id])


async def test_writing_and_publishing_in_one_step_is_the_same_as_in_two(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    first = document_graph(
        "b", [[("BBC", "OWNS", "Bolt"), ("Ann", "LEADS", "Big Blue")]], merges=[("BBC", "Big Blue")]
    )
    large = document_graph("large", [[("BBC", "OWNS", f"Thing {n}")] for n in range(5)])
    newer = document_graph("acme.txt", [[("Eve", "FOUNDED", "Acme")]])
    for step in ([_ACME], [first, large], [newer]):
        await _add(store, *step)
    in_two_steps = await graph_dump(driver)
    for document in await store.reader.documents.page():
        await store.documents.delete(document.id)
    await store.documents.write([large], max_rows_per_transaction=4)
    await store.documents.write([_ACME, newer], publish=True)
    await store.documents.write([first, large], publish=True, max_rows_per_transaction=4)
    await store.documents.write([newer], publish=True)
    assert await graph_dump(driver) == in_two_steps


async def test_another_reading_of_the_same_document_replaces_the_first_and_stays_visible(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _ACME)
    second = document_graph(
        "acme.txt", [[("Ann", "FOUNDED", "Acme")], [("Acme", "OWNS", "Bolt")]], schema_version=2
    )
    assert second.document.id == _ACME.document.id
    await store.documents.write([second])
    assert len(await store.reader.documents.page()) == 1
    assert (
        await count(driver, "MATCH (:Fact)-[v:FROM_CHUNK]->() WHERE v.schema_version = 2 RETURN count(v)")
        == 2
    )
    assert await count(driver, "MATCH (:Fact)-[v:FROM_CHUNK]->() RETURN count(v)") == 2


async def test_a_new_version_is_seen_instead_of_the_old_one_in_one_step(store: Neo4jGraphStore) -> None:
    await _add(store, _ACME)
    newer = document_graph("acme.txt", [[("Eve", "FOUNDED", "Acme")]])
    await store.documents.write([newer])
    assert [one.id for one in await store.reader.documents.page()] == [_ACME.document.id]
    await store.documents.publish([newer.document.id])
    assert [one.id for one in await store.reader.documents.page()] == [newer.document.id]
    assert sorted(entity.name for entity in await store.reader.entities.search()) == ["Acme", "Eve"]


async def test_of_two_versions_published_together_the_last_one_stays(store: Neo4jGraphStore) -> None:
    newer = document_graph("acme.txt", [[("Eve", "FOUNDED", "Acme")]])
    await _add(store, _ACME, newer)
    assert [one.id for one in await store.reader.documents.page()] == [newer.document.id]
    await _add(store, newer, _ACME)
    assert [one.id for one in await store.reader.documents.page()] == [_ACME.document.id]


async def test_a_dry_run_names_what_would_go_and_takes_nothing(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, _ACME, document_graph("b", [[("Acme", "OWNS", "Bolt")]]))
    before = await graph_dump(driver)
    version = await store.reader.version()
    asked = await store.documents.delete(_ACME.document.id, dry_run=True)
    assert asked.dry_run
    assert (asked.chunks, asked.mentions, asked.evidence) == (2, 4, 2)
    assert asked.entities == ("Ann",)
    assert asked.facts == ("Ann founded Acme",)
    assert (await graph_dump(driver), await store.reader.version()) == (before, version)
    done = await store.documents.delete(_ACME.document.id)
    assert done.model_copy(update={"dry_run": True}) == asked
    with pytest.raises(NotFoundError):
        await store.documents.delete(_ACME.document.id)


async def test_the_graph_version_moves_by_the_facts_that_came_and_went(store: Neo4jGraphStore) -> None:
    await _add(store, _ACME)
    assert await store.reader.version() == 2
    await _add(store, document_graph("b", [[("Acme", "OWNS", "Bolt")]]))
    assert await store.reader.version() == 3, "a change without a new fact still shows"
    await store.documents.delete(_ACME.document.id)
    assert await store.reader.version() == 4


async def test_writers_at_once_lose_nothing(store: Neo4jGraphStore, driver: AsyncDriver) -> None:
    graphs = [
        document_graph(f"d{n}", [[("Ann", "KNOWS", "Bob"), ("Ann", "OWNS", f"Thing {n}")]]) for n in range(6)
    ]
    await asyncio.gather(*(_add(store, graph) for graph in graphs))
    together = await graph_dump(driver)
    (knows,) = await store.reader.facts.of([origin("Ann")], relation="KNOWS")
    assert knows.support == 6
    for graph in graphs:
        await store.documents.delete(graph.document.id)
    for graph in graphs:
        await _add(store, graph)
    assert await graph_dump(driver) == together


async def test_the_same_document_written_twice_at_once_is_there_once(store: Neo4jGraphStore) -> None:
    await asyncio.gather(*(store.documents.write([_ACME]) for _ in range(3)))
    await asyncio.gather(*(store.documents.publish([_ACME.document.id]) for _ in range(3)))
    assert len(await _chunks(store, _ACME)) == 2
    assert (await store.reader.entities.get(origin("Acme"))).mentions == 2


async def test_a_type_named_like_a_label_of_ours_is_renamed(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, document_graph("a", [[("Invoice", "CITES", "Order")]], type_name="Document"))
    assert await count(driver, "MATCH (n:DocumentEntity:__Entity__) RETURN count(n)") == 2
    assert await count(driver, "MATCH (n:Document) RETURN count(n)") == 1


@pytest.mark.parametrize("relation", ["OWNS`]->() DETACH DELETE n //", "", "1ST", "A B", "A" * 65])
async def test_a_name_that_must_not_reach_query_text_is_refused(
    store: Neo4jGraphStore, relation: str
) -> None:
    good = document_graph("a", [[("Ann", "KNOWS", "Bob")]])
    bad = good.model_copy(update={"evidence": (good.evidence[0].model_copy(update={"relation": relation}),)})
    with pytest.raises(SchemaViolationError):
        await store.documents.write([_ACME, bad])
    assert await store.documents.delete_unfinished() == 0


async def test_one_name_is_one_entity_of_the_type_that_most_mentions_give_it(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    labels = "MATCH (e:__Entity__ {id: $id}) RETURN [l IN labels(e) WHERE NOT l STARTS WITH '__'] AS labels"

    async def acme() -> tuple[str, list[str]]:
        (entity,) = [one for _, one in await store.reader.entities.by_key(["acme"])]
        records, _, _ = await driver.execute_query(labels, id=origin("Acme"))
        return entity.type, records[0]["labels"]

    unknown = document_graph("a", [[("Acme", "OWNS", "Bolt")] * 3])
    company = document_graph("b", [[("Acme", "OWNS", "Cog")]], types={"Acme": "Company"})
    person = document_graph("c", [[("Acme", "OWNS", "Nut")] * 2], types={"Acme": "Person"})
    await _add(store, unknown)
    assert await acme() == ("Thing", ["Thing"])
    await _add(store, company)
    assert await acme() == ("Company", ["Company"])
    await _add(store, person)
    assert await acme() == ("Person", ["Person"])
    await store.documents.delete(person.document.id)
    assert await acme() == ("Company", ["Company"])


async def test_korean_types_and_relations_are_names_like_any_other(
    store: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    await _add(store, document_graph("ko", [[("세종", "창제하다", "훈민정음")]], type_name="사람"))
    assert await count(driver, "MATCH (:사람)-[r:창제하다]->(:사람) RETURN count(r)") == 1
    assert (await store.reader.facts.of([origin("세종")]))[0].text == "세종 창제하다 훈민정음"


async def test_the_most_frequent_surface_form_is_the_name(store: Neo4jGraphStore) -> None:
    await _add(
        store,
        document_graph("a", [[("ACME", "OWNS", "Bolt"), ("Acme", "OWNS", "Cog"), ("Acme", "OWNS", "Nut")]]),
    )
    acme = await store.reader.entities.get(origin("Acme"))
    assert (acme.name, acme.aliases, acme.mentions) == ("Acme", ("ACME", "Acme"), 3)


async def test_an_entity_is_found_by_its_own_key_and_by_that_of_each_surface_form(
    store: Neo4jGraphStore,
) -> None:
    graph = document_graph("a", [[("Marie Curie", "KNOWS", "Bob")]])
    key = "marie sklodowska curie"
    other = Mention(**{**graph.mentions[0].model_dump(), "key": key})
    await _add(store, graph.model_copy(update={"mentions": (other, *graph.mentions[1:])}))
    for asked in (key, "marie curie"):
        assert [(found, entity.name) for found, entity in await store.reader.entities.by_key([asked])] == [
            (asked, "Marie Curie")
        ]

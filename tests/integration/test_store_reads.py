"""What retrieval and listing read."""

from datetime import timedelta

import numpy as np
import pytest
from neo4j import AsyncDriver

from kg.interchange.graph import exported_graph
from kg.store import Neo4jGraphStore
from schemas.document_graph import DocumentGraph
from schemas.errors import GraphStoreError, InputError
from schemas.ids import fact_id
from tests.fakes.document_graphs import AT, document_graph, origin, with_vectors
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import graph_dump

_ONE = document_graph(
    "one", [[("Ann", "FOUNDED", "Acme")], [("Acme", "OWNS", "Bolt")], [("Bolt", "MAKES", "Nuts")]]
)
_TWO = document_graph("two", [[("Ann", "FOUNDED", "Acme"), ("Ann", "KNOWS", "Bob")]])
_KOREAN = document_graph("셋", [[("세종대왕", "FOUNDED", "집현전")], [("장영실", "KNOWS", "세종대왕")]])


async def _add(store: Neo4jGraphStore, embedder: FakeEmbedder, *graphs: DocumentGraph) -> None:
    ready = [
        with_vectors(graph, embedder.embed([chunk.text for chunk in graph.chunks]).tolist())
        for graph in graphs
    ]
    await store.documents.write(ready)
    while pending := await store.vectors.pending(7):
        await store.vectors.write(pending, embedder.embed([one.text for one in pending]))
    await store.documents.publish([graph.document.id for graph in ready])


@pytest.fixture
async def filled(store: Neo4jGraphStore, embedder: FakeEmbedder) -> Neo4jGraphStore:
    await _add(store, embedder, _ONE, _TWO, _KOREAN)
    return store


async def test_documents_come_latest_first_page_by_page(store: Neo4jGraphStore) -> None:
    graphs = []
    for n in range(5):
        graph = document_graph(f"d{n}", [[("Ann", "KNOWS", f"Person {n}")]])
        document = graph.document.model_copy(update={"ingested_at": AT + timedelta(hours=n // 2)})
        graphs.append(graph.model_copy(update={"document": document}))
    await store.documents.write(graphs)
    await store.documents.publish([graph.document.id for graph in graphs])
    everything = await store.reader.documents.page()
    assert [one.ingested_at for one in everything] == sorted(
        (one.ingested_at for one in everything), reverse=True
    )
    paged = await store.reader.documents.page(2)
    while page := await store.reader.documents.page(2, after=paged[-1].id):
        paged += page
    assert paged == everything


async def test_chunks_come_in_the_order_asked_for(filled: Neo4jGraphStore) -> None:
    ids = [_TWO.chunks[0].id, "unknown", _ONE.chunks[2].id, _ONE.chunks[0].id, _TWO.chunks[0].id]
    assert [chunk.id for chunk in await filled.reader.chunks.by_id(ids)] == [ids[0], ids[2], ids[3]]


async def test_neighbours_are_of_the_same_document_and_in_its_order(filled: Neo4jGraphStore) -> None:
    first, second, third = _ONE.chunks
    alone = _TWO.chunks[0]
    assert await filled.reader.chunks.neighbourhoods([third.id, first.id, alone.id], 1) == {
        first.id: [first, second],
        third.id: [second, third],
        alone.id: [alone],
    }
    assert await filled.reader.chunks.neighbourhoods([second.id], 0) == {second.id: [second]}
    with pytest.raises(InputError):
        await filled.reader.chunks.neighbourhoods([first.id], 11)


async def test_an_entity_is_found_by_words_of_its_name(filled: Neo4jGraphStore) -> None:
    assert [entity.name for entity in await filled.reader.entities.search("acm")] == ["Acme"]
    assert [entity.name for entity in await filled.reader.entities.search("세종")] == ["세종대왕"]
    assert await filled.reader.entities.search('") OR *:* ~ \\ ( AND') == []
    assert await filled.reader.entities.search("acme", type="Place") == []
    assert [entity.name for entity in await filled.reader.entities.search(type="Thing", limit=2)] == [
        "Acme",
        "Ann",
    ]
    assert await filled.reader.entities.types() == [("Thing", 8)]


async def test_facts_of_an_entity_come_best_supported_first(filled: Neo4jGraphStore) -> None:
    facts = await filled.reader.facts.of([origin("Ann")])
    assert [(fact.type, fact.support) for fact in facts] == [("FOUNDED", 2), ("KNOWS", 1)]
    assert facts[0].id == fact_id(origin("Ann"), "FOUNDED", origin("Acme"))
    assert (facts[0].head_name, facts[0].tail_name, facts[0].text) == ("Ann", "Acme", "Ann founded Acme")
    assert [fact.type for fact in await filled.reader.facts.of([origin("Acme")], relation="OWNS")] == ["OWNS"]
    assert len(await filled.reader.facts.of([origin("Acme"), origin("Ann")], limit=2)) == 2
    assert await filled.reader.facts.by_id([facts[1].id, "unknown"]) == [facts[1]]
    assert await filled.reader.facts.types() == [("FOUNDED", 2), ("KNOWS", 2), ("MAKES", 1), ("OWNS", 1)]


async def test_evidence_leads_to_chunks_and_can_be_limited_to_documents(filled: Neo4jGraphStore) -> None:
    founded = fact_id(origin("Ann"), "FOUNDED", origin("Acme"))
    both = await filled.reader.facts.chunks([founded])
    assert set(both[founded]) == {_ONE.chunks[0].id, _TWO.chunks[0].id}
    assert len((await filled.reader.facts.chunks([founded], limit=1))[founded]) == 1
    only_two = (_TWO.document.id,)
    assert await filled.reader.facts.chunks([founded], document_ids=only_two) == {
        founded: [_TWO.chunks[0].id]
    }
    assert await filled.reader.facts.chunks([founded], document_ids=()) == {}
    ann = origin("Ann")
    assert (await filled.reader.entities.chunks([ann]))[ann][0] == _TWO.chunks[0].id, "named there most often"
    assert await filled.reader.entities.chunks([ann], document_ids=only_two) == {ann: [_TWO.chunks[0].id]}


async def test_words_find_chunks_in_english_and_korean(filled: Neo4jGraphStore) -> None:
    assert [one.chunk_id for one in await filled.reader.chunks.by_words(["making", "nut"], 5)] == [
        _ONE.chunks[2].id
    ]
    assert (await filled.reader.chunks.by_words(["집현전을"], 5))[0].chunk_id == _KOREAN.chunks[0].id
    found = await filled.reader.chunks.by_words(["founded"], 5, document_ids=[_TWO.document.id])
    assert [one.chunk_id for one in found] == [_TWO.chunks[0].id]
    assert found[0].score > 0


@pytest.mark.parametrize(
    "words", [[], [""], ["?!"], ["AND"], ["a\\"], ['"'], ["~*:("], ["text:*"], ["/x"], ["\u0000"]]
)
async def test_no_words_break_the_full_text_search(filled: Neo4jGraphStore, words: list[str]) -> None:
    assert await filled.reader.chunks.by_words(words, 5) == []


async def test_meaning_finds_chunks_entities_and_facts(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    (vector,) = embedder.embed([_ONE.chunks[1].text]).tolist()
    ranked = await filled.reader.chunks.nearest(vector, 3)
    assert len(ranked) == 3
    assert ranked[0].chunk_id == _ONE.chunks[1].id
    assert ranked[0].score == pytest.approx(1.0, abs=0.05)
    assert ranked == sorted(ranked, key=lambda one: -one.score)
    limited = await filled.reader.chunks.nearest(vector, 3, document_ids=[_TWO.document.id])
    assert [one.chunk_id for one in limited] == [_TWO.chunks[0].id]
    (name,) = embedder.embed(["Bolt"]).tolist()
    entity, score = (await filled.reader.entities.nearest(name, 1))[0]
    assert entity.name == "Bolt"
    assert score == pytest.approx(1.0, abs=0.05)
    (statement,) = embedder.embed(["Bolt makes Nuts"]).tolist()
    fact, _ = (await filled.reader.facts.nearest(statement, 2))[0]
    assert fact.text == "Bolt makes Nuts"


async def test_what_is_not_visible_takes_no_place_among_the_nearest(
    filled: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    hidden = document_graph("hidden", [[("Acme", "OWNS", f"Bolt {n}")] for n in range(9)])
    await filled.documents.write([with_vectors(hidden, embedder.embed([_ONE.chunks[1].text] * 9).tolist())])
    (vector,) = embedder.embed([_ONE.chunks[1].text]).tolist()
    ranked = await filled.reader.chunks.nearest(vector, 2)
    assert len(ranked) == 2
    assert ranked[0].chunk_id == _ONE.chunks[1].id


async def test_a_changed_name_waits_for_a_new_vector(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await _add(store, embedder, _ONE)
    assert await store.vectors.pending() == []
    more = document_graph(
        "more", [[("ACME", "OWNS", "Bolt"), ("ACME", "OWNS", "Cog"), ("ACME", "OWNS", "Nuts")]]
    )
    await store.documents.write([more])
    await store.documents.publish([more.document.id])
    pending = {(one.kind, one.text) for one in await store.vectors.pending()}
    assert ("entity", "ACME") in pending
    assert ("fact", "Ann founded ACME") in pending
    assert ("entity", "Bolt") not in pending


async def test_a_vector_of_an_old_text_is_not_stored(store: Neo4jGraphStore, embedder: FakeEmbedder) -> None:
    await store.documents.write([_ONE])
    pending = await store.vectors.pending()
    changed = [one.model_copy(update={"text": one.text + "!"}) for one in pending]
    await store.vectors.write(changed, embedder.embed([one.text for one in changed]))
    assert len(await store.vectors.pending()) == len(pending)


@pytest.mark.parametrize(
    "vectors", [np.ones((1, 3)), np.zeros((1, 8)), np.full((1, 8), np.nan), np.ones((2, 8))]
)
async def test_vectors_that_do_not_fit_are_refused(store: Neo4jGraphStore, vectors: np.ndarray) -> None:
    await store.documents.write([_ONE])
    with pytest.raises(InputError, match="vectors"):
        await store.vectors.write(await store.vectors.pending(1), vectors.astype(np.float32))


async def test_the_snapshot_holds_the_visible_graph(filled: Neo4jGraphStore) -> None:
    await filled.documents.write([document_graph("hidden", [[("Ann", "OWNS", "Secret")]])])
    parts = [part async for some in filled.reader.parts.everything() for part in some]
    assert len(parts) == 6
    ends = {(stated[:32], stated[32:]) for part in parts for stated in part.statements}
    assert ends == {(head, tail) for head, _, tail in await filled.reader.facts.for_training()}
    facts = await filled.reader.facts.page()
    stating = await filled.reader.facts.chunks([fact.id for fact in facts])
    assert sorted((part.chunk_id, stated) for part in parts for stated in part.statements) == sorted(
        (chunk, fact.head + fact.tail) for fact in facts for chunk in stating[fact.id]
    )
    mentions = {(entity, part.chunk_id) for part in parts for entity in part.entities}
    named = await filled.reader.entities.chunks(
        [entity.id for entity in await filled.reader.entities.search()]
    )
    assert mentions == {(entity, chunk) for entity, chunks in named.items() for chunk in chunks}
    assert {part.document_id for part in parts} == {graph.document.id for graph in (_ONE, _TWO, _KOREAN)}
    ones = await filled.reader.parts.of([_ONE.document.id, "gone"])
    assert ones == [part for part in parts if part.document_id == _ONE.document.id]


async def test_the_counts_are_those_of_what_is_visible(filled: Neo4jGraphStore) -> None:
    await filled.documents.write([document_graph("hidden", [[("Ann", "OWNS", "Secret")]])])
    counts = await filled.reader.counts()
    assert (counts.documents, counts.chunks, counts.entities, counts.facts) == (3, 6, 8, 6)


async def test_the_server_refuses_what_a_reader_would_write(
    filled: Neo4jGraphStore, driver: AsyncDriver
) -> None:
    before = await graph_dump(driver)
    with pytest.raises(GraphStoreError, match=r"(?i)write"):
        await filled.reader._database.count("CREATE (d:Document {id: 'x'}) RETURN 1 AS count")
    assert await graph_dump(driver) == before


async def test_documents_are_read_by_id_in_the_order_asked_for(filled: Neo4jGraphStore) -> None:
    ids = [_TWO.document.id, "unknown", _ONE.document.id, _TWO.document.id]
    assert [one.id for one in await filled.reader.documents.by_id(ids)] == [
        _TWO.document.id,
        _ONE.document.id,
    ]


async def test_a_chunk_is_found_by_what_it_is_searched_under_and_keeps_it(
    store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    first, second, third = _ONE.chunks
    under = {
        "headings": ((second.start, "Works > Makers"),),
        "column_heads": "Firm | Overseer 감독관",
        "links": ("[the register](https://register.example/firms)",),
    }
    rows = second.model_copy(update=under)
    await _add(store, embedder, _ONE.model_copy(update={"chunks": (first, rows, third)}))
    for words in (["overseer"], ["감독관"], ["register"], ["register.example"]):
        assert [one.chunk_id for one in await store.reader.chunks.by_words(words, 5)] == [second.id]
    assert await store.reader.chunks.by_id([second.id, third.id]) == [rows, third]


async def test_indexes_of_an_older_version_give_way_to_those_that_know_column_heads(
    store: Neo4jGraphStore, embedder: FakeEmbedder, driver: AsyncDriver
) -> None:
    names = "SHOW INDEXES YIELD name WHERE name STARTS WITH 'chunk_' RETURN collect(name) AS names"
    await driver.execute_query("DROP INDEX chunk_words_english")
    await driver.execute_query("CREATE FULLTEXT INDEX chunk_text_english FOR (n:Chunk) ON EACH [n.text]")
    await store.migrate(embedder.model, embedder.dimensions)
    records, _, _ = await driver.execute_query(names)
    assert {"chunk_words_english", "chunk_words_cjk"} <= set(records[0]["names"])
    assert not {name for name in records[0]["names"] if name.startswith("chunk_text")}


async def test_documents_are_chosen_by_what_their_records_state(
    store: Neo4jGraphStore, embedder: FakeEmbedder
) -> None:
    stated = {
        "one": {"author": ("Ada Bell", "Per Holt"), "year": ("1911",)},
        "two": {"author": ("Ada Bell",), "year": ("1912",)},
    }
    graphs = [
        graph.model_copy(
            update={"document": graph.document.model_copy(update={"facets": stated[graph.document.source]})}
        )
        for graph in (_ONE, _TWO)
    ]
    await _add(store, embedder, *graphs, _KOREAN)
    one, two = (graph.document.id for graph in graphs)
    documents = store.reader.documents
    assert (await documents.get(one)).facets == stated["one"]
    assert (await documents.get(_KOREAN.document.id)).facets == {}
    assert await documents.with_facets({"author": ["ada bell"]}) == sorted([one, two])
    assert await documents.with_facets({"author": ["Ada Bell"], "year": ["1912", "1913"]}) == [two]
    assert await documents.with_facets({"author": ["Ada Bell"]}, [one]) == [one]
    assert await documents.with_facets({"author": ["Ada"]}) == []
    values = await documents.facet_values()
    assert [(value.value, value.documents) for value in values["author"]] == [
        ("Ada Bell", 2),
        ("Per Holt", 1),
    ]
    assert len(await documents.facet_values(1)) == 1


async def test_the_visible_graph_is_exported_whole_whatever_is_read_at_once(
    filled: Neo4jGraphStore,
) -> None:
    await filled.documents.write([document_graph("hidden", [[("Zed", "KNOWS", "Yan")]])])
    graph = await exported_graph(filled.reader, at_once=2)
    assert sorted(graph.entities) == sorted(one.id for one in await filled.reader.entities.search())
    assert "Zed" not in {one.name for one in graph.entities.values()}
    listed = await filled.reader.facts.page()
    assert sorted(graph.facts, key=lambda one: one.id) == sorted(listed, key=lambda one: one.id)
    assert {one.id for one in listed} == set(graph.proofs)
    founded = fact_id(origin("Ann"), "FOUNDED", origin("Acme"))
    assert [proof.source for proof in graph.proofs[founded]] == ["one", "two"]
    assert {proof.words for proof in graph.proofs[founded]} == {"Ann founded Acme."}

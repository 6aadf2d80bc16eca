"""A graph whose ids were made of type and key becomes one in which a name is one entity."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from neo4j import AsyncDriver

from kg.curation.embedding import embed_pending
from kg.db.database import Database, Result, Work
from kg.store import Neo4jGraphStore
from kg.text.name_key import has_legal_form, name_key
from kg.view.ids_by_key import make_ids_by_key
from schemas.document_graph import DocumentGraph
from schemas.ids import LEGAL_FORM, entity_id
from tests.fakes.document_graphs import document_graph
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.graph_dump import graph_dump
from tests.integration.conftest import empty

_DOCUMENTS = (
    document_graph("a", [[("Acme", "OWNS", "Bolt"), ("Ann", "FOUNDED", "Acme")]]),
    document_graph("b", [[("Acme", "OWNS", "Bolt")]] * 2, types={"Acme": "Company"}),
    document_graph(
        "c",
        [[("Ralph Lauren", "FOUNDED", "Ralph Lauren Corp"), ("BBC", "OWNS", "Big Blue")]],
        types={"Ralph Lauren": "Person", "Ralph Lauren Corp": "Organization", "Big Blue": "Organization"},
        merges=[("BBC", "Big Blue")],
    ),
    document_graph(
        "d",
        [[("BBC", "OWNS", "Big Blue"), ("Ann", "KNOWS", "Eve")]],
        types={"Big Blue": "Company"},
        merges=[("BBC", "Big Blue")],
    ),
)
_BEFORE = """
MATCH (x:Decision) SET x.source_type = 'Thing', x.target_type = 'Thing'
WITH count(x) AS all MATCH (x:Decision), (e:__Entity__ {id: x.target_origin}) SET x.target_type = e.type
"""
_FORGET = "MATCH ()-[m:FROM_CHUNK]->() REMOVE m.family"


class _DyingDatabase(Database):
    """A database that is gone after some writes."""

    def __init__(self, living: Database, writes: int) -> None:
        super().__init__(living._driver, living._name)
        self._left = writes

    async def write(
        self,
        work: Work[Result],
        *,
        timeout_s: float = 600.0,
        dry_run: bool = False,
        while_switching: bool = False,
    ) -> Result:
        if self._left == 0:
            raise ConnectionError
        self._left -= 1
        return await super().write(
            work, timeout_s=timeout_s, dry_run=dry_run, while_switching=while_switching
        )


def _id_by_type(type_name: str, key: str) -> str:
    return sha256("\x1f".join(("entity", type_name, key, "")).encode()).hexdigest()[:32]


def _with_ids(graph: DocumentGraph, *, by_type: bool) -> DocumentGraph:
    """The graph with the ids of before, or with those that tell a person's company apart."""
    ids = {
        (mention.surface, mention.type): _id_by_type(mention.type, mention.key)
        if by_type
        else entity_id(mention.key, LEGAL_FORM if has_legal_form(mention.surface) else "")
        for mention in graph.mentions
    }
    by_start = {(mention.chunk_id, mention.start): mention for mention in graph.mentions}

    def end(chunk_id: str, start: int) -> str:
        mention = by_start[(chunk_id, start)]
        return ids[(mention.surface, mention.type)]

    tails = {
        piece: max(start for chunk, start in by_start if chunk == piece.chunk_id and start < piece.end)
        for piece in graph.evidence
    }
    named = {name_key(surface): made for (surface, _), made in ids.items() if not has_legal_form(surface)}
    new = {entity_id(key): made for key, made in named.items()}
    return graph.model_copy(
        update={
            "mentions": tuple(
                mention.model_copy(update={"origin": ids[(mention.surface, mention.type)]})
                for mention in graph.mentions
            ),
            "evidence": tuple(
                piece.model_copy(
                    update={
                        "head_origin": end(piece.chunk_id, piece.start),
                        "tail_origin": end(piece.chunk_id, tails[piece]),
                    }
                )
                for piece in graph.evidence
            ),
            "merges": tuple(
                merge.model_copy(
                    update={
                        "source_origin": new[merge.source_origin],
                        "target_origin": new[merge.target_origin],
                    }
                )
                for merge in graph.merges
            ),
        }
    )


async def _write(
    store: Neo4jGraphStore, driver: AsyncDriver, merges: Sequence[tuple[str, str]], *, by_type: bool
) -> list[str]:
    """The ids of what a person decided."""
    await store.documents.write([_with_ids(one, by_type=by_type) for one in _DOCUMENTS], publish=True)
    decided = [
        (await store.decisions.merge(source, target, reason="", decided_by="ann")).decision.id
        for source, target in merges
    ]
    await driver.execute_query(_FORGET)
    return decided


async def _dump(driver: AsyncDriver, decisions: Sequence[str]) -> list[str]:
    """The graph but for what a person decided, whose ids have the time in them, and the documents' checksums."""
    await driver.execute_query("MATCH (d:Document) REMOVE d.record_sha256")
    return [line for line in await graph_dump(driver) if not any(one in line for one in decisions)]


@pytest.mark.parametrize("writes", [0, 1, 2, 3, 4])
async def test_a_graph_of_before_becomes_what_the_same_documents_make_today(
    store: Neo4jGraphStore, driver: AsyncDriver, embedder: FakeEmbedder, writes: int
) -> None:
    today = await _write(store, driver, [(entity_id("ann"), entity_id("eve"))], by_type=False)
    wanted = await _dump(driver, today)
    await empty(driver)
    ann, eve = _id_by_type("Thing", "ann"), _id_by_type("Thing", "eve")
    thing, company = _id_by_type("Thing", "acme"), _id_by_type("Company", "acme")
    decided = await _write(store, driver, [(ann, eve), (thing, company)], by_type=True)
    await driver.execute_query(_BEFORE)
    await driver.execute_query("MATCH (s:CiteGraph) SET s.migration = 1")
    await embed_pending(store, embedder)
    with pytest.raises(ConnectionError):
        await make_ids_by_key(_DyingDatabase(store.database, writes))
    await store.migrate(embedder.model, embedder.dimensions)
    assert await _dump(driver, decided) == wanted
    # What is written "Big Blue" as often as "BBC" now has that name.
    pending = {one.text for one in await store.vectors.pending()}
    assert pending == {"Big Blue", "Big Blue owns Big Blue"}
    assert {one.id for one in await store.reader.decisions.page()} > set(decided)
    await store.decisions.undo(decided[0])
    assert (await store.reader.entities.get(entity_id("ann"))).name == "Ann"

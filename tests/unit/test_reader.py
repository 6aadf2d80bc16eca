"""Retrieval reads the graph and holds nothing that could change it."""

from collections.abc import Iterator

from pydantic import SecretStr

from api.bootstrap import build_retriever
from kg.db.database import Database
from kg.store import Neo4jGraphStore
from retrieval.channels.channel import RetrievalParts
from tests.fakes.embedder import FakeEmbedder

_OURS = ("kg.", "retrieval.")


def _parts(thing: object, seen: set[int]) -> Iterator[object]:
    if id(thing) in seen or not type(thing).__module__.startswith(_OURS):
        return
    seen.add(id(thing))
    yield thing
    for part in vars(thing).values():
        yield from _parts(part, seen)


def _writers(thing: object) -> set[str]:
    return {
        type(part).__name__
        for part in _parts(thing, set())
        if isinstance(part, Database | Neo4jGraphStore) or type(part).__module__.startswith("kg.record")
    }


async def test_nothing_that_retrieval_holds_can_write() -> None:
    async with Neo4jGraphStore.at("bolt://127.0.0.1:1", user="neo4j", password=SecretStr("x")) as store:
        assert _writers(store) >= {"Database", "DocumentWriter"}, (
            "the search finds writers where there are some"
        )
        assert _writers(build_retriever(RetrievalParts(store.reader, FakeEmbedder(dimensions=8)))) == set()

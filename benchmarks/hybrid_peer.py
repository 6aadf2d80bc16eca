"""neo4j-graphrag's HybridCypherRetriever on our graph, with our embedding model."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import neo4j
from neo4j_graphrag.retrievers import HybridCypherRetriever
from neo4j_graphrag.types import RetrieverResultItem

from benchmarks.service_load import Ask, Reply
from kg.db.fulltext import ENGLISH_INDEX, any_of
from kg.server.address import Neo4jAddress
from schemas.ports import Embedder

_VECTORS = "chunk_embedding"
_PASSAGES = """
MATCH (node)-[:FROM_DOCUMENT]->(d:Document) WHERE d.ready_at IS NOT NULL
RETURN d.source AS source, node.text AS text, score ORDER BY score DESC
"""
_TOP = 5


@contextmanager
def hybrid_peer(address: Neo4jAddress, embedder: Embedder, *, threads: int) -> Iterator[Ask]:
    """What asks it, from a pool of threads of this process: its driver is not asynchronous."""
    auth = (address.user, address.password.get_secret_value())
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver,
        ThreadPoolExecutor(threads) as pool,
    ):
        retriever = HybridCypherRetriever(
            driver, _VECTORS, ENGLISH_INDEX, _PASSAGES, result_formatter=_formatted
        )

        def search(question: str) -> Reply:
            vector = embedder.embed([question])[0].tolist()
            # Lucene's own signs are made harmless, which it does not do by itself.
            words = any_of(question.split())
            found = retriever.search(query_text=words, query_vector=vector, top_k=_TOP)
            return Reply(tuple(str(item.content) for item in found.items))

        async def ask(question: str) -> Reply:
            return await asyncio.get_running_loop().run_in_executor(pool, search, question)

        yield ask


def _formatted(record: neo4j.Record) -> RetrieverResultItem:
    return RetrieverResultItem(content=record["source"], metadata={"text": record["text"]})

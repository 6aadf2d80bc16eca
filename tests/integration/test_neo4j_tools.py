"""Neo4j's own packages for Python read the graph unchanged: what docs/data-model.md shows of them is run."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.embeddings import Embeddings
from langchain_openai import ChatOpenAI
from neo4j import GraphDatabase
from neo4j_graphrag.embeddings.base import Embedder
from neo4j_graphrag.llm import OpenAILLM

from kg.server.address import Neo4jAddress
from kg.store import Neo4jGraphStore
from schemas.ports import Embedder as OurEmbedder
from tests.fakes.embedder import FakeEmbedder
from tests.fakes.filled_store import add_documents
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, say
from tests.fakes.stated_facts import stated_facts

# neo4j-graphrag's, of a field that its next version leaves out.
pytestmark = pytest.mark.filterwarnings("ignore:The default returned 'id' field:DeprecationWarning")
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "data-model.md").read_text(encoding="utf-8")
# The first one opens a real graph with a real embedding model; the fixtures here do.
_OPENING, *SNIPPETS = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
WORKS = stated_facts(
    "works.txt",
    [
        ("Ada Byron", "Person", "FOUNDED", "Engine Works", "Company"),
        ("Engine Works", "Company", "IS_BASED_IN", "Leeds", "City"),
    ],
)
STATED = "Ada Byron founded Engine Works."
_CYPHER = "MATCH (p:Person)-[:FOUNDED]->(c:Company {name: 'Engine Works'}) RETURN p.name AS name"


class _GraphEmbedder(Embedder, Embeddings):
    def __init__(self, embedder: OurEmbedder) -> None:
        super().__init__()
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found: list[list[float]] = self._embedder.embed(texts).tolist()
        return found

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def _reply(request: ChatRequest) -> Reply:
    return say("Ada Byron did." if "Ada Byron" in request.text else _CYPHER)


@pytest.fixture
async def made(
    store: Neo4jGraphStore, embedder: FakeEmbedder, neo4j_address: Neo4jAddress
) -> AsyncIterator[dict[str, Any]]:
    """What the page's snippets define."""
    await add_documents(store, embedder, [WORKS])
    password = neo4j_address.password.get_secret_value()
    with (
        ScriptedOpenAI(_reply) as server,
        httpx.Client() as http,
        GraphDatabase.driver(neo4j_address.uri, auth=(neo4j_address.user, password)) as driver,
    ):
        model: dict[str, Any] = {"base_url": server.base_url, "api_key": "key", "http_client": http}
        names: dict[str, Any] = {
            "driver": driver,
            "url": neo4j_address.uri,
            "password": password,
            "embedder": _GraphEmbedder(embedder),
            "llm": OpenAILLM("scripted", **model),
            "chat_model": ChatOpenAI(model="scripted", **model),
        }
        for snippet in SNIPPETS:
            exec(snippet, names)
        yield names
        names["graph"].close()


async def test_neo4j_graphrag_finds_passages(made: dict[str, Any]) -> None:
    (item,) = made["passages"].search(query_text=STATED, top_k=1).items
    assert STATED in item.content
    assert item.metadata["score"] > 0.99


@pytest.mark.parametrize("name", ["with_facts", "by_words_too"])
async def test_neo4j_graphrag_goes_on_from_passages_in_the_graph(made: dict[str, Any], name: str) -> None:
    items = made[name].search(query_text=STATED, top_k=2).items
    assert len(items) == 2
    assert STATED in items[0].content
    assert "title='works.txt'" in items[0].content
    assert "facts=['Ada Byron" in items[0].content


async def test_neo4j_graphrag_asks_by_generated_cypher(made: dict[str, Any]) -> None:
    found = made["by_cypher"].search(query_text="Who founded Engine Works?")
    assert found.metadata["cypher"] == _CYPHER
    assert [item.content for item in found.items] == ["<Record name='Ada Byron'>"]


async def test_langchain_answers_by_generated_cypher(made: dict[str, Any]) -> None:
    assert made["graph"].query(_CYPHER) == [{"name": "Ada Byron"}]
    assert "FOUNDED" in made["chain"].graph_schema
    assert made["chain"].invoke({"query": "Who founded Engine Works?"})["result"] == "Ada Byron did."


async def test_langchain_searches_the_vectors_and_the_words(made: dict[str, Any]) -> None:
    (found,) = made["vectors"].similarity_search(STATED, k=1)
    assert found.page_content == STATED
    assert found.metadata["document"] == WORKS.document.id

"""The graph as tools, called by the MCP SDK's own client: over HTTP, and over standard streams."""

import json
import sys
from pathlib import Path
from typing import cast

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from mcp_types import TextContent

from api.mcp.server import build_server
from api.mcp.service import remote_service
from api.settings import load_settings
from kg.server.address import Neo4jAddress
from tests.api.conftest import StartServer, neo4j_variables
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.running_server import RunningServer, environment

KEY = "a-key-of-sufficient-length"
READING = {"ask", "retrieve", "recommend", "entity", "neighbours", "schema", "documents"}
BOOKS = [
    {
        "id": "frost",
        "title": "Frost on the Weir",
        "text": "A quiet story of a lock keeper and his dog.",
        "season": "winter",
    },
    {
        "id": "regatta",
        "title": "The Regatta",
        "text": "A loud and merry story of four rowers.",
        "season": "summer",
    },
]
QUESTION = "Who wrote notes on the Analytical Engine?"
QUOTE = "Ada Lovelace wrote notes on the Analytical Engine."
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@pytest.fixture(scope="module")
def served(start_server: StartServer) -> RunningServer:
    """A server with a key, one document and two records."""
    server = start_server(CITEGRAPH_API_KEY=KEY)
    server.ingest("books.jsonl", "\n".join(map(json.dumps, BOOKS)))
    server.ingest("lovelace.txt", LOVELACE)
    return server


def started(home: Path, *arguments: str, **variables: str) -> StdioServerParameters:
    """How a client starts `citegraph mcp`."""
    program = "from api.cli import main; main()"
    return StdioServerParameters(
        command=sys.executable,
        args=["-c", program, "mcp", *arguments],
        env=environment(home, variables),
        cwd=home,
    )


async def call(client: Client, tool: str, **arguments: object) -> dict[str, Json]:
    """What the tool answers."""
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return cast("dict[str, Json]", result.structured_content)


async def refusal(client: Client, tool: str, **arguments: object) -> str:
    """What the tool says where it fails."""
    result = await client.call_tool(tool, arguments)
    assert result.is_error
    (said,) = result.content
    assert isinstance(said, TextContent)
    return said.text


async def names_of(client: Client) -> set[str]:
    tools = (await client.list_tools()).tools
    assert all(tool.description and tool.output_schema for tool in tools)
    return {tool.name for tool in tools}


async def assert_all_can_be_read(client: Client, site: str) -> None:
    answer = await call(client, "ask", question=QUESTION)
    assert answer["found"] is True
    (proof, *_) = cast("list[dict[str, str]]", answer["proofs"])
    assert proof["quote"] == QUOTE
    assert proof["page_image"].startswith(f"{site}/v1/documents/" if site else "")
    assert bool(proof["page_image"]) is bool(site)
    (document, *_) = cast("list[dict[str, str]]", (await call(client, "documents"))["documents"])
    found = await call(client, "retrieve", question=QUESTION, document_ids=[document["id"]], top_k=1)
    (passage,) = cast("list[dict[str, str]]", found["passages"])
    assert QUOTE in passage["text"]
    (ada, *_) = cast("list[dict[str, str]]", (await call(client, "entity", name="lovelace"))["entities"])
    assert ada["name"] == "Ada Lovelace"
    around = await call(client, "neighbours", entity=ada["id"])
    assert "London" in {fact["tail"] for fact in cast("list[dict[str, str]]", around["facts"])}
    wished = await call(client, "recommend", wish="a story of a lock keeper", facets={"season": ["winter"]})
    (book,) = cast("list[dict[str, Json]]", wished["records"])
    assert (wished["found"], book["title"], book["facets"]) == (
        True,
        "Frost on the Weir",
        {"season": ["winter"]},
    )
    assert "lock keeper" in str(book["reason"])
    assert ada["type"] in cast("dict[str, int]", (await call(client, "schema"))["entity_types"])


async def test_the_service_offers_the_tools_over_http(served: RunningServer) -> None:
    headers = {"Authorization": f"Bearer {KEY}"}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=120, trust_env=False) as http,
        Client(streamable_http_client(f"{served.url}/mcp", http_client=http)) as client,
    ):
        assert await names_of(client) == READING
        tools = (await client.list_tools()).tools
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools)
        assert "material, not instructions" in str(client.instructions)
        await assert_all_can_be_read(client, "")


def test_over_http_the_key_is_needed(served: RunningServer) -> None:
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    assert_problem(served.http.post("/mcp", json=body, headers={"X-API-Key": "wrong"}), 401)


async def test_a_service_is_read_and_written_over_standard_streams(
    served: RunningServer, tmp_path: Path
) -> None:
    start = started(tmp_path, "--url", served.url, "--allow-writes", CITEGRAPH_API_KEY=KEY)
    async with Client(start) as client:
        assert await names_of(client) == READING | {"ingest", "job", "delete"}
        await assert_all_can_be_read(client, served.url)
        text = "Grace Hopper was born in New York City."
        added = await call(client, "ingest", name="hopper.md", text=text)
        served.wait_for_job(str(added["job_id"]))
        ended = await call(client, "job", job_id=added["job_id"])
        assert ended["state"] == "done"
        (document,) = cast("list[str]", ended["document_ids"])
        assert "New York" in str((await call(client, "ask", question="Where was Grace Hopper born?"))["text"])
        gone = await call(client, "delete", document_id=document)
        assert gone["document_id"] == document
        assert "no document" in await refusal(client, "delete", document_id=document)


async def test_the_graph_alone_is_read_over_standard_streams(
    served: RunningServer, empty_neo4j: Neo4jAddress, tmp_path: Path
) -> None:
    async with Client(started(tmp_path, **neo4j_variables(empty_neo4j))) as client:
        assert await names_of(client) == READING
        await assert_all_can_be_read(client, "")


async def test_a_failing_call_says_what_to_do(served: RunningServer) -> None:
    settings = load_settings(api_key=KEY)
    async with remote_service(served.url, settings) as service, Client(build_server(service)) as client:
        assert "Look for it" in await refusal(client, "neighbours", entity="nobody at all")
        assert "no document" in await refusal(client, "ask", question="Who?", document_ids=["x"])
        nothing = await call(client, "recommend", wish="a story", facets={"season": ["spring"]})
        assert (nothing["found"], nothing["records"]) == (False, [])
        assert nothing["note"]
        assert "less than or equal to 50" in await refusal(client, "ask", question="Who?", top_k=99)
    wrong = load_settings(api_key="another-key-of-some-length")
    async with remote_service(served.url, wrong) as service, Client(build_server(service)) as client:
        assert "CITEGRAPH_API_KEY" in await refusal(client, "documents")
    away = "http://127.0.0.1:9"
    async with remote_service(away, settings) as service, Client(build_server(service)) as client:
        assert f"{away} does not answer" in await refusal(client, "schema")


async def test_documents_come_a_page_at_a_time(served: RunningServer) -> None:
    served.ingest("second.txt", "Linus Pauling was born in Portland.")
    settings = load_settings(api_key=KEY)
    async with remote_service(served.url, settings) as service, Client(build_server(service)) as client:
        first = await call(client, "documents", limit=2)
        second = await call(client, "documents", limit=2, after=first["next"])
    assert second["next"] == ""
    pages = [cast("list[dict[str, str]]", page["documents"]) for page in (first, second)]
    listed = {document["source"].partition("#")[0] for page in pages for document in page}
    assert listed == {"books.jsonl", "lovelace.txt", "second.txt"}

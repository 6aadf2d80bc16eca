"""Documents given by their address: over HTTP and by the command line, from a site on loopback that is allowed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.server.address import Neo4jAddress
from tests.api.conftest import StartServer, neo4j_variables
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer, citegraph
from tests.fakes.site import running_site

_FETCH = {
    "CITEGRAPH_FETCH__ENABLED": "true",
    "CITEGRAPH_FETCH__ALLOWED_HOSTS": '["127.0.0.1"]',
    "CITEGRAPH_FETCH__TIMEOUT_S": "1.5",
}


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with running_site() as address:
        yield address


@pytest.fixture(scope="module")
def fetching(start_server: StartServer) -> RunningServer:
    return start_server(CITEGRAPH_MAX_UPLOAD_BYTES="4000", **_FETCH)


def _ingested(server: RunningServer, url: str) -> dict[str, object]:
    response = server.http.post("/v1/documents", json={"url": url})
    assert response.status_code == 202, response.text
    job = server.wait_for_job(response.json()["id"])
    assert job.state == "done", job
    found: dict[str, object] = server.http.get(f"/v1/documents/{job.document_ids[0]}").json()
    return found


def test_a_page_is_fetched_asked_and_replaced(fetching: RunningServer, site: str) -> None:
    url = f"{site}/mills/corley"
    document = _ingested(fetching, url)
    assert (document["source"], document["uri"], document["media_type"]) == (url, url, "text/html")
    assert document["title"] == "The mill of Corley"
    answer = fetching.http.post("/v1/query", json={"question": "Who built the mill of Corley?"}).json()
    assert answer["citations"][0]["source"] == url
    assert "Hanna Voss" in answer["text"]
    links = [link for passage in answer["passages"] for link in passage["links"]]
    assert f"[ground plan]({site}/mills/plan.pdf)" in links
    assert _ingested(fetching, url)["id"] == document["id"]


@pytest.mark.parametrize(
    ("path", "media_type", "title"),
    [
        ("/mills/plan.pdf", "application/pdf", None),
        ("/mills/notes.md", "text/markdown", "Notes"),
        ("/moved-twice", "text/html", None),
        ("/report.pdf", "text/html", None),
    ],
)
def test_the_format_is_that_of_what_came(
    fetching: RunningServer, site: str, path: str, media_type: str, title: str | None
) -> None:
    document = _ingested(fetching, site + path)
    assert document["media_type"] == media_type
    assert document["source"] == site + path
    assert title in (None, document["title"])


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/secret1.html", "robots.txt"),
        ("/to-secret", "robots.txt"),
        ("/to-metadata", "not an address of the public web"),
        ("/to-localhost", "not an address of the public web"),
        ("/to-file", "not a plain http"),
        ("/film", "video/mp4"),
        ("/large", "larger than 4,000 bytes"),
        ("/slow", "more than 1.5 seconds"),
        ("/loop", "leads on"),
        ("/none", "status 404"),
    ],
)
def test_what_must_not_be_fetched_is_a_problem_with_a_remedy(
    fetching: RunningServer, site: str, path: str, words: str
) -> None:
    problem = assert_problem(fetching.http.post("/v1/documents", json={"url": site + path}), 422, words)
    assert problem["remedy"]


@pytest.mark.parametrize(
    "url", ["http://10.0.0.1/", "http://[::1]/", "ftp://127.0.0.1/a.txt", "file:///etc/passwd"]
)
def test_other_addresses_are_refused(fetching: RunningServer, url: str) -> None:
    assert_problem(fetching.http.post("/v1/documents", json={"url": url}), 422)


def test_a_server_does_not_fetch_by_itself(server: RunningServer, site: str) -> None:
    response = server.http.post("/v1/documents", json={"url": f"{site}/page.html"})
    assert_problem(response, 422, "CITEGRAPH_FETCH__ENABLED")


def test_the_command_fetches_several_and_names_what_it_cannot(
    tmp_path: Path, empty_neo4j: Neo4jAddress, site: str
) -> None:
    variables = {**neo4j_variables(empty_neo4j), **_FETCH}
    result = citegraph(tmp_path, "ingest", f"{site}/mills/notes.md", f"{site}/secret1.html", **variables)
    assert "1 documents" in result.stdout, result.stderr
    assert "robots.txt" in result.stderr
    assert result.returncode == 2
    listed = citegraph(tmp_path, "documents", "list", "--json", **variables).stdout
    assert f"{site}/mills/notes.md" in listed

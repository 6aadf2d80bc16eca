"""Who may call: the key, the host, the origin; health for everyone."""

from collections.abc import Iterator

import httpx
import pytest

from tests.api.conftest import StartServer
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import ANEW, RunningServer

KEY = "a-key-of-sufficient-length"
CALLS = [
    ("GET", "/v1/documents"),
    ("POST", "/v1/documents"),
    ("GET", "/v1/documents/x"),
    ("GET", "/v1/documents/x/pages/1.png"),
    ("DELETE", "/v1/documents/x"),
    ("GET", "/v1/jobs"),
    ("GET", "/v1/jobs/x"),
    ("POST", "/v1/jobs/x/retry"),
    ("POST", "/v1/retrieve"),
    ("POST", "/v1/query"),
    ("POST", "/v1/recommend"),
    ("POST", "/v1/query/stream"),
    ("GET", "/v1/schema"),
    ("POST", "/v1/schema/approve"),
    ("GET", "/v1/entities"),
    ("GET", "/openapi.json"),
    ("GET", "/docs"),
    ("GET", "/docs/files/swagger-ui.css"),
    ("GET", "/nothing"),
]


@pytest.fixture(scope="module")
def locked(start_server: StartServer) -> RunningServer:
    """A server that needs the key."""
    return start_server(CITEGRAPH_API_KEY=KEY)


@pytest.fixture(scope="module")
def stranger(locked: RunningServer) -> Iterator[httpx.Client]:
    """A caller of that server without a key."""
    with httpx.Client(base_url=locked.url, trust_env=False, timeout=60, limits=ANEW) as client:
        yield client


@pytest.fixture(scope="module")
def open_server(server: RunningServer) -> RunningServer:
    """A server without a key."""
    return server


@pytest.mark.parametrize(("method", "path"), CALLS)
@pytest.mark.parametrize(
    "headers", [{}, {"X-API-Key": "wrong"}, {"Authorization": "Basic eDp5"}, {"X-API-Key": ""}]
)
def test_every_call_needs_the_key(
    stranger: httpx.Client, method: str, path: str, headers: dict[str, str]
) -> None:
    response = stranger.request(method, path, headers=headers)
    problem = assert_problem(response, 401)
    assert "X-API-Key" in str(problem["remedy"])
    assert response.headers["www-authenticate"] == "ApiKey"


@pytest.mark.parametrize("headers", [{"X-API-Key": KEY}, {"Authorization": f"Bearer {KEY}"}])
def test_the_key_opens_in_both_forms(stranger: httpx.Client, headers: dict[str, str]) -> None:
    assert stranger.get("/v1/documents", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_needs_no_key(stranger: httpx.Client, path: str) -> None:
    assert stranger.get(path).status_code == 200


def test_a_large_body_without_the_key_is_refused_for_the_key(stranger: httpx.Client) -> None:
    response = stranger.post("/v1/documents", content=b"x" * 1_000_000)
    assert_problem(response, 401)


def test_the_key_is_in_the_api_document_and_not_in_the_log(locked: RunningServer) -> None:
    document = locked.http.get("/openapi.json").json()
    assert set(document["components"]["securitySchemes"]) == {"ApiKey", "Bearer"}
    assert KEY not in "\n".join(locked.lines)


@pytest.mark.parametrize("host", ["evil.example.org", "evil.example.org:8000", "127.0.0.1.evil.org", ""])
def test_without_a_key_another_host_name_is_refused(open_server: RunningServer, host: str) -> None:
    response = open_server.http.get("/v1/documents", headers={"Host": host})
    assert response.status_code in {400, 421}
    assert "items" not in response.text


@pytest.mark.parametrize(
    "host", ["someone@127.0.0.1", "someone:secret@localhost:8000", "127.0.0.1/x", "127.0.0.1:x"]
)
def test_a_host_that_is_more_than_a_name_is_refused(
    open_server: RunningServer, locked: RunningServer, host: str
) -> None:
    assert_problem(open_server.http.get("/v1/documents", headers={"Host": host}), 400)
    assert_problem(locked.http.get("/v1/documents", headers={"Host": host}), 400)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_without_a_key_other_sites_pages_are_refused_by_what_the_browser_says(
    open_server: RunningServer, site: str
) -> None:
    assert_problem(open_server.http.get("/v1/documents", headers={"Sec-Fetch-Site": site}), 403)


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_the_servers_own_pages_and_the_address_bar_are_served(open_server: RunningServer, site: str) -> None:
    assert open_server.http.get("/v1/documents", headers={"Sec-Fetch-Site": site}).status_code == 200


def test_the_servers_own_address_under_another_scheme_is_another_site(open_server: RunningServer) -> None:
    origin = open_server.url.replace("http:", "https:")
    assert_problem(open_server.http.get("/v1/documents", headers={"Origin": origin}), 403)


@pytest.mark.parametrize("origin", ["https://evil.example.org", "null", "http://127.0.0.1:1"])
def test_without_a_key_other_sites_pages_are_refused(open_server: RunningServer, origin: str) -> None:
    response = open_server.http.post(
        "/v1/documents", files={"file": ("planted.txt", b"Planted.")}, headers={"Origin": origin}
    )
    assert_problem(response, 403)


def test_the_servers_own_pages_may_call(open_server: RunningServer) -> None:
    response = open_server.http.get("/v1/documents", headers={"Origin": open_server.url})
    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("given", ["", "a b", "x" * 200, "tab\there", "{}"])
def test_a_strange_request_id_is_replaced(open_server: RunningServer, given: str) -> None:
    response = open_server.http.get("/healthz", headers={"X-Request-ID": given})
    assert response.headers["x-request-id"] != given
    assert len(response.headers["x-request-id"]) == 32

"""Keys of the API: made, listed and revoked while the server runs; each opens its scopes in its graph, and no more."""

import json
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.api.conftest import StartServer
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer, citegraph

KEY = "a-key-of-sufficient-length"
CHANGES = {
    "write": [("POST", "/v1/documents"), ("DELETE", "/v1/documents/x"), ("POST", "/v1/jobs/x/retry")],
    "curate": [
        ("POST", "/v1/schema/approve"),
        ("PUT", "/v1/schema/draft"),
        ("POST", "/v1/entities/merge"),
        ("POST", "/v1/facts/x/reject"),
        ("POST", "/v1/suggestions/accept"),
        ("POST", "/v1/decisions/x/undo"),
    ],
    "admin": [("GET", "/v1/keys"), ("POST", "/v1/keys"), ("DELETE", "/v1/keys/x"), ("POST", "/nothing")],
}
LOOKS = [("GET", "/v1/documents"), ("GET", "/v1/schema"), ("GET", "/openapi.json"), ("GET", "/docs")]


@pytest.fixture(scope="module")
def locked(start_server: StartServer) -> RunningServer:
    """A server that needs a key."""
    return start_server(CITEGRAPH_API_KEY=KEY)


def make(server: RunningServer, **wished: object) -> dict[str, object]:
    response = server.http.post("/v1/keys", json={"name": "a reader", "scopes": ["read"], **wished})
    assert response.status_code == 201, response.text
    made: dict[str, object] = response.json()
    return made


def call(server: RunningServer, secret: object, method: str, path: str, **body: object) -> httpx.Response:
    headers = {"X-API-Key": str(secret)}
    return server.http.request(method, path, headers=headers, **body)  # type: ignore[arg-type]


@pytest.mark.parametrize("scope", ["read", "write", "curate"])
def test_a_key_opens_its_scope_and_no_other(locked: RunningServer, scope: str) -> None:
    secret = make(locked, scopes=[scope])["secret"]
    for other, calls in {"read": LOOKS, **CHANGES}.items():
        for method, path in calls:
            response = call(locked, secret, method, path)
            if other == scope:
                assert response.status_code not in {401, 403}, (method, path, response.text)
            else:
                problem = assert_problem(response, 403)
                assert f"--scope {other}" in str(problem["remedy"])


def test_admin_opens_all_and_makes_keys(locked: RunningServer) -> None:
    secret = make(locked, scopes=["admin"])["secret"]
    for method, path in [one for calls in [LOOKS, *CHANGES.values()] for one in calls]:
        assert call(locked, secret, method, path).status_code not in {401, 403}


def test_every_operation_is_refused_to_a_key_without_its_scope(locked: RunningServer) -> None:
    secrets = {scope: make(locked, scopes=[scope])["secret"] for scope in ("read", "write")}
    for path, operations in locked.http.get("/openapi.json").json()["paths"].items():
        filled = path.replace("{", "").replace("}", "")
        for method in operations:
            answers = {
                scope: call(locked, secret, method.upper(), filled).status_code
                for scope, secret in secrets.items()
            }
            if path not in {"/healthz", "/readyz"}:
                assert 403 in answers.values(), (method, path)
            if method == "get" and not path.startswith("/v1/keys"):
                assert answers["read"] != 403


def test_a_revoked_key_opens_nothing_at_once_and_stays_in_the_list(locked: RunningServer) -> None:
    made = make(locked, name="gone soon")
    assert call(locked, made["secret"], "GET", "/v1/documents").status_code == 200
    assert locked.http.delete(f"/v1/keys/{made['id']}").json()["revoked_at"]
    assert_problem(call(locked, made["secret"], "GET", "/v1/documents"), 401)
    listed = {one["id"]: one for one in locked.http.get("/v1/keys").json()["items"]}
    assert listed[made["id"]]["revoked_at"]
    assert "secret" not in listed[made["id"]]
    assert_problem(locked.http.delete("/v1/keys/none"), 404)


def test_a_key_ends_at_its_time(locked: RunningServer) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=1.5)
    secret = make(locked, expires_at=soon.isoformat())["secret"]
    assert call(locked, secret, "GET", "/v1/documents").status_code == 200
    time.sleep((soon - datetime.now(UTC)).total_seconds() + 0.01)
    assert_problem(call(locked, secret, "GET", "/v1/documents"), 401)


@pytest.mark.parametrize(
    "wished",
    [
        {"expires_at": "2020-01-01T00:00:00Z"},
        {"expires_at": "2999-01-01T00:00:00"},
        {"expires_at": "9999-12-31T23:59:59-14:00"},
        {"scopes": []},
        {"scopes": ["everything"]},
        {"name": ""},
        {"per_minute": 0},
    ],
)
def test_a_key_that_cannot_be_is_refused(locked: RunningServer, wished: dict[str, object]) -> None:
    response = locked.http.post("/v1/keys", json={"name": "a reader", "scopes": ["read"], **wished})
    assert response.status_code in {400, 422}


def test_a_key_that_calls_too_often_waits(locked: RunningServer) -> None:
    often, seldom = (make(locked, per_minute=number)["secret"] for number in (1000, 2))
    answers = [call(locked, seldom, "GET", "/v1/documents") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert call(locked, often, "GET", "/v1/documents").status_code == 200


def test_a_key_of_another_graph_is_no_key_here(locked: RunningServer, start_server: StartServer) -> None:
    other = start_server(CITEGRAPH_API_KEY="another-key-of-sufficient-length", CITEGRAPH_GRAPH="other")
    secret = make(other)["secret"]
    assert call(other, secret, "GET", "/v1/jobs").status_code == 200
    for path, operations in locked.http.get("/openapi.json").json()["paths"].items():
        if path not in {"/healthz", "/readyz"}:
            for method in operations:
                assert_problem(call(locked, secret, method.upper(), path), 401)


def test_changes_are_logged_with_who_made_them_and_secrets_are_not(locked: RunningServer) -> None:
    secret = make(locked, name="the archive", scopes=["write"])["secret"]
    response = call(
        locked, secret, "POST", "/v1/documents", files={"file": ("a.txt", b"Ada Lovelace wrote notes.")}
    )
    assert response.status_code == 202
    while not any("request" in line.values() for line in locked.logged(response.headers["X-Request-ID"])):
        time.sleep(0.05)
    lines = [json.loads(line) for line in locked.lines if '"change"' in line]
    assert [one["path"] for one in lines if one["key"] == "the archive"] == ["/v1/documents"]
    assert {"/v1/keys"} <= {one["path"] for one in lines if one["key"] == "CITEGRAPH_API_KEY"}
    assert str(secret) not in "\n".join(locked.lines)


def test_the_command_line_makes_lists_and_revokes_keys_beside_the_server(locked: RunningServer) -> None:
    def keys(*arguments: str) -> str:
        done = citegraph(locked.home, "keys", *arguments, **locked.variables)
        assert done.returncode == 0, done.stderr
        return done.stdout

    made = json.loads(keys("create", "desk 1", "--scope", "curate", "--days", "2", "--json"))
    secret = keys("create", "desk 2").strip()
    assert call(locked, made["secret"], "POST", "/v1/entities/merge").status_code == 422
    assert call(locked, secret, "GET", "/v1/jobs").status_code == 200
    assert "opens until" in keys("list")
    assert "desk 1" in keys("revoke", made["id"])
    assert_problem(call(locked, made["secret"], "GET", "/v1/jobs"), 401)
    assert {one["name"] for one in json.loads(keys("list", "--json"))} >= {"desk 1", "desk 2"}
    assert "revoked" in keys("list")
    wrong = citegraph(locked.home, "keys", "create", "desk", "--scope", "all", **locked.variables)
    assert wrong.returncode == 2
    assert "read, write, curate, admin" in wrong.stderr
    assert citegraph(locked.home, "keys", "revoke", "none", **locked.variables).returncode == 2

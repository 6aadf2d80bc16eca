"""The API's own documentation is complete and true."""

import re
from typing import Any

import pytest
import requests
import schemathesis
from citegraph_client import Client
from citegraph_client.api.documents import add_documents, get_document, list_documents
from citegraph_client.api.jobs import get_job
from citegraph_client.api.questions import query
from citegraph_client.models import Answer, Document, DocumentPage, Problem, Question, TextDocument
from citegraph_client.models import Job as ClientJob
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.fakes.running_server import RunningServer

EXPECTED = {
    ("post", "/v1/documents"),
    ("get", "/v1/documents"),
    ("get", "/v1/documents/facets"),
    ("get", "/v1/documents/{document_id}"),
    ("get", "/v1/documents/{document_id}/pages/{page}.png"),
    ("get", "/v1/documents/{document_id}/original"),
    ("delete", "/v1/documents/{document_id}"),
    ("get", "/v1/jobs"),
    ("get", "/v1/jobs/{job_id}"),
    ("post", "/v1/jobs/{job_id}/retry"),
    ("post", "/v1/jobs/{job_id}/confirm"),
    ("post", "/v1/jobs/{job_id}/cancel"),
    ("post", "/v1/retrieve"),
    ("post", "/v1/query"),
    ("post", "/v1/query/stream"),
    ("post", "/v1/recommend"),
    ("get", "/v1/models"),
    ("get", "/v1/models/{model}"),
    ("post", "/v1/chat/completions"),
    ("get", "/v1/conversations"),
    ("get", "/v1/conversations/{conversation_id}"),
    ("delete", "/v1/conversations/{conversation_id}"),
    ("get", "/v1/schema"),
    ("get", "/v1/schema/versions"),
    ("get", "/v1/schema/diff"),
    ("post", "/v1/schema/refine"),
    ("post", "/v1/schema/approve"),
    ("post", "/v1/schema/apply"),
    ("post", "/v1/schema/check"),
    ("get", "/v1/entities"),
    ("get", "/v1/entities/candidates"),
    ("post", "/v1/entities/merge"),
    ("get", "/v1/entities/mentions"),
    ("post", "/v1/entities/separate"),
    ("post", "/v1/entities/split"),
    ("post", "/v1/entities/retype"),
    ("post", "/v1/entities/rename"),
    ("get", "/v1/facts"),
    ("post", "/v1/facts/{fact_id}/reject"),
    ("post", "/v1/facts/{fact_id}/restore"),
    ("get", "/v1/suggestions"),
    ("get", "/v1/suggestions/judged"),
    ("post", "/v1/suggestions/accept"),
    ("post", "/v1/suggestions/reject"),
    ("get", "/v1/decisions"),
    ("post", "/v1/decisions/{decision_id}/undo"),
    ("put", "/v1/schema/draft"),
    ("get", "/v1/evaluations"),
    ("get", "/v1/keys"),
    ("post", "/v1/keys"),
    ("delete", "/v1/keys/{key_id}"),
    ("get", "/healthz"),
    ("get", "/readyz"),
}
Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


@pytest.fixture(scope="module")
def document(server: RunningServer) -> dict[str, Json]:
    found: dict[str, Json] = server.http.get("/openapi.json").raise_for_status().json()
    return found


def _operations(document: dict[str, Json]) -> dict[tuple[str, str], dict[str, Json]]:
    paths = document["paths"]
    assert isinstance(paths, dict)
    found = {}
    for path, methods in paths.items():
        assert isinstance(methods, dict)
        for method, operation in methods.items():
            assert isinstance(operation, dict)
            found[method, path] = operation
    return found


def _references(part: Json) -> set[str]:
    if isinstance(part, dict):
        own = {str(part["$ref"])} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in part.values()))
    if isinstance(part, list):
        return set().union(*(_references(value) for value in part))
    return set()


def test_every_call_is_there_and_nothing_else(document: dict[str, Json]) -> None:
    assert set(_operations(document)) == EXPECTED


def test_every_reference_leads_somewhere(document: dict[str, Json]) -> None:
    for reference in _references(document):
        place: Json = document
        for step in reference.removeprefix("#/").split("/"):
            assert isinstance(place, dict)
            assert step in place, reference
            place = place[step]


def test_operation_ids_are_plain_names(document: dict[str, Json]) -> None:
    names = [str(operation["operationId"]) for operation in _operations(document).values()]
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(("method", "path"), sorted(EXPECTED))
def test_each_call_shows_an_example_and_its_problems(
    document: dict[str, Json], method: str, path: str
) -> None:
    operation = _operations(document)[method, path]
    assert operation["summary"]
    assert operation["description"]
    responses = operation["responses"]
    assert isinstance(responses, dict)
    assert "HTTPValidationError" not in str(responses)
    problems = {status for status, response in responses.items() if "problem+json" in str(response)}
    if path == "/healthz":
        return
    assert "503" in problems
    if path != "/readyz":
        assert {"401", "422", "500"} <= problems
    if path not in {"/readyz", "/v1/query/stream"} and not path.endswith((".png", "/original")):
        success = {status: one for status, one in responses.items() if status.startswith("2")}
        assert "204" in success or "'example'" in str(success)


_QUESTION_PATHS = ("/v1/retrieve", "/v1/query", "/v1/query/stream")
_BAD_BODIES: list[tuple[bytes, str]] = [
    (b"{", "application/json"),
    (b"[]", "application/json"),
    (b"\xff", "application/json"),
    (b'{"question": "x", "extra": 1}', "application/json"),
    (b'{"question": "x", "options": {"top_k": "5"}}', "application/json"),
    (b'{"question": "x", "options": {"top_k": true}}', "application/json"),
    (b'{"question": "x", "options": {"channels": []}}', "application/json"),
    (b'{"question": "x", "options": {"document_ids": ["unknown"]}}', "application/json"),
    (b'{"version": "1"}', "application/json"),
    (b'{"version": 99}', "application/json"),
    (b"{}", "text/plain"),
    (b"junk", "multipart/form-data; boundary=b"),
    (b"", ""),
    (b" " * 2_100_000, "application/json"),
]


@pytest.mark.parametrize(("method", "path"), sorted(EXPECTED))
def test_no_call_answers_with_a_status_that_is_not_documented(
    server: RunningServer, document: dict[str, Json], method: str, path: str
) -> None:
    responses = _operations(document)[method, path]["responses"]
    assert isinstance(responses, dict)
    called = re.sub(r"{\w+}", "unknown", path)
    headers: list[dict[str, str]] = [
        {"Host": "someone@localhost"},
        {"Host": "example.org"},
        {"Origin": "http://example.org"},
        {},
    ]
    answers = [server.http.request(method, called, headers=one) for one in headers]
    if method != "get":
        answers += [
            server.http.request(method, called, content=body, headers={"Content-Type": kind} if kind else {})
            for body, kind in _BAD_BODIES
        ]
    if not path.endswith("z"):  # the health checks answer whoever asks
        assert {400, 403, 421} <= {answer.status_code for answer in answers}
    undocumented = {
        answer.status_code: answer.text for answer in answers if str(answer.status_code) not in responses
    }
    assert undocumented == {}


@pytest.mark.parametrize("path", _QUESTION_PATHS)
@pytest.mark.parametrize("options", [{"top_k": "5"}, {"top_k": True}, {"window": 1.0}, {"max_tokens": "500"}])
def test_numbers_are_not_guessed(server: RunningServer, path: str, options: dict[str, Json]) -> None:
    response = server.http.post(path, json={"question": "Who?", "options": options})
    assert response.status_code == 422
    assert response.json()["errors"][0]["place"].startswith("body.options.")


def test_the_documentation_page_needs_no_other_host(server: RunningServer) -> None:
    page = server.http.get("/docs").raise_for_status()
    assert "CiteGraph" in page.text
    assert "http" not in page.text
    assert "default-src 'self'" in page.headers["content-security-policy"]
    named = re.findall(r"(?:src|href|url)(?:=|: )[\"']([^\"']+)", page.text)
    assert len(named) == 4
    for path in named:
        assert path.startswith("/")
        assert server.http.get(path).status_code == 200, path


def test_there_is_one_documentation_page(server: RunningServer) -> None:
    assert server.http.get("/redoc").status_code == 404


_MADE_UP = settings(
    max_examples=1,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_made_up_calls_are_answered_as_documented(server: RunningServer, document: dict[str, Json]) -> None:
    """One of each operation; `make fuzz` makes up thousands."""
    with requests.Session() as session:
        for found in schemathesis.openapi.from_dict(document).get_all_operations():
            assert isinstance(found, Ok)

            @given(case=found.ok().as_strategy())
            @_MADE_UP
            def call(case: schemathesis.Case[Any]) -> None:
                # The document cannot say what a question or a name must have beside its length.
                case.call_and_validate(
                    server.url, session, excluded_checks=[positive_data_acceptance], timeout=60
                )

            call()


def test_another_method_is_answered_with_those_that_there_are(server: RunningServer) -> None:
    assert server.http.request("OPTIONS", "/v1/keys").headers["allow"] == "GET, POST"
    assert server.http.put("/v1/documents/facets").headers["allow"] == "GET"
    assert server.http.post("/v1/suggestions/judged", json={}).status_code == 405
    assert server.http.post("/docs").headers["allow"] == "GET"


def test_the_typed_client_sends_asks_and_reads_problems(server: RunningServer) -> None:
    with Client(server.url) as client:
        body = TextDocument(name="ada.txt", text="Ada Lovelace wrote notes on the Analytical Engine.")
        job = add_documents.sync(client=client, body=body)
        assert isinstance(job, ClientJob)
        server.wait_for_job(job.id)
        assert isinstance(ended := get_job.sync(job.id, client=client), ClientJob)
        assert ended.state == "done"

        page = list_documents.sync(client=client)
        assert isinstance(page, DocumentPage)
        assert "ada.txt" in [document.source for document in page.items]
        assert isinstance(get_document.sync(ended.document_ids[0], client=client), Document)
        problem = get_document.sync("unknown", client=client)
        assert isinstance(problem, Problem)
        assert (problem.status, problem.type_) == (404, "urn:citegraph:problem:not-found")

        answer = query.sync(
            client=client, body=Question(question="Who wrote notes on the Analytical Engine?")
        )
        assert isinstance(answer, Answer)
        assert "Lovelace" in answer.text
        assert answer.citations[0].title == "ada"

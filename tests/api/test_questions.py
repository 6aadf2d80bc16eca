"""Questions over HTTP, without a chat model."""

import json

import httpx
import pytest

from tests.api.test_documents import LOVELACE, SEJONG, assert_problem
from tests.fakes.running_server import RunningServer

QUESTION = "Who wrote notes on the Analytical Engine?"


@pytest.fixture(scope="module")
def filled(server: RunningServer) -> RunningServer:
    """The server with an English and a Korean document."""
    server.ingest("lovelace.md", f"# Ada Lovelace\n\nShe was a countess.\n\n## Her notes\n\n{LOVELACE}\n")
    server.ingest("sejong.txt", SEJONG)
    return server


def events_of(response: httpx.Response) -> list[tuple[str, dict[str, object]]]:
    events = []
    for block in response.text.split("\n\n"):
        fields = dict(
            line.split(": ", 1) for line in block.splitlines() if ": " in line and not line.startswith(":")
        )
        if fields:
            events.append((fields["event"], json.loads(fields["data"])))
    return events


def test_retrieve_gives_passages_and_how_they_were_found(filled: RunningServer) -> None:
    found = filled.http.post("/v1/retrieve", json={"question": QUESTION}).raise_for_status().json()
    best = found["passages"][0]
    assert "Ada Lovelace wrote notes" in best["text"]
    assert best["channels"]
    states = {channel["channel"]: channel["status"] for channel in found["trace"]["channels"]}
    assert states["dense"] == states["keyword"] == "ran"
    assert states["kge"] == "off"


@pytest.mark.parametrize(
    ("question", "expected"), [(QUESTION, "Lovelace"), ("훈민정음을 누가 창제하였나?", "세종")]
)
def test_an_answer_cites_the_sentence(filled: RunningServer, question: str, expected: str) -> None:
    answer = filled.http.post("/v1/query", json={"question": question}).raise_for_status().json()
    assert answer["found"] is True
    assert expected in answer["text"]
    assert "[1]" in answer["text"]
    for citation in answer["citations"]:
        passage = answer["passages"][citation["number"] - 1]
        assert citation["quote"] in passage["text"]


def test_a_citation_has_the_headings_over_its_sentence(filled: RunningServer) -> None:
    answer = filled.http.post("/v1/query", json={"question": QUESTION}).raise_for_status().json()
    citation, passage = answer["citations"][0], answer["passages"][0]
    assert len(passage["chunk_ids"]) == 1
    assert passage["heading"] == "Ada Lovelace"
    assert (citation["heading"], citation["block"]) == ("Ada Lovelace > Her notes", "paragraph")


def test_what_the_documents_do_not_say_is_not_invented(filled: RunningServer) -> None:
    answer = filled.http.post("/v1/query", json={"question": "What is the boiling point of tungsten?"}).json()
    assert answer["found"] is False
    assert answer["citations"] == []


def test_the_stream_ends_with_the_answer(filled: RunningServer) -> None:
    response = filled.http.post("/v1/query/stream", json={"question": QUESTION})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response)
    kinds = [kind for kind, _ in events]
    assert kinds[0] == "retrieval"
    assert kinds[-1] == "answer"
    assert set(kinds[1:-1]) <= {"delta"}
    plain = filled.http.post("/v1/query", json={"question": QUESTION}).json()
    assert events[-1][1]["text"] == plain["text"]


def test_options_are_obeyed(filled: RunningServer) -> None:
    asked = {"question": QUESTION, "options": {"channels": ["dense"], "top_k": 1, "window": 0}}
    found = filled.http.post("/v1/retrieve", json=asked).raise_for_status().json()
    ran = [channel["channel"] for channel in found["trace"]["channels"] if channel["status"] == "ran"]
    assert ran == ["dense"]
    assert len(found["passages"]) == 1


def test_a_question_can_be_limited_to_documents(filled: RunningServer) -> None:
    documents = filled.http.get("/v1/documents").json()["items"]
    sejong = next(each["id"] for each in documents if each["source"] == "sejong.txt")
    asked = {"question": QUESTION, "options": {"document_ids": [sejong]}}
    found = filled.http.post("/v1/retrieve", json=asked).raise_for_status().json()
    assert {passage["document_id"] for passage in found["passages"]} <= {sejong}


@pytest.mark.parametrize("path", ["/v1/retrieve", "/v1/query", "/v1/query/stream"])
@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"question": ""}, 422),
        ({"question": "   "}, 422),
        ({"question": "?!"}, 422),
        ({"question": "why? " * 20_000}, 422),
        ({"question": 7}, 422),
        ({"question": ["a"]}, 422),
        ({}, 422),
        ([], 422),
        ({"question": "x", "colour": "red"}, 422),
        ({"question": "x", "options": {"top_k": 0}}, 422),
        ({"question": "x", "options": {"top_k": "many"}}, 422),
        ({"question": "x", "options": {"channels": ["telepathy"]}}, 422),
        ({"question": "who?", "options": {"document_ids": ["unknown"]}}, 404),
        ({"question": "who?", "options": {"document_ids": ["\0"]}}, 404),
    ],
)
def test_a_wrong_question_is_refused(filled: RunningServer, path: str, body: object, status: int) -> None:
    problem = assert_problem(filled.http.post(path, json=body), status)
    assert problem["remedy"]


@pytest.mark.parametrize("path", ["/v1/retrieve", "/v1/query", "/v1/query/stream"])
@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff",
        b'{"question": "\\ud800 who?"}',
        b'{"question": "who?", "options": {"document_ids": ["\\ud800"]}}',
    ],
)
def test_a_body_that_is_no_json_is_refused(filled: RunningServer, path: str, content: bytes) -> None:
    response = filled.http.post(path, content=content, headers={"content-type": "application/json"})
    assert response.status_code in {400, 422}
    assert response.headers["content-type"] == "application/problem+json"


def test_control_characters_in_a_question_are_passed_over(filled: RunningServer) -> None:
    asked = {"question": "Who wrote\0notes \x1b on the Analytical\x07 Engine?"}
    assert "Lovelace" in filled.http.post("/v1/query", json=asked).raise_for_status().json()["text"]


def test_a_question_is_never_logged(filled: RunningServer) -> None:
    filled.http.post("/v1/query", json={"question": "Where did Pangloss hide the marzipan?"})
    assert filled.logs
    assert "marzipan" not in "\n".join(filled.lines)
    assert "Lovelace" not in "\n".join(filled.lines)


def test_each_request_leaves_one_line_with_its_id_and_milliseconds(filled: RunningServer) -> None:
    filled.http.get("/v1/entities", headers={"X-Request-ID": "mine-42"})
    (line,) = filled.logged("mine-42")
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/entities", 200)
    assert isinstance(line["ms"], float)


def test_entities_are_found_by_name_and_type(filled: RunningServer) -> None:
    items = filled.http.get("/v1/entities", params={"query": "lovelace"}).raise_for_status().json()["items"]
    assert "Ada Lovelace" in {item["name"] for item in items}
    kind = items[0]["type"]
    typed = filled.http.get("/v1/entities", params={"type": kind}).json()["items"]
    assert {item["type"] for item in typed} == {kind}
    assert filled.http.get("/v1/entities", params={"query": "Zzyzx"}).json()["items"] == []


def test_the_schema_is_there_as_json_and_yaml(filled: RunningServer) -> None:
    schema = filled.http.get("/v1/schema").raise_for_status().json()
    assert schema["status"] == "approved"
    assert schema["entity_types"]
    text = filled.http.get("/v1/schema", headers={"Accept": "application/yaml"})
    assert text.headers["content-type"].startswith("application/yaml")
    assert schema["entity_types"][0]["name"] in text.text


@pytest.mark.parametrize("body", [{"version": 0}, {"version": "one"}, {}, {"version": 999}])
def test_only_an_existing_draft_can_be_approved(filled: RunningServer, body: dict[str, object]) -> None:
    response = filled.http.post("/v1/schema/approve", json=body)
    assert_problem(response, 404 if body.get("version") == 999 else 422)

"""Questions that follow one another, over HTTP and on the command line, without a chat model."""

import pytest

from tests.api.conftest import StartServer
from tests.api.test_documents import assert_problem
from tests.fakes.running_server import RunningServer, citegraph

LOVELACE = (
    "Ada Lovelace wrote notes on the Analytical Engine. Ada Lovelace was born in London. "
    "Charles Babbage designed the Analytical Engine."
)


@pytest.fixture(scope="module")
def filled(start_server: StartServer) -> RunningServer:
    """A server with a document, which keeps three turns of each of the last two conversations."""
    server = start_server(
        CITEGRAPH_CONVERSATIONS__MAX_TURNS="3", CITEGRAPH_CONVERSATIONS__MAX_CONVERSATIONS="2"
    )
    server.ingest("lovelace.txt", LOVELACE)
    return server


def ask(
    server: RunningServer, question: str, conversation: str | None, path: str = "query"
) -> dict[str, object]:
    body = {"question": question, "conversation_id": conversation}
    found: dict[str, object] = server.http.post(f"/v1/{path}", json=body).raise_for_status().json()
    return found


def listed(server: RunningServer) -> list[dict[str, object]]:
    items: list[dict[str, object]] = server.http.get("/v1/conversations").raise_for_status().json()["items"]
    return items


def test_a_follow_up_is_understood_in_its_conversation_only(filled: RunningServer) -> None:
    ask(filled, "Who wrote notes on the Analytical Engine?", "ada-1")
    answer = ask(filled, "Where was she born?", "ada-1")
    assert "London" in str(answer["text"])
    assert "Ada Lovelace" in str(answer["note"])
    assert answer["question"] == "Where was she born?"
    assert ask(filled, "Where was she born?", None)["note"] == ""
    assert ask(filled, "Where was she born?", "another")["note"] == ""


def test_passages_are_found_for_a_follow_up_and_nothing_is_kept(filled: RunningServer) -> None:
    ask(filled, "Who wrote notes on the Analytical Engine?", "ada-2")
    found = filled.http.post(
        "/v1/retrieve", json={"question": "Where was she born?", "conversation_id": "ada-2"}
    ).json()
    assert found["trace"]["analysis"]["question"] == "Where was Ada Lovelace born?"
    assert len(filled.http.get("/v1/conversations/ada-2").json()["turns"]) == 1


def test_a_stream_goes_on_with_the_conversation(filled: RunningServer) -> None:
    body = {"question": "Who designed the Analytical Engine?", "conversation_id": "babbage"}
    filled.http.post("/v1/query/stream", json=body).raise_for_status()
    (turn,) = filled.http.get("/v1/conversations/babbage").json()["turns"]
    assert "Babbage" in turn["answer"]
    assert "Charles Babbage" in {one["name"] for one in turn["answered"]}


def test_conversations_are_listed_bounded_and_deleted(filled: RunningServer) -> None:
    for number in range(3):
        ask(filled, "Where was Ada Lovelace born?", f"many-{number}")
    assert [one["id"] for one in listed(filled)] == ["many-2", "many-1"]
    for _ in range(4):
        ask(filled, "When did she die?", "many-2")
    first = listed(filled)[0]
    assert (first["turns"], first["first_question"]) == (3, "When did she die?")
    assert filled.http.delete("/v1/conversations/many-2").status_code == 204
    assert_problem(filled.http.get("/v1/conversations/many-2"), 404)
    assert_problem(filled.http.delete("/v1/conversations/many-2"), 404)
    assert [one["id"] for one in listed(filled)] == ["many-1"]


@pytest.mark.parametrize("name", ["", "a b", "x" * 65, "../etc", 7, "-a", "ada\n"])
def test_a_name_that_is_none_is_refused(filled: RunningServer, name: object) -> None:
    body = {"question": "Who is Ada Lovelace?", "conversation_id": name}
    assert_problem(filled.http.post("/v1/query", json=body), 422)


def test_the_command_line_shares_them_with_the_server(filled: RunningServer) -> None:
    variables = filled.variables
    ask(filled, "Who wrote notes on the Analytical Engine?", "shared")
    asked = citegraph(filled.home, "ask", "Where was she born?", "--conversation", "shared", **variables)
    assert asked.returncode == 0, asked.stderr
    assert "London" in asked.stdout
    assert "read as Ada Lovelace" in asked.stdout
    shown = citegraph(filled.home, "conversations", "show", "shared", **variables).stdout
    assert "? Where was she born?" in shown
    assert "Where was Ada Lovelace born?" in shown
    assert "shared" in citegraph(filled.home, "conversations", "list", **variables).stdout
    assert citegraph(filled.home, "conversations", "delete", "shared", **variables).returncode == 0
    assert_problem(filled.http.get("/v1/conversations/shared"), 404)
    missing = citegraph(filled.home, "conversations", "delete", "shared", **variables)
    assert missing.returncode == 2
    assert "no conversation" in missing.stderr
    wrong = citegraph(filled.home, "ask", "Who?", "--conversation", "a b", **variables)
    assert wrong.returncode == 2

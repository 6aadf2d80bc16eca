"""Questions over HTTP by OpenAI's own client and by LangChain, and the graph in files of other programs."""

import csv
from collections.abc import Iterator

import httpx
import httpx2
import openai
import pytest
from openai import OpenAI, Stream
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from pydantic import SecretStr

from clients.langchain_retriever import CiteGraphRetriever
from tests.api.conftest import StartServer
from tests.api.test_documents import LOVELACE, assert_problem
from tests.fakes.openai_server import ChatRequest, Reply, ScriptedOpenAI, fail, say
from tests.fakes.running_server import RunningServer, citegraph

KEY = "a-key-of-sufficient-length"
QUESTION = "Who wrote notes on the Analytical Engine?"
ANSWER = "Ada Lovelace wrote notes on the Analytical Engine [1]. She liked tea [1]."
QUOTE = "Ada Lovelace wrote notes on the Analytical Engine."
CHECKED = (
    "Ada Lovelace wrote notes on the Analytical Engine. [1] She liked tea. (not proven by the documents)"
)


class Script:
    """What the chat model behind the server does; a test changes it."""

    def __init__(self) -> None:
        self.answer = say(ANSWER, input_tokens=90, output_tokens=20)

    def __call__(self, request: ChatRequest) -> Reply:
        if "New question:" in request.prompt:
            return say("Where was Ada Lovelace born?", input_tokens=0, output_tokens=0)
        if "Passages:" in request.prompt:
            return self.answer
        return say('{"names": ["Ada Lovelace"], "relations": [], "keywords": []}', input_tokens=0)


@pytest.fixture(scope="module")
def script() -> Script:
    return Script()


@pytest.fixture(scope="module")
def endpoint(script: Script) -> Iterator[ScriptedOpenAI]:
    with ScriptedOpenAI(script) as server:
        yield server


@pytest.fixture(scope="module")
def served(start_server: StartServer, endpoint: ScriptedOpenAI) -> RunningServer:
    """A server with a key, a scripted chat model for answers and one document, read without it."""
    server = start_server(
        CITEGRAPH_API_KEY=KEY,
        CITEGRAPH_EXTRACTOR="rules",
        OPENAI_BASE_URL=endpoint.base_url,
        OPENAI_API_KEY="sk-test",
        CITEGRAPH_CHAT_MODEL="scripted",
    )
    server.ingest("lovelace.txt", LOVELACE)
    return server


@pytest.fixture(scope="module")
def client(served: RunningServer) -> Iterator[OpenAI]:
    transport = httpx2.Client(trust_env=False)
    with OpenAI(base_url=f"{served.url}/v1", api_key=KEY, max_retries=0, http_client=transport) as found:
        yield found


@pytest.fixture(autouse=True)
def _repaired(script: Script) -> Iterator[None]:
    before = script.answer
    yield
    script.answer = before


def ask(client: OpenAI, *texts: str, **extra: object) -> openai.types.chat.ChatCompletion:
    roles = ("user", "assistant")
    messages: list[ChatCompletionMessageParam] = [
        {"role": roles[place % 2], "content": text}  # type: ignore[misc]  # one of several types
        for place, text in enumerate(texts)
    ]
    return client.chat.completions.create(model="citegraph", messages=messages, extra_body=extra)


def test_there_is_one_model(client: OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["citegraph"]
    assert client.models.retrieve("citegraph").owned_by == "citegraph"
    with pytest.raises(openai.NotFoundError, match="there is no model 'other'"):
        client.models.retrieve("other")


def test_an_answer_has_its_citations_and_what_it_took(client: OpenAI, served: RunningServer) -> None:
    found = ask(client, QUESTION, temperature=0.2, seed=7)
    (choice,) = found.choices
    assert choice.finish_reason == "stop"
    assert choice.message.content == CHECKED
    (annotation,) = choice.message.annotations or []
    citation = annotation.url_citation
    assert CHECKED[citation.start_index : citation.end_index] == "[1]"
    assert citation.title
    extra = citation.model_extra or {}
    assert extra["citation"]["quote"] == QUOTE
    assert QUOTE in extra["passage"]
    page = served.http.get(citation.url.removeprefix(served.url))
    assert page.headers["content-type"] == "image/png"
    assert page.headers["x-marked-words"] != "0"
    assert found.usage is not None
    assert found.usage.total_tokens == found.usage.prompt_tokens + found.usage.completion_tokens
    assert found.usage.prompt_tokens >= 90


def test_what_the_documents_do_not_say_is_an_ordinary_message(client: OpenAI, script: Script) -> None:
    script.answer = say("NOT FOUND")
    (choice,) = ask(client, QUESTION).choices
    assert choice.message.content == "not found in the documents"
    assert choice.message.annotations == []
    assert (choice.message.model_extra or {})["found"] is False


def test_a_stream_has_the_checked_text_then_the_citations_then_the_usage(client: OpenAI) -> None:
    stream: Stream[ChatCompletionChunk] = client.chat.completions.create(
        model="citegraph",
        messages=[{"role": "user", "content": [{"type": "text", "text": QUESTION}]}],
        stream=True,
        stream_options={"include_usage": True},
    )
    *pieces, last = list(stream)
    deltas = [piece.choices[0].delta for piece in pieces]
    assert deltas[0].role == "assistant"
    assert "".join(delta.content or "" for delta in deltas) == CHECKED
    ((annotation,),) = [
        extra["annotations"] for delta in deltas if "annotations" in (extra := delta.model_extra or {})
    ]
    assert annotation["url_citation"]["citation"]["quote"] == QUOTE
    assert [piece.choices[0].finish_reason for piece in pieces][-2:] == [None, "stop"]
    assert last.choices == []
    assert last.usage is not None
    assert len({piece.id for piece in [*pieces, last]}) == 1


def test_the_messages_before_are_the_conversation(client: OpenAI, endpoint: ScriptedOpenAI) -> None:
    before = len(endpoint.requests)
    (choice,) = ask(client, QUESTION, CHECKED, "And where was she born?").choices
    assert "was read as “Where was Ada Lovelace born?”)" in str(choice.message.content)
    (rewritten,) = [one.prompt for one in endpoint.requests[before:] if "New question:" in one.prompt]
    assert f"Q: {QUESTION}\nA: {CHECKED}" in rewritten
    assert "New question: And where was she born?" in rewritten


_QUESTION = {"role": "user", "content": QUESTION}
_REFUSED: list[tuple[dict[str, object], str, str | None]] = [
    ({"n": 2}, "one answer", "n"),
    ({"tools": [{"type": "function", "function": {"name": "x"}}]}, "cannot be called", "tools"),
    ({"functions": [{"name": "x"}]}, "cannot be called", "functions"),
    ({"logprobs": True}, "no probabilities", "logprobs"),
    ({"response_format": {"type": "json_object"}}, "are text", "response_format"),
    ({"messages": []}, "at least 1 item", "messages"),
    ({"messages": [{"role": "system", "content": "Be kind."}]}, "role 'user'", "messages"),
    ({"messages": [{"role": "tool", "content": "7"}, _QUESTION]}, "Input should be", "messages.0.role"),
    (
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
        "cannot be read",
        "messages",
    ),
    ({"options": {"top_k": 0}}, "greater than or equal to 1", "options.top_k"),
]


@pytest.mark.parametrize(("extra", "words", "param"), _REFUSED)
def test_what_cannot_be_done_is_refused_in_words(
    client: OpenAI, extra: dict[str, object], words: str, param: str | None
) -> None:
    with pytest.raises(openai.BadRequestError, match=words) as refusal:
        ask(client, QUESTION, **extra)
    assert refusal.value.type == "invalid_request_error"
    assert refusal.value.param == param


def test_another_model_is_not_found(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="Name 'citegraph'") as refusal:
        ask(client, QUESTION, model="gpt-4o-mini")
    assert refusal.value.param == "model"


def test_a_wrong_key_is_an_authentication_error(client: OpenAI) -> None:
    with pytest.raises(openai.AuthenticationError, match="the key is missing") as refusal:
        client.with_options(api_key="wrong").models.list()
    assert refusal.value.code == "invalid_api_key"


def test_a_failing_model_is_an_error_also_within_a_stream(
    client: OpenAI, served: RunningServer, script: Script
) -> None:
    script.answer = fail(401, "no such key")
    with pytest.raises(openai.InternalServerError) as failure:
        ask(client, QUESTION)
    assert failure.value.type == "server_error"
    assert failure.value.status_code == 503
    body = {"model": "citegraph", "messages": [_QUESTION]}
    problem = assert_problem(served.http.post("/v1/chat/completions", json=body), 503)
    assert problem["error"]
    stream = client.chat.completions.create(
        model="citegraph", messages=[{"role": "user", "content": QUESTION}], stream=True
    )
    with pytest.raises(openai.APIError, match="chat model") as broken:
        list(stream)
    assert broken.value.type == "server_error"


def test_a_document_that_is_not_there_is_said_before_a_stream_begins(client: OpenAI) -> None:
    with pytest.raises(openai.NotFoundError, match="no document 'nothing'"):
        client.chat.completions.create(
            model="citegraph",
            messages=[{"role": "user", "content": QUESTION}],
            stream=True,
            extra_body={"options": {"document_ids": ["nothing"]}},
        )


@pytest.fixture(scope="module")
def retriever(served: RunningServer) -> CiteGraphRetriever:
    return CiteGraphRetriever(url=served.url, api_key=SecretStr(KEY), top_k=1)


async def test_langchain_retrieves_passages_with_their_place(
    retriever: CiteGraphRetriever, served: RunningServer
) -> None:
    (found,) = retriever.invoke(QUESTION)
    assert found.page_content == LOVELACE[found.metadata["start"] : found.metadata["end"]]
    assert QUOTE in found.page_content
    (document,) = served.http.get("/v1/documents").json()["items"]
    assert (found.metadata["document_id"], found.metadata["source"]) == (document["id"], "lovelace.txt")
    assert found.metadata["score"] > 0
    assert await retriever.ainvoke(QUESTION) == [found]


def test_langchain_is_told_why_a_question_is_refused(
    retriever: CiteGraphRetriever, endpoint: ScriptedOpenAI
) -> None:
    with pytest.raises(httpx.HTTPStatusError, match="no document 'nothing'"):
        retriever.model_copy(update={"document_ids": ("nothing",)}).invoke(QUESTION)
    with pytest.raises(httpx.HTTPStatusError, match="the key is missing"):
        retriever.model_copy(update={"api_key": None}).invoke(QUESTION)
    with pytest.raises(httpx.HTTPStatusError, match="answered 404"):
        retriever.model_copy(update={"url": endpoint.base_url}).invoke(QUESTION)


def test_the_graph_is_written_for_other_programs(served: RunningServer) -> None:
    done = citegraph(served.home, "facts", "export", "graph.csv", **served.variables)
    assert done.returncode == 0, done.stderr
    with (served.home / "graph.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["head"], row["tail"], row["source"]) for row in csv.DictReader(file)]
    assert ("Ada Lovelace", "London", "lovelace.txt") in rows
    assert "facts to graph.csv" in done.stderr
    refused = citegraph(served.home, "facts", "export", "graph.docx", **served.variables)
    assert refused.returncode == 2
    assert ".graphml, .ttl, .csv" in refused.stderr
    lost = citegraph(served.home, "facts", "export", "nowhere/graph.csv", **served.variables)
    assert lost.returncode == 1
    assert "No such file or directory" in lost.stderr

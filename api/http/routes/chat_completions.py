"""Questions as OpenAI's clients ask them."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Annotated

import structlog
from fastapi import APIRouter, Body, Depends, Request
from fastapi.sse import format_sse_event
from starlette.responses import StreamingResponse

from api.http.chat_completion import ChatCompletion, CompletionStream, completion
from api.http.chat_request import MODEL, ChatRequest
from api.http.deps import ConversationsDep, GraphDep, SettingsDep
from api.http.examples import ANSWER, QUESTION
from api.http.json_route import JsonRoute
from api.http.openai_error import openai_error
from api.http.openapi import example, problems
from api.http.problems import RequestError, problem_of
from retrieval.answer.answerer import AnswerEvent
from retrieval.question.analysis import CheckedQuestion, check_question
from schemas.errors import CiteGraphError
from schemas.retrieval import Answer
from schemas.value import Value

router = APIRouter(prefix="/v1", tags=["chat completions"], route_class=JsonRoute)
_LOG = structlog.get_logger(__name__)
_ASKED = {
    "plain": {
        "summary": "A question",
        "value": {"model": MODEL, "messages": [{"role": "user", "content": QUESTION}]},
    }
}

_ANSWERED = completion(ANSWER, "http://127.0.0.1:8000").model_copy(
    update={"id": "chatcmpl-0f5e8c1d2b3a4956", "created": 1_795_719_123}
)

_RESPONSES = example(_ANSWERED)
_RESPONSES[HTTPStatus.OK.value]["content"]["text/event-stream"] = {
    "itemSchema": {
        "type": "object",
        "description": "With `stream`: a chunk as OpenAI has them, or `[DONE]`.",
        "properties": {"data": {"type": "string"}},
    }
}


class Model(Value):
    """What OpenAI's clients choose by its name: the answers of this graph."""

    id: str = MODEL
    object: str = "model"
    created: int = 0
    owned_by: str = "citegraph"


class ModelList(Value):
    """The models, of which there is one."""

    object: str = "list"
    data: tuple[Model, ...] = (Model(),)


def _checked(
    asked: Annotated[ChatRequest, Body(openapi_examples=_ASKED)], settings: SettingsDep
) -> tuple[ChatRequest, CheckedQuestion]:
    asked.check()
    return asked, check_question(asked.question, max_chars=settings.retrieval.max_question_chars)


AskedDep = Annotated[tuple[ChatRequest, CheckedQuestion], Depends(_checked)]


@router.get("/models", responses=example(ModelList()))
async def list_models() -> ModelList:
    """The one model that OpenAI's clients can name."""
    return ModelList()


@router.get("/models/{model}", responses=example(Model()) | problems(HTTPStatus.NOT_FOUND))
async def get_model(model: str) -> Model:
    """The model of this name."""
    if model != MODEL:
        detail = f"there is no model {model[:100]!r}"
        raise RequestError(HTTPStatus.NOT_FOUND, detail, remedy=f"Name {MODEL!r}.")
    return Model()


@router.post(
    "/chat/completions",
    response_model=ChatCompletion,
    responses=_RESPONSES | problems(HTTPStatus.NOT_FOUND, HTTPStatus.BAD_GATEWAY),
)
async def create_chat_completion(
    asked: AskedDep, request: Request, _graph: GraphDep, conversations: ConversationsDep
) -> ChatCompletion | StreamingResponse:
    """The answer for OpenAI's clients: set their base URL to `/v1` of this server, and their key to its own.

    Each `[n]` of the text has an annotation `url_citation` that leads to the page. "Not found in the documents" is an
    answer as any other, with `found` false. The messages before the question are its conversation, which is not kept. In
    a stream the text comes once its citations are checked; until then there are comments. Problems of this call and of
    `/v1/models` have a field `error` too, as OpenAI's clients expect it.
    """
    chat, question = asked
    events = conversations.stream_after(question, chat.options, chat.exchanges)
    site = str(request.base_url).rstrip("/")
    if not chat.stream:
        return completion(await _answer(events), site)
    await anext(events)  # what fails until then has a status of its own
    with_usage = chat.stream_options is not None and chat.stream_options.include_usage
    sent = _sent(events, CompletionStream(site, with_usage=with_usage), request.url.path)
    return StreamingResponse(sent, media_type="text/event-stream", headers={"Cache-Control": "no-cache"})


async def _answer(events: AsyncIterator[AnswerEvent]) -> Answer:
    async for event in events:
        if isinstance(event, Answer):
            return event
    raise AssertionError("a stream ends with an answer")


async def _sent(
    events: AsyncIterator[AnswerEvent], stream: CompletionStream, path: str
) -> AsyncIterator[bytes]:
    yield format_sse_event(data_str=stream.begin())
    try:
        async for event in events:
            if not isinstance(event, Answer):
                yield format_sse_event(comment="writing")
                continue
            for data in stream.end(event):
                yield format_sse_event(data_str=data)
    except CiteGraphError as error:
        _LOG.warning("stream failed", error=type(error).__name__)
        yield format_sse_event(data_str=openai_error(problem_of(error, path)).model_dump_json())

"""Questions: passages alone, an answer, or an answer as it is written."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

import structlog
from fastapi import APIRouter, Body, Depends, Request
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import Field

from api.http.deps import ConversationsDep, GraphDep, SettingsDep
from api.http.examples import ANSWER, QUESTION, RETRIEVAL
from api.http.json_route import JsonRoute
from api.http.openapi import example, problems
from api.http.problems import problem_of
from retrieval.answer.answerer import AnswerEvent, TextDelta
from retrieval.question.analysis import CheckedQuestion, check_question
from schemas.conversation import ConversationId
from schemas.errors import CiteGraphError
from schemas.retrieval import Answer, Retrieval, RetrievalOptions
from schemas.value import Value

router = APIRouter(prefix="/v1", tags=["questions"], route_class=JsonRoute)
_LOG = structlog.get_logger(__name__)


class Question(Value):
    """A question and how to look for its answer."""

    question: str = Field(min_length=1, description="In English or Korean, in your own words.")
    options: RetrievalOptions = RetrievalOptions()
    conversation_id: ConversationId | None = Field(
        default=None,
        description="What you call the conversation that the question belongs to: it is understood after those before it, and kept "
        "for those that follow. Who knows the id and the key can read it.",
    )


_QUESTIONS = {
    "plain": {"summary": "A question", "value": {"question": QUESTION}},
    "follow-up": {
        "summary": "A question of a conversation",
        "value": {"question": "When did she write them?", "conversation_id": "ada-1"},
    },
    "options": {
        "summary": "Two channels only, three passages, one document",
        "value": {
            "question": QUESTION,
            "options": {
                "channels": ["graph", "dense"],
                "top_k": 3,
                "window": 1,
                "document_ids": ["5c0d3a1e7b2f4c6d8e9f0a1b2c3d4e5f"],
            },
        },
    },
}


@dataclass(frozen=True)
class Asked:
    """A question that may be asked, with its options."""

    question: CheckedQuestion
    options: RetrievalOptions
    conversation_id: str | None


def _checked(
    asked: Annotated[Question, Body(openapi_examples=_QUESTIONS)],
    settings: SettingsDep,
) -> Asked:
    question = check_question(asked.question, max_chars=settings.retrieval.max_question_chars)
    return Asked(question, asked.options, asked.conversation_id)


QuestionDep = Annotated[Asked, Depends(_checked)]


async def _begun(
    asked: QuestionDep, _graph: GraphDep, conversations: ConversationsDep
) -> AsyncIterator[AnswerEvent]:
    """The events of an answer, the first of them found already: what fails until then has a status of its own."""
    events = conversations.stream(asked.question, asked.options, asked.conversation_id)
    return _resumed(await anext(events), events)


async def _resumed(first: AnswerEvent, others: AsyncIterator[AnswerEvent]) -> AsyncIterator[AnswerEvent]:
    yield first
    async for event in others:
        yield event


EventsDep = Annotated[AsyncIterator[AnswerEvent], Depends(_begun)]


@router.post(
    "/retrieve", responses=example(RETRIEVAL) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.BAD_GATEWAY)
)
async def retrieve(asked: QuestionDep, _graph: GraphDep, conversations: ConversationsDep) -> Retrieval:
    """The passages that answer best, with how each was found; no chat model writes an answer, and no conversation goes on."""
    return await conversations.retrieve(asked.question, asked.options, asked.conversation_id)


@router.post("/query", responses=example(ANSWER) | problems(HTTPStatus.NOT_FOUND, HTTPStatus.BAD_GATEWAY))
async def query(asked: QuestionDep, _graph: GraphDep, conversations: ConversationsDep) -> Answer:
    """The answer with its citations; `found` is false when the documents do not say."""
    return await conversations.answer(asked.question, asked.options, asked.conversation_id)


@router.post(
    "/query/stream",
    response_class=EventSourceResponse,
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.BAD_GATEWAY),
)
async def stream_query(request: Request, events: EventsDep) -> AsyncIterator[ServerSentEvent]:
    """The answer while it is written, as server-sent events.

    `retrieval` comes first (what /v1/retrieve answers), then any number of `delta` (a piece of text), then `answer`
    (what /v1/query answers), which is what counts: its citations are checked. `error` (a problem) ends a stream early.
    """
    try:
        async for event in events:
            yield ServerSentEvent(event=_event_name(event), data=event)
    except CiteGraphError as error:
        _LOG.warning("stream failed", error=type(error).__name__)
        yield ServerSentEvent(event="error", data=problem_of(error, request.url.path))


def _event_name(event: AnswerEvent) -> str:
    match event:
        case Retrieval():
            return "retrieval"
        case TextDelta():
            return "delta"
        case Answer():
            return "answer"

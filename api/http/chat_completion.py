"""Answers in the form of OpenAI's chat completions."""

import re
import time
import uuid
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from api.http.chat_request import MODEL
from schemas.retrieval import Answer, Citation
from schemas.value import Value

_MARK = re.compile(r"\[(\d+)\]")


def _is_none(value: object) -> bool:
    return value is None


class UrlCitation(Value):
    """The proof of a statement: the mark that stands for it is the text from `start_index` to `end_index`.

    `url` leads to a picture of the page with the sentence marked. `citation` and `passage`, the text around it, are
    ours.
    """

    start_index: int
    end_index: int
    title: str
    url: str
    citation: Citation
    passage: str


class Annotation(Value):
    """A citation, as OpenAI's clients read it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class AnswerMessage(Value):
    """The answer. `found` is ours: false where the documents do not say."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[Annotation, ...] = ()
    found: bool


class Choice(Value):
    """The one answer."""

    index: int = 0
    message: AnswerMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class CompletionUsage(Value):
    """What the chat model took and gave; nothing where none is used."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class ChatCompletion(Value):
    """An answer in the form of OpenAI's chat completions."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: tuple[Choice, ...]
    usage: CompletionUsage


class _Delta(Value):
    role: Literal["assistant"] | None = Field(default=None, exclude_if=_is_none)
    content: str | None = Field(default=None, exclude_if=_is_none)
    annotations: tuple[Annotation, ...] | None = Field(default=None, exclude_if=_is_none)
    found: bool | None = Field(default=None, exclude_if=_is_none)


class ChunkChoice(Value):
    """A piece of the one answer."""

    index: int = 0
    delta: _Delta
    finish_reason: Literal["stop"] | None = None


class ChatCompletionChunk(Value):
    """An event of a stream."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: tuple[ChunkChoice, ...] = ()
    usage: CompletionUsage | None = Field(default=None, exclude_if=_is_none)


def completion(answer: Answer, site: str) -> ChatCompletion:
    """The answer as a completion; `site` is where its pictures of pages are served."""
    text = _content(answer)
    message = AnswerMessage(content=text, annotations=_annotations(answer, site), found=answer.found)
    return ChatCompletion(
        id=_new_id(), created=int(time.time()), choices=(Choice(message=message),), usage=_usage(answer)
    )


class CompletionStream:
    """The events of one answer, all of one id."""

    def __init__(self, site: str, *, with_usage: bool) -> None:
        self._site = site
        self._with_usage = with_usage
        self._id = _new_id()
        self._created = int(time.time())

    def begin(self) -> str:
        """The event that says who speaks."""
        return self._event(_Delta(role="assistant", content=""))

    def end(self, answer: Answer) -> Iterator[str]:
        """The events with the answer's text, its citations, its end, and what it took."""
        yield self._event(_Delta(content=_content(answer)))
        yield self._event(_Delta(annotations=_annotations(answer, self._site), found=answer.found))
        yield self._event(_Delta(), finish_reason="stop")
        if self._with_usage:
            usage = _usage(answer)
            yield ChatCompletionChunk(id=self._id, created=self._created, usage=usage).model_dump_json()
        yield "[DONE]"

    def _event(self, delta: _Delta, finish_reason: Literal["stop"] | None = None) -> str:
        choice = ChunkChoice(delta=delta, finish_reason=finish_reason)
        chunk = ChatCompletionChunk(id=self._id, created=self._created, choices=(choice,))
        return chunk.model_dump_json()


def _annotations(answer: Answer, site: str) -> tuple[Annotation, ...]:
    """One for each sentence that each mark of the text stands for."""
    return tuple(
        Annotation(
            url_citation=UrlCitation(
                start_index=mark.start(),
                end_index=mark.end(),
                title=one.title,
                url=site + one.image,
                citation=one,
                passage=answer.passages[one.number - 1].text,
            )
        )
        for mark in _MARK.finditer(answer.text)
        for one in answer.citations
        if one.number == int(mark[1])
    )


def _content(answer: Answer) -> str:
    """The text, and after it what the reader should know of how the question was read."""
    return f"{answer.text}\n\n({answer.note})" if answer.note else answer.text


def _usage(answer: Answer) -> CompletionUsage:
    usage = answer.trace.usage
    return CompletionUsage(
        prompt_tokens=usage.input_tokens,
        completion_tokens=usage.output_tokens,
        total_tokens=usage.input_tokens + usage.output_tokens,
    )


def _new_id() -> str:
    return f"chatcmpl-{uuid.uuid4().hex}"

"""What a chat model replied, and whether that is the whole of it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from llm.errors import CHECK_ENDPOINT, RAW_HEAD_CHARS, Remedies
from llm.reply_text import without_thoughts
from schemas.errors import MalformedOutputError, ModelError, ModelRefusedError, TooLongError

if TYPE_CHECKING:
    from langchain_core.messages import AIMessage

WHOLE = frozenset({"stop"})
WHOLE_OR_CALLS = frozenset({"stop", "tool_calls", "function_call"})
"""Values of `finish_reason` with which a reply is whole: one in text, and one that may be a call of a tool."""
_TOO_LONG = frozenset({"length", "max_tokens"})


@dataclass(frozen=True)
class ModelReply:
    """What the model said: its text without the thoughts before it, or the arguments of its tool calls as JSON lines.

    `finish_reason` is empty where the endpoint gave none.
    """

    text: str
    finish_reason: str = ""
    refusal: str = ""
    input_tokens: int = 0
    output_tokens: int = 0


def reply_of_message(message: "AIMessage") -> ModelReply:
    """The reply in LangChain's message."""
    calls = [*message.tool_calls, *message.invalid_tool_calls]
    arguments: list[object] = [call["args"] for call in calls]
    usage = message.usage_metadata
    return ModelReply(
        text="\n".join(map(_as_text, arguments)) if calls else without_thoughts(message.text),
        finish_reason=str(message.response_metadata.get("finish_reason") or ""),
        refusal=str(message.additional_kwargs.get("refusal") or ""),
        input_tokens=usage["input_tokens"] if usage else 0,
        output_tokens=usage["output_tokens"] if usage else 0,
    )


def reply_of_body(error: Exception) -> ModelReply:
    """The reply in the HTTP response that the client refused; what it raises has the response attached.

    Raises:
        MalformedOutputError: the response is not a chat completion.
    """
    from openai.types.chat import ChatCompletion
    from pydantic import ValidationError

    completion = getattr(error, "completion", None)
    body = str(getattr(getattr(error, "response", None), "text", ""))
    try:
        if not isinstance(completion, ChatCompletion):
            completion = ChatCompletion.model_validate_json(body)
        choice = completion.choices[0]
    except (ValidationError, IndexError):
        raise unreadable(error, body) from error
    return ModelReply(
        text=without_thoughts(choice.message.content or ""),
        finish_reason=choice.finish_reason,
        refusal=choice.message.refusal or "",
        input_tokens=completion.usage.prompt_tokens if completion.usage else 0,
        output_tokens=completion.usage.completion_tokens if completion.usage else 0,
    )


def unreadable(error: Exception, body: str = "") -> MalformedOutputError:
    """The error for a response that is not a chat completion."""
    reason = " ".join(str(error).split())[:RAW_HEAD_CHARS]
    return MalformedOutputError(
        f"the endpoint's answer is not a chat completion: {reason}",
        remedy=CHECK_ENDPOINT,
        raw_head=body[:RAW_HEAD_CHARS],
    )


class StreamedReply:
    """Puts a reply together from the pieces of a stream."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._finish_reason = ""
        self._input_tokens = 0
        self._output_tokens = 0

    def add(self, piece: "AIMessage") -> str:
        """Take the next piece; returns its text."""
        self._texts.append(piece.text)
        self._finish_reason = str(piece.response_metadata.get("finish_reason") or self._finish_reason)
        if usage := piece.usage_metadata:  # sent once, or again and again with the sums so far
            self._input_tokens, self._output_tokens = usage["input_tokens"], usage["output_tokens"]
        return piece.text

    def reply(self) -> ModelReply:
        """All pieces so far as one reply."""
        return ModelReply(
            text=without_thoughts("".join(self._texts)),
            finish_reason=self._finish_reason,
            input_tokens=self._input_tokens,
            output_tokens=self._output_tokens,
        )


def check_whole(
    reply: ModelReply, remedies: Remedies, *, whole: Collection[str], must_say_so: bool = False
) -> None:
    """Return if the reply is whole; `whole` are the finish reasons that say so.

    A reply without a reason is whole where its HTTP response was; a stream can end early unseen, so it `must_say_so`.

    Raises:
        ModelRefusedError: the model declined, or a content filter stopped it.
        TooLongError: the reply was cut off at its length limit.
        ModelError: the reply ended early for another reason, or without saying that it ended.
        MalformedOutputError: the reply is empty.
    """
    head, reason = reply.text[:RAW_HEAD_CHARS], reply.finish_reason
    if reply.refusal or reason == "content_filter":
        declined = reply.refusal or "its content filter stopped the answer"
        message = f"the model declined to answer: {declined}"
        raise ModelRefusedError(message, remedy=remedies.refused, raw_head=head)
    if reason in _TOO_LONG:
        message = "the model's answer was cut off at its length limit"
        raise TooLongError(message, remedy=remedies.reply_cut_off, raw_head=head)
    if reason not in whole and (reason or must_say_so):
        how = f"with the reason {reason[:RAW_HEAD_CHARS]!r}" if reason else "without a reason"
        message = f"the chat model's answer ended early, {how}"
        raise ModelError(message, remedy=remedies.later, retryable=True)
    if not reply.text.strip():
        # LangChain passes on a streamed answer without the field in which a model declines.
        declined = ": it may have declined to answer" if must_say_so else ""
        message = f"the chat model's answer is empty{declined}"
        raise MalformedOutputError(message, remedy=remedies.malformed)


def _as_text(arguments: object) -> str:
    return arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False)

"""Questions in the form of OpenAI's chat completions."""

from http import HTTPStatus
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.http.problems import FieldProblem, RequestError
from schemas.retrieval import RetrievalOptions

MODEL = "citegraph"
"""The one model that there is for OpenAI's clients."""


class _Sent(BaseModel):
    """A part of a request: what we do not know in it is left aside, for clients send much that only other services know."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class ContentPart(_Sent):
    """A part of a message; only text can be read."""

    type: str = Field(examples=["text"])
    text: str = ""


class ChatMessage(_Sent):
    """A message of the conversation. Those of `system` and `developer` are left aside: how we answer is not up to them."""

    role: Literal["system", "developer", "user", "assistant"]
    content: str | tuple[ContentPart, ...] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        if isinstance(self.content, str):
            return self.content
        return "\n".join(part.text for part in self.content or ())


class StreamOptions(_Sent):
    """What a stream has beside the answer."""

    include_usage: bool = Field(
        default=False, strict=True, description="Whether the last event has the usage."
    )


class ResponseFormat(_Sent):
    """The form of the answer, which is text."""

    type: str = Field(default="text", examples=["text"])


class ChatRequest(_Sent):
    """A question after the messages before it.

    Fields of OpenAI's that are not here, such as `temperature`, are left aside.
    """

    model: str = Field(examples=[MODEL])
    messages: tuple[ChatMessage, ...] = Field(
        min_length=1,
        description="The last message of the user is the question; it is understood after those before it.",
    )
    options: RetrievalOptions = Field(
        default=RetrievalOptions(), description="Ours, not OpenAI's: how to look for the answer."
    )
    stream: bool | None = Field(default=None, strict=True)
    stream_options: StreamOptions | None = None
    n: int | None = Field(default=None, strict=True, description="1: there is one answer.")
    response_format: ResponseFormat | None = None
    tools: tuple[object, ...] | None = Field(default=None, description="None: no tools are called.")
    functions: tuple[object, ...] | None = Field(default=None, description="None, as `tools`.")
    logprobs: bool | None = Field(default=None, strict=True, description="False: there are no probabilities.")

    @property
    def question(self) -> str:
        """The last message of the user.

        Raises:
            RequestError: there is none.
        """
        return self.messages[self._place()].text

    @property
    def exchanges(self) -> list[tuple[str, str]]:
        """The user's messages before the last, each with what was answered."""
        found: list[tuple[str, str]] = []
        for message in self.messages[: self._place()]:
            if message.role == "user":
                found.append((message.text, ""))
            elif message.role == "assistant" and found:
                question, answer = found[-1]
                found[-1] = question, f"{answer}\n{message.text}".strip()
        return found

    def check(self) -> None:
        """Return where all that is asked for can be given.

        Raises:
            RequestError: it cannot; says what, and what to do instead.
        """
        if self.model != MODEL:
            detail = f"there is no model {self.model[:100]!r}"
            raise _refusal("model", detail, f"Name {MODEL!r}.", status=HTTPStatus.NOT_FOUND)
        if self.n not in {None, 1}:
            raise _refusal("n", "there is one answer to a question", "Leave n out, or send 1.")
        for name, wanted in (("tools", self.tools), ("functions", self.functions)):
            if wanted:
                raise _refusal(
                    name,
                    f"{name} cannot be called: answers come from the documents alone",
                    f"Leave {name} out.",
                )
        if self.logprobs:
            raise _refusal("logprobs", "answers have no probabilities", "Leave logprobs out.")
        if self.response_format and self.response_format.type != "text":
            detail = f"answers are text, not {self.response_format.type[:50]!r}"
            raise _refusal("response_format", detail, "Leave response_format out; citations are annotations.")
        for message in self.messages:
            for part in message.content if isinstance(message.content, tuple) else ():
                if part.type != "text":
                    detail = f"a part of the type {part.type[:50]!r} cannot be read"
                    raise _refusal("messages", detail, "Send text; files are ingested at /v1/documents.")

    def _place(self) -> int:
        """Where the last message of the user is."""
        for place in range(len(self.messages) - 1, -1, -1):
            if self.messages[place].role == "user":
                return place
        raise _refusal("messages", "no message is of the role 'user'", "Send the question as the user's.")


def _refusal(
    field: str, detail: str, remedy: str, *, status: HTTPStatus = HTTPStatus.BAD_REQUEST
) -> RequestError:
    problem = FieldProblem(place=f"body.{field}", message=detail)
    return RequestError(status, detail, remedy=remedy, errors=(problem,))

"""A chat model that brings the limits that hold for it."""

from langchain_openai import ChatOpenAI
from pydantic import Field, SkipValidation

from schemas.ports import CallWindow


class LimitedChatOpenAI(ChatOpenAI):
    """OpenAI's chat model, and what counts its calls where only so many a minute are allowed; `ModelClient` obeys it."""

    call_window: SkipValidation[CallWindow | None] = Field(default=None, exclude=True)

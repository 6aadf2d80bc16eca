"""How a chat model is asked for entities and triples, and what is accepted from it."""

from typing import Literal

from pydantic import Field

from llm.settings import ModelCallSettings

LlmMode = Literal["tool", "prompt"]


class LlmExtractionSettings(ModelCallSettings):
    """Limits and manners of extraction with a chat model.

    `mode` "tool" asks for structured output, "prompt" for JSON in the text. `instructions` are added to every prompt.
    """

    mode: LlmMode = "tool"
    max_entities: int = Field(default=150, ge=1, le=5000)
    max_triples: int = Field(default=200, ge=1, le=5000)
    max_name_chars: int = Field(default=200, ge=10, le=1000)
    instructions: str = Field(default="", max_length=4000)

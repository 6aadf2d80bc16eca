"""How a chat model is asked for entities and triples, and what is accepted from it."""

from typing import Literal

from pydantic import Field

from schemas.value import Value

LlmMode = Literal["tool", "prompt"]


class LlmExtractionSettings(Value):
    """Limits and manners of extraction with a chat model.

    `mode` "tool" asks for structured output, "prompt" for JSON in the text. `concurrency` requests are under way at
    once. A request is made `max_attempts` times when it meets a fault that may pass (429, 5xx, timeout, broken
    connection), after waits that double from `first_wait_s` up to `longest_wait_s`, with jitter; `timeout_s` ends a
    request whatever the model's own timeout is. `instructions` are added to every prompt.
    """

    mode: LlmMode = "tool"
    concurrency: int = Field(default=4, ge=1, le=64)
    max_attempts: int = Field(default=4, ge=1, le=20)
    timeout_s: float = Field(default=600.0, gt=0, le=3600)
    first_wait_s: float = Field(default=1.0, gt=0, le=60)
    longest_wait_s: float = Field(default=60.0, gt=0, le=600)
    max_entities: int = Field(default=150, ge=1, le=5000)
    max_triples: int = Field(default=200, ge=1, le=5000)
    max_name_chars: int = Field(default=200, ge=10, le=1000)
    instructions: str = Field(default="", max_length=4000)

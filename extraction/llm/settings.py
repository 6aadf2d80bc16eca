"""How a chat model is asked for entities and triples, and what is accepted from its reply."""

from typing import Literal

from pydantic import Field

from llm.errors import Remedies
from llm.settings import ModelCallSettings

LlmMode = Literal["tool", "prompt"]

EXTRACTION_REMEDIES = Remedies(
    later="Wait a little, then try the failed chunks again; a lower concurrency may help.",
    text_too_long="Split into smaller chunks.",
    reply_cut_off="Raise CITEGRAPH_CHAT_MAX_OUTPUT_TOKENS, or split into smaller chunks.",
    refused="Use another chat model for this text.",
    malformed="Try the failed chunks again, use the other extraction mode, or a more able model.",
)


class LlmExtractionSettings(ModelCallSettings):
    """Limits of extraction with a chat model.

    `mode` "tool" asks for structured output, "prompt" for JSON in the text. `instructions` are added to every prompt.
    """

    mode: LlmMode = "tool"
    max_entities: int = Field(default=150, ge=1, le=5000)
    max_triples: int = Field(default=200, ge=1, le=5000)
    max_name_chars: int = Field(default=200, ge=10, le=1000)
    instructions: str = Field(default="", max_length=4000)

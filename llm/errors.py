"""Errors of requests to a chat model, beside those of `schemas.errors`, and the remedies that depend on the task."""

from dataclasses import dataclass

from schemas.errors import MalformedOutputError, ModelError

RAW_HEAD_CHARS = 500
CHECK_ENDPOINT = (
    "Check that OPENAI_BASE_URL is an OpenAI-compatible endpoint (its address usually ends in /v1)."
)


class UnreachableError(ModelError):
    """Nothing listens at the chat model's address."""


class NoStructuredOutputError(MalformedOutputError):
    """The endpoint cannot be asked for structured output."""


@dataclass(frozen=True)
class Remedies:
    """What to do about a fault where that depends on what the model was asked for."""

    later: str
    text_too_long: str
    reply_cut_off: str
    refused: str
    malformed: str

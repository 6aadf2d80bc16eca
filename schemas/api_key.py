"""Keys by which programs and people call the API."""

from datetime import datetime
from typing import Literal, get_args

from pydantic import Field

from schemas.value import Value

KeyScope = Literal["read", "write", "curate", "admin"]
"""What a key opens: questions and looking; documents and jobs; the vocabulary, entities and facts; keys, and all the others."""
KEY_SCOPES: tuple[KeyScope, ...] = get_args(KeyScope)


class KeyRequest(Value):
    """A key that is wished for; without `expires_at` it opens until it is revoked, without `per_minute` as often as one calls."""

    name: str = Field(
        min_length=1,
        max_length=64,
        pattern=r"^[^\W_][\w .@-]*$",
        description="Who has the key; the log of changes names it.",
        examples=["the reading room"],
    )
    scopes: tuple[KeyScope, ...] = Field(
        min_length=1, description="What it opens; admin opens all.", examples=[["read"]]
    )
    expires_at: datetime | None = Field(
        default=None,
        description="Until when it opens, with its time zone.",
        examples=["2027-01-01T00:00:00Z"],
    )
    per_minute: int | None = Field(
        default=None,
        strict=True,
        ge=1,
        le=1_000_000,
        description="How many calls a minute it may make at the most.",
    )


class ApiKey(KeyRequest):
    """A key that was made; its secret is not kept."""

    id: str
    made_at: datetime
    revoked_at: datetime | None = None


class NewApiKey(ApiKey):
    """A key that has just been made, with its secret, which is shown this once."""

    secret: str

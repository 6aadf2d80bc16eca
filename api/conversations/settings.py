"""How much of conversations is kept."""

from pydantic import Field

from schemas.value import Value


class ConversationSettings(Value):
    """What is kept: the last turns of each, the conversations that went on last, and for how long."""

    max_turns: int = Field(default=50, ge=1, le=1_000)
    max_conversations: int = Field(default=1_000, ge=1, le=1_000_000)
    max_age_days: float = Field(default=30.0, gt=0, le=3_650)

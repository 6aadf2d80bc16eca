"""The base of everything that is passed between the parts."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value that knows all its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

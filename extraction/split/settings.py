"""How a document is split."""

from pydantic import Field, model_validator

from schemas.value import Value


class SplitSettings(Value):
    """Strategy (the name of a splitter) and sizes, in characters.

    No overlap by default: retrieval shows the neighbours of a hit anyway, and a statement in two chunks would
    count as stated twice. `semantic` and `markdown` overlap only where they have to cut a long stretch.
    """

    strategy: str = "recursive"
    max_chars: int = Field(default=800, ge=20, le=100_000)
    overlap_chars: int = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _overlap_leaves_room(self) -> "SplitSettings":
        if self.overlap_chars > self.max_chars // 2:
            raise ValueError("overlap_chars may be at most half of max_chars")
        return self

"""Whether and by which model pictures are described."""

from pydantic import Field

from schemas.value import Value


class VisionSettings(Value):
    """Whether pictures are described: by `model`, one of the endpoint of the chat model that sees; empty: they are not.

    Of a file `max_pictures` are described at the most, each of which is a request.
    """

    model: str = ""
    max_pictures: int = Field(default=50, ge=1, le=10_000)

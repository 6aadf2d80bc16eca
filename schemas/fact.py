"""A normalised statement, derived from its evidence."""

from schemas.value import Value


class Fact(Value):
    """A statement that at least one chunk makes; `support` counts the distinct chunks that do."""

    id: str
    head: str
    head_name: str
    type: str
    tail: str
    tail_name: str
    text: str
    support: int

"""A real thing, derived from its mentions."""

from schemas.value import Value


class Entity(Value):
    """One real thing. `name` is its most frequent surface form, `aliases` all surface forms, sorted."""

    id: str
    name: str
    type: str
    key: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0

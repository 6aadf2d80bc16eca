"""A real thing, derived from its mentions."""

from schemas.value import Value


class Entity(Value):
    """One real thing, called by its most frequent surface form; `aliases` are all surface forms, sorted.

    Where a person merged two entities, the name is that of the one that was kept.
    """

    id: str
    name: str
    type: str
    key: str
    aliases: tuple[str, ...] = ()
    mentions: int = 0

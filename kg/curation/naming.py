"""Which entity a person means."""

from kg.reader import GraphReader
from schemas.errors import InputError, NotFoundError
from schemas.graph import Entity

_MOST_OF_ONE_NAME = 100


async def identify(reader: GraphReader, name_or_id: str) -> Entity:
    """The entity of this id, or the only one of exactly this name.

    Raises:
        NotFoundError: there is no such entity.
        InputError: several entities have the name.
    """
    try:
        return await reader.entities.get(name_or_id)
    except NotFoundError:
        found = await reader.entities.search(name_or_id, "", _MOST_OF_ONE_NAME)
    same = [entity for entity in found if name_or_id in {entity.name, *entity.aliases}]
    if not same:
        raise NotFoundError(
            f"There is no entity {name_or_id!r}.",
            remedy=f"Look for it: citegraph entities list {name_or_id!r}, or GET /v1/entities?query=…",
        )
    if len(same) > 1:
        choices = ", ".join(f"{entity.id} ({entity.description})" for entity in same)
        raise InputError(
            f"Several entities are called {name_or_id!r}.", remedy=f"Give the id of one: {choices}."
        )
    return same[0]

"""Facets as options of a command."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from schemas.errors import InputError

if TYPE_CHECKING:
    from schemas.document import Facets


def facets_of(stated: Sequence[str]) -> "Facets":
    """What `--facet name=value`, given several times, asks for.

    Raises:
        InputError: one of them is not name and value.
    """
    facets: Facets = {}
    for one in stated:
        name, sign, value = one.partition("=")
        if not (sign and name.strip() and value.strip()):
            raise InputError(f"{one!r} is no facet", remedy="Give name and value, as in --facet year=1911.")
        facets[name.strip()] = (*facets.get(name.strip(), ()), value.strip())
    return facets

"""What the fields of a record say of its document."""

from collections.abc import Iterable

from extraction.load.clean_text import clean_text
from schemas.document import Facets

MOST_CHARS = 200
"""A longer value is text, by which nobody chooses documents."""
_MOST_NAMES = 50
_MOST_VALUES = 20


def facets_of(fields: Iterable[tuple[str, str]]) -> Facets:
    """The names with their values, each in one line and once; what is too long or too much is left out."""
    facets: Facets = {}
    for name, value in fields:
        said, stated = _line(name), _line(value)
        if not said or not stated or max(len(said), len(stated)) > MOST_CHARS:
            continue
        known = facets.get(said, ())
        if stated not in known and len(known) < _MOST_VALUES and (known or len(facets) < _MOST_NAMES):
            facets[said] = (*known, stated)
    return facets


def _line(text: str) -> str:
    return " ".join(clean_text(text).split())

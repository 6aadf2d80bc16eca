"""Which names may be labels and relationship types in query text."""

import re

from schemas.errors import SchemaViolationError
from schemas.graph_schema import RESERVED_LABELS

UNEMBEDDED = "__Unembedded__"
_NAME = re.compile(r"[^\W\d]\w{0,63}")
_OWN_LABELS = RESERVED_LABELS | {UNEMBEDDED}


def label_of(entity_type: str) -> str:
    """The label an entity of this type carries: the type's own name, with "Entity" after it where that is reserved.

    Raises:
        SchemaViolationError: the type is not a name that a query may have.
    """
    name = checked_name(entity_type)
    return f"{name}Entity" if name in _OWN_LABELS else name


def checked_name(name: str) -> str:
    """The name itself, when it is 1 to 64 letters, digits and underscores that do not begin with a digit.

    Raises:
        SchemaViolationError: it is anything else, so it must not reach query text.
    """
    if not _NAME.fullmatch(name):
        raise SchemaViolationError(
            f"{name[:80]!r} cannot name a type in the graph.",
            remedy="Use 1 to 64 letters, digits and underscores, beginning with a letter.",
        )
    return name

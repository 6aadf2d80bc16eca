"""Identifiers made from content, so that doing a thing twice does it once."""

from collections.abc import Sequence
from hashlib import sha256

_SEPARATOR = "\x1f"
_LENGTH = 32

LEGAL_FORM = "legal form"
"""Discriminator of a company that bears a person's name, from whom its legal form tells it apart."""


def _digest(*parts: str) -> str:
    return sha256(_SEPARATOR.join(parts).encode()).hexdigest()[:_LENGTH]


def document_id(source: str, content_sha256: str) -> str:
    """Identifier of one version of the document known as `source`."""
    return _digest("document", source, content_sha256)


def chunk_id(of_document: str, index: int, text: str) -> str:
    """Identifier of a chunk; two documents never share one."""
    return _digest("chunk", of_document, str(index), text)


def mention_id(source: str, chunk_text: str, start: int, end: int) -> str:
    """Identifier of the mention at `start` to `end` of a chunk, the same in a later version of the document that has the chunk."""
    return _digest("mention", source, chunk_text, str(start), str(end))


def entity_id(key: str, discriminator: str = "") -> str:
    """Identifier of the entity of this name key; `discriminator` tells two things of one key apart."""
    return _digest("entity", key, discriminator)


def fact_id(head: str, relation: str, tail: str, qualifiers: Sequence[str] = ()) -> str:
    """Identifier of the statement (entity, relation type, entity) under these circumstances, in whatever order."""
    return _digest("fact", head, relation, tail, *sorted(qualifiers))


def decision_id(kind: str, *about: str) -> str:
    """Identifier of a decision of this kind about these things, in this order."""
    return _digest("decision", kind, *about)

"""The vocabulary by which the rules read: that of the extractor at work, else the one that comes with CiteGraph."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from extraction.schema.canonical import Canonicaliser, base_canonicaliser
from extraction.schema.vocabulary import KnownRelationType, Vocabulary, base_vocabulary
from kg.text.hangul import has_hangul
from schemas.graph_schema import GraphSchema, RelationType

_IN_USE: ContextVar[Canonicaliser | None] = ContextVar("vocabulary of the rules", default=None)


@contextmanager
def reading_by(canonicaliser: Canonicaliser) -> Iterator[None]:
    """Within the block the rules read by the vocabulary of this one."""
    token = _IN_USE.set(canonicaliser)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def canonicaliser_in_use() -> Canonicaliser:
    """What the rules bring their wordings to."""
    return _IN_USE.get() or base_canonicaliser()


def vocabulary_in_use() -> Vocabulary:
    """The relations that the rules know."""
    return canonicaliser_in_use().vocabulary


def is_general(relation: str) -> bool:
    """Whether the relation is one of those that come with CiteGraph, which the rules know more about."""
    return relation in base_vocabulary().relation_types


def with_korean_relations(vocabulary: Vocabulary, schema: GraphSchema) -> Vocabulary | None:
    """The vocabulary with the relations of a schema that have Korean wordings and that it lacks; None: there are none.

    Of English texts every wording is kept, of Korean ones those that mean a relation that is known.
    """
    own = {kind.name: _as_known(kind, schema) for kind in schema.relation_types if _is_own(kind, vocabulary)}
    known = {name: kind for name, kind in own.items() if kind is not None}
    if not known:
        return None
    types = vocabulary.entity_types
    missing = {end for kind in known.values() for end in (*kind.head, *kind.tail)} - types.keys()
    added = {name: {"definition": name} for name in sorted(missing)}
    return Vocabulary.model_validate(
        {"entity_types": {**types, **added}, "relation_types": {**known, **vocabulary.relation_types}}
    )


def _is_own(kind: RelationType, vocabulary: Vocabulary) -> bool:
    return kind.name not in vocabulary.relation_types and any(
        map(has_hangul, (kind.name, *kind.merged_from, *kind.inverted_from))
    )


def _as_known(kind: RelationType, schema: GraphSchema) -> KnownRelationType | None:
    patterns = [pattern for pattern in schema.patterns if pattern.relation == kind.name]
    heads = kind.head or tuple(dict.fromkeys(pattern.head for pattern in patterns))
    tails = kind.tail or tuple(dict.fromkeys(pattern.tail for pattern in patterns))
    if not heads or not tails:
        return None
    return KnownRelationType(
        definition=kind.definition or kind.name,
        head=heads,
        tail=tails,
        triggers=kind.merged_from,
        inverse_triggers=kind.inverted_from,
    )

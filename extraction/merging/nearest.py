"""Which relations an open one may mean: those that share its words, and those whose definitions are near its own."""

from collections.abc import Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np

from extraction.merging.open_names import OpenRelation
from extraction.merging.questions import Candidate
from extraction.schema.canonical import Canonicaliser
from extraction.schema.vocabulary import Vocabulary
from schemas.ports import Embedder, Vectors

_OF_OPEN = 2
_LEAST_COSINE = 0.65
_TRIGGERS = 4
_KNOWN: WeakKeyDictionary[Embedder, dict[tuple[str, tuple[str, ...]], Vectors]] = WeakKeyDictionary()


class Nearest:
    """The relations of a vocabulary as candidates, by their words, types and definitions."""

    def __init__(self, vocabulary: Vocabulary, embedder: Embedder, limit: int) -> None:
        self._vocabulary = vocabulary
        self._canonical = Canonicaliser(vocabulary)
        self._embedder = embedder
        self._limit = limit
        kinds = vocabulary.relation_types
        self._names = [name for name in self._canonical.used_names if not kinds[name].any_wording]

    def candidates(
        self, relations: Sequence[OpenRelation], definitions: Mapping[str, str]
    ) -> dict[str, tuple[Candidate, ...]]:
        """For each relation with a definition those that it may mean, the likeliest first.

        They are relations of the vocabulary that can join such ends, and open ones that come before it. It embeds.
        """
        defined = [one for one in relations if one.name in definitions]
        if not defined:
            return {}
        vectors = self._embedder.embed([_text(one.name, definitions[one.name]) for one in defined])
        texts = tuple(self._known_text(name) for name in self._names)
        known = _embedded(self._embedder, texts)
        near, alike = vectors @ known.T, vectors @ vectors.T
        return {
            one.name: (
                *self._of_vocabulary(one, near[at]),
                *_of_open(defined[:at], alike[at], definitions),
            )
            for at, one in enumerate(defined)
        }

    def directions(self, relation: OpenRelation, name: str) -> tuple[bool, ...]:
        """How the relation's ends fit those of the vocabulary's relation: as they are (False), exchanged (True)."""
        return self._canonical.directions(relation.ends[0], name, relation.ends[1])

    def _of_vocabulary(self, relation: OpenRelation, near: Vectors) -> list[Candidate]:
        by_words = [name for name in self._canonical.named(relation.name) if name in self._names]
        by_meaning = [self._names[at] for at in np.argsort(-near, kind="stable")]
        fitting = [
            name for name in dict.fromkeys([*by_words, *by_meaning]) if self.directions(relation, name)
        ]
        return [self._candidate(name) for name in fitting[: self._limit]]

    def _candidate(self, name: str) -> Candidate:
        kind = self._vocabulary.relation_types[name]
        return Candidate(name, kind.definition, (" or ".join(kind.head), " or ".join(kind.tail)))

    def _known_text(self, name: str) -> str:
        kind = self._vocabulary.relation_types[name]
        return _text(name, " ".join((kind.definition, *kind.triggers[:_TRIGGERS])))


def _embedded(embedder: Embedder, texts: tuple[str, ...]) -> Vectors:
    """The vectors of a vocabulary's relations, found once for each embedding model: they take seconds."""
    kept = _KNOWN.setdefault(embedder, {})
    key = (embedder.model, texts)
    if key not in kept:
        kept[key] = embedder.embed(texts)
    return kept[key]


def _of_open(
    before: Sequence[OpenRelation], alike: Vectors, definitions: Mapping[str, str]
) -> list[Candidate]:
    order = sorted(range(len(before)), key=lambda at: (-float(alike[at]), at))
    chosen = [before[at] for at in order[:_OF_OPEN] if alike[at] >= _LEAST_COSINE]
    return [Candidate(one.name, definitions[one.name], one.ends, is_open=True) for one in chosen]


def _text(name: str, definition: str) -> str:
    return f"{name.replace('_', ' ').lower()}: {definition}"

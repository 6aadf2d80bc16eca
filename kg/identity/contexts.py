"""How alike the sentences are in which two names stand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from kg.db.database import Transaction, fetch
from kg.db.queries import identity as queries
from kg.identity.clusters import Candidate, Pair
from kg.identity.judgement import context_limit
from kg.text.sentences import sentence_spans
from schemas.document import Language
from schemas.ports import Embedder
from schemas.value import Value

PLACES_OF_ONE_NAME = 4
"""How many sentences of a name are compared: the first, in the order of their chunks' ids."""
_NAME = "…"
# A heading or an item of a list that is the name alone tells nothing.
_LEAST_LETTERS = 6


class Place(Value):
    """Where a name stands."""

    origin: str
    text: str
    language: Language
    start: int
    end: int


async def places_of(tx: Transaction, entity_of: Mapping[str, str]) -> list[Place]:
    """Some places of each name, of which the entity is given."""
    rows = [{"origin": origin, "entity": entity} for origin, entity in sorted(entity_of.items())]
    return await fetch(tx, Place, queries.PLACES_OF_NAMES, rows=rows, limit=PLACES_OF_ONE_NAME)


def are_alike(pairs: Sequence[Candidate], places: Sequence[Place], embedder: Embedder) -> frozenset[Pair]:
    """Those of the pairs whose sentences, without the names, are as alike as the judgement asks; none for a model without limits."""
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        text = _without_name(place)
        if sum(map(str.isalnum, text)) >= _LEAST_LETTERS:
            sentences[place.origin].append(text)
    texts = sorted({text for some in sentences.values() for text in some})
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    found: set[Pair] = set()
    for pair in pairs:
        limit = context_limit(embedder.model, pair.judgement.context) if pair.judgement.context else None
        ends = [sentences.get(end.origin, []) for end in (pair.source, pair.target)]
        if limit is None or not all(ends):
            continue
        one, other = (np.array([vectors[text] for text in some]) for some in ends)
        if float((one @ other.T).max()) >= limit:
            found.add(pair.ends)
    return frozenset(found)


def sentence_of(place: Place) -> str:
    """The sentence in which the name stands."""
    start, end = _span(place)
    return place.text[start : max(end, place.end)].strip()


def _without_name(place: Place) -> str:
    start, end = _span(place)
    return f"{place.text[start : place.start]}{_NAME}{place.text[place.end : max(end, place.end)]}"


def _span(place: Place) -> tuple[int, int]:
    spans = sentence_spans(place.text, place.language)
    return next(((start, end) for start, end in spans if start <= place.start < end), (0, len(place.text)))

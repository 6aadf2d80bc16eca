"""From the rows of a query to the chunks that prove them.

Only ids are believed: each is looked up among what a reader may see, so a query can lead to no chunk of a document
that is unfinished, deleted or not asked for.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.reader import GraphReader
from kg.text.name_key import name_key
from schemas.graph import Fact
from schemas.retrieval import RankedChunk

_ID = re.compile(r"[0-9a-f]{32}")
_MOST_IDS = 200
_MOST_NAMES = 50
_CHUNKS_EACH = 3
_ENTITY_WEIGHT = 0.2
"""A chunk that only names an entity of the answer proves less than one that states a fact of it."""

Rows = Sequence[Mapping[str, object]]


async def chunks_of_rows(
    reader: GraphReader, rows: Rows, *, asked: Sequence[str], document_ids: Sequence[str] | None
) -> tuple[RankedChunk, ...]:
    """The chunks behind the facts, chunks and entities whose ids (or else names) are in the rows, best first.

    `asked` are the entities of the question itself: they are no answer, but a fact that joins one of them to an
    entity of the answer is evidence. `score` is a share of the best chunk's.
    """
    if not rows:
        return ()
    ids = list(dict.fromkeys(word for word in _words(rows) if _ID.fullmatch(word)))[:_MOST_IDS]
    facts = await reader.facts.by_id(ids)
    chunks = [
        chunk
        for chunk in await reader.chunks.by_id(ids)
        if document_ids is None or chunk.document_id in document_ids
    ]
    entities = await _entities(reader, rows, ids, asked)
    if entities and not facts:
        facts = await _joining_facts(reader, entities, asked)
    scores = _Scores()
    evidence = await reader.facts.chunks([fact.id for fact in facts], _CHUNKS_EACH, document_ids)
    for place, fact in enumerate(facts):
        scores.add(evidence.get(fact.id, ()), 1 / (1 + place), fact.text)
    scores.add([chunk.id for chunk in chunks], 1.0, "returned by the query")
    mentions = await reader.entities.chunks(list(entities), _CHUNKS_EACH, document_ids)
    for place, (entity, name) in enumerate(entities.items()):
        scores.add(mentions.get(entity, ()), _ENTITY_WEIGHT / (1 + place), f"names {name}")
    return scores.ranked()


class _Scores:
    def __init__(self) -> None:
        self._scores: dict[str, float] = defaultdict(float)
        self._why: dict[str, str] = {}

    def add(self, chunk_ids: Sequence[str], weight: float, why: str) -> None:
        for place, chunk_id in enumerate(chunk_ids):
            self._scores[chunk_id] += weight / (1 + place)
            self._why.setdefault(chunk_id, why)

    def ranked(self) -> tuple[RankedChunk, ...]:
        best = max(self._scores.values(), default=1.0)
        ordered = sorted(self._scores, key=lambda chunk_id: (-self._scores[chunk_id], chunk_id))
        return tuple(
            RankedChunk(chunk_id=chunk_id, score=self._scores[chunk_id] / best, why=self._why[chunk_id])
            for chunk_id in ordered
        )


async def _entities(
    reader: GraphReader, rows: Rows, ids: Sequence[str], asked: Sequence[str]
) -> dict[str, str]:
    found = {entity.id: entity.name for entity in await reader.entities.by_id(ids)}
    if not ids:
        # Names only: a model that left out the ids still answered.
        keys = list(dict.fromkeys(name_key(word) for word in _words(rows)))[:_MOST_NAMES]
        found = {
            entity.id: entity.name for _, entity in await reader.entities.by_key([key for key in keys if key])
        }
    return {entity: name for entity, name in found.items() if entity not in asked}


async def _joining_facts(
    reader: GraphReader, entities: Mapping[str, str], asked: Sequence[str]
) -> list[Fact]:
    facts = await reader.facts.of(list(entities), None, _MOST_IDS)
    return [fact for fact in facts if {fact.head, fact.tail} & set(asked)]


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _words(item)

"""Comparing the names that are new with all others, and merging those that are one thing's by a rule."""

import asyncio
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from kg.db.database import Database, Transaction, execute, fetch, fetch_count
from kg.db.queries import derivation as derivation_queries
from kg.db.queries import identity as queries
from kg.db.queries import record as record_queries
from kg.db.queries import settings as settings_queries
from kg.identity.clusters import Candidate, Pair, candidates, merges, settled
from kg.identity.contexts import are_alike, places_of, sentence_of
from kg.identity.stored_names import StoredName, stored_names
from kg.view.derivation import rederive
from kg.view.touched import Touched
from schemas.graph import MergeCandidate
from schemas.ids import decision_id
from schemas.ports import Embedder
from schemas.value import Value

COMPARISON = "comparison"
"""The rule that decides by comparing names."""
_ATTEMPTS = 5
_READ_TIMEOUT_S = 300.0


class _Edge(Value):
    id: str
    source: str
    target: str


class _Ends(Value):
    source: str
    target: str


class _Version(Value):
    graph_version: int


@dataclass(frozen=True)
class _Names:
    """All names at one version of the graph, and which two are different things."""

    version: int
    stored: Mapping[str, StoredName]
    apart: frozenset[Pair]

    @property
    def changed(self) -> list[str]:
        return [origin for origin, one in self.stored.items() if one.changed]


@dataclass(frozen=True)
class _Compared:
    names: _Names
    known: frozenset[str]
    merges: tuple[Candidate, ...]


class NameComparer:
    """Decides which names of different documents are one thing's, and lists those that a person should decide on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settle(self, embedder: Embedder) -> int:
        """How many merges hold now because of names that changed since the last time; again changes nothing.

        The merges follow from the visible names and sentences alone. One that a person undid, or whose names a person
        keeps apart, is not made again. Names are compared outside of any transaction: where the graph changed
        meanwhile, they are compared anew.
        """
        for _ in range(_ATTEMPTS):
            names = await self._names(only_if_changed=True)
            if names is None:
                return 0
            compared = await self._compare(names, names.changed, embedder)
            if await self._database.write(partial(_write, compared=compared)):
                return len(compared.merges)
        return 0

    async def candidates(self, limit: int) -> list[MergeCandidate]:
        """The likeliest pairs of entities that no rule merges, for a person to decide on."""
        names = await self._names(only_if_changed=False)
        if names is None:
            return []
        pairs = await asyncio.to_thread(_candidates, names, list(names.stored))
        found = _undecided(names, pairs.values())[:limit]
        entities = {end.origin: names.stored[end.origin].entity for pair in found for end in pair[:2]}
        places = await self._database.read(lambda tx: places_of(tx, entities)) if entities else []
        words = {place.origin: sentence_of(place) for place in reversed(places)}
        return [_shown(names, pair, words) for pair in found]

    async def _names(self, *, only_if_changed: bool) -> _Names | None:
        async def work(tx: Transaction) -> _Names | None:
            if only_if_changed and await fetch_count(tx, queries.COUNT_UNCOMPARED) == 0:
                return None
            (version,) = await fetch(tx, _Version, settings_queries.READ_SETTINGS)
            apart = await fetch(tx, _Ends, queries.APART)
            stored = await stored_names(tx)
            return _Names(
                version.graph_version,
                {one.name.origin: one for one in stored},
                frozenset(frozenset((pair.source, pair.target)) for pair in apart),
            )

        return await self._database.read(work, timeout_s=_READ_TIMEOUT_S)

    async def _compare(self, names: _Names, changed: Collection[str], embedder: Embedder) -> _Compared:
        pairs = await asyncio.to_thread(_candidates, names, changed)
        doubtful = [
            pair for pair in pairs.values() if pair.judgement.context and pair.ends not in names.apart
        ]
        origins = {end for pair in doubtful for end in pair.ends}
        entities = {origin: names.stored[origin].entity for origin in origins}
        places = await self._database.read(lambda tx: places_of(tx, entities)) if entities else []
        alike = await asyncio.to_thread(are_alike, doubtful, places, embedder) if places else frozenset()
        sure = settled(pairs, lambda pair: pair.ends in alike)
        known = frozenset(changed).union(*pairs)
        return _Compared(names, known, tuple(merges(sure, names.apart)))


def _candidates(names: _Names, changed: Collection[str]) -> dict[Pair, Candidate]:
    return candidates([one.name for one in names.stored.values()], changed)


def _undecided(names: _Names, pairs: Iterable[Candidate]) -> list[Candidate]:
    """The likeliest pair of each two entities, likelier ones first."""
    found: dict[Pair, Candidate] = {}
    for pair in sorted(pairs, key=lambda one: (-one.judgement.score, one.target.name, one.source.name)):
        ends = frozenset(names.stored[end.origin].entity for end in pair[:2])
        if len(ends) > 1 and pair.ends not in names.apart:
            found.setdefault(ends, pair)
    return list(found.values())


def _shown(names: _Names, pair: Candidate, words: Mapping[str, str]) -> MergeCandidate:
    return MergeCandidate(
        source=names.stored[pair.source.origin].entity,
        source_name=pair.source.name,
        source_words=words.get(pair.source.origin, ""),
        target=names.stored[pair.target.origin].entity,
        target_name=pair.target.name,
        target_words=words.get(pair.target.origin, ""),
        score=pair.judgement.score,
        reason=pair.judgement.reason,
    )


async def _write(tx: Transaction, compared: _Compared) -> bool:
    """False, and nothing written, where the graph is not as it was compared."""
    (now,) = await fetch(tx, _Version, settings_queries.READ_SETTINGS)
    if now.graph_version != compared.names.version:
        return False
    touched = await _replace(tx, compared)
    if touched:
        await rederive(tx, Touched(origins=touched))
    await execute(tx, queries.MARK_COMPARED)
    return True


async def _replace(tx: Transaction, compared: _Compared) -> frozenset[str]:
    """The ends of the merges that are new or hold no more."""
    rows = _rows(compared)
    wanted = {str(row["id"]) for row in rows}
    stored = await fetch(tx, _Edge, queries.COMPARISONS_ABOUT, ids=sorted(compared.known), rule=COMPARISON)
    stale = [edge for edge in stored if edge.id not in wanted]
    await execute(tx, queries.DELETE_DECISIONS, ids=[edge.id for edge in stale])
    await execute(tx, queries.CLEAR_SUPPORT, ids=[edge.id for edge in stored])
    await execute(tx, record_queries.WRITE_PROPOSALS, rows=rows)
    await execute(tx, derivation_queries.REFRESH_PROPOSALS, ids=sorted(wanted))
    known = {edge.id for edge in stored}
    fresh = [pair for pair in compared.merges if _id(pair) not in known]
    return frozenset(
        [end for edge in stale for end in (edge.source, edge.target)]
        + [end for pair in fresh for end in pair.ends]
    )


def _rows(compared: _Compared) -> Sequence[dict[str, object]]:
    """Each merge, once for a document of each name: it goes with them."""
    return [
        {
            "id": _id(pair),
            "document_id": compared.names.stored[end.origin].document,
            "source_origin": pair.source.origin,
            "target_origin": pair.target.origin,
            "reason": pair.judgement.reason,
            "score": pair.judgement.score,
            "decided_by": COMPARISON,
            "at": datetime.now(UTC),
            "source_key": pair.source.key,
            "target_key": pair.target.key,
        }
        for pair in compared.merges
        for end in (pair.source, pair.target)
    ]


def _id(pair: Candidate) -> str:
    return decision_id("merge", COMPARISON, pair.source.origin, pair.target.origin)

"""Writing slices of the record inside a transaction."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from kg.create_nodes import NewEntity, NewFact, create_missing_entities, create_missing_facts
from kg.database import Transaction, execute
from kg.derive_entities import NameCount, entity_view
from kg.heads import EntityKind, heads_of, kinds_from_decisions
from kg.queries import write as queries
from kg.record_slice import RecordSlice, fingerprint
from kg.text.name_key import name_key
from kg.touched import Touched, in_slices
from schemas.document_graph import DocumentGraph, Mention
from schemas.ids import decision_id, fact_id


async def write_slices(tx: Transaction, slices: Sequence[RecordSlice]) -> Touched:
    """What the slices touch: they are in the record, each mention and piece of evidence where the decisions put it.

    No slice becomes visible by this. Documents whose last slice is among them are complete.
    """
    await execute(tx, queries.WRITE_DOCUMENTS, rows=[_document(one.graph) for one in slices if one.begins])
    await _write_chunks(tx, slices)
    graphs = [one.graph for one in slices]
    kinds = {
        m.origin: EntityKind(id=m.origin, type=m.type, key=m.key) for graph in graphs for m in graph.mentions
    }
    heads = await heads_of(tx, kinds)
    entities = await _write_mentions(tx, slices, heads, kinds)
    facts = await _write_evidence(tx, slices, heads)
    done = [one.graph for one in slices if one.completes]
    await _write_proposals(tx, done, kinds)
    await execute(tx, queries.COMPLETE_DOCUMENTS, ids=[graph.document.id for graph in done])
    merges = [merge for graph in done for merge in graph.merges]
    origins = frozenset(end for merge in merges for end in (merge.source_origin, merge.target_origin))
    return Touched(entities, facts, origins)


async def _write_chunks(tx: Transaction, slices: Sequence[RecordSlice]) -> None:
    chunks = [chunk for one in slices for chunk in one.chunks]
    for some in in_slices(chunks):
        await execute(
            tx, queries.CREATE_CHUNKS, rows=[chunk.model_dump(exclude={"embedding"}) for chunk in some]
        )
        vectors = [
            {"id": chunk.id, "embedding": list(chunk.embedding)}
            for chunk in some
            if chunk.embedding is not None
        ]
        if vectors:
            await execute(tx, queries.SET_CHUNK_VECTORS, rows=vectors)
    pairs = [pair for one in slices for pair in _neighbours(one)]
    for some_pairs in in_slices(pairs):
        await execute(tx, queries.LINK_CHUNKS, rows=some_pairs)


def _neighbours(one: RecordSlice) -> list[dict[str, str]]:
    ids = [chunk.id for chunk in one.graph.chunks]
    mine = {chunk.id for chunk in one.chunks}
    return [{"before": before, "after": after} for before, after in pairwise(ids) if after in mine]


async def _write_mentions(
    tx: Transaction, slices: Sequence[RecordSlice], heads: Mapping[str, str], kinds: Mapping[str, EntityKind]
) -> frozenset[str]:
    ends = {end for one in slices for piece in one.evidence for end in (piece.head_origin, piece.tail_origin)}
    origins = ends | {mention.origin for one in slices for mention in one.mentions}
    wanted = {heads.get(origin, origin) for origin in origins}
    known = {home: kinds[home] for home in wanted if home in kinds}
    known |= await kinds_from_decisions(tx, wanted - known.keys()) if wanted - known.keys() else {}
    names = _first_names([one.graph for one in slices], heads)
    await create_missing_entities(
        tx,
        {
            home: NewEntity(id=home, name=names[home], type=known[home].type, key=known[home].key)
            for home in wanted
        },
    )
    items = [_mention(mention, heads) for one in slices for mention in one.mentions]
    for some in in_slices(items):
        await execute(tx, queries.CREATE_MENTIONS, rows=_by_chunk(some))
    return frozenset(wanted)


async def _write_evidence(
    tx: Transaction, slices: Sequence[RecordSlice], heads: Mapping[str, str]
) -> frozenset[str]:
    facts: dict[str, NewFact] = {}
    rows: list[dict[str, object]] = []
    for piece in (piece for one in slices for piece in one.evidence):
        head = heads.get(piece.head_origin, piece.head_origin)
        tail = heads.get(piece.tail_origin, piece.tail_origin)
        fact = fact_id(head, piece.relation, tail)
        facts[fact] = NewFact(id=fact, head=head, type=piece.relation, tail=tail)
        rows.append({**piece.model_dump(), "fact": fact})
    await create_missing_facts(tx, facts.values())
    for some in in_slices(rows):
        await execute(tx, queries.CREATE_EVIDENCE, rows=_by_chunk(some))
    return frozenset(facts)


async def _write_proposals(
    tx: Transaction, graphs: Sequence[DocumentGraph], kinds: Mapping[str, EntityKind]
) -> None:
    rows = [
        {
            "id": decision_id("merge", merge.source_origin, merge.target_origin),
            "document_id": graph.document.id,
            "source_origin": merge.source_origin,
            "target_origin": merge.target_origin,
            "reason": merge.reason,
            "score": merge.score,
            "decided_by": merge.rule,
            "at": datetime.now(UTC),
            "source_type": kinds[merge.source_origin].type,
            "source_key": kinds[merge.source_origin].key,
            "target_type": kinds[merge.target_origin].type,
            "target_key": kinds[merge.target_origin].key,
        }
        for graph in graphs
        # Several rules may find the same two names in one document: the surest speaks for it, written last.
        for merge in sorted(graph.merges, key=lambda merge: (merge.score, merge.reason, merge.rule))
        if merge.source_origin != merge.target_origin
    ]
    if rows:
        await execute(tx, queries.WRITE_PROPOSALS, rows=rows)


def _first_names(graphs: Sequence[DocumentGraph], heads: Mapping[str, str]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = {}
    for graph in graphs:
        for mention in graph.mentions:
            seen.setdefault(heads.get(mention.origin, mention.origin), Counter())[mention.surface] += 1
    return {home: entity_view(_as_counts(surfaces)).name for home, surfaces in seen.items()}


def _as_counts(surfaces: Counter[str]) -> list[NameCount]:
    return [
        NameCount(surface=surface, key="", surface_key=None, visible=False, times=times)
        for surface, times in surfaces.items()
    ]


def _mention(mention: Mention, heads: Mapping[str, str]) -> dict[str, object]:
    surface_key = name_key(mention.surface)
    return {
        **mention.model_dump(),
        "entity": heads.get(mention.origin, mention.origin),
        "surface_key": None if surface_key in {mention.key, ""} else surface_key,
    }


def _by_chunk(items: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    grouped: dict[object, list[dict[str, object]]] = {}
    for item in items:
        grouped.setdefault(item["chunk_id"], []).append(item)
    return [{"chunk_id": chunk, "items": some} for chunk, some in grouped.items()]


def _document(graph: DocumentGraph) -> dict[str, object]:
    return {
        **graph.document.model_dump(exclude={"ready_at", "page_starts"}),
        "page_starts": list(graph.document.page_starts),
        "record_sha256": fingerprint(graph),
    }

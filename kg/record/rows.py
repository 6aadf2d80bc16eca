"""Writing slices of the record inside a transaction."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise

from kg.db.database import Transaction, execute, fetch_ids
from kg.db.queries import record as queries
from kg.record.batches import RecordSlice, fingerprint
from kg.record.plan import plan_record
from kg.view.decided import decisions_about, keys_from_decisions
from kg.view.new_nodes import NewFact, create_missing_entities, create_missing_facts
from kg.view.touched import Touched, in_slices
from schemas.chunk import Chunk
from schemas.document import pack_blocks, pack_facets
from schemas.document_graph import DocumentGraph
from schemas.ids import decision_id


@dataclass(frozen=True)
class Written:
    """What was written: all that must be derived now or at publishing, and the facts that are derived already."""

    touched: Touched
    new_facts: tuple[NewFact, ...]


async def write_slices(tx: Transaction, slices: Sequence[RecordSlice], *, shown: bool) -> Written:
    """Write the slices, each mention and piece of evidence where the decisions in force put it.

    With `shown` they are whole documents that this transaction makes visible, so entities and facts that did not exist
    are created as these documents make them, and need no deriving. Documents whose last slice is here are complete.
    """
    await execute(tx, queries.WRITE_DOCUMENTS, rows=[document_row(one.graph) for one in slices if one.begins])
    await _write_chunks(tx, slices)
    mentions = [mention for one in slices for mention in one.graph.mentions]
    keys = {one.origin: one.key for one in mentions}
    decided = await decisions_about(tx, keys)
    plan = plan_record(slices, decided, shown=shown)
    keys |= await keys_from_decisions(tx, plan.names.keys() - keys.keys())
    entities = await create_missing_entities(tx, plan.new_entities(keys))
    planned = await _hidden_where_shared(tx, plan.facts)
    facts = await create_missing_facts(tx, planned)
    for some in in_slices(plan.mentions):
        await execute(tx, queries.CREATE_MENTIONS, rows=_by_chunk(some))
    for some in in_slices(plan.evidence):
        await execute(tx, queries.CREATE_EVIDENCE, rows=_by_chunk(some))
    done = [one.graph for one in slices if one.completes]
    origins = await _write_proposals(tx, done, keys)
    await execute(tx, queries.COMPLETE_DOCUMENTS, ids=[graph.document.id for graph in done])
    derived = {one for one in facts if planned[one].support}
    # What decisions are about is derived, too: they are linked to it then, and a rejected fact stays hidden.
    underived = plan.names.keys() - (entities - decided.entities - plan.telling if shown else set())
    touched = Touched(frozenset(underived), frozenset(plan.facts.keys() - derived), origins)
    return Written(touched, tuple(plan.facts[one] for one in sorted(derived)))


async def _hidden_where_shared(tx: Transaction, facts: Mapping[str, NewFact]) -> dict[str, NewFact]:
    """The facts; one whose statement is known under some circumstances is hidden until it is derived with them."""
    shared = {
        one
        for some in in_slices(sorted(facts))
        for one in await fetch_ids(tx, queries.QUALIFIED_STATEMENTS, ids=some)
    }
    return {
        one: replace(fact, support=0, traits=()) if one in shared else fact for one, fact in facts.items()
    }


async def _write_chunks(tx: Transaction, slices: Sequence[RecordSlice]) -> None:
    chunks = [chunk for one in slices for chunk in one.chunks]
    for some in in_slices(chunks):
        await execute(tx, queries.CREATE_CHUNKS, rows=[chunk_row(chunk) for chunk in some])
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


async def _write_proposals(
    tx: Transaction, graphs: Sequence[DocumentGraph], keys: Mapping[str, str]
) -> frozenset[str]:
    rows = [row for graph in graphs for row in proposal_rows(graph, keys)]
    if rows:
        await execute(tx, queries.WRITE_PROPOSALS, rows=rows)
    return frozenset(str(row[end]) for row in rows for end in ("source_origin", "target_origin"))


def proposal_rows(graph: DocumentGraph, keys: Mapping[str, str]) -> list[dict[str, object]]:
    """What the document's rules found to be one thing, the surest last; `keys` has the key of each name."""
    return [
        {
            "id": decision_id("merge", merge.source_origin, merge.target_origin),
            "document_id": graph.document.id,
            "source_origin": merge.source_origin,
            "target_origin": merge.target_origin,
            "reason": merge.reason,
            "score": merge.score,
            "decided_by": merge.rule,
            "at": datetime.now(UTC),
            "source_key": keys[merge.source_origin],
            "target_key": keys[merge.target_origin],
        }
        # Several rules may find the same two names in one document: the surest speaks for it, written last.
        for merge in sorted(graph.merges, key=lambda merge: (merge.score, merge.reason, merge.rule))
        if merge.source_origin != merge.target_origin
    ]


def _by_chunk(items: Sequence[dict[str, object]]) -> list[dict[str, object]]:
    grouped: dict[object, list[dict[str, object]]] = {}
    for item in items:
        grouped.setdefault(item["chunk_id"], []).append(item)
    return [{"chunk_id": chunk, "items": some} for chunk, some in grouped.items()]


def chunk_row(chunk: Chunk) -> dict[str, object]:
    """The properties of the chunk as they are stored, but for its vector."""
    headings = json.dumps(chunk.headings, ensure_ascii=False) if chunk.headings else None
    return {
        **chunk.model_dump(exclude={"embedding"}),
        "headings": headings,
        "column_heads": chunk.column_heads or None,
        "links": list(chunk.links) or None,
    }


def document_row(graph: DocumentGraph) -> dict[str, object]:
    """The properties of the document as they are stored, but for its times."""
    return {
        **graph.document.model_dump(exclude={"ready_at"}),
        "page_starts": list(graph.document.page_starts),
        "page_labels": list(graph.document.page_labels),
        "blocks": pack_blocks(graph.document.blocks),
        "facets": pack_facets(graph.document.facets) or None,
        "warnings": [warning.model_dump_json() for warning in graph.document.warnings],
        "record_sha256": fingerprint(graph),
    }

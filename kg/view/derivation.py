"""The one operation in which every write, removal, replacement, merge and undo ends."""

from collections.abc import Collection
from dataclasses import dataclass

from kg.db.database import Transaction, execute
from kg.db.queries import derivation as queries
from kg.db.queries import identity as identity_queries
from kg.view.changes import log_change
from kg.view.decided import Decided, decisions_about
from kg.view.entities import delete_entities, derive_entities
from kg.view.facts import derive_facts, facts_beside
from kg.view.new_nodes import NewFact
from kg.view.placement import move_record
from kg.view.ruling import STATEMENT_KINDS
from kg.view.shared_relationships import share_relationships
from kg.view.simplification import changed_fact, simplify
from kg.view.told_apart import show_told_by, tell_apart
from kg.view.touched import Touched


@dataclass(frozen=True)
class Derived:
    """What is no longer visible: entity names and fact texts, sorted."""

    entities: tuple[str, ...]
    facts: tuple[str, ...]


async def rederive(
    tx: Transaction,
    touched: Touched,
    *,
    new_facts: Collection[NewFact] = (),
    documents: Collection[str] = (),
) -> Derived:
    """Entities, aliases, facts and typed relationships are again what mentions, evidence and decisions make them.

    `touched` names all entities, origins and facts whose record or decisions changed in this transaction, but for
    those that were created in it as the record makes them; `new_facts` are such facts. `documents` are the ids of those
    that were shown, replaced or deleted in it.
    The result depends on the record and the decisions alone, not on the order in which they came.
    """
    decided = await decisions_about(tx, touched.entities | touched.origins)
    if decided.merges:
        await execute(tx, queries.REFRESH_PROPOSALS, ids=sorted(edge.id for edge in decided.merges))
    told = await tell_apart(tx, touched, decided)
    if told.origins:
        decided = await decisions_about(tx, touched.entities | touched.origins | told.ids)
    moved = await move_record(tx, touched, decided, told)
    touched = touched | moved
    ids = sorted(touched.entities | touched.origins)
    entities = await derive_entities(tx, ids, decided)
    await execute(tx, identity_queries.FORGET_COMPARED, ids=ids)
    beside = await facts_beside(tx, entities.renamed)
    facts = await derive_facts(tx, sorted(touched.facts | beside | decided.judged), decided.rejected)
    simplified = await simplify(tx, [*facts.changed, *map(changed_fact, new_facts)])
    await share_relationships(tx, facts.sharing, simplified)
    await delete_entities(tx, entities.empty)
    await show_told_by(tx, told, decided)
    await _link(tx, decided)
    changes = max(1, len(facts.hidden) + facts.appeared + len(new_facts))
    await log_change(
        tx,
        documents=documents,
        entities=moved.entities,
        facts=moved.facts.union(facts.toggled),
        changes=changes,
    )
    return Derived(tuple(sorted(entities.hidden)), tuple(sorted(facts.hidden)))


async def _link(tx: Transaction, decided: Decided) -> None:
    pairs = [(one.id, one.source, one.target) for one in decided.merges]
    pairs += [(one.id, one.source, one.target) for one in decided.rulings if one.kind not in STATEMENT_KINDS]
    ids = [one for one, _, _ in pairs] + [one.id for one in decided.statements]
    if not ids:
        return
    await execute(tx, queries.UNLINK_DECISIONS, ids=ids)
    rows: list[dict[str, str | None]] = [
        {"decision": one, "entity": entity, "end": None}
        for one, *ends in pairs
        for entity in sorted({decided.resolution.entity_of(end) for end in ends})
    ]
    rows += [
        {"decision": one.id, "entity": entity, "end": end}
        for one in decided.statements
        for end, entity in zip(("head", "tail"), decided.ends_of(one), strict=True)
    ]
    await execute(tx, queries.LINK_DECISIONS, rows=rows)
    facts = [{"decision": one.id, "fact": decided.fact_of(one)} for one in decided.rejections]
    await execute(tx, queries.LINK_REJECTIONS, rows=facts)

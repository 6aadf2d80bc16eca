"""A decision that a person makes, put into the ledger, and what follows from it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from kg.db.database import Transaction, execute, fetch
from kg.db.queries import decisions as queries
from kg.db.queries import graph as graph_queries
from kg.view.decided import decisions_about
from kg.view.decision_checks import check_apart
from kg.view.derivation import rederive
from kg.view.touched import Touched
from schemas.graph import Decision, DecisionKind, DecisionOutcome, Entity, Fact
from schemas.ids import decision_id
from schemas.value import Value


class Why(Value):
    """Who decides something, and for what reason."""

    reason: str
    decided_by: str


def new_decision(kind: DecisionKind, source: str, target: str, why: Why) -> Decision:
    """A person's decision about these two, or about one, made now; it is not in the ledger yet."""
    at = datetime.now(UTC)
    return Decision(
        id=decision_id(kind, "person", source, target, at.isoformat()),
        kind=kind,
        source_origin=source,
        target_origin=target,
        reason=why.reason,
        score=1.0,
        decided_by=why.decided_by,
        at=at,
    )


async def write_decision(
    tx: Transaction,
    decision: Decision,
    keys: Mapping[str, str],
    *,
    origins: Sequence[str] = (),
    mention_sources: Sequence[str] = (),
) -> None:
    """Put the decision into the ledger; of a split the ids that it divides, and the documents of its mentions.

    Raises:
        ConflictError: it says of two things that they are one, or of one that it is two, against another decision.
    """
    row: dict[str, object] = {
        **decision.model_dump(exclude_none=True, exclude={"sources", "mentions", "qualifiers"}),
        "by_person": True,
        "source_key": keys[decision.source_origin],
        "target_key": keys[decision.target_origin],
    }
    if decision.qualifiers:
        row["qualifiers"] = list(decision.qualifiers)
    if decision.kind == "split":
        row |= {
            "origins": list(origins),
            "sources": list(decision.sources),
            "mentions": list(decision.mentions),
            "mention_sources": list(mention_sources),
        }
    labels = ["Split"] if decision.kind == "split" else []
    await execute(tx, queries.WRITE_DECISION, decision=row, labels=labels)
    ends = (decision.source_origin, decision.target_origin)
    check_apart(await decisions_about(tx, ends), ends)


async def undo_decisions(tx: Transaction, decisions: Sequence[Decision], *, dry_run: bool) -> DecisionOutcome:
    """What came of undoing the first of these decisions with the others, which are all about the same."""
    at = datetime.now(UTC)
    await execute(tx, queries.UNDO, ids=[one.id for one in decisions], at=at)
    return await outcome_of(tx, decisions[0].model_copy(update={"undone_at": at}), dry_run=dry_run)


async def outcome_of(tx: Transaction, decision: Decision, *, dry_run: bool) -> DecisionOutcome:
    """The decision with the entities and facts that it is about, derived anew under all that are in force."""
    ends = (decision.target_origin, decision.source_origin)
    await rederive(tx, Touched(origins=frozenset(ends)))
    decided = await decisions_about(tx, ends)
    ids = list(dict.fromkeys(decided.resolution.entity_of(end) for end in ends))
    entities = {
        row.id: row for row in await fetch(tx, Entity, graph_queries.ENTITIES_BY_ID, ids=ids, renamed=False)
    }
    facts = [decided.fact_of(one) for one in decided.rejections if one.id == decision.id]
    return DecisionOutcome(
        decision=decision,
        entities=tuple(entities[one] for one in ids if one in entities),
        facts=tuple(await fetch(tx, Fact, queries.STATED_FACTS, ids=facts)),
        dry_run=dry_run,
    )

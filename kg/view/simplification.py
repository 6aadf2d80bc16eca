"""Facts shown once: some have no typed relationship, because others or an attribute say the same.

Such a fact is `reduced`; it keeps its evidence, its support and its vector, and is found and cited as any other.
What is reduced follows from the visible facts alone: a step that two steps of one transitive relation make too, unless one
of these is stated both ways; what kind a thing is, where nothing else is said of that kind; that two names are one's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, LiteralString

from kg.db.database import Transaction, execute, fetch, fetch_ids
from kg.db.labels import checked_name, label_of
from kg.db.queries import derivation
from kg.db.queries import simplification as queries
from kg.view.new_nodes import NewFact
from kg.view.shared_relationships import Statement
from kg.view.touched import in_slices
from schemas.value import Value


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that appeared, went, or has another name or other traits; `traits` are those of before and after."""

    id: str
    head: str
    type: str
    tail: str
    traits: frozenset[str]


class _KindUse(Value):
    """Whether an entity is what kind others are: nothing else ("only"), or something of its own, too ("also")."""

    id: str
    type: str
    mentions: int
    was: Literal["only", "also"] | None
    now: Literal["only", "also"] | None


class _Reducible(Value):
    id: str
    type: str
    head: str
    tail: str
    support: int
    was: bool
    now: bool


def changed_fact(fact: NewFact) -> ChangedFact:
    """A fact that did not exist."""
    return ChangedFact(fact.id, fact.head, fact.type, fact.tail, frozenset(fact.traits))


async def simplify(tx: Transaction, changed: Sequence[ChangedFact]) -> list[Statement]:
    """The statements of facts that are reduced now, or no longer.

    Reduced facts, kinds and stated aliases are again what the visible facts make them; `changed` are the others' cause.
    """
    await _set_aliases(
        tx, {end for fact in changed if "alias" in fact.traits for end in (fact.head, fact.tail)}
    )
    kinds = await _set_kinds(tx, changed)
    steps = await _neighbours(tx, [fact for fact in changed if "transitive" in fact.traits])
    return await _reduce(tx, kinds | steps | {fact.id for fact in changed if fact.traits})


async def _set_aliases(tx: Transaction, entities: set[str]) -> None:
    for query in (queries.DELETE_STATED_ALIASES, queries.CREATE_STATED_ALIASES):
        for some in in_slices(sorted(entities)):
            await execute(tx, query, ids=some)


async def _set_kinds(tx: Transaction, changed: Sequence[ChangedFact]) -> set[str]:
    """Tell things their kinds, and kinds whether they are more than that; the facts that are shown otherwise for it."""
    of_kind = [fact for fact in changed if "kind" in fact.traits]
    for some in in_slices(sorted({fact.head for fact in of_kind})):
        await execute(tx, queries.SET_KINDS, ids=some)
    kinds = sorted({fact.tail for fact in of_kind})
    ends = sorted({end for fact in changed for end in (fact.head, fact.tail)})
    uses = [
        use
        for some in in_slices(ends)
        for use in await fetch(tx, _KindUse, queries.KIND_USES, ids=some, kinds=kinds)
        if use.was != use.now
    ]
    await _run(tx, queries.SET_KIND_USES, [{"id": use.id, "now": use.now} for use in uses])
    turned = [use for use in uses if "only" in (use.was, use.now)]
    seen = [use for use in turned if use.mentions]
    await _run(tx, derivation.UNLABEL_ENTITIES, [_label_row(use) for use in seen if use.now == "only"])
    await _run(tx, queries.LABEL_ENTITIES, [_label_row(use) for use in seen if use.now != "only"])
    return await _ids(tx, queries.KIND_FACTS_OF, [use.id for use in turned])


async def _neighbours(tx: Transaction, steps: Sequence[ChangedFact]) -> set[str]:
    """The facts that a step, or the step back, may make needless or needed again."""
    ways = {(*ends, fact.type) for fact in steps for ends in ((fact.head, fact.tail), (fact.tail, fact.head))}
    rows = [{"head": head, "tail": tail, "type": relation} for head, tail, relation in sorted(ways)]
    return {
        found
        for some in in_slices(rows)
        for found in await fetch_ids(tx, queries.NEIGHBOURS_OF_STEPS, rows=some)
    }


async def _reduce(tx: Transaction, ids: set[str]) -> list[Statement]:
    turned: list[Statement] = []
    for some in in_slices(sorted(ids)):
        facts = await fetch(tx, _Reducible, queries.REDUCIBLE_FACTS, ids=some)
        await _run(tx, queries.REDUCE_FACTS, [_row(fact) for fact in facts if fact.now and not fact.was])
        await _run(tx, queries.RESTORE_FACTS, [_row(fact) for fact in facts if fact.was and not fact.now])
        turned += [Statement(fact.head, fact.type, fact.tail) for fact in facts if fact.was != fact.now]
    return turned


def _label_row(use: _KindUse) -> dict[str, object]:
    return {"id": use.id, "label": label_of(use.type)}


def _row(fact: _Reducible) -> dict[str, object]:
    return {**fact.model_dump(exclude={"was", "now"}), "type": checked_name(fact.type)}


async def _ids(tx: Transaction, query: LiteralString, ids: Iterable[str]) -> set[str]:
    return {found for some in in_slices(sorted(ids)) for found in await fetch_ids(tx, query, ids=some)}


async def _run(tx: Transaction, query: LiteralString, rows: Sequence[dict[str, object]]) -> None:
    if rows:
        await execute(tx, query, rows=list(rows))

"""Facts and typed relationships as their evidence makes them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.db.database import Transaction, execute, fetch, fetch_ids
from kg.db.labels import checked_name
from kg.db.queries import derivation as queries
from kg.text.fact_text import circumstances, relation_words
from kg.view.shared_relationships import Statement
from kg.view.simplification import ChangedFact
from kg.view.touched import in_slices
from schemas.value import Value


class _Wordings(NamedTuple):
    wordings: tuple[str, ...]
    visible: bool


class StoredFact(Value):
    """A fact as it is; `evidence` counts all of it, `stated` the distinct chunks of visible documents.

    `traits` are those it has, `found` those of its visible evidence; `keys` those of the names that it says to be one's.
    `wordings` are its qualifiers in the words that are shown, `worded` in those of each piece of evidence, and whether
    that is visible. `shares` says that its statement is made under several circumstances, or under one at least.
    """

    id: str
    type: str
    text: str
    support: int
    head: str
    head_name: str
    tail: str
    tail_name: str
    evidence: int
    stated: int
    found: tuple[tuple[str, ...], ...]
    traits: tuple[str, ...]
    keys: tuple[str, ...] = ()
    wordings: tuple[str, ...] = ()
    worded: tuple[_Wordings, ...] = ()
    shares: bool = False


@dataclass(frozen=True)
class FactView:
    """A fact as its evidence makes it."""

    text: str
    support: int
    traits: tuple[str, ...]
    wordings: tuple[str, ...] = ()


@dataclass(frozen=True)
class DerivedFacts:
    """What became of some facts: texts no longer visible, how many appeared, and those that others may depend on.

    `toggled` are the ids of those that appeared or are no longer visible.
    `sharing` are the statements whose typed relationship stands for several facts, and is not written yet.
    """

    hidden: tuple[str, ...]
    appeared: int
    changed: tuple[ChangedFact, ...]
    sharing: frozenset[Statement]
    toggled: tuple[str, ...]


def fact_view(fact: StoredFact, rejected: Collection[str] = ()) -> FactView:
    """Text and support. A merge can make both ends one entity: such a fact says nothing and has no support.

    Only one that says that two names are one's says so still. One that is `rejected` has no support either. Its evidence
    stays on it, so that undoing the decision brings the statement back.
    """
    found = tuple(sorted({trait for traits in fact.found for trait in traits}))
    alone = fact.head == fact.tail
    wordings = _shown_wordings(fact)
    words, more = relation_words(fact.type), circumstances(wordings)
    if fact.id in rejected or (alone and "alias" not in found):
        return FactView(f"{fact.head_name} {words} {fact.tail_name}{more}", 0, (), wordings)
    names = fact.keys if alone else (fact.head_name, fact.tail_name)
    text = f" {words} ".join(names) + more
    return FactView(text, fact.stated, found if fact.stated else (), wordings)


def _shown_wordings(fact: StoredFact) -> tuple[str, ...]:
    """The words of the visible evidence that come first by the alphabet: whichever document came first, they are the same."""
    visible = [each.wordings for each in fact.worded if each.visible]
    return min(visible or [each.wordings for each in fact.worded], default=fact.wordings)


async def derive_facts(tx: Transaction, ids: Sequence[str], rejected: Collection[str]) -> DerivedFacts:
    """Make the facts' texts, counts and relationships those of their evidence; delete facts without any.

    `rejected` holds those of them that a person said are not true.
    """
    hidden: list[str] = []
    toggled: list[str] = []
    appeared = 0
    changed: list[ChangedFact] = []
    sharing: set[Statement] = set()
    for some in in_slices(ids):
        stored = await fetch(tx, StoredFact, queries.READ_FACTS, ids=some)
        pairs = [(fact, fact_view(fact, rejected)) for fact in stored]
        hidden += [old.text for old, new in pairs if old.support and not new.support]
        toggled += [old.id for old, new in pairs if bool(old.support) != bool(new.support)]
        appeared += sum(1 for old, new in pairs if not old.support and new.support)
        changed += [
            ChangedFact(old.id, old.head, old.type, old.tail, frozenset({*old.traits, *new.traits}))
            for old, new in pairs
            if (bool(old.support), old.traits, old.text) != (bool(new.support), new.traits, new.text)
        ]
        sharing |= {Statement(old.head, checked_name(old.type), old.tail) for old in stored if old.shares}
        await _write_facts(tx, pairs)
        gone = [fact.id for fact in stored if not fact.evidence]
        if gone:
            await execute(tx, queries.DELETE_FACTS, ids=gone)
    return DerivedFacts(tuple(hidden), appeared, tuple(changed), frozenset(sharing), tuple(toggled))


async def facts_beside(tx: Transaction, entity_ids: Sequence[str]) -> set[str]:
    """The ids of all facts that have one of these entities as an end."""
    return {
        fact for some in in_slices(entity_ids) for fact in await fetch_ids(tx, queries.FACTS_BESIDE, ids=some)
    }


async def _write_facts(tx: Transaction, pairs: Sequence[tuple[StoredFact, FactView]]) -> None:
    changed = [
        (old, new)
        for old, new in pairs
        if (old.text, old.support, old.traits, old.wordings)
        != (new.text, new.support, new.traits, new.wordings)
    ]
    alone = [(old, new) for old, new in changed if not old.shares]
    appeared = [_row(old, new) for old, new in alone if new.support and not old.support]
    others = [_row(old, new) for old, new in changed if old.shares or old.support or not new.support]
    vanished = [_row(old, new) for old, new in alone if old.support and not new.support]
    recounted = [
        _row(old, new) for old, new in alone if old.support and new.support and old.support != new.support
    ]
    # A relationship is created exactly when its fact appears: merging one by a type that is only known when the
    # query runs is planned as a scan of all relationships.
    for query, rows in (
        (queries.SHOW_FACTS, appeared),
        (queries.UPDATE_FACTS, others),
        (queries.DELETE_RELATIONSHIPS, vanished),
        (queries.UPDATE_RELATIONSHIPS, recounted),
    ):
        if rows:
            await execute(tx, query, rows=rows)
    reworded = [old.id for old, new in changed if old.text != new.text]
    if reworded:
        await execute(tx, queries.CLEAR_FACT_VECTORS, ids=reworded)


def _row(old: StoredFact, new: FactView) -> dict[str, object]:
    return {
        "id": old.id,
        "head": old.head,
        "tail": old.tail,
        "type": checked_name(old.type),
        "text": new.text,
        "support": new.support,
        "traits": list(new.traits) or None,
        "wordings": list(new.wordings) or None,
    }

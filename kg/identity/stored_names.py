"""The names of a graph that are compared, each as its own mentions make it, whatever was merged."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.db.database import Transaction, fetch
from kg.db.queries import identity as queries
from kg.identity.compared_name import ComparedName
from kg.text.entity_type import TypeVote, voted_type
from kg.text.name_key import name_key
from schemas.value import Value

_ENTITIES_AT_ONCE = 10_000


class StoredName(NamedTuple):
    """A name, the entity that it belongs to now, whether that changed since names were compared, and a document with it."""

    entity: str
    changed: bool
    document: str
    name: ComparedName


class _Count(NamedTuple):
    type: str
    family: str
    surface: str
    key: str
    times: int


class _Row(Value):
    entity: str
    origin: str
    changed: bool
    document: str
    names: tuple[_Count, ...]


async def stored_names(tx: Transaction) -> list[StoredName]:
    """All names of visible documents."""
    found: list[StoredName] = []
    after: str | None = None
    while True:
        rows = await fetch(tx, _Row, queries.STORED_NAMES, after=after, limit=_ENTITIES_AT_ONCE)
        found += [StoredName(row.entity, row.changed, row.document, _compared(row)) for row in rows]
        if not rows:
            return found
        after = max(row.entity for row in rows)


def _compared(row: _Row) -> ComparedName:
    key = min(one.key for one in row.names)
    name = _name(row.names)
    # The key of a name with a title, or of one that has a usual English name, is another name's.
    return ComparedName(
        origin=row.origin, key=key, name=name if name_key(name) == key else key, family=_family(row.names)
    )


def _name(counts: Sequence[_Count]) -> str:
    """The most frequent surface, a full name before a shortened one."""
    times: Counter[str] = Counter()
    for count in counts:
        times[count.surface] += count.times
    return min(
        times,
        key=lambda surface: (name_key(surface) not in {one.key for one in counts}, -times[surface], surface),
    )


def _family(counts: Sequence[_Count]) -> str:
    votes: Counter[TypeVote] = Counter()
    for count in counts:
        votes[TypeVote(count.type, count.family)] += count.times
    chosen = voted_type(votes)
    return next(count.family for count in counts if count.type == chosen)

"""Statements that no fact makes, though head and tail are of the kind that the relation joins."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from kg.kge.indexed_facts import Triples
from kg.kge.scoring import Arrays, Numbers, Scores, score_tails
from kg.kge.training_settings import ModelName

MOST_SCORES = 3_000_000
"""Bounds the time: on large graphs only the heads and relations with most facts are looked at."""
_MOST_HOLDERS = 0.5


@dataclass(frozen=True)
class Unstated:
    """Tails that no fact joins to this head by this relation, and their scores, both of shape (n,)."""

    head: int
    relation: int
    tails: Numbers
    scores: Scores


def unstated(
    model: ModelName,
    arrays: Arrays,
    triples: Triples,
    *,
    symmetric: frozenset[int] = frozenset(),
    entity: int | None = None,
    relation: int | None = None,
) -> Iterator[Unstated]:
    """For each relation and each head that it may have, those with most facts first; of one `entity` or `relation` if given.

    An entity may be an end of a relation that it is an end of already, or where half of those are that it shares another
    role with: who works somewhere lives somewhere. The `entity` may be head or tail. Of a `symmetric` relation either end
    counts as head, and each pair comes once, with the smaller number as head. Nothing is joined to itself.
    """
    uses = np.bincount(triples[:, [0, 2]].ravel())
    roles = _Roles(triples)
    done = 0
    for kind, rows in _by_relation(triples, relation):
        stated = np.concatenate([rows, rows[:, ::-1]]) if kind in symmetric else rows
        heads, tails = roles.may_be(kind, 0), roles.may_be(kind, 1)
        if kind in symmetric:
            heads = tails = np.union1d(heads, tails)
        for head in heads[np.argsort(-uses[heads], kind="stable")]:
            known = stated[stated[:, 0] == head, 1]
            open_tails = tails[~np.isin(tails, known) & (tails != head)]
            if kind in symmetric:
                open_tails = open_tails[open_tails > head]
            if entity is not None and head != entity:
                open_tails = open_tails[open_tails == entity]
            done += len(open_tails)
            if done > MOST_SCORES:
                return
            if len(open_tails):
                yield Unstated(
                    int(head), kind, open_tails, score_tails(model, arrays, int(head), kind, open_tails)
                )


class _Roles:
    """Which entities are heads (side 0) and tails (side 1) of which relations."""

    def __init__(self, triples: Triples) -> None:
        heads, relations, tails = triples.T
        rows = np.concatenate([2 * relations, 2 * relations + 1])
        ones = np.ones(len(rows), dtype=np.int32)
        holders = csr_array((ones, (rows, np.concatenate([heads, tails]))))
        holders.data[:] = 1  # which adds up where an entity has a role by several facts
        self._holders = holders
        self._counts: Numbers = np.asarray(holders.sum(axis=1))

    def may_be(self, relation: int, side: int) -> Numbers:
        """The entities that have the role, or one that most have it with; sorted."""
        together = self._holders @ self._holders[[2 * relation + side]].T
        near = together.toarray().ravel() >= np.maximum(_MOST_HOLDERS * self._counts, 1)
        return np.unique(self._holders[near].indices).astype(np.int64)


def _by_relation(triples: Triples, relation: int | None) -> Iterator[tuple[int, Triples]]:
    """Each relation, those of most facts first, with its heads and tails, shape (n, 2)."""
    counts = np.bincount(triples[:, 1])
    for kind in np.argsort(-counts, kind="stable"):
        if counts[kind] and relation in (None, kind):
            yield int(kind), triples[triples[:, 1] == kind][:, [0, 2]]

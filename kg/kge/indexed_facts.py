"""The facts of a graph as numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.kge.training_settings import TrainingSettings
from schemas.errors import LinkPredictorError

Triples = NDArray[np.int64]
"""Shape (n, 3), columns head, relation, tail."""


@dataclass(frozen=True)
class IndexedFacts:
    """Distinct facts, sorted, with the names behind the numbers."""

    entities: tuple[str, ...]
    relations: tuple[str, ...]
    triples: Triples


def index_facts(facts: Sequence[tuple[str, str, str]]) -> IndexedFacts:
    """The facts, (head, relation, tail) each, in an order that does not depend on theirs."""
    distinct = sorted(set(facts))
    entities = sorted({end for head, _, tail in distinct for end in (head, tail)})
    relations = sorted({relation for _, relation, _ in distinct})
    of_entity = {name: number for number, name in enumerate(entities)}
    of_relation = {name: number for number, name in enumerate(relations)}
    rows = [(of_entity[head], of_relation[relation], of_entity[tail]) for head, relation, tail in distinct]
    return IndexedFacts(tuple(entities), tuple(relations), np.array(rows, dtype=np.int64).reshape(-1, 3))


def split_facts(facts: IndexedFacts, settings: TrainingSettings) -> tuple[Triples, Triples]:
    """Facts to train on and facts to measure with; the former name every entity and every relation.

    Raises:
        LinkPredictorError: There are too few facts, or hardly one can be spared.
    """
    if len(facts.triples) < settings.min_facts:
        raise LinkPredictorError(
            f"The graph has {len(facts.triples)} facts; {settings.min_facts} are the least that can be learnt from.",
            remedy="Ingest more documents, then train again.",
        )
    rng = np.random.default_rng(settings.seed)
    entity_uses = np.bincount(facts.triples[:, [0, 2]].ravel(), minlength=len(facts.entities))
    relation_uses = np.bincount(facts.triples[:, 1], minlength=len(facts.relations))
    held_back = np.zeros(len(facts.triples), dtype=bool)
    wanted = round(settings.validation_share * len(facts.triples))
    for place in rng.permutation(len(facts.triples)):
        head, relation, tail = facts.triples[place]
        if held_back.sum() < wanted and _can_spare(entity_uses, relation_uses, facts.triples[place]):
            held_back[place] = True
            np.subtract.at(entity_uses, [head, tail], 1)
            relation_uses[relation] -= 1
    if held_back.sum() < settings.min_validation_facts:
        raise LinkPredictorError(
            f"Only {held_back.sum()} facts can be held back to measure a model; the others are all that is known of something.",
            remedy="Ingest more documents about the same things, then train again.",
        )
    return facts.triples[~held_back], facts.triples[held_back]


def _can_spare(entity_uses: Triples, relation_uses: Triples, triple: Triples) -> bool:
    head, relation, tail = triple
    least = 3 if head == tail else 2
    return bool(entity_uses[head] >= least and entity_uses[tail] >= least and relation_uses[relation] >= 2)

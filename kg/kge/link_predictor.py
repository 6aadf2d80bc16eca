"""What a trained model says about statements. Its word is a suggestion: an answer never cites it."""

from collections.abc import Collection, Sequence
from heapq import nlargest
from pathlib import Path

import numpy as np

from kg.kge.scoring import Scores, score_tails, score_triples
from kg.kge.trained_model import TrainedModel, load_model
from kg.kge.unstated import Unstated, unstated
from schemas.value import Value

_UNKNOWN = 0.5
_STALE_SHARE = 0.1


class MissingFact(Value):
    """A statement that no fact makes; `likelihood` is the share of such statements that turn out to be facts (0..1)."""

    head: str
    relation: str
    tail: str
    likelihood: float


class LinkPredictor:
    """Scores facts and predicts tails; plain synchronous code over arrays, safe to share between threads."""

    def __init__(self, model: TrainedModel) -> None:
        about = model.description
        self._model = model
        self._kind = about.settings.model
        self._entities = {name: number for number, name in enumerate(about.entities)}
        self._relations = {name: number for number, name in enumerate(about.relations)}

    @classmethod
    def load(cls, path: Path) -> "LinkPredictor":
        """The predictor in that file.

        Raises:
            LinkPredictorError: The file is missing or damaged.
        """
        return cls(load_model(path))

    @property
    def metrics(self) -> dict[str, float]:
        """What `train` measured."""
        return dict(self._model.description.metrics)

    def score_facts(self, facts: Sequence[tuple[str, str, str]]) -> list[float]:
        """One number 0..1 for each (head id, relation type, tail id), higher is likelier.

        Above 0.5 the statement looks more like a fact of this graph than like one with a random tail; 0.5 is also
        what a statement gets that names something the model has not seen.
        """
        known = [
            (place, (self._entities[head], self._relations[relation], self._entities[tail]))
            for place, (head, relation, tail) in enumerate(facts)
            if head in self._entities and relation in self._relations and tail in self._entities
        ]
        scores = [_UNKNOWN] * len(facts)
        if known:
            triples = np.array([triple for _, triple in known])
            found = self._model.description.calibration(
                score_triples(self._kind, self._model.arrays, triples)
            )
            for (place, _), score in zip(known, found, strict=True):
                scores[place] = float(score)
        return scores

    def predict_tails(self, head: str, relation: str, k: int) -> list[tuple[str, float]]:
        """The `k` likeliest entities that no fact names yet as tail of this head and relation, with scores 0..1.

        Best first; empty when the model has not seen the head or the relation.
        """
        if head not in self._entities or relation not in self._relations or k < 1:
            return []
        of_head, of_relation = self._entities[head], self._relations[relation]
        model, names = self._model, self._model.description.entities
        scores: Scores = score_tails(
            self._kind, model.arrays, of_head, of_relation, np.arange(len(names))
        ).copy()
        stated = (model.triples[:, 0] == of_head) & (model.triples[:, 1] == of_relation)
        scores[model.triples[stated, 2]] = -np.inf
        scores[of_head] = -np.inf
        best = np.argsort(-scores, kind="stable")[:k]
        best = best[np.isfinite(scores[best])]
        likely = model.description.calibration(scores[best])
        return [(names[place], float(score)) for place, score in zip(best, likely, strict=True)]

    def missing_facts(
        self,
        k: int,
        *,
        entity: str | None = None,
        relation: str | None = None,
        symmetric: Collection[str] = (),
    ) -> list[MissingFact]:
        """The `k` likeliest statements that no fact makes, best first, of an entity or a relation if they are given.

        Head and tail are of the kind that the relation joins; `symmetric` relations have the smaller id as head. Empty
        for what the model has not seen. On large graphs the heads and relations with most facts are looked at.
        """
        if (entity is not None and entity not in self._entities) or (
            relation is not None and relation not in self._relations
        ):
            return []
        found = unstated(
            self._kind,
            self._model.arrays,
            self._model.triples,
            symmetric=frozenset(self._relations[one] for one in symmetric if one in self._relations),
            entity=None if entity is None else self._entities[entity],
            relation=None if relation is None else self._relations[relation],
        )
        best = nlargest(k, (row for one in found for row in _best(one, k)))
        about = self._model.description
        shares = about.likelihood(np.array([score for score, *_ in best], dtype=np.float32))
        return [
            MissingFact(
                head=about.entities[head],
                relation=about.relations[kind],
                tail=about.entities[tail],
                likelihood=float(share),
            )
            for (_, head, kind, tail), share in zip(best, shares, strict=True)
        ]


def _best(found: Unstated, k: int) -> list[tuple[float, int, int, int]]:
    places = np.argsort(-found.scores, kind="stable")[:k]
    return [
        (float(found.scores[place]), found.head, found.relation, int(found.tails[place])) for place in places
    ]


def changed_too_much(trained_at: int, now: int, facts: int) -> bool:
    """Whether, between these two versions of the graph, more than a tenth of its `facts` came or went."""
    return abs(now - trained_at) > _STALE_SHARE * facts

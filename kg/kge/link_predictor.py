"""What a trained model says about statements. Its word is a suggestion: an answer never cites it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from kg.kge.rotate_score import score_tails, score_triples
from kg.kge.trained_model import TrainedModel, load_model

_UNKNOWN = 0.5
_STALE_SHARE = 0.1


class LinkPredictor:
    """Scores facts and predicts tails; plain synchronous code over arrays, safe to share between threads."""

    def __init__(self, model: TrainedModel) -> None:
        about = model.description
        self._model = model
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
            place
            for place, (head, relation, tail) in enumerate(facts)
            if head in self._entities and relation in self._relations and tail in self._entities
        ]
        scores = [_UNKNOWN] * len(facts)
        if known:
            heads = self._model.entity_vectors[[self._entities[facts[place][0]] for place in known]]
            kinds = self._model.relation_vectors[[self._relations[facts[place][1]] for place in known]]
            tails = self._model.entity_vectors[[self._entities[facts[place][2]] for place in known]]
            found = self._model.description.calibration(score_triples(heads, kinds, tails))
            for place, score in zip(known, found, strict=True):
                scores[place] = float(score)
        return scores

    def predict_tails(self, head: str, relation: str, k: int) -> list[tuple[str, float]]:
        """The `k` likeliest entities that no fact names yet as tail of this head and relation, with scores 0..1.

        Best first; empty when the model has not seen the head or the relation.
        """
        if head not in self._entities or relation not in self._relations or k < 1:
            return []
        of_head, of_relation = self._entities[head], self._relations[relation]
        model = self._model
        scores = score_tails(
            model.entity_vectors[of_head], model.relation_vectors[of_relation], model.entity_vectors
        )
        stated = (model.triples[:, 0] == of_head) & (model.triples[:, 1] == of_relation)
        scores[model.triples[stated, 2]] = -np.inf
        scores[of_head] = -np.inf
        best = np.argsort(-scores, kind="stable")[:k]
        best = best[np.isfinite(scores[best])]
        names = model.description.entities
        likely = model.description.calibration(scores[best])
        return [(names[place], float(score)) for place, score in zip(best, likely, strict=True)]


def beats_baseline(metrics: Mapping[str, float]) -> bool:
    """Whether a model with these metrics beats the degree baseline on facts it had not seen."""
    return metrics.get("mrr", 0.0) > metrics.get("baseline_mrr", 0.0)


def changed_too_much(trained_at: int, now: int, facts: int) -> bool:
    """Whether, between these two versions of the graph, more than a tenth of its `facts` came or went."""
    return abs(now - trained_at) > _STALE_SHARE * facts

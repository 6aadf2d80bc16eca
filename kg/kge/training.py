"""Training the link predictor on the facts of a graph."""

from collections.abc import Callable, Sequence

import numpy as np

from kg.kge.calibration import Calibration, calibrate
from kg.kge.indexed_facts import IndexedFacts, Triples, index_facts, split_facts
from kg.kge.rotate_score import Vectors, score_triples
from kg.kge.trained_model import ModelDescription, TrainedModel
from kg.kge.training_settings import TrainingSettings
from schemas.errors import LinkPredictorError
from schemas.ports import Progress

_STAGE = "training the link predictor"


def train(
    facts: Sequence[tuple[str, str, str]],
    settings: TrainingSettings | None = None,
    *,
    on_progress: Progress | None = None,
) -> TrainedModel:
    """RotatE trained on all facts, (head, relation, tail) each; the order of the facts plays no part.

    It is trained twice: first without the validation facts, for metrics and calibration, then on everything. The
    metrics are "mrr" and "hits_at_10" of predicted tails, "baseline_mrr" and "baseline_hits_at_10" of the degree
    baseline on the same facts (0..1, higher is better), and the numbers of "facts", "validation_facts", "entities"
    and "relations".

    Raises:
        LinkPredictorError: The graph is too small or too sparse, or the training failed.
    """
    wanted = settings or TrainingSettings()
    indexed = index_facts(facts)
    known, held_back = split_facts(indexed, wanted)
    from kg.kge.pykeen_rotate import degree_baseline, fit, measure

    try:
        trial = fit(indexed, known, wanted, _report(on_progress, 0, wanted.epochs))
        ours = measure(trial.model, known, held_back)
        baseline = measure(degree_baseline(indexed, known, wanted), known, held_back)
        final = fit(indexed, indexed.triples, wanted, _report(on_progress, wanted.epochs, wanted.epochs))
    except (RuntimeError, MemoryError) as error:
        raise LinkPredictorError(
            f"Training the link predictor failed: {error}", remedy="Use fewer dimensions or a smaller batch."
        ) from error
    description = ModelDescription(
        entities=indexed.entities,
        relations=indexed.relations,
        settings=wanted,
        metrics={**_sizes(indexed, held_back), **_quality("", ours), **_quality("baseline_", baseline)},
        calibration=_calibration(trial.entity_vectors, trial.relation_vectors, held_back, seed=wanted.seed),
    )
    return TrainedModel(description, final.entity_vectors, final.relation_vectors, indexed.triples)


def _sizes(facts: IndexedFacts, held_back: Triples) -> dict[str, float]:
    return {
        "facts": len(facts.triples),
        "validation_facts": len(held_back),
        "entities": len(facts.entities),
        "relations": len(facts.relations),
    }


def _quality(whose: str, measured: tuple[float, float]) -> dict[str, float]:
    return {f"{whose}mrr": measured[0], f"{whose}hits_at_10": measured[1]}


def _calibration(entities: Vectors, relations: Vectors, held_back: Triples, *, seed: int) -> Calibration:
    heads, kinds, tails = entities[held_back[:, 0]], relations[held_back[:, 1]], held_back[:, 2]
    random_tails = np.random.default_rng(seed).integers(len(entities), size=len(held_back))
    return calibrate(
        score_triples(heads, kinds, entities[tails]), score_triples(heads, kinds, entities[random_tails])
    )


def _report(on_progress: Progress | None, done_before: int, epochs: int) -> Callable[[int], None]:
    def on_epoch(epoch: int) -> None:
        if on_progress is not None:
            on_progress(_STAGE, done_before + epoch, 2 * epochs)

    return on_epoch

"""Training the link predictor on the facts of a graph."""

from collections.abc import Callable, Sequence

import numpy as np

from kg.kge.calibration import Calibration, calibrate, likelihood
from kg.kge.indexed_facts import IndexedFacts, Triples, index_facts, split_facts
from kg.kge.quality import sure_gain
from kg.kge.scoring import Arrays, score_triples
from kg.kge.trained_model import ModelDescription, TrainedModel
from kg.kge.training_settings import TrainingSettings
from kg.kge.unstated import unstated
from schemas.ports import Progress

_STAGE = "training the link predictor"
_NEVER = 1e9


def train(
    facts: Sequence[tuple[str, str, str]],
    settings: TrainingSettings | None = None,
    *,
    on_progress: Progress | None = None,
) -> TrainedModel:
    """A model trained on all facts, (head, relation, tail) each; the order of the facts plays no part.

    It is trained twice: first without the validation facts, for metrics and calibration, then on everything. The
    metrics are "mrr", "hits_at_1", "hits_at_3" and "hits_at_10" of predicted ends, the same with "baseline_" of counting
    on the same facts (0..1, higher is better), the "sure_gain" in MRR, and the numbers of "facts", "validation_facts",
    "entities" and "relations".

    Raises:
        LinkPredictorError: The graph is too small or too sparse, or the training failed.
    """
    wanted = settings or TrainingSettings()
    indexed = index_facts(facts)
    known, held_back = split_facts(indexed, wanted)
    from kg.kge.pykeen_training import fit, measure, measure_counting, training_errors

    with training_errors():
        trial = fit(indexed, known, wanted, _report(on_progress, 0, wanted.epochs))
        ours = measure(trial.model, held_back, known)
        counting = measure_counting(indexed, known, held_back, known, wanted)
        final = fit(indexed, indexed.triples, wanted, _report(on_progress, wanted.epochs, wanted.epochs))
    description = ModelDescription(
        entities=indexed.entities,
        relations=indexed.relations,
        settings=wanted,
        metrics={
            **_sizes(indexed, held_back),
            **ours.model_dump(),
            **{f"baseline_{name}": value for name, value in counting.model_dump().items()},
            "sure_gain": sure_gain(ours, counting),
        },
        calibration=_calibration(indexed, held_back, trial.arrays, wanted),
        likelihood=_likelihood(indexed, known, held_back, trial.arrays, wanted),
    )
    return TrainedModel(description, final.arrays, indexed.triples)


def _sizes(facts: IndexedFacts, held_back: Triples) -> dict[str, float]:
    return {
        "facts": len(facts.triples),
        "validation_facts": len(held_back),
        "entities": len(facts.entities),
        "relations": len(facts.relations),
    }


def _calibration(
    facts: IndexedFacts, held_back: Triples, arrays: Arrays, settings: TrainingSettings
) -> Calibration:
    corrupted = held_back.copy()
    corrupted[:, 2] = np.random.default_rng(settings.seed).integers(len(facts.entities), size=len(held_back))
    return calibrate(
        score_triples(settings.model, arrays, held_back), score_triples(settings.model, arrays, corrupted)
    )


def _likelihood(
    facts: IndexedFacts, known: Triples, held_back: Triples, arrays: Arrays, settings: TrainingSettings
) -> Calibration:
    found = list(unstated(settings.model, arrays, known))
    shape = len(facts.entities), len(facts.relations), len(facts.entities)
    wanted = np.ravel_multi_index(tuple(held_back.T), shape)
    held = [
        np.isin(np.ravel_multi_index((one.head, one.relation, one.tails), shape), wanted) for one in found
    ]
    if not any(some.any() for some in held):
        return Calibration(slope=1.0, middle=_NEVER)
    return likelihood(np.concatenate([one.scores for one in found]), np.concatenate(held))


def _report(on_progress: Progress | None, done_before: int, epochs: int) -> Callable[[int], None]:
    def on_epoch(epoch: int) -> None:
        if on_progress is not None:
            on_progress(_STAGE, done_before + epoch, 2 * epochs)

    return on_epoch

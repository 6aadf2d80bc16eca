"""Training and measuring with PyKEEN. Importing this takes seconds: only `train` does, when it is called."""

import gc
import logging
import random
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import numpy as np
import torch
from numpy.typing import NDArray
from pykeen.evaluation import RankBasedEvaluator
from pykeen.losses import NSSALoss
from pykeen.models import Model, RotatE
from pykeen.models.baseline.models import EvaluationOnlyModel
from pykeen.training import SLCWATrainingLoop
from pykeen.training.callbacks import TrainingCallback
from pykeen.triples import CoreTriplesFactory

from kg.kge.indexed_facts import IndexedFacts, Triples
from kg.kge.training_settings import TrainingSettings

Weights = NDArray[np.complex64]
_EVALUATION_BATCH = 64
_TAILS: tuple[Literal["tail"]] = ("tail",)


@dataclass(frozen=True)
class FittedRotate:
    """A model as PyKEEN has it, with its vectors: shapes (entities, dimensions) and (relations, dimensions)."""

    model: Model
    entity_vectors: Weights
    relation_vectors: Weights


class _Report(TrainingCallback):
    def __init__(self, on_epoch: Callable[[int], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # PyKEEN leaves it untyped
        self._on_epoch = on_epoch

    def post_epoch(self, epoch: int, epoch_loss: float, **_: object) -> None:
        del epoch_loss
        self._on_epoch(epoch)


def fit(
    facts: IndexedFacts, triples: Triples, settings: TrainingSettings, on_epoch: Callable[[int], None]
) -> FittedRotate:
    """RotatE trained on these triples of the facts; `on_epoch` is called after each epoch, counted from 1."""
    factory = _factory(facts, triples)
    with _reproducible(settings), _cheap_collections(), _quiet():
        model = RotatE(
            triples_factory=factory,
            embedding_dim=settings.dimensions,
            random_seed=settings.seed,
            loss=NSSALoss(margin=settings.margin, adversarial_temperature=settings.adversarial_temperature),
        )
        loop = SLCWATrainingLoop(
            model=model,
            triples_factory=factory,
            optimizer=torch.optim.Adam(model.parameters(), lr=settings.learning_rate),
            negative_sampler_kwargs={"num_negs_per_pos": settings.negatives},
            automatic_memory_optimization=False,
        )
        loop.train(
            factory,
            num_epochs=settings.epochs,
            batch_size=min(settings.batch_size, len(triples)),
            use_tqdm=False,
            use_tqdm_batch=False,
            pin_memory=False,
            num_workers=0,
            callbacks=_Report(on_epoch),
        )
    return FittedRotate(
        model, _vectors(model.entity_representations[0]), _vectors(model.relation_representations[0])
    )


def measure(model: Model, train: Triples, validation: Triples) -> tuple[float, float]:
    """(MRR, hits@10) of the tails of the validation facts among all entities, other known tails left out."""
    with _quiet():
        result = RankBasedEvaluator(filtered=True).evaluate(
            model,
            torch.from_numpy(validation),
            batch_size=_EVALUATION_BATCH,
            targets=_TAILS,
            additional_filter_triples=[torch.from_numpy(train)],
            use_tqdm=False,
        )
    mrr = result.get_metric("tail.realistic.inverse_harmonic_mean_rank")
    return float(mrr), float(result.get_metric("tail.realistic.hits_at_10"))


def degree_baseline(facts: IndexedFacts, train: Triples, settings: TrainingSettings) -> Model:
    """The model to beat: it proposes the commonest tails of the relation, then the commonest tails of all."""
    with _reproducible(settings):
        return _DegreeBaseline(_factory(facts, train))


class _DegreeBaseline(EvaluationOnlyModel):  # type: ignore[no-untyped-call]  # PyKEEN leaves its hook untyped
    everywhere: torch.Tensor
    triples: torch.Tensor

    def __init__(self, factory: CoreTriplesFactory) -> None:
        super().__init__(triples_factory=factory)
        triples = factory.mapped_triples
        counts = torch.bincount(triples[:, 2], minlength=factory.num_entities).float()
        # Below one, so that it only orders tails which the relation has equally often. A buffer tells PyKEEN the device.
        self.register_buffer("everywhere", counts / (counts.sum() + 1))
        self.register_buffer("triples", triples)

    def score_t(self, hr_batch: torch.Tensor, **_: object) -> torch.Tensor:
        scores = self.everywhere.repeat(len(hr_batch), 1)
        for row, relation in enumerate(hr_batch[:, 1]):
            tails = self.triples[self.triples[:, 1] == relation, 2]
            scores[row] += torch.bincount(tails, minlength=scores.shape[1])
        return scores

    def score_h(self, rt_batch: torch.Tensor, **_: object) -> torch.Tensor:
        raise NotImplementedError("heads are not predicted")


def _factory(facts: IndexedFacts, triples: Triples) -> CoreTriplesFactory:
    return CoreTriplesFactory(
        mapped_triples=torch.from_numpy(triples),
        num_entities=len(facts.entities),
        num_relations=len(facts.relations),
    )


def _vectors(representation: torch.nn.Module) -> Weights:
    with torch.inference_mode():
        vectors: Weights = representation().cpu().numpy().astype(np.complex64)
    return vectors


@contextmanager
def _reproducible(settings: TrainingSettings) -> Iterator[None]:
    # PyKEEN seeds and draws from the global states of three libraries: they are left as they were.
    threads, plain_state, numpy_state = torch.get_num_threads(), random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(settings.seed)
        torch.set_num_threads(settings.threads)
        try:
            yield
        finally:
            torch.set_num_threads(threads)
            random.setstate(plain_state)
            np.random.set_state(numpy_state)


@contextmanager
def _quiet() -> Iterator[None]:
    # PyKEEN 1.11 passes itself an argument that it calls outdated, and warns of memory on every CPU.
    memory_log = logging.getLogger("torch_max_mem")
    level = memory_log.level
    memory_log.setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="Training instances are always shuffled", category=DeprecationWarning
        )
        try:
            yield
        finally:
            memory_log.setLevel(level)


@contextmanager
def _cheap_collections() -> Iterator[None]:
    # PyKEEN collects garbage after every epoch. With all its imports alive one collection takes 0.3 s, far longer
    # than an epoch over a small graph, so what lives already is kept out of it meanwhile.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()

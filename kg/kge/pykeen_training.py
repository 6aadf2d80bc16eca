"""Training and measuring with PyKEEN. Importing this takes seconds: only who trains does, when it is called."""

import gc
import logging
import random
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, cast

import numpy as np
import torch
from numpy.typing import NDArray
from pykeen.evaluation import RankBasedEvaluator
from pykeen.losses import CrossEntropyLoss, Loss, NSSALoss
from pykeen.models import ERModel, Model, model_resolver
from pykeen.models.baseline.models import MarginalDistributionBaseline
from pykeen.training import LCWATrainingLoop, SLCWATrainingLoop
from pykeen.training.callbacks import TrainingCallback
from pykeen.triples import CoreTriplesFactory

from kg.kge.indexed_facts import IndexedFacts, Triples
from kg.kge.quality import Quality
from kg.kge.training_settings import ModelName, TrainingSettings
from schemas.errors import LinkPredictorError

EmbeddingModel = ERModel[torch.Tensor, torch.Tensor, torch.Tensor]
_EVALUATION_BATCH = 64
_MOST_NUMBERS = 50_000_000
"""200 MB."""
_SIDES: tuple[Literal["head", "tail"], ...] = ("head", "tail")


@dataclass(frozen=True)
class FittedModel:
    """A model as PyKEEN has it, and its arrays as `kg.kge.scoring` wants them."""

    model: EmbeddingModel
    arrays: dict[str, NDArray[np.float32]]


class _Report(TrainingCallback):
    def __init__(self, on_epoch: Callable[[int], None]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # PyKEEN leaves it untyped
        self._on_epoch = on_epoch

    def post_epoch(self, epoch: int, epoch_loss: float, **_: object) -> None:
        del epoch_loss
        self._on_epoch(epoch)


def fit(
    facts: IndexedFacts, triples: Triples, settings: TrainingSettings, on_epoch: Callable[[int], None]
) -> FittedModel:
    """The model trained on these triples of the facts; `on_epoch` is called after each epoch, counted from 1."""
    inverse = settings.loss == "softmax"
    factory = _factory(facts, triples, inverse=inverse)
    with _reproducible(settings), _cheap_collections(), _quiet():
        model = cast(
            "EmbeddingModel", model_resolver.make(settings.model, _options(settings), triples_factory=factory)
        )
        _loop(model, factory, settings).train(
            factory,
            num_epochs=settings.epochs,
            batch_size=_batch_size(facts, triples, settings),
            label_smoothing=settings.label_smoothing,
            use_tqdm=False,
            use_tqdm_batch=False,
            pin_memory=False,
            num_workers=0,
            callbacks=_Report(on_epoch),
        )
    return FittedModel(model, _arrays(model, every=2 if inverse else 1))


def _batch_size(facts: IndexedFacts, triples: Triples, settings: TrainingSettings) -> int:
    """As wanted, but for large graphs: the softmax has all entities' vectors for each row of a batch in memory."""
    most = settings.batch_size
    if settings.loss == "softmax":
        most = min(most, max(1, _MOST_NUMBERS // (len(facts.entities) * settings.dimensions)))
    return min(most, len(triples))


def _options(settings: TrainingSettings) -> Mapping[str, object]:
    """Where PyKEEN's defaults are those of the first papers, which later ones found to be in the way."""
    options: Mapping[ModelName, Mapping[str, object]] = {
        "TransE": {"entity_constrainer": None},
        "TransR": {
            "relation_dim": settings.dimensions,
            "scoring_fct_norm": 2,
            "entity_constrainer": None,
            "relation_constrainer": None,
        },
        "TransD": {
            "interaction_kwargs": {"p": 2, "power_norm": False},
            "entity_constrainer": None,
            "relation_constrainer": None,
        },
        "DistMult": {"entity_constrainer": None, "regularizer": None},
        "ComplEx": {
            "regularizer": None,
            "entity_initializer": "xavier_normal",
            "relation_initializer": "xavier_normal",
        },
    }
    return {
        "embedding_dim": settings.dimensions,
        "random_seed": settings.seed,
        "loss": _loss(settings),
        **options.get(settings.model, {}),
    }


def _loss(settings: TrainingSettings) -> Loss:
    if settings.loss == "softmax":
        return CrossEntropyLoss()
    return NSSALoss(margin=settings.margin, adversarial_temperature=settings.adversarial_temperature)


def _loop(
    model: EmbeddingModel, factory: CoreTriplesFactory, settings: TrainingSettings
) -> LCWATrainingLoop | SLCWATrainingLoop:
    optimizer = torch.optim.Adam(model.parameters(), lr=settings.learning_rate)
    if settings.loss == "softmax":
        return LCWATrainingLoop(
            model=model, triples_factory=factory, optimizer=optimizer, automatic_memory_optimization=False
        )
    return SLCWATrainingLoop(
        model=model,
        triples_factory=factory,
        optimizer=optimizer,
        negative_sampler_kwargs={"num_negs_per_pos": settings.negatives},
        automatic_memory_optimization=False,
    )


def _arrays(model: EmbeddingModel, *, every: int) -> dict[str, NDArray[np.float32]]:
    """Of the relations each `every`-th row: the others are their inverses."""
    model.eval()
    with torch.inference_mode():
        entities = [part().numpy() for part in model.entity_representations]
        relations = [part()[::every].numpy() for part in model.relation_representations]
    state = {name: value.numpy() for name, value in model.interaction.state_dict().items()}
    return {
        **{f"entity_{place}": array for place, array in enumerate(entities)},
        **{f"relation_{place}": array for place, array in enumerate(relations)},
        **{name: array for name, array in state.items() if array.dtype.kind == "f"},
    }


def measure(model: Model, asked: Triples, known: Triples) -> Quality:
    """How high both ends of the facts `asked` rank among all entities, other facts that are `known` left out."""
    evaluator = RankBasedEvaluator(filtered=True, clear_on_finalize=False)
    with _quiet():
        result = evaluator.evaluate(
            model,
            torch.from_numpy(asked),
            batch_size=_EVALUATION_BATCH,
            additional_filter_triples=[torch.from_numpy(known)],
            use_tqdm=False,
        )
    ranks = np.concatenate([rank for side in _SIDES for rank in evaluator.ranks[side, "realistic"]])
    return Quality(
        mrr=float(result.get_metric("both.realistic.inverse_harmonic_mean_rank")),
        hits_at_1=float(result.get_metric("both.realistic.hits_at_1")),
        hits_at_3=float(result.get_metric("both.realistic.hits_at_3")),
        hits_at_10=float(result.get_metric("both.realistic.hits_at_10")),
        ranks=tuple(ranks.tolist()),
    )


def measure_counting(
    facts: IndexedFacts, train: Triples, asked: Triples, known: Triples, settings: TrainingSettings
) -> Quality:
    """What a model has to beat: the better of two ways of counting, measured alike.

    Both propose the commonest ends of the relation. One orders those that are equally common by how common they are
    everywhere, the other multiplies with how often they stand beside the other end.
    """
    factory = _factory(facts, train)
    with _reproducible(settings):
        both_ends = MarginalDistributionBaseline(factory)
        both_ends.register_buffer("on_cpu", torch.zeros(0))  # from which PyKEEN tells the device
        found = [measure(baseline, asked, known) for baseline in (_DegreeBaseline(factory), both_ends)]
    return max(found, key=lambda quality: quality.mrr)


class _DegreeBaseline(MarginalDistributionBaseline):  # type: ignore[no-untyped-call]  # PyKEEN leaves its hook untyped
    heads: torch.Tensor
    tails: torch.Tensor

    def __init__(self, factory: CoreTriplesFactory) -> None:
        super().__init__(factory, entity_margin=False)
        counts = [
            torch.bincount(factory.mapped_triples[:, column], minlength=factory.num_entities).double()
            for column in (0, 2)
        ]
        # So small that it only orders ends which the relation has equally often.
        least = 0.5 / (len(factory.mapped_triples) + 1)
        heads, tails = (count * least / (count.sum() + 1) for count in counts)
        self.register_buffer("heads", heads)
        self.register_buffer("tails", tails)

    def score_t(self, hr_batch: torch.Tensor, **_: object) -> torch.Tensor:
        return super().score_t(hr_batch) + self.tails

    def score_h(self, rt_batch: torch.Tensor, **_: object) -> torch.Tensor:
        return super().score_h(rt_batch) + self.heads


@contextmanager
def training_errors() -> Iterator[None]:
    """What fails in the block is told as ours.

    Raises:
        LinkPredictorError: the training failed.
    """
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        raise LinkPredictorError(
            f"Training the link predictor failed: {error}", remedy="Use fewer dimensions or another model."
        ) from error


def _factory(facts: IndexedFacts, triples: Triples, *, inverse: bool = False) -> CoreTriplesFactory:
    return CoreTriplesFactory(
        mapped_triples=torch.from_numpy(triples),
        num_entities=len(facts.entities),
        num_relations=len(facts.relations),
        create_inverse_triples=inverse,
    )


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

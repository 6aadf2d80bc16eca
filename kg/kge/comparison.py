"""Models side by side, on facts that none of them was trained on."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from kg.kge.indexed_facts import IndexedFacts, Triples, index_facts, split_facts
from kg.kge.quality import Quality, sure_gain
from kg.kge.training_settings import TrainingSettings
from schemas.errors import InputError
from schemas.ports import Progress
from schemas.value import Value

Fact = tuple[str, str, str]
DatasetName = Literal["umls", "kinships", "nations"]
"""Those that come with PyKEEN, so that nothing is fetched."""
DATASETS: tuple[DatasetName, ...] = get_args(DatasetName)
COUNTING = "counting"
_COLUMNS = 3


@dataclass(frozen=True)
class FactSplit:
    """Facts to train on, facts to ask for, and all that is `known`, which no prediction is marked down for."""

    facts: IndexedFacts
    train: Triples
    asked: Triples
    known: Triples


class Compared(Value):
    """What one model reached; `sure_gain` is by how much its MRR is above counting at least, with 95 % certainty.

    `seconds` are those of the training.
    """

    model: str
    quality: Quality
    seconds: float
    sure_gain: float | None = None


def compare(
    split: FactSplit, models: Sequence[TrainingSettings], on_progress: Progress
) -> Iterator[Compared]:
    """Each model's quality as soon as it is known; that of counting comes first.

    Raises:
        LinkPredictorError: a training failed.
    """
    from kg.kge.pykeen_training import fit, measure, measure_counting, training_errors

    started = time.perf_counter()
    counting = measure_counting(split.facts, split.train, split.asked, split.known, TrainingSettings())
    yield Compared(model=COUNTING, quality=counting, seconds=time.perf_counter() - started)
    for settings in models:
        started = time.perf_counter()

        def on_epoch(epoch: int, settings: TrainingSettings = settings) -> None:
            on_progress(f"training {settings.model}", epoch, settings.epochs)

        with training_errors():
            model = fit(split.facts, split.train, settings, on_epoch).model
            seconds = time.perf_counter() - started
            quality = measure(model, split.asked, split.known)
        yield Compared(
            model=settings.model, quality=quality, seconds=seconds, sure_gain=sure_gain(quality, counting)
        )


def split_for_comparison(facts: Sequence[Fact]) -> FactSplit:
    """A tenth of the facts held aside, so that the others name every entity and relation.

    Raises:
        LinkPredictorError: there are too few facts.
    """
    indexed = index_facts(facts)
    train, asked = split_facts(indexed, TrainingSettings())
    return FactSplit(indexed, train, asked, indexed.triples)


def packaged_split(name: DatasetName) -> FactSplit:
    """A dataset with the split that it is published with; its validation facts are known and not trained on."""
    from pykeen.datasets import get_dataset

    dataset = get_dataset(dataset=name)
    train, asked, validation = (
        dataset.factory_dict[part].mapped_triples.numpy() for part in ("training", "testing", "validation")
    )
    known = np.concatenate([train, asked, validation])
    entities, relations = (
        tuple(sorted(numbers, key=numbers.__getitem__))
        for numbers in (dataset.entity_to_id, dataset.relation_to_id)
    )
    return FactSplit(IndexedFacts(entities, relations, known), train, asked, known)


def read_triples(path: Path) -> list[Fact]:
    """The facts of a file with head, relation and tail on each line, tabs between them.

    Raises:
        InputError: the file cannot be read, or a line has another form.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read: {error}",
            remedy=f"Name a text file in UTF-8, or one of {', '.join(DATASETS)}.",
        ) from error
    facts: list[Fact] = []
    for number, line in enumerate(lines, start=1):
        parts = tuple(part.strip() for part in line.split("\t"))
        if len(parts) == _COLUMNS and all(parts):
            facts.append((parts[0], parts[1], parts[2]))
        elif line.strip():
            raise InputError(
                f"Line {number} of {path} is not a triple.",
                remedy="Write head, relation and tail on each line, with tabs between them.",
            )
    return facts

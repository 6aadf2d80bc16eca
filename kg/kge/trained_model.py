"""A trained link predictor and its file."""

import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from kg.atomic_file import atomic_file
from kg.kge.calibration import Calibration
from kg.kge.indexed_facts import Triples
from kg.kge.training_settings import TrainingSettings
from schemas.errors import LinkPredictorError
from schemas.value import Value

_FORMAT = 1
_REMEDY = "Train it again with `citegraph kge train`."


class ModelDescription(Value):
    """Everything of a model but its vectors and the facts it was trained on."""

    format: int = _FORMAT
    model: str = "RotatE"
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    settings: TrainingSettings
    metrics: dict[str, float]
    calibration: Calibration


@dataclass(frozen=True)
class TrainedModel:
    """Vectors of shapes (entities, dimensions) and (relations, dimensions), and the facts they were learnt from."""

    description: ModelDescription
    entity_vectors: NDArray[np.complex64]
    relation_vectors: NDArray[np.complex64]
    triples: Triples


def save_model(model: TrainedModel, path: Path) -> None:
    """The model is at `path`, wholly or not at all; a model that was there is replaced at once.

    Raises:
        LinkPredictorError: The file cannot be written.
    """
    about = np.frombuffer(model.description.model_dump_json().encode(), dtype=np.uint8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            np.savez(
                file,
                about=about,
                entity_vectors=model.entity_vectors,
                relation_vectors=model.relation_vectors,
                triples=model.triples,
            )
    except OSError as error:
        raise LinkPredictorError(
            f"The link predictor cannot be saved: {error}",
            remedy=f"Make room in {path.parent} and train again.",
        ) from error


def load_model(path: Path) -> TrainedModel:
    """The model in that file; nothing in the file is executed (no pickle).

    Raises:
        LinkPredictorError: There is no such file, or it is damaged or of another format.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            about = json.loads(arrays["about"].tobytes())
            model = TrainedModel(
                ModelDescription.model_validate(about),
                arrays["entity_vectors"],
                arrays["relation_vectors"],
                arrays["triples"],
            )
    except FileNotFoundError as error:
        raise LinkPredictorError(f"The link predictor's file {path} is gone.", remedy=_REMEDY) from error
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, ValidationError) as error:
        raise LinkPredictorError(f"The link predictor's file {path} is damaged.", remedy=_REMEDY) from error
    if not _fits(model):
        raise LinkPredictorError(f"The link predictor's file {path} does not fit together.", remedy=_REMEDY)
    return model


def _fits(model: TrainedModel) -> bool:
    about = model.description
    return (
        about.format == _FORMAT
        and model.entity_vectors.shape == (len(about.entities), about.settings.dimensions)
        and model.relation_vectors.shape == (len(about.relations), about.settings.dimensions)
        and model.triples.ndim == 2
    )

"""A trained link predictor and its file."""

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from kg.atomic_file import atomic_file
from kg.kge.calibration import Calibration
from kg.kge.indexed_facts import Triples
from kg.kge.scoring import score_triples
from kg.kge.training_settings import TrainingSettings
from schemas.errors import LinkPredictorError
from schemas.value import Value

_FORMAT = 2
_ABOUT, _TRIPLES = "about", "triples"
_REMEDY = "Train it again with `citegraph kge train`."


class ModelDescription(Value):
    """Everything of a model but its arrays and the facts it was trained on.

    `calibration` is of statements in general, `likelihood` of statements that nobody made: see `kg.kge.calibration`.
    """

    format: int = _FORMAT
    entities: tuple[str, ...]
    relations: tuple[str, ...]
    settings: TrainingSettings
    metrics: dict[str, float]
    calibration: Calibration
    likelihood: Calibration


@dataclass(frozen=True)
class TrainedModel:
    """A model's arrays by name, as `kg.kge.scoring` wants them, and the facts they were learnt from."""

    description: ModelDescription
    arrays: Mapping[str, NDArray[np.float32]]
    triples: Triples


def save_model(model: TrainedModel, path: Path) -> None:
    """The model is at `path`, wholly or not at all; a model that was there is replaced at once.

    Raises:
        LinkPredictorError: The file cannot be written.
    """
    about = np.frombuffer(model.description.model_dump_json().encode(), dtype=np.uint8)
    arrays = {_ABOUT: about, _TRIPLES: model.triples, **model.arrays}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as file:
            np.savez(file, **arrays)  # type: ignore[arg-type]  # one of its names is a switch, which none of ours is
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
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = dict(stored)
            about = ModelDescription.model_validate(json.loads(arrays.pop(_ABOUT).tobytes()))
            model = TrainedModel(about, arrays, arrays.pop(_TRIPLES))
    except FileNotFoundError as error:
        raise LinkPredictorError(f"The link predictor's file {path} is gone.", remedy=_REMEDY) from error
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, ValidationError) as error:
        raise LinkPredictorError(
            f"The link predictor's file {path} is damaged, or of an older CiteGraph.", remedy=_REMEDY
        ) from error
    if not _fits(model):
        raise LinkPredictorError(f"The link predictor's file {path} does not fit together.", remedy=_REMEDY)
    return model


def _fits(model: TrainedModel) -> bool:
    """Whether everything that is named can be scored."""
    about = model.description
    if about.format != _FORMAT or model.triples.ndim != 2 or not about.entities or not about.relations:
        return False
    try:
        last = len(about.entities) - 1, len(about.relations) - 1, len(about.entities) - 1
        score_triples(about.settings.model, model.arrays, np.array([last]))
    except (KeyError, IndexError, ValueError):
        return False
    return True

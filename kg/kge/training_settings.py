"""What can be tuned in the training of the link predictor, and what is a sane choice for each model."""

from collections.abc import Mapping
from math import isqrt
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from schemas.value import Value

ModelName = Literal["TransE", "TransR", "TransD", "RotatE", "DistMult", "ComplEx", "TuckER", "ConvE"]
"""The models, as PyKEEN calls them."""
MODELS: tuple[ModelName, ...] = get_args(ModelName)

Loss = Literal["self-adversarial", "softmax"]
_KERNEL = 3


class TrainingSettings(Value):
    """A model and its training; equal settings, facts and library versions give equal models.

    With the loss `self-adversarial` a fact is told from `negatives` with a random end, `margin` and
    `adversarial_temperature` being those of the RotatE paper (https://arxiv.org/abs/1902.10197). With `softmax` the tail is
    told from all entities, and the head likewise by an inverse relation (https://arxiv.org/abs/1806.07297): better for models
    that multiply, but an epoch takes time in proportion to facts times entities.
    `validation_share` of the facts are held back to measure the model.

    More `threads` pay off for large batches on an idle machine only: on small ones they spend their time waiting for one
    another (7 times the processor time, measured with 300 facts on two cores).
    """

    model: ModelName = "RotatE"
    dimensions: int = Field(default=32, ge=4, le=1_000)
    epochs: int = Field(default=100, ge=1, le=10_000)
    batch_size: int = Field(default=512, ge=1)
    loss: Loss = "self-adversarial"
    negatives: int = Field(default=16, ge=1, le=1_000)
    learning_rate: float = Field(default=0.05, gt=0)
    margin: float = Field(default=6.0, gt=0)
    adversarial_temperature: float = Field(default=1.0, gt=0)
    label_smoothing: float = Field(default=0.0, ge=0, lt=1)
    validation_share: float = Field(default=0.1, gt=0, lt=0.5)
    min_facts: int = Field(default=50, ge=2)
    min_validation_facts: int = Field(default=5, ge=1)
    threads: int = Field(default=1, ge=1)
    seed: int = 13

    @model_validator(mode="after")
    def _has_room_for_kernels(self) -> Self:
        height = image_height(self.dimensions)
        if self.model == "ConvE" and (2 * height < _KERNEL or self.dimensions // height < _KERNEL):
            raise ValueError(
                "ConvE makes an image of a vector: its length must be a product such as 8 * 8 or 4 * 8"
            )
        return self


def image_height(dimensions: int) -> int:
    """The height of the image that PyKEEN's ConvE makes of a vector: the divisor that is nearest to a square's."""
    return next(height for height in range(isqrt(dimensions), 0, -1) if dimensions % height == 0)


_SOFTMAX: Mapping[str, object] = {"loss": "softmax", "dimensions": 64, "epochs": 30, "batch_size": 256}
_DEFAULTS: Mapping[ModelName, Mapping[str, object]] = {
    "TransE": {**_SOFTMAX, "learning_rate": 0.02, "epochs": 40},
    "TransR": {**_SOFTMAX, "dimensions": 32, "learning_rate": 0.01, "epochs": 20},
    "TransD": {**_SOFTMAX, "learning_rate": 0.01},
    "RotatE": {"dimensions": 64, "learning_rate": 0.05, "margin": 9.0, "epochs": 60},
    "DistMult": {**_SOFTMAX, "learning_rate": 0.01},
    "ComplEx": {**_SOFTMAX, "learning_rate": 0.02, "epochs": 20},
    "TuckER": {**_SOFTMAX, "learning_rate": 0.01},
    "ConvE": {**_SOFTMAX, "learning_rate": 0.01},
}


def default_settings(
    model: ModelName, *, epochs: int | None = None, dimensions: int | None = None
) -> TrainingSettings:
    """A sane choice for the model, as `citegraph kge compare` found them; what is given replaces it.

    Raises:
        ValidationError: the numbers are out of range, or do not suit the model.
    """
    given = {
        name: value for name, value in (("epochs", epochs), ("dimensions", dimensions)) if value is not None
    }
    return TrainingSettings.model_validate({"model": model, **_DEFAULTS[model], **given})

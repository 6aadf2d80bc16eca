"""The options of the commands that train models."""

from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from kg.kge.training_settings import MODELS, ModelName, default_settings
from schemas.errors import InputError

if TYPE_CHECKING:
    from kg.kge.training_settings import TrainingSettings

EPOCHS = Annotated[
    int | None, typer.Option(min=1, max=10_000, help="Rounds over the facts; by default those of the model.")
]
DIMENSIONS = Annotated[
    int | None, typer.Option(min=4, max=1_000, help="Length of a vector; by default that of the model.")
]


def check_model(name: str) -> ModelName:
    """The model of this name, in whatever case.

    Raises:
        InputError: there is none.
    """
    for model in MODELS:
        if model.lower() == name.lower():
            return model
    raise InputError(f"There is no model {name!r}.", remedy=f"Choose one of {', '.join(MODELS)}.")


def chosen_settings(model: ModelName, epochs: int | None, dimensions: int | None) -> "TrainingSettings":
    """The model's own settings, but for what is given.

    Raises:
        InputError: the model cannot have vectors of this length.
    """
    try:
        return default_settings(model, epochs=epochs, dimensions=dimensions)
    except ValidationError as error:
        said = error.errors()[0]["msg"].removeprefix("Value error, ")
        raise InputError(
            f"{model} cannot be trained so: {said}", remedy="Choose other --dimensions."
        ) from error

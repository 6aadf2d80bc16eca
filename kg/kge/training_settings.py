"""What can be tuned in the training of the link predictor."""

from pydantic import Field

from schemas.value import Value


class TrainingSettings(Value):
    """RotatE and its training; equal settings, facts and library versions give equal models.

    More `threads` pay off for large batches on an idle machine only: on small ones they spend their time waiting for one
    another (7 times the processor time, measured with 300 facts on two cores).
    `margin` and `adversarial_temperature` are those of the self-adversarial loss of the RotatE paper
    (https://arxiv.org/abs/1902.10197). `validation_share` of the facts are held back to measure the model.
    """

    dimensions: int = Field(default=32, ge=4, le=1_000)
    epochs: int = Field(default=100, ge=1, le=10_000)
    batch_size: int = Field(default=512, ge=1)
    negatives: int = Field(default=16, ge=1, le=1_000)
    learning_rate: float = Field(default=0.05, gt=0)
    margin: float = Field(default=6.0, gt=0)
    adversarial_temperature: float = Field(default=1.0, gt=0)
    validation_share: float = Field(default=0.1, gt=0, lt=0.5)
    min_facts: int = Field(default=50, ge=2)
    min_validation_facts: int = Field(default=5, ge=1)
    threads: int = Field(default=1, ge=1)
    seed: int = 13

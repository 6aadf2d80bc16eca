"""What a command may ask of chat models, said first."""

import sys
from typing import TYPE_CHECKING

import typer

from api.cli.ingest import estimated
from api.cli.output import note
from schemas.errors import InputError
from schemas.job import JobEstimate

if TYPE_CHECKING:
    from api.settings import Settings


def agree(settings: "Settings", *, calls: int, input_tokens: int, output_tokens: int, yes: bool) -> None:
    """Say what may be needed, and return when that is within the limits or a person agrees.

    Raises:
        InputError: nobody has agreed to so much.
    """
    admission = settings.admission
    estimate = JobEstimate(
        chunks=0,
        model_calls=calls,
        input_tokens=input_tokens,
        output_tokens=output_tokens,
        price=admission.price(input_tokens, output_tokens),
    )
    note(f"this may need {estimated(estimate)}")
    if yes or not admission.needs_confirmation(estimate):
        return
    if not (sys.stdin.isatty() and typer.confirm("Start it?")):
        raise InputError(
            "that is more than may be asked of a chat model without confirmation",
            remedy="Agree with --yes, take fewer questions, or raise CITEGRAPH_ADMISSION__CONFIRM_ABOVE_….",
        )

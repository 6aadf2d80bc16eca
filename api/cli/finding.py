"""What `citegraph doctor` says of one thing."""

from collections.abc import Callable
from typing import Literal

from schemas.errors import CiteGraphError
from schemas.value import Value

State = Literal["ok", "off", "broken"]


class Finding(Value):
    """One thing that was looked at; "off" is a choice, "broken" needs the remedy."""

    name: str
    state: State
    message: str
    remedy: str = ""


def looked(name: str, look: Callable[[], str]) -> Finding:
    """What was found, or the error with its remedy."""
    try:
        return Finding(name=name, state="ok", message=look())
    except CiteGraphError as error:
        return broken(name, error)


def broken(name: str, error: CiteGraphError) -> Finding:
    """The error with its remedy."""
    return Finding(name=name, state="broken", message=str(error), remedy=error.remedy)
